"""Addresses."""

from django.urls import include, path

urlpatterns = [
    path("accounts/", include("django.contrib.auth.urls")),
    path("rota/", include("rota.urls")),
]
