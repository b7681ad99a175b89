"""Who is calling? A Django part of a ferry's booking office."""

from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpResponse, HttpResponseForbidden
from django.urls import path


class Crossing(models.Model):
    harbour = models.CharField(max_length=40)


@login_required
#^^^^^^^^^^^^^^ authentication: guarded
def crossings(request):
    return HttpResponse(Crossing.objects.count())


def timetable(request):
    return HttpResponse(Crossing.objects.count())
#                       ^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing


def manifest(request):
    if not request.user.is_staff:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
        return HttpResponseForbidden()
    return HttpResponse(Crossing.objects.count())


def harbours(request):
# <- authentication: not-applicable
    return HttpResponse("North, South")


urlpatterns = [
    path("crossings/", crossings),
    path("timetable/", timetable),
    path("manifest/", manifest),
    path("harbours/", harbours),
]
