"""A choir's pages: a mark that takes a view out of the middleware stops no guard of its own."""

from django.contrib.auth.decorators import login_not_required, login_required
from django.http import JsonResponse

from choir.models import Singer


def names(request):
# <- authentication: guarded
    return JsonResponse({"names": list(Singer.objects.values_list("name", flat=True))})


@login_not_required
@login_required
#^^^^^^^^^^^^^^ authentication: guarded
def marked_above(request):
    return JsonResponse({"names": list(Singer.objects.values_list("name", flat=True))})


@login_required
#^^^^^^^^^^^^^^ authentication: guarded
@login_not_required
def marked_below(request):
    return JsonResponse({"names": list(Singer.objects.values_list("name", flat=True))})


@login_not_required
def concerts(request):
# <- authentication: not-applicable
    return JsonResponse({"count": Singer.objects.count()})
