"""Functions whose answer lets a caller come by: a choir's sheet music."""

from django.contrib.auth.decorators import permission_required, user_passes_test
from django.contrib.auth.mixins import UserPassesTestMixin
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path
from django.views import View
from django.views.generic import ListView


class Sheet(models.Model):
    arranger = models.ForeignKey(User, models.CASCADE)
    title = models.CharField(max_length=40)


def leads(user):
    return user.is_staff


def sings(user):
    return True


leaders_only = user_passes_test(lambda user: user.is_staff)
may_copy = permission_required("sheets.copy")


@user_passes_test(leads)
#^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
#^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
def count(request):
    return HttpResponse(Sheet.objects.count())


@leaders_only
#^^^^^^^^^^^^ access: guarded
#^^^^^^^^^^^^ authentication: guarded
def count_again(request):
    return HttpResponse(Sheet.objects.count())


@may_copy
#^^^^^^^^ access: guarded
#^^^^^^^^ authentication: guarded
def copy(request):
    return HttpResponse(Sheet.objects.count())


@user_passes_test(lambda user: user.is_authenticated)
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
def known(request):
    return HttpResponse(Sheet.objects.count())
#                       ^^^^^^^^^^^^^^^^^^^^^ access: missing


@user_passes_test(sings)
def anybody(request):
    return HttpResponse(Sheet.objects.count())
#                       ^^^^^^^^^^^^^^^^^^^^^ access: missing
#                       ^^^^^^^^^^^^^^^^^^^^^ authentication: missing


class Own(UserPassesTestMixin, View):
    http_method_names = ["get"]

    def test_func(self):
        sheet = get_object_or_404(Sheet, pk=self.kwargs["number"])
        return sheet.arranger == self.request.user

    def get(self, request, number):
    # <- access: guarded
    # <- authentication: guarded
        return HttpResponse(get_object_or_404(Sheet, pk=number).title)

    # Not among the names above, so nobody gets here.
    def delete(self, request, number):
        get_object_or_404(Sheet, pk=number).delete()
        return HttpResponse("gone")


class Everybodys(UserPassesTestMixin, ListView):
# <- access: missing
# <- authentication: missing
    model = Sheet

    def test_func(self):
        return True


urlpatterns = [
    path("count/", count),
    path("again/", count_again),
    path("copy/", copy),
    path("known/", known),
    path("anybody/", anybody),
    path("own/<int:number>/", Own.as_view()),
    path("all/", Everybodys.as_view()),
]
