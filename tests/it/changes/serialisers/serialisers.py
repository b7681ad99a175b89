from rest_framework import serializers

from models import Kite


class SparSerializer(serializers.Serializer):
    length = serializers.FloatField(min_value=0, max_value=9)


class KiteSerializer(serializers.ModelSerializer):
    name = serializers.CharField(
        max_length=60,
    )
    mail = serializers.EmailField()
    shape = serializers.ChoiceField(choices=["delta", "box"])
    note = serializers.CharField(required=False)
    spars = SparSerializer(many=True)
    checked_by = serializers.CharField(read_only=True)

    class Meta:
        model = Kite
        fields = ["name", "mail", "shape", "note", "spars", "checked_by", "owner", "price"]
        read_only_fields = ["owner", "price"]

    def validate_note(self, value):
        if "<" in value:
            raise serializers.ValidationError("no brackets")
        return value
