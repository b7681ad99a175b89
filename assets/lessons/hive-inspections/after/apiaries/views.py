"""Views for the app that beekeepers carry along."""

from django.shortcuts import get_object_or_404
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from apiaries.models import Apiary, Inspection
from apiaries.serializers import ApiarySerializer, InspectionSerializer


def noted(form):
    return {name: value for name, value in form.validated_data.items() if name != "apiary_id"}


class KeeperView(APIView):
    permission_classes = [IsAuthenticated]

    def own_apiary(self, apiary_id):
        return get_object_or_404(Apiary, pk=apiary_id, keeper=self.request.user)


class ApiaryList(KeeperView):
    def get(self, request):
        apiaries = Apiary.objects.filter(keeper=request.user)
        return Response(ApiarySerializer(apiaries, many=True).data)


class InspectionList(KeeperView):
    def post(self, request):
        form = InspectionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        apiary = self.own_apiary(form.validated_data["apiary_id"])
        inspection = Inspection.objects.create(apiary=apiary, **noted(form))
        return Response(InspectionSerializer(inspection).data, status=status.HTTP_201_CREATED)


class InspectionDetail(KeeperView):
    def put(self, request, inspection_id):
        form = InspectionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        apiary = self.own_apiary(form.validated_data["apiary_id"])
        inspection = get_object_or_404(Inspection, pk=inspection_id)
        inspection.apiary = apiary
        for name, value in noted(form).items():
            setattr(inspection, name, value)
        inspection.save()
        return Response(InspectionSerializer(inspection).data)

    def delete(self, request, inspection_id):
        inspection = get_object_or_404(
            Inspection, pk=inspection_id, apiary__keeper=request.user
        )
        inspection.delete()
        return Response(status=status.HTTP_204_NO_CONTENT)
