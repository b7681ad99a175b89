"""A function that returns what it found and what the caller may: each way counts."""

from django.contrib.auth.decorators import login_required
from django.core.exceptions import PermissionDenied
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path


class Shelf(models.Model):
    owner_id = models.IntegerField()


class Member(models.Model):
    shelf = models.ForeignKey(Shelf, on_delete=models.CASCADE)
    user = models.ForeignKey("auth.User", on_delete=models.CASCADE)
    may_write = models.BooleanField()


def find(request, code):
    shelf = get_object_or_404(Shelf, code=code)
    if request.user.id == shelf.owner_id:
        return shelf, True
    member = get_object_or_404(Member, shelf=shelf, user=request.user)
    return shelf, member.may_write


@login_required
def rename(request, code):
    shelf, may_write = find(request, code)
    if not may_write:
#      ^^^^^^^^^^^^^ access: guarded
        raise PermissionDenied
    shelf.name = request.POST["name"]
    shelf.save()
    return HttpResponse("done")


urlpatterns = [path("shelves/<code>", rename)]
