"""Trips of a ferry: a serializer without an object makes one, with an object it changes it."""

from django.contrib.auth.models import User
from django.db import models
from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import serializers
from rest_framework.decorators import api_view, permission_classes
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response


class Ferry(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE)


class Trip(models.Model):
    ferry = models.ForeignKey(Ferry, on_delete=models.CASCADE)
    by = models.ForeignKey(User, on_delete=models.CASCADE)
    pier = models.CharField(max_length=20)


class TripForm(serializers.ModelSerializer):
    class Meta:
        model = Trip
        fields = ["pier"]


@api_view(["POST"])
@permission_classes([IsAuthenticated])
def plan(request, number):
# <- generation: not-applicable
    ferry = get_object_or_404(Ferry, pk=number, owner=request.user)
#           ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    form = TripForm(data=request.data)
    form.is_valid(raise_exception=True)
    form.save(ferry=ferry, by=request.user)
    return Response(form.data, status=201)


@api_view(["PUT"])
@permission_classes([IsAuthenticated])
def change(request, number):
    trip = get_object_or_404(Trip, pk=number)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    form = TripForm(trip, data=request.data)
    form.is_valid(raise_exception=True)
    form.save(by=request.user)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    return Response(form.data)


@api_view(["PUT"])
@permission_classes([IsAuthenticated])
def change_later(request, number):
    form = TripForm(data=request.data)
    form.is_valid(raise_exception=True)
    trip = get_object_or_404(Trip, pk=number)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    form.instance = trip
    form.save(by=request.user)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^ generation: missing
    return Response(form.data)


urlpatterns = [
    path("ferries/<int:number>/trips", plan),
    path("trips/<int:number>", change),
    path("trips/<int:number>/later", change_later),
]
