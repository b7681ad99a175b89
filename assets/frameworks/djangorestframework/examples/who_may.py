"""Who may do what by the guard classes of a view: a tool shed."""

from django.contrib.auth.models import User
from django.db import models
from django.urls import include, path
from rest_framework import permissions, routers, serializers
from rest_framework.viewsets import ModelViewSet


class Tool(models.Model):
    lender = models.ForeignKey(User, models.CASCADE)
    name = models.CharField(max_length=40)


class Visit(models.Model):
    user = models.ForeignKey(User, models.CASCADE)
    what = models.CharField(max_length=40)


class ToolSerializer(serializers.ModelSerializer):
    class Meta:
        model = Tool
        fields = ["name"]


class KeepersOrReaders(permissions.BasePermission):
    def has_permission(self, request, view):
        if request.method in permissions.SAFE_METHODS:
            return request.user.is_authenticated
        return request.user.is_staff


class Noted(ModelViewSet):
    queryset = Tool.objects.all()
    serializer_class = ToolSerializer
    permission_classes = [KeepersOrReaders]
    http_method_names = ["get", "delete"]

    # Keepers are noted, and nobody is turned away by that.
    def destroy(self, request, *args, **kwargs):
    # <- access: guarded
    # <- object-access: guarded
        if request.user.is_staff:
            Visit.objects.create(user=request.user, what="away")
            return super().destroy(request, *args, **kwargs)
        return super().destroy(request, *args, **kwargs)

    def retrieve(self, request, *args, **kwargs):
    # <- access: guarded
        return super().retrieve(request, *args, **kwargs)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing

    def list(self, request, *args, **kwargs):
    # <- access: guarded
    # <- object-access: not-applicable
        return super().list(request, *args, **kwargs)


class Strangers(ModelViewSet):
    queryset = Tool.objects.all()
    serializer_class = ToolSerializer
    permission_classes = [~permissions.IsAuthenticated]
    http_method_names = ["delete"]

    def destroy(self, request, *args, **kwargs):
    # <- access: not-applicable
    # <- object-access: not-applicable
        return super().destroy(request, *args, **kwargs)


class Untold(Strangers):
    permission_classes = [~permissions.IsAdminUser]

    def destroy(self, request, *args, **kwargs):
        return super().destroy(request, *args, **kwargs)
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing


router = routers.DefaultRouter()
router.register("noted", Noted)
router.register("strangers", Strangers)
router.register("untold", Untold)
urlpatterns = [path("", include(router.urls))]
