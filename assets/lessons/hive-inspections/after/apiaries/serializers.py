"""What goes over the wire."""

from rest_framework import serializers

from apiaries.models import Apiary, Inspection


class ApiarySerializer(serializers.ModelSerializer):
    class Meta:
        model = Apiary
        fields = ["id", "place"]


class InspectionSerializer(serializers.ModelSerializer):
    apiary_id = serializers.IntegerField(min_value=1)

    class Meta:
        model = Inspection
        fields = ["id", "apiary_id", "day", "queen_seen", "notes"]
