"""Middleware of the club's own."""

from django.http import HttpResponseForbidden
from django.shortcuts import redirect


class MembersOnly:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_view(self, request, view, args, kwargs):
        if getattr(view, "open_to_all", False):
            return None
        if request.path.startswith(("/open/", "/weather/")):
            return None
        if not request.user.is_authenticated:
            return redirect("login")
        return None


def maintenance(get_response):
    def see(request):
        if request.path.startswith("/board/") and not request.user.is_staff:
            return HttpResponseForbidden()
        return get_response(request)

    return see


# Knows who asks and keeps nobody out.
class Greeting:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.user.is_authenticated:
            request.greeting = request.user.first_name
        return self.get_response(request)
