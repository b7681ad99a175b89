"""Addresses of the rota."""

from django.urls import path

from rota import views

urlpatterns = [
    path("evenings/", views.evenings),
    path("evenings/<int:evening_id>/duties/", views.duties),
    path("duties/<int:duty_id>/swap/", views.swap),
]
