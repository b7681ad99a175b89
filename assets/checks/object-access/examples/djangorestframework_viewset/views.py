"""Tools by their owners: by the guard of the class, by the query, or not at all."""

from models import Tool
from permissions import OwnsIt
from rest_framework import generics
from rest_framework.decorators import api_view
from rest_framework.permissions import IsAuthenticated
from rest_framework.response import Response
from rest_framework.views import APIView


class ToolDetail(generics.GenericAPIView):
    queryset = Tool.objects.all()
    permission_classes = [IsAuthenticated, OwnsIt]

    def get(self, request, pk):
        tool = self.get_object()
#              ^^^^^^^^^^^^^^^^^ object-access: guarded
        return Response(tool.name)


class MyTool(APIView):
    def delete(self, request, pk):
        Tool.objects.get(pk=pk, owner=request.user).delete()
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        return Response(None)


@api_view(["GET"])
def any_tool(request, pk):
    return Response(Tool.objects.get(pk=pk).name)
#                   ^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing


@api_view(["GET"])
def units(request):
# <- object-access: not-applicable
    return Response(["mm", "inch"])
