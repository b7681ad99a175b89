"""Views of a rowing club, guarded by what its settings list."""

from django.db import models
from django.http import HttpResponse
from django.urls import path


class Boat(models.Model):
    name = models.CharField(max_length=12)


def open_to_all(view):
    view.open_to_all = True
    return view


def boats(request):
# <- authentication: guarded
    return HttpResponse(Boat.objects.count())
#                       ^^^^^^^^^^^^^^^^^^^^ access: missing


def of_name(request, name):
# <- authentication: guarded
    return HttpResponse(Boat.objects.filter(name=name).count())
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing


def open_boats(request):
    return HttpResponse(Boat.objects.count())
#                       ^^^^^^^^^^^^^^^^^^^^ access: missing
#                       ^^^^^^^^^^^^^^^^^^^^ authentication: missing


def board_boats(request, number):
# <- authentication: guarded
# <- access: guarded
    Boat.objects.filter(pk=number).delete()
    return HttpResponse("sold")


@open_to_all
def weather(request):
    return HttpResponse(Boat.objects.count())
#                       ^^^^^^^^^^^^^^^^^^^^ access: missing
#                       ^^^^^^^^^^^^^^^^^^^^ authentication: missing


urlpatterns = [
    path("boats/", boats),
    path("boats/<slug:name>/", of_name),
    path("open/boats/", open_boats),
    path("board/boats/<int:number>/", board_boats),
    path("marked/", weather),
]
