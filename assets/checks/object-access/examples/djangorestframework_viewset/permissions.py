"""Who may touch a tool."""

from rest_framework.permissions import BasePermission


class OwnsIt(BasePermission):
    def has_object_permission(self, request, view, obj):
        return obj.owner_id == request.user.id
