"""What goes over the wire."""

from rest_framework import serializers

from apiaries.models import Apiary, Inspection


class ApiarySerializer(serializers.ModelSerializer):
    class Meta:
        model = Apiary
        fields = ["id", "place"]


class InspectionSerializer(serializers.ModelSerializer):
    class Meta:
        model = Inspection
        fields = ["id", "day", "queen_seen", "notes"]
