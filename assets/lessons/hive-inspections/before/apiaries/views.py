"""Views for the app that beekeepers carry along."""

from django.shortcuts import get_object_or_404
from rest_framework import status
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView

from apiaries.models import Apiary, Inspection
from apiaries.serializers import ApiarySerializer, InspectionSerializer


class KeeperView(APIView):
    permission_classes = [IsAuthenticated]

    def own_apiary(self, apiary_id):
        return get_object_or_404(Apiary, pk=apiary_id, keeper=self.request.user)


class ApiaryList(KeeperView):
    def get(self, request):
        apiaries = Apiary.objects.filter(keeper=request.user)
        return Response(ApiarySerializer(apiaries, many=True).data)


class InspectionList(KeeperView):
    def post(self, request, apiary_id):
        apiary = self.own_apiary(apiary_id)
        form = InspectionSerializer(data=request.data)
        form.is_valid(raise_exception=True)
        inspection = Inspection.objects.create(apiary=apiary, **form.validated_data)
        return Response(InspectionSerializer(inspection).data, status=status.HTTP_201_CREATED)


class InspectionDetail(KeeperView):
    def put(self, request, apiary_id, inspection_id):
        apiary = self.own_apiary(apiary_id)
        inspection = get_object_or_404(Inspection, pk=inspection_id, apiary=apiary)
        form = InspectionSerializer(inspection, data=request.data)
        form.is_valid(raise_exception=True)
        form.save()
        return Response(form.data)

    def delete(self, request, apiary_id, inspection_id):
        apiary = self.own_apiary(apiary_id)
        get_object_or_404(Inspection, pk=inspection_id, apiary=apiary).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)
