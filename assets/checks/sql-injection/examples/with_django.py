"""How do values reach statements? The lists of a reading room."""

from django.db import connection
from django.http import JsonResponse
from django.urls import path


def readers(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT name FROM readers WHERE desk = %s", [request.GET["desk"]])
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: guarded
        return JsonResponse({"readers": cursor.fetchall()})


def visits(request):
    with connection.cursor() as cursor:
        cursor.execute("SELECT day FROM visits WHERE reader = '%s'" % request.GET["reader"])
#       ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ sql-injection: missing
        return JsonResponse({"visits": cursor.fetchall()})


def desks(request):
# <- sql-injection: not-applicable
    with connection.cursor() as cursor:
        cursor.execute("SELECT number FROM desks")
        return JsonResponse({"desks": cursor.fetchall()})


urlpatterns = [
    path("readers", readers),
    path("visits", visits),
    path("desks", desks),
]
