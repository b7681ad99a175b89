"""A library: books that readers keep, guarded as REST framework does it."""

import hmac

from django.conf import settings
from django.core.mail import send_mail
from django.db import models, transaction
from django.urls import include, path
from rest_framework import generics, permissions, routers, serializers, status, viewsets
from rest_framework.decorators import action, api_view, permission_classes, throttle_classes
from rest_framework.exceptions import PermissionDenied
from rest_framework.response import Response
from rest_framework.throttling import AnonRateThrottle
from rest_framework.views import APIView


class Book(models.Model):
    title = models.CharField(max_length=80)
    keeper = models.ForeignKey("auth.User", on_delete=models.CASCADE)
    pages = models.IntegerField()
    version = models.IntegerField(default=0)


class BookSerializer(serializers.ModelSerializer):
    class Meta:
        model = Book
        fields = ["title", "pages"]

    def validate_pages(self, value):
        if value > 5000:
            raise serializers.ValidationError("too thick")
        return value


class KeptByCaller(permissions.BasePermission):
    def has_object_permission(self, request, view, obj):
        return obj.keeper == request.user


class Librarians(permissions.BasePermission):
    def has_permission(self, request, view):
        return request.user.groups.filter(name="librarians").exists()


class KeptMixin:
    def get_queryset(self):
        return Book.objects.filter(keeper=self.request.user)


class BookViewSet(viewsets.ModelViewSet):
    queryset = Book.objects.all()
    serializer_class = BookSerializer
    permission_classes = [permissions.IsAuthenticated, KeptByCaller]
    http_method_names = ["put", "delete", "post"]

    @action(detail=True, methods=["post"])
    def lend(self, request, pk=None):
        with transaction.atomic():
            book = self.get_object()
            if request.data["version"] != book.version:
                return Response(status=status.HTTP_409_CONFLICT)
            book.title = request.data["title"]
            book.version += 1
            book.save()
        return Response(status=status.HTTP_204_NO_CONTENT)


class ShelfView(KeptMixin, generics.RetrieveAPIView):
    serializer_class = BookSerializer


class DiscardView(APIView):
    permission_classes = [Librarians]

    def delete(self, request, pk):
        Book.objects.filter(pk=pk).delete()
        return Response(status=status.HTTP_204_NO_CONTENT)


class NoteView(APIView):
    def put(self, request, pk):
        book = generics.get_object_or_404(Book, pk=pk)
        if book.keeper != request.user:
            raise PermissionDenied()
        serializer = BookSerializer(book, data=request.data)
        serializer.is_valid(raise_exception=True)
        serializer.save()
        return Response(serializer.data)


class CountView(APIView):
    def get(self, request):
        number = Book.objects.filter(keeper=request.user).count()
        return Response({"books": number})


@api_view(["POST"])
@permission_classes([permissions.AllowAny])
@throttle_classes([AnonRateThrottle])
def ask(request):
    send_mail("A question", request.data["text"], None, ["desk@library.example"])
    return Response(status=status.HTTP_202_ACCEPTED)


@api_view(["POST"])
@permission_classes([permissions.IsAdminUser])
def number(request, pk):
    pages = request.data["pages"]
    if not isinstance(pages, int) or pages > 5000:
        return Response(status=status.HTTP_400_BAD_REQUEST)
    Book.objects.filter(pk=pk).update(pages=pages)
    return Response(status=status.HTTP_204_NO_CONTENT)


@api_view(["POST"])
@permission_classes([permissions.AllowAny])
def returned(request, pk):
    if not hmac.compare_digest(request.headers["X-Key"], settings.BOX_KEY):
        return Response(status=status.HTTP_401_UNAUTHORIZED)
    Book.objects.filter(pk=pk).update(keeper=None)
    return Response(status=status.HTTP_204_NO_CONTENT)


router = routers.DefaultRouter()
router.register("books", BookViewSet)

urlpatterns = [
    path("", include(router.urls)),
    path("shelf/<int:pk>/", ShelfView.as_view()),
    path("discard/<int:pk>/", DiscardView.as_view()),
    path("notes/<int:pk>/", NoteView.as_view()),
    path("count/", CountView.as_view()),
    path("ask/", ask),
    path("numbers/<int:pk>/", number),
    path("returned/<int:pk>/", returned),
]
