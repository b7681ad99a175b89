"""Which methods a view answers, as a wrapper or a test says: a seed library."""

from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpResponse, HttpResponseForbidden, JsonResponse
from django.shortcuts import redirect, render
from django.urls import path


class Packet(models.Model):
    name = models.CharField(max_length=40)


def only(*methods):
    def decorate(view):
        def wrapper(request, *args, **kwargs):
            if request.method in methods:
                return view(request, *args, **kwargs)
            return HttpResponse(status=405)

        return wrapper

    return decorate


@login_required
@only("POST")
def sow(request):
# <- caching: not-applicable
# <- generation: not-applicable
    packet = Packet.objects.create(name=request.POST["name"])
    return JsonResponse({"name": packet.name})


@login_required
@only("GET")
def packets(request):
# <- generation: not-applicable
    return JsonResponse({"names": [packet.name for packet in Packet.objects.all()]})
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing


@login_required
def rename(request, number):
    packet = Packet.objects.get(id=number)
    if request.method == "POST":
        packet.name = request.POST["name"]
        packet.save()
#       ^^^^^^^^^^^^^ generation: missing
        return JsonResponse({"name": packet.name})
    return render(request, "rename.html", {"packet": packet})
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ caching: missing


@login_required
def forget(request, number):
# <- caching: not-applicable
# <- generation: not-applicable
    Packet.objects.filter(id=number).delete()
    return redirect("packets")


@login_required
def rules(request):
# <- caching: not-applicable
# <- generation: not-applicable
    if Packet.objects.count() > 90:
        return HttpResponse("the drawers are full")
    return render(request, "rules.html")


urlpatterns = [
    path("sow/", sow),
    path("packets/", packets),
    path("rename/<int:number>/", rename),
    path("forget/<int:number>/", forget),
    path("rules/", rules),
]
