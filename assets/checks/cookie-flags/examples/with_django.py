"""How do cookies travel? The visits of a reading room."""

from django.http import HttpResponse
from django.urls import path


def visit(request):
    answer = HttpResponse(status=204)
    answer.set_cookie("visit", "1", secure=True)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: guarded
    return answer


def old_visit(request):
    answer = HttpResponse(status=204)
    answer.set_cookie("visit", "1", secure=False)
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ cookie-flags: missing
    return answer


def no_visit(request):
# <- cookie-flags: not-applicable
    return HttpResponse(status=204)


urlpatterns = [
    path("visit", visit),
    path("visit/old", old_visit),
    path("visit/none", no_visit),
]
