"""What are templates made of? The notices of a reading room."""

from django.http import HttpResponse
from django.shortcuts import render
from django.template import Context, Template
from django.urls import path


def notice(request):
    text = Template(request.POST["text"]).render(Context({}))
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ template-injection: missing
    return HttpResponse(text, content_type="text/plain")


def known_notice(request):
    kinds = ("closed", "late")
    kind = request.POST["kind"]
    if kind not in kinds:
#      ^^^^^^^^^^^^^^^^^ template-injection: guarded
        kind = "closed"
    text = Template("We are " + kind).render(Context({}))
    return HttpResponse(text, content_type="text/plain")


def stored_notice(request):
# <- template-injection: not-applicable
    return render(request, "notice.html")


urlpatterns = [
    path("notice", notice),
    path("notice/known", known_notice),
    path("notice/stored", stored_notice),
]
