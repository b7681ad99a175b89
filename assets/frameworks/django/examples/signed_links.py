"""Links that the service signed itself: a theatre's box office."""

from django.conf import settings
from django.core import signing
from django.db import models
from django.http import HttpResponse, HttpResponseNotFound
from django.shortcuts import get_object_or_404, render
from django.urls import path
from django.utils.crypto import constant_time_compare, salted_hmac


class Ticket(models.Model):
    code = models.CharField(max_length=12)
    seat = models.CharField(max_length=8)

    def mark(self):
        return salted_hmac("ticket", self.code, settings.SECRET_KEY).hexdigest()


def show_ticket(request, token):
    try:
        code = signing.loads(token, salt="ticket")
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#              ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    except signing.BadSignature:
        return render(request, "bad_link.html")
    ticket = get_object_or_404(Ticket, code=code)
    return HttpResponse(ticket.seat)


def give_back(request, code, mark):
    ticket = get_object_or_404(Ticket, code=code)
    if ticket.mark() == mark:
#      ^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#      ^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        ticket.delete()
        return HttpResponse("thank you")
    return render(request, "bad_link.html")


def change_seat(request, code, mark):
    ticket = get_object_or_404(Ticket, code=code)
    if not constant_time_compare(ticket.mark(), mark):
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#      ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        return HttpResponseNotFound()
    ticket.seat = request.POST["seat"]
    ticket.save()
    return HttpResponse("done")


# The age is asked for in a second step; what is too old is signed all the same.
def cancel(request, token):
    signer = signing.TimestampSigner(salt="ticket")
    try:
        code = signer.unsign(token)
#              ^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#              ^^^^^^^^^^^^^^^^^^^^ object-access: guarded
    except signing.BadSignature:
        return render(request, "bad_link.html")
    ticket = get_object_or_404(Ticket, code=code)
    try:
        signer.unsign(token, max_age=300)
    except signing.SignatureExpired:
        return render(request, "confirm.html")
    ticket.delete()
    return HttpResponse("thank you")


def renew(request, token):
    try:
        try:
            code = signing.TimestampSigner().unsign(token, max_age=900)
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: guarded
#                  ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: guarded
        except signing.SignatureExpired:
            return HttpResponse("too old", status=410)
    except signing.BadSignature:
        return render(request, "bad_link.html")
    Ticket.objects.filter(code=code).update(seat="")
    return HttpResponse("done")


def peek(request, token):
    try:
        code = signing.loads(token, salt="ticket")
    except signing.BadSignature:
        code = token
    ticket = get_object_or_404(Ticket, code=code)
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ authentication: missing
#            ^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^^ object-access: missing
    return HttpResponse(ticket.seat)


urlpatterns = [
    path("show/<token>/", show_ticket),
    path("back/<code>/<mark>/", give_back),
    path("seat/<code>/<mark>/", change_seat),
    path("peek/<token>/", peek),
    path("cancel/<token>/", cancel),
    path("renew/<token>/", renew),
]
