"""Views of the rota."""

from django.contrib.auth.decorators import login_not_required, permission_required
from django.http import JsonResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_GET, require_POST

from rota.forms import SwapForm
from rota.models import Duty, Evening


@require_GET
@login_not_required
def evenings(request):
    found = Evening.objects.order_by("day").values("id", "day", "piece", "sold_out")
    return JsonResponse({"evenings": list(found)})


@require_GET
@login_not_required
@never_cache
def duties(request, evening_id):
    evening = get_object_or_404(Evening, pk=evening_id)
    rows = evening.duties.select_related("usher")
    return JsonResponse(
        {
            "duties": [
                {"usher": row.usher.get_full_name(), "place": row.place, "phone": row.phone}
                for row in rows
            ]
        }
    )


@require_POST
@permission_required("rota.change_duty", raise_exception=True)
def swap(request, duty_id):
    form = SwapForm(request.POST)
    if not form.is_valid():
        return JsonResponse(form.errors, status=400)
    duty = get_object_or_404(Duty, pk=duty_id)
    duty.usher_id = form.cleaned_data["usher"]
    duty.phone = form.cleaned_data["phone"]
    duty.save(update_fields=["usher", "phone"])
    return JsonResponse({"duty": duty.pk, "usher": duty.usher_id})
