"""What the caller makes for themselves: a garden club's diary."""

from django.contrib.auth.decorators import login_required
from django.contrib.auth.models import User
from django.db import models
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.urls import path


class Bed(models.Model):
    keeper = models.ForeignKey(User, models.CASCADE)
    name = models.CharField(max_length=40)


class Entry(models.Model):
    author = models.ForeignKey(User, models.CASCADE)
    bed = models.ForeignKey(Bed, models.CASCADE, null=True)
    text = models.TextField()


@login_required
def dig(request):
# <- access: not-applicable
    bed = Bed(keeper=request.user)
    bed.name = request.POST["name"]
    bed.save()
    return HttpResponse("dug")


@login_required
def note(request):
# <- access: not-applicable
    Entry.objects.create(author=request.user, text=request.POST["text"])
    return HttpResponse("noted")


# The entry is the caller's own, and the bed may be anybody's.
@login_required
def note_on(request, number):
    bed = get_object_or_404(Bed, pk=number)
#         ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    Entry.objects.create(author=request.user, bed=bed, text="seen")
    return HttpResponse("noted")


@login_required
def note_by_key(request):
    Entry.objects.create(author=request.user, bed_id=request.POST["bed"], text="seen")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    return HttpResponse("noted")


# Whoever is named is the keeper.
@login_required
def dig_for(request):
    Bed.objects.create(keeper_id=request.POST["keeper"], name="spare")
#   ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ access: missing
    return HttpResponse("dug")


urlpatterns = [
    path("dig/", dig),
    path("note/", note),
    path("note/<int:number>/", note_on),
    path("note/bed/", note_by_key),
    path("dig/for/", dig_for),
]
