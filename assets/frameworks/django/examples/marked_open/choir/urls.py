from django.urls import path

from choir import views

urlpatterns = [
    path("names", views.names),
    path("above", views.marked_above),
    path("below", views.marked_below),
    path("concerts", views.concerts),
]
