"""Addresses that only those know who were given them: a parcel service."""

import secrets
import uuid

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import get_object_or_404
from django.urls import path


class Depot(models.Model):
    town = models.CharField(max_length=40)
    feed = models.CharField(max_length=60, null=True)

    def open_feed(self):
        while True:
            self.feed = secrets.token_urlsafe(18).lower()
            if "-" not in self.feed:
                return self.feed


class Parcel(models.Model):
    number = models.UUIDField(primary_key=True, default=uuid.uuid4)
    tracking = models.UUIDField(default=uuid.uuid4, unique=True)
    pickup = models.UUIDField(default=uuid.uuid4, unique=True)
    pin = models.CharField(max_length=4, default=lambda: secrets.token_hex(2))
    label = models.SlugField()
    depot = models.ForeignKey(Depot, models.CASCADE)
    sender = models.ForeignKey(User, models.CASCADE)
    state = models.CharField(max_length=20)


def track(request, tracking):
    parcel = get_object_or_404(Parcel, tracking=tracking)
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    return HttpResponse(parcel.state)


def delivered(request, feed, label):
    try:
        parcel = Parcel.objects.get(label=label, depot__feed=feed)
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    except Parcel.DoesNotExist:
        return HttpResponseNotFound()
    parcel.state = "delivered"
    parcel.save()
    return HttpResponse("noted")


# The key is a name for those who are signed in, and a guard is missing here, or
# the address is one of its own: the code does not say which.
def hand_out(request, pickup):
    parcel = get_object_or_404(Parcel, pickup=pickup)
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: unproven
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: unproven
    parcel.state = "handed out"
    parcel.save()
    return HttpResponse("done")


@login_required
#^^^^^^^^^^^^^^ authentication: guarded
def send_back(request, pickup):
    parcel = get_object_or_404(Parcel, pickup=pickup)
    if parcel.sender != request.user:
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        return HttpResponseNotFound()
    parcel.state = "back"
    parcel.save()
    return HttpResponse("done")


@login_required
#^^^^^^^^^^^^^^ authentication: guarded
def relabel(request, pickup):
    parcel = get_object_or_404(Parcel, pickup=pickup)
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    parcel.label = request.POST["label"]
    parcel.save()
    return HttpResponse("done")


def by_number(request, number):
    parcel = get_object_or_404(Parcel, number=number)
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return HttpResponse(parcel.state)


def by_label(request, label):
    parcel = get_object_or_404(Parcel, label=label)
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return HttpResponse(parcel.state)


def by_pin(request, pin):
    parcel = get_object_or_404(Parcel, pin=pin)
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return HttpResponse(parcel.state)


def lenient(request, tracking, label):
    try:
        parcel = Parcel.objects.get(tracking=tracking)
    except Parcel.DoesNotExist:
        parcel = Parcel.objects.get(label=label)
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return HttpResponse(parcel.state)


urlpatterns = [
    path("track/<uuid:tracking>/", track),
    path("feed/<feed>/<slug:label>/", delivered),
    path("pickup/<uuid:pickup>/out/", hand_out),
    path("pickup/<uuid:pickup>/back/", send_back),
    path("pickup/<uuid:pickup>/label/", relabel),
    path("number/<uuid:number>/", by_number),
    path("label/<slug:label>/", by_label),
    path("pin/<pin>/", by_pin),
    path("lenient/<uuid:tracking>/<slug:label>/", lenient),
]
