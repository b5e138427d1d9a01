"""What holds for each request and answer, whatever the page: how much may be sent, what browsers may do."""

from django.conf import settings
from django.contrib.messages.storage.cookie import CookieStorage
from django.shortcuts import render

HEADERS = {
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()",
}


def framed(get_response):
    """Refuse a body that is too large before a byte of it is read; add what Django adds to no answer."""

    def middleware(request):
        response = refusal(request) or get_response(request)
        for name, value in HEADERS.items():
            response.headers.setdefault(name, value)
        return response

    return middleware


class Messages(CookieStorage):
    """What a page says at its top, kept in a cookie of this host alone."""

    cookie_name = f"{settings.HOST_PREFIX}messages"


def refusal(request):
    length = request.META.get("CONTENT_LENGTH") or "0"
    if length.isascii() and length.isdecimal() and int(length) <= settings.LARGEST_BODY:
        return None
    response = render(request, "413.html", {"megabytes": settings.LARGEST_BODY // 1024**2}, status=413)
    response.headers["Connection"] = "close"
    return response
