from django.contrib.auth.decorators import permission_required, user_passes_test
from django.http import HttpResponseBadRequest, JsonResponse
from django.views.decorators.http import require_GET, require_POST
from marshmallow import ValidationError
from rest_framework import generics, status
from rest_framework.response import Response
from rest_framework.views import APIView

from forms import SearchForm
from models import Kite
from schemas import LoanSchema
from serialisers import KiteSerializer


class Kites(APIView):
    def post(self, request):
        serializer = KiteSerializer(data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(status=status.HTTP_201_CREATED)


class More(generics.CreateAPIView):
    queryset = Kite.objects.all()
    serializer_class = KiteSerializer


@require_GET
def search(request):
    form = SearchForm(request.GET)
    if not form.is_valid():
        return HttpResponseBadRequest("unfit")
    found = Kite.objects.filter(name__contains=form.cleaned_data["word"])
    return JsonResponse({"found": [kite.name for kite in found]})


@require_POST
def lend(request):
    try:
        loan = LoanSchema().loads(request.body)
    except ValidationError:
        return HttpResponseBadRequest("unfit")
    Kite.objects.create(**loan)
    return JsonResponse({})


@require_POST
@permission_required(["kites.see", "kites.wipe"], raise_exception=True)
def wipe(request):
    Kite.objects.all().delete()
    return JsonResponse({})


@require_POST
@user_passes_test(lambda user: user.is_superuser)
def tidy(request):
    Kite.objects.filter(name="").delete()
    return JsonResponse({})
