"""Allotments: who rents which plot, with one guard of each sort."""

import json

from django import forms
from django.conf import settings
from django.contrib.auth.decorators import login_required, permission_required
from django.contrib.auth.mixins import LoginRequiredMixin, UserPassesTestMixin
from django.core.exceptions import PermissionDenied
from django.core.mail import send_mail
from django.db import models, transaction
from django.db.models import F
from django.http import HttpResponse, HttpResponseBadRequest, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import path
from django.utils.crypto import constant_time_compare
from django.utils.http import url_has_allowed_host_and_scheme
from django.views import View
from django.views.decorators.cache import never_cache
from django.views.decorators.csrf import csrf_exempt
from django.views.decorators.http import require_http_methods, require_POST
from django.views.generic import DeleteView, UpdateView
from django_ratelimit.decorators import ratelimit


class Plot(models.Model):
    label = models.CharField(max_length=40)
    renter = models.ForeignKey("auth.User", on_delete=models.CASCADE)
    beds = models.IntegerField(default=1)
    version = models.IntegerField(default=0)


class PlotForm(forms.ModelForm):
    class Meta:
        model = Plot
        fields = ["label", "beds"]

    def clean_beds(self):
        if self.cleaned_data["beds"] > 12:
            raise forms.ValidationError("too many beds")
        return self.cleaned_data["beds"]


class LabelForm(forms.Form):
    label = forms.CharField(max_length=40)
    version = forms.IntegerField()


class RentedMixin(LoginRequiredMixin):
    model = Plot

    def get_queryset(self):
        return Plot.objects.filter(renter=self.request.user)


class StewardMixin(UserPassesTestMixin):
    def test_func(self):
        return self.request.user.groups.filter(name="stewards").exists()


def own_plot(request, number):
    plot = get_object_or_404(Plot, pk=number)
    if plot.renter != request.user:
        raise PermissionDenied
    return plot


@login_required
@never_cache
def show(request, number):
    plot = own_plot(request, number)
    return JsonResponse({"label": plot.label, "beds": plot.beds})


@login_required
@require_POST
def relabel(request, number):
    plot = own_plot(request, number)
    form = LabelForm(request.POST)
    if not form.is_valid():
        return HttpResponseBadRequest()
    if form.cleaned_data["version"] != plot.version:
        return HttpResponse(status=409)
    plot.label = form.cleaned_data["label"]
    plot.version += 1
    plot.save()
    return redirect("show", number)


@login_required
@require_POST
def swap(request, number):
    with transaction.atomic():
        plot = get_object_or_404(Plot.objects.select_for_update(), pk=number, renter=request.user)
        plot.beds += int(request.POST["beds"])
        plot.save()
    return redirect("show", number)


@permission_required("plots.add_plot", raise_exception=True)
@require_POST
def lay_out(request):
    if request.content_type != "application/json":
        return HttpResponse(status=415)
    label = json.loads(request.body)["label"]
    if len(label) > 40:
        return HttpResponseBadRequest()
    Plot.objects.create(label=label, renter=request.user)
    return HttpResponse(status=201)


class EditPlot(RentedMixin, UpdateView):
    form_class = PlotForm


class GiveUpPlot(RentedMixin, DeleteView):
    success_url = "/"


class ClearPlot(StewardMixin, View):
    def post(self, request, number):
        Plot.objects.filter(pk=number).delete()
        return redirect("/")


@login_required
@require_POST
def mow(request, number):
    own_plot(request, number).delete()
    return HttpResponse(status=204)


@csrf_exempt
@require_POST
def rained(request):
    if not constant_time_compare(request.headers["X-Key"], settings.WEATHER_KEY):
        return HttpResponse(status=401)
    Plot.objects.filter(label=request.GET["plot"]).update(beds=0)
    return HttpResponse(status=204)


@ratelimit(key="ip", rate="5/h")
@require_POST
def write_to_us(request):
    send_mail("A question", request.POST["text"], None, ["office@allotments.example"])
    return HttpResponse(status=204)


@login_required
def leave(request):
    target = request.GET.get("next", "/")
    if not url_has_allowed_host_and_scheme(target, allowed_hosts={request.get_host()}):
        return HttpResponseBadRequest()
    return redirect(target)


def accounts(request):
    return render(request, "accounts.html", {"plots": Plot.objects.all()})


urlpatterns = [
    path("plots/<int:number>/", show, name="show"),
    path("plots/<int:number>/label/", relabel),
    path("plots/<int:number>/swap/", swap),
    path("plots/", lay_out),
    path("plots/<int:pk>/edit/", EditPlot.as_view()),
    path("plots/<int:pk>/give-up/", GiveUpPlot.as_view()),
    path("plots/<int:number>/clear/", ClearPlot.as_view()),
    path("plots/<int:number>/mow/", mow),
    path("hooks/rain/", rained),
    path("contact/", write_to_us),
    path("leave/", leave),
    path("office/accounts/", accounts),
]
