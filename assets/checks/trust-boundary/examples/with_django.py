"""What enters the session? The rooms of a reading room."""

from django.http import HttpResponse
from django.urls import path


def room(request):
    request.session["room"] = request.POST["room"]
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ trust-boundary: missing
    return HttpResponse(status=204)


def seat(request):
    request.session["seat"] = int(request.POST["seat"])
#                             ^^^^^^^^^^^^^^^^^^^^^^^^^ trust-boundary: guarded
    return HttpResponse(status=204)


def leave(request):
# <- trust-boundary: not-applicable
    request.session["room"] = ""
    return HttpResponse(status=204)


urlpatterns = [
    path("room", room),
    path("seat", seat),
    path("leave", leave),
]
