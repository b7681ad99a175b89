from django.urls import path

import service

urlpatterns = [
    path("kites/", service.Kites.as_view()),
    path("more/", service.More.as_view()),
    path("search/", service.search),
    path("lend/", service.lend),
    path("wipe/", service.wipe),
    path("tidy/", service.tidy),
]
