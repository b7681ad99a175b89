"""Answers of other views that are kept under a name before they are sent: a stamp club."""

from django.db import models
from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import path


class Stamp(models.Model):
    name = models.TextField()


def rename(request, stamp):
    name = request.GET.get("name")
    if name is not None and not name.isalpha():
#                           ^^^^^^^^^^^^^^^^^^ input-validation: guarded
        return HttpResponseBadRequest("letters only")
    stamp.name = name
    stamp.save()
    return HttpResponse("renamed")


def first(request):
    answer = rename(request, Stamp.objects.first())
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
    if answer.status_code == 200:
        answer["Stamp"] = "first"
    return answer


def counted(request):
    answer = rename(request, Stamp.objects.first())
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: missing
    Stamp.objects.create(name=request.GET["name"])
    return answer


urlpatterns = [
    path("one/<int:stamp>", rename),
    path("first", first),
    path("counted", counted),
]
