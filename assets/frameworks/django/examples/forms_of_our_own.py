"""Forms that are given the request, and that judge who signs in."""

from django import forms
from django.contrib.auth import authenticate, login
from django.db import models
from django.http import HttpResponse, HttpResponseBadRequest
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.views.decorators.http import require_POST


class Kiln(models.Model):
    label = models.CharField(max_length=40)
    hot = models.BooleanField()
    tools = models.ManyToManyField("Tool")


class Tool(models.Model):
    name = models.CharField(max_length=40)


class Enter(forms.Form):
    name = forms.CharField()
    word = forms.CharField()

    def __init__(self, request=None):
        super().__init__(request.POST if request else None)

    def clean(self):
        self.user = authenticate(username=self.data["name"], password=self.data["word"])
        if self.user is None:
            raise forms.ValidationError("No.")


@require_POST
def enter(request):
# <- generation: not-applicable
    form = Enter(request)
    if form.is_valid():
#      ^^^^^^^^^^^^^^^ input-validation: guarded
#      ^^^^^^^^^^^^^^^ authentication: guarded
        login(request, form.user)
        return HttpResponse("in")
    return render(request, "enter.html")


@require_POST
def enter_or_else(request):
# <- generation: not-applicable
    form = Enter(request)
    if not form.is_valid():
#          ^^^^^^^^^^^^^^^ input-validation: guarded
#          ^^^^^^^^^^^^^^^ authentication: guarded
        return HttpResponseBadRequest()
    login(request, form.user)
    return HttpResponse("in")


@require_POST
def enter_anyhow(request):
# <- generation: not-applicable
    form = Enter(request)
    form.is_valid()
#   ^^^^^^^^^^^^^^^ input-validation: guarded
#   ^^^^^^^^^^^^^^^ authentication: conditional
    login(request, form.user)
    return HttpResponse("in")


@require_POST
def cool(request, number):
# <- generation: not-applicable
# <- input-validation: not-applicable
    kiln = get_object_or_404(Kiln, pk=number)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
    kiln.hot = False
    kiln.save(update_fields=["hot"])
    return HttpResponse()


@require_POST
def cool_all_of_it(request, number):
# <- input-validation: not-applicable
    kiln = get_object_or_404(Kiln, pk=number)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
    kiln.hot = False
    kiln.save()
#   ^^^^^^^^^^^ generation: missing
    return HttpResponse()


@require_POST
def build(request):
# <- generation: not-applicable
# <- input-validation: not-applicable
    kiln = Kiln(hot=False)
    kiln.save()
#   ^^^^^^^^^^^ authentication: missing
    kiln.tools.set(Tool.objects.all())
    return HttpResponse()


urlpatterns = [
    path("enter", enter),
    path("else", enter_or_else),
    path("anyhow", enter_anyhow),
    path("cool/<int:number>", cool),
    path("all/<int:number>", cool_all_of_it),
    path("build", build),
]
