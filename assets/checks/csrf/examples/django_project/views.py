"""Forged requests to a bicycle workshop, where middleware refuses them."""

from django.contrib.auth.decorators import login_required
from django.core.signing import Signer
from django.db import models
from django.http import HttpResponse, HttpResponseForbidden
from django.urls import path
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST


class Repair(models.Model):
    bicycle = models.CharField(max_length=40)
    done = models.BooleanField(default=False)


@require_POST
@login_required
def order_repair(request):
# <- csrf: guarded
    Repair.objects.create(bicycle=request.POST["bicycle"])
    return HttpResponse(status=204)


@csrf_exempt
#^^^^^^^^^^^ csrf: missing
@require_POST
@login_required
def cancel_repairs(request):
    Repair.objects.all().delete()
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
@login_required
@csrf_protect
#^^^^^^^^^^^^ csrf: guarded
def let_off_and_taken_back(request):
    Repair.objects.all().delete()
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def report_from_a_stand(request):
# <- csrf: not-applicable
    if request.headers.get("X-Stand-Key") != "long-and-random":
        return HttpResponseForbidden()
    Repair.objects.create(bicycle=request.POST["bicycle"])
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def finished(request, ticket):
# <- csrf: not-applicable
    Repair.objects.filter(pk=Signer().unsign(ticket)).update(done=True)
    return HttpResponse(status=204)


@login_required
def repairs(request):
# <- csrf: not-applicable
    return HttpResponse(Repair.objects.count())


urlpatterns = [
    path("repairs/order", order_repair),
    path("repairs/cancel", cancel_repairs),
    path("repairs/again", let_off_and_taken_back),
    path("repairs/stand", report_from_a_stand),
    path("repairs/<ticket>/finished", finished),
    path("repairs/", repairs),
]
