"""A page whose confidential text cannot be decrypted says so, in one sentence, instead of failing."""

from django.shortcuts import render

from .crypto import KeyMissing


class KeyMissingMiddleware:
    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        return self.get_response(request)

    def process_exception(self, request, exception):
        if isinstance(exception, KeyMissing):
            return render(request, "key_missing.html", status=503)
        return None
