"""Middleware of the allotments' own."""

from django.http import HttpResponseForbidden


class Season:
    """Only stewards open the office."""

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        if request.path.startswith("/office/") and not request.user.is_staff:
            return HttpResponseForbidden()
        return self.get_response(request)
