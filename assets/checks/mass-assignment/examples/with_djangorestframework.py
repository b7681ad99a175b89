"""Who names the fields? Serializers of a seed exchange."""

from django.db import models
from rest_framework import serializers
from rest_framework.views import APIView


class Packet(models.Model):
    name = models.CharField(max_length=40)
    owner = models.CharField(max_length=40)


class OpenSerializer(serializers.ModelSerializer):
    class Meta:
        model = Packet
        fields = "__all__"


class ListedSerializer(serializers.ModelSerializer):
    class Meta:
        model = Packet
        fields = ["name"]


class Packets(APIView):
    def post(self, request):
        serializer = OpenSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save()
#       ^^^^^^^^^^^^^^^^^ mass-assignment: missing

    def put(self, request):
        serializer = ListedSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save()
#       ^^^^^^^^^^^^^^^^^ mass-assignment: guarded

    def patch(self, request):
        if request.data.get("listed"):
            serializer = ListedSerializer(data=request.data)
            serializer.save()
        Packet.objects.filter(owner=request.user).update(**request.data)
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: missing

    def get(self, request):
#   ^^^^^^^^^^^^^^^^^^^^^^^ mass-assignment: not-applicable
        return Packet.objects.count()
