"""Lookups among one's own that turn nobody away: a lending shed."""

from django.contrib.auth import authenticate, login
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpResponse, HttpResponseForbidden
from django.urls import path


class Loan(models.Model):
    borrower = models.ForeignKey(User, models.CASCADE)
    tool = models.ForeignKey("Tool", models.CASCADE)


class Tool(models.Model):
    name = models.CharField(max_length=40)


class Tally(models.Model):
    borrower = models.ForeignKey(User, models.CASCADE)
    asked = models.IntegerField(default=0)


class Guest(models.Model):
    name = models.CharField(max_length=40)
    host = models.ForeignKey(User, models.CASCADE)


# How much one has oneself needs no right.
@login_required
def borrowed(request):
# <- access: not-applicable
    return HttpResponse(str(Loan.objects.filter(borrower=request.user).count()))


# Nor does it give one to anything else.
@login_required
def tools(request):
    busy = Loan.objects.filter(borrower=request.user).exists()
    names = [tool.name for tool in Tool.objects.all()]
#                                  ^^^^^^^^^^^^^^^^^^ access: missing
    return HttpResponse(f"{busy}: {names}")


# What is counted about oneself is no answer either.
@login_required
def drop(request, number):
    Tally.objects.get_or_create(borrower=request.user)
    Tool.objects.filter(pk=number).delete()
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    return HttpResponse("gone")


# The right is asked for; on some ways something is looked up as well.
@permission_required("shed.view_tool", raise_exception=True)
#^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: guarded
def describe(request):
    if request.GET.get("mine"):
        mine = Loan.objects.filter(borrower=request.user)
        return HttpResponse(str([loan.tool.name for loan in mine]))
    return HttpResponse(str(Tool.objects.all()))


urlpatterns = [
    path("borrowed", borrowed),
    path("tools", tools),
    path("tools/<int:number>/drop", drop),
    path("describe", describe),
]
