"""Helpers that say no instead of raising, links signed by either of two keys, accounts."""

from django import forms
from django.contrib.auth import authenticate, login
from django.contrib.auth.models import User
from django.core.signing import BadSignature, Signer
from django.db import models
from django.http import HttpResponse, HttpResponseBadRequest
from django.urls import path
from django.views.decorators.http import require_POST
from fido2.server import Fido2Server

NEW, OLD = Signer(salt="new"), Signer(salt="old")
SERVER = Fido2Server({})


class Letter(models.Model):
    text = models.TextField()


class Key(forms.Form):
    answer = forms.CharField()

    def clean(self):
        answer = self.cleaned_data.get("answer")
        if answer:
            self.user = authenticate(token=answer)
            if self.user is None:
                raise forms.ValidationError("No.")


class Hint(Key):
    hint = forms.CharField(required=False)

    def clean(self):
        hint = self.cleaned_data.get("hint")
        if hint:
            self.user = authenticate(token=hint)
            if self.user is None:
                raise forms.ValidationError("No.")


def verified(answer):
    try:
        SERVER.authenticate_complete(answer)
        return True
    except ValueError:
        return False


def unsigned(link):
    try:
        return NEW.unsign(link)
    except BadSignature:
        return OLD.unsign(link)


def unsigned_at_times(link):
    try:
        return NEW.unsign(link)
    except BadSignature:
        return link


@require_POST
def by_answer(request):
    if not verified(request.POST["answer"]):
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
        return HttpResponseBadRequest()
    login(request, User.objects.get(name="keeper"))
    return HttpResponse("in")


@require_POST
def by_ignored_answer(request):
    verified(request.POST["answer"])
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: conditional
    login(request, User.objects.get(name="keeper"))
    return HttpResponse("in")


@require_POST
def by_form(request):
    form = Key(request.POST)
    if form.is_valid():
#      ^^^^^^^^^^^^^^^ authentication: guarded
        login(request, form.user)
    return HttpResponse("in")


@require_POST
def by_form_with_gaps(request):
    form = Hint(request.POST)
    if form.is_valid():
#      ^^^^^^^^^^^^^^^ authentication: conditional
        login(request, form.user)
    return HttpResponse("in")


def by_either_key(request, link):
    return HttpResponse(Letter.objects.get(pk=unsigned(link)).text)
#                                             ^^^^^^^^^^^^^^ authentication: guarded


def by_one_key_or_none(request, link):
    return HttpResponse(Letter.objects.get(pk=unsigned_at_times(link)).text)
#                       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing


@require_POST
def sign_up(request):
# <- authentication: not-applicable
    user = User(username=request.POST["name"])
    user.save()
    Letter.objects.create(text="welcome")
    return HttpResponse("welcome")


urlpatterns = [
    path("answer", by_answer),
    path("ignored", by_ignored_answer),
    path("form", by_form),
    path("gaps", by_form_with_gaps),
    path("either/<str:link>", by_either_key),
    path("one/<str:link>", by_one_key_or_none),
    path("up", sign_up),
]
