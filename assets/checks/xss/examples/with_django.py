"""What do browsers read as HTML? The pages of a reading room."""

from django.http import HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import path
from django.utils.html import format_html
from django.utils.safestring import mark_safe


def desk(request):
    return HttpResponse(f"<p>Desk {request.GET['desk']}</p>")
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: missing


def escaped_desk(request):
    return HttpResponse(format_html("<p>Desk {}</p>", request.GET["desk"]))
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: guarded


def templated_desk(request):
    return render(request, "desk.html", {"desk": request.GET["desk"]})
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: guarded


def marked_desk(request):
    return JsonResponse({"desk": mark_safe(request.GET["desk"])})
#                                ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: missing


def numbers(request):
# <- xss: not-applicable
    return JsonResponse({"desks": [1, 2, 3]})


urlpatterns = [
    path("desk", desk),
    path("desk/escaped", escaped_desk),
    path("desk/template", templated_desk),
    path("desk/marked", marked_desk),
    path("desks", numbers),
]
