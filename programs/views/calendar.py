"""The calendar of sessions: by month and week, blank for the wall, and as a file at a secret address."""

from django.contrib import messages
from django.contrib.auth.decorators import login_not_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.dates import WEEKDAYS, WEEKDAYS_ABBR
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.accounts.models import RoleKind, today_for
from care_engage.kit.pages import render_page
from groups.spaces import GenderSpace
from programs.calendar_page import A_DAY, calendar_of, laid_out
from programs.days_off import holidays_of, markets_in
from programs.diary import facilitators_managed_by, narrowed
from programs.feed import calendar_file
from programs.models import CalendarFeed, SessionStatus
from programs.month import day_meant, month_of, week_of

from .sessions import wants_whole_office

SPACES = [choice for choice in GenderSpace.choices if choice[0] != GenderSpace.LGBTQ]


@require_safe
def calendar(request):
    """One month or one week of sessions: one's own, or for managers those of their office."""
    today = today_for(request.user)
    by_week = request.GET.get("view") == "week"
    span = (week_of if by_week else month_of)(day_meant(request.GET.get("on", ""), today))
    manages = bool(request.user.scope.offices_as(RoleKind.MANAGER))
    whole_office = manages and wants_whole_office(request)
    asked = filters(request, whole_office)
    sessions = asked["sessions"]
    holidays = holidays_of(request.user.scope.offices, span.days[0], span.days[-1])
    weeks, cut = laid_out(sessions, span, holidays, None if by_week else A_DAY)
    context = asked | {
        "span": span,
        "weeks": weeks,
        "cut": cut,
        "by_week": by_week,
        "today": today,
        "shown_day": today if today in span.days else span.first,
        "narrowed": any(asked[name] for name in ("led_by", "words", "space", "status")),
        "manages": manages,
        "whole_office": whole_office,
        "weekdays": list(WEEKDAYS_ABBR.values()),
        "kept": kept(request),
    }
    return render_page(request, "programs/calendar/calendar.html", context)


def filters(request, whole_office):
    """The sessions that the address asks for, and what the form of the filters shows."""
    sessions = calendar_of(request.user, whole_office=whole_office)
    people = list(facilitators_managed_by(request.user)[:500]) if whole_office else []
    led_by = next((who for who in people if str(who.pk) == request.GET.get("by")), None)
    words, space = request.GET.get("q", "").strip()[:80], request.GET.get("space", "")
    status = request.GET.get("status", "")
    sessions = narrowed(sessions, led_by, words)
    if space in GenderSpace.values:
        sessions = sessions.filter(intervention__space=space)
    if status in SessionStatus.values:
        sessions = sessions.filter(status=status)
    return {
        "sessions": sessions,
        "people": people,
        "led_by": led_by,
        "words": words,
        "space": space,
        "spaces": SPACES,
        "status": status,
        "statuses": SessionStatus.choices,
    }


def kept(request):
    """The filters as an address keeps them from page to page; the day and the view are its own."""
    query = request.GET.copy()
    for name in ("on", "view"):
        query.pop(name, None)
    return query.urlencode()


@require_safe
def calendar_wall(request):
    """A month on paper with room to write: dates, holidays and market days, nobody's sessions."""
    today = today_for(request.user)
    span = month_of(day_meant(request.GET.get("on", ""), today))
    offices = request.user.scope.offices
    markets = markets_in(place__office__in=offices)
    context = {
        "span": span,
        "holidays": holidays_of(offices, span.days[0], span.days[-1]),
        "markets": [(WEEKDAYS[weekday], places) for weekday, places in sorted(markets.items())],
        "weekdays": list(zip(WEEKDAYS.values(), WEEKDAYS_ABBR.values(), strict=True)),
    }
    return render_page(request, "programs/calendar/wall.html", context)


@require_http_methods(["GET", "POST"])
def calendar_address(request):
    """Make, renew or end the secret address. It is shown once: only its digest is kept."""
    address = ""
    if request.POST.get("what") == "end":
        CalendarFeed.end(request.user)
        messages.success(request, _("The address no longer opens anything."))
        return redirect("calendar_address")
    if request.POST.get("what") == "renew":
        path = reverse("calendar_feed", args=[CalendarFeed.renew(request.user)])
        address = request.build_absolute_uri(path)
    context = {"feed": CalendarFeed.objects.visible_to(request.user).first(), "address": address}
    response = render_page(request, "programs/calendar/address.html", context)
    response["Cache-Control"] = "no-store"
    return response


@login_not_required
@require_safe
def calendar_feed(request, token):
    """Whoever has the address reads these codes and days; a calendar program has no log-in."""
    feed = get_object_or_404(CalendarFeed.objects.of_token(token).select_related("user"))
    response = HttpResponse(
        calendar_file(feed.user, today_for(feed.user)), content_type="text/calendar; charset=utf-8"
    )
    response["Cache-Control"] = "private, no-cache"
    response["X-Robots-Tag"] = "noindex"
    response["Content-Disposition"] = 'inline; filename="sessions.ics"'
    return response
