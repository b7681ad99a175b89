"""Addresses."""

from django.urls import path

from apiaries import views

urlpatterns = [
    path("apiaries/", views.ApiaryList.as_view()),
    path("apiaries/<int:apiary_id>/inspections/", views.InspectionList.as_view()),
    path(
        "apiaries/<int:apiary_id>/inspections/<int:inspection_id>/",
        views.InspectionDetail.as_view(),
    ),
]
