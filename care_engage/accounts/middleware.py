"""What stands between a request and its view: the person's language, and the doorkeeper."""

import datetime as dt
import time

from django.conf import settings
from django.contrib.auth.middleware import LoginRequiredMiddleware
from django.core.signing import dumps
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone, translation

from . import lockout, second_step
from .entry import Device, fingerprint
from .locking import LOCKED, PASSWORD, unlock
from .rates import seconds_to_wait


def person_language(get_response):
    """After log-in the person's language wins over the browser's; right-to-left follows from it."""

    def middleware(request):
        if request.user.is_authenticated:
            translation.activate(request.user.language)
            request.LANGUAGE_CODE = translation.get_language()
        return get_response(request)

    return middleware


def may_be_sent_again(request):
    """Whether what was posted may stand in a page again: our own page sent it, no password is in it."""
    return (
        request.headers.get("Sec-Fetch-Site") == "same-origin"
        and not request.FILES
        and "password" not in " ".join(request.POST)
    )


class LogInMiddleware(LoginRequiredMiddleware):
    """Closed by default; what somebody posts after their log-in has ended is not lost."""

    def handle_no_permission(self, request, view_func):
        if request.htmx:
            return HttpResponse(headers={"HX-Refresh": "true"})
        if request.method == "POST" and may_be_sent_again(request):
            return render(request, "accounts/logged_out.html", status=403)
        return super().handle_no_permission(request, view_func)


class Doorkeeper:
    """For whoever is logged in: the second step if their role asks for it, the ten idle minutes, the bounds.

    It costs no query, except an update of the device's row every half minute, and counting what is bounded.
    """

    def __init__(self, get_response):
        self.get_response = get_response

    def __call__(self, request):
        request.confidential = False
        response = self.get_response(request)
        if request.confidential:
            response.headers["Cache-Control"] = "no-store, private"
        elif request.user.is_authenticated and "Cache-Control" not in response.headers:
            response.headers["Cache-Control"] = "private, no-cache"
        if user := getattr(request, "logged_in_as", None):
            know_browser(response, user)
        return response

    def process_view(self, request, view, args, kwargs):
        if not request.user.is_authenticated:
            return None
        route = request.resolver_match.url_name
        request.confidential = getattr(view, "confidential", False)
        if lacks_second_step(request, route):
            return redirect("mfa_activate_totp")
        if request.method == "POST" and (seconds := seconds_to_wait(request.user, route)):
            return too_many(request, seconds)
        note_use(request)
        if request.confidential and (request.session.get(LOCKED) or PASSWORD in request.POST):
            return unlock(request)
        return None


def lacks_second_step(request, route):
    """Asked last of all by the roles: the session knows without a query when the step was taken."""
    if second_step.was_taken(request) or route in second_step.OPEN_BEFORE:
        return False
    return second_step.must_have_one(request.user)


def note_use(request):
    """Write down, at most every half minute, that the device is in use; lock what was left alone too long."""
    device = getattr(request.session, "device", None)
    if device is None:
        return
    idle = (timezone.now() - device.seen_at).total_seconds()
    if idle > settings.IDLE_SECONDS:
        request.session[LOCKED] = int(time.time())
    elif idle > settings.IDLE_SECONDS / 20:
        Device.objects.filter(pk=device.pk).update(seen_at=timezone.now())


def too_many(request, seconds):
    again = timezone.now() + dt.timedelta(seconds=seconds)
    response = render(request, "429.html", {"again": again, "seconds": seconds}, status=429)
    response.headers["Retry-After"] = str(seconds)
    return response


def know_browser(response, user):
    """A signed mark, so that wrong passwords tried elsewhere cannot lock this person out of this browser."""
    note = {"email": user.email, "mark": fingerprint(f"{user.pk}:{time.time_ns()}")[:16]}
    response.set_cookie(
        settings.KNOWN_COOKIE_NAME,
        dumps(note, salt=lockout.SALT),
        max_age=lockout.KNOWN_AGE,
        secure=settings.SESSION_COOKIE_SECURE,
        httponly=True,
        samesite="Lax",
    )
