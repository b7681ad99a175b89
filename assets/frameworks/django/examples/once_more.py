"""A wrapper that asks once more before it lets callers through: a safe's keeper."""

from functools import wraps

from django.contrib.auth.decorators import login_required
from django.db import models
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import path


class Box(models.Model):
    label = models.CharField(max_length=40)


def asked_again(view):
    @wraps(view)
    def wrapper(request, *args, **kwargs):
        if request.session.get("asked") == "yes":
            return view(request, *args, **kwargs)
        return render(request, "who_are_you.html")

    return wrapper


@login_required
@asked_again
#^^^^^^^^^^^ access: guarded
def add_box(request):
    Box.objects.create(label=request.POST["label"])
    return HttpResponse("added")


@login_required
def add_shelf(request):
    Box.objects.create(label=request.POST["label"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    return HttpResponse("added")


urlpatterns = [path("box/", add_box), path("shelf/", add_shelf)]
