"""Which tries can be guesses: a rowing club lets its members in by mail."""

from django.contrib.auth import authenticate, login
from django.core import signing
from django.http import HttpResponse, HttpResponseForbidden
from django.urls import path


# What is tried was signed by the club itself: nobody guesses that.
def come_in(request, letter):
# <- rate-limit: not-applicable
    try:
        said = signing.loads(letter)
    except signing.BadSignature:
        return HttpResponse("not ours")
    member = authenticate(username=said["name"], token=said["token"])
    if member is None:
        return HttpResponseForbidden()
    login(request, member)
    return HttpResponse("welcome")


def come_in_by_name(request, name, token):
    member = authenticate(username=name, token=token)
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: missing
    if member is None:
        return HttpResponseForbidden()
    login(request, member)
    return HttpResponse("welcome")


def come_in_by_number(request, letter):
    try:
        said = signing.loads(letter)
    except signing.BadSignature:
        return HttpResponse("not ours")
    member = authenticate(username=said["name"], password=request.POST["number"])
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ rate-limit: missing
    if member is None:
        return HttpResponseForbidden()
    login(request, member)
    return HttpResponse("welcome")


urlpatterns = [
    path("in/<letter>/", come_in),
    path("in/<name>/<token>/", come_in_by_name),
    path("in/<letter>/number/", come_in_by_number),
]
