"""A form that holds what was sent shows it again in the template, which escapes it."""

from django import forms
from django.shortcuts import redirect, render
from django.urls import path


class DeskForm(forms.Form):
    desk = forms.CharField(max_length=20)


def choose(request):
    if request.method == "POST":
        form = DeskForm(request.POST)
        if form.is_valid():
            return redirect("desks")
    else:
        form = DeskForm()
    context = {"page": "desks", "form": form}
    return render(request, "choose.html", context)
#          ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ xss: guarded


def blank(request):
# <- xss: not-applicable
    return render(request, "choose.html", {"form": DeskForm()})


urlpatterns = [path("choose", choose), path("blank", blank)]
