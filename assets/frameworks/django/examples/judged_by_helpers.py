"""Where to go next, as a function of the project's own allows: a library."""

from urllib.parse import urlparse

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import Resolver404, path, resolve, reverse
from django.utils.http import url_has_allowed_host_and_scheme

PAGES = ("shelf", "loans")


def leads_home(url):
    if not url:
        return False
    parts = urlparse(url)
    if parts.netloc:
        return False
    try:
        found = resolve(parts.path)
    except Resolver404:
        return False
    return found.url_name in PAGES


def stays_here(request, url):
    return url_has_allowed_host_and_scheme(url, allowed_hosts={request.get_host()})


def ask_again(request):
# <- redirect: not-applicable
    query = {}
    if leads_home(request.GET.get("next")):
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
        query["next"] = request.GET["next"]
    return render(request, "again.html", {"other": reverse("other", query=query)})


def go_on(request):
    wanted = request.GET.get("next")
    if not leads_home(wanted):
#          ^^^^^^^^^^^^^^^^^^ input-validation: guarded
#          ^^^^^^^^^^^^^^^^^^ redirect: guarded
        wanted = "/"
    return redirect(wanted)


def go_back(request):
    wanted = request.GET.get("next", "/")
    if stays_here(request, wanted):
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ input-validation: guarded
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: guarded
        return redirect(wanted)
    return redirect("/")


def go_anywhere(request):
    leads_home(request.GET.get("next"))
#              ^^^^^^^^^^^ input-validation: missing
    return redirect(request.GET["next"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


urlpatterns = [
    path("again/", ask_again),
    path("on/", go_on),
    path("back/", go_back),
    path("anywhere/", go_anywhere),
    path("other/", lambda request: HttpResponse(), name="other"),
]
