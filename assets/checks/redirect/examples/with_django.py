"""Where do redirects lead? The sign-in of a reading room."""

from django.http import HttpResponseRedirect
from django.shortcuts import redirect
from django.urls import path
from django.utils.http import url_has_allowed_host_and_scheme


def sign_in(request):
    wanted = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(wanted, allowed_hosts={request.get_host()}):
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: guarded
        wanted = "/"
    return redirect(wanted)


def sign_out(request):
    return HttpResponseRedirect(request.GET["next"])
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ redirect: missing


def home(request):
# <- redirect: not-applicable
    return redirect("/rooms/")


urlpatterns = [
    path("sign-in", sign_in),
    path("sign-out", sign_out),
    path("", home),
]
