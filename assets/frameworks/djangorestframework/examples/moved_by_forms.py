"""Jars of a cellar: that the new shelf is the caller's own says nothing of the jar."""

from django.contrib.auth.models import User
from django.db import models
from django.shortcuts import get_object_or_404
from django.urls import path
from rest_framework import serializers
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class Shelf(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE)


class Jar(models.Model):
    owner = models.ForeignKey(User, on_delete=models.CASCADE)
    shelf = models.ForeignKey(Shelf, on_delete=models.CASCADE)


class MoveForm(serializers.Serializer):
    shelf = serializers.IntegerField()


class Move(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request, pk):
        jar = get_object_or_404(Jar, pk=pk)
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
        form = MoveForm(data=request.data)
        form.is_valid(raise_exception=True)
        number = form.validated_data["shelf"]
        jar.shelf = get_object_or_404(Shelf, pk=number, owner=request.user)
        jar.save()
        return Response({})


class MoveOwn(APIView):
    permission_classes = [IsAuthenticated]

    def post(self, request, pk):
        jar = get_object_or_404(Jar, pk=pk, owner=request.user)
#             ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        form = MoveForm(data=request.data)
        form.is_valid(raise_exception=True)
        number = form.validated_data["shelf"]
        jar.shelf = get_object_or_404(Shelf, pk=number, owner=request.user)
        jar.save()
        return Response({})


urlpatterns = [
    path("jars/<int:pk>/move", Move.as_view()),
    path("jars/<int:pk>/move-own", MoveOwn.as_view()),
]
