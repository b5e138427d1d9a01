"""Where a person can go: the card of a place, and what to do when somebody tells of harm.

Nothing is asked here, nothing is stored, and nothing says afterwards that a card was opened.
"""

import calendar

from django.conf import settings
from django.shortcuts import get_object_or_404
from django.utils import timezone, translation
from django.utils.dates import MONTHS
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from care_engage.accounts.models import Place, PlaceLevel, Role, RoleKind, today_for
from care_engage.kit.pages import render_page

from ..cards import card_of, title

LANGUAGES = dict(settings.LANGUAGES)
NEAR = 12
"""Districts linked from the page on harm; the page of all places has the rest."""


def unkept(response):
    """Neither the browser nor anything on the way keeps the page."""
    response["Cache-Control"] = "no-store, private"
    return response


@require_safe
def harm(request):
    """The duty-of-care words (D15), the colleagues to call, and the cards of the person's places."""
    contacts = (
        Role.objects.filter(
            office__in=request.user.scope.offices,
            kind__in=[RoleKind.GBV_FOCAL_POINT, RoleKind.SAFEGUARDING_FOCAL_POINT],
            user__is_active=True,
        )
        .select_related("user", "office")
        .order_by("office__name", "kind", "user__name")
    )
    places = Place.objects.visible_to(request.user).filter(level=PlaceLevel.ADMIN2).order_by("name")
    context = {"contacts": contacts, "places": places[:NEAR]}
    return render_page(request, "referrals/harm.html", context)


@require_safe
def card_places(request):
    """The places of the person's offices, to choose one."""
    places = (
        Place.objects.visible_to(request.user)
        .exclude(level=PlaceLevel.COMMUNITY)
        .select_related("office")
        .order_by("office__name", "path")
    )
    context = {"places": places, "title": title()}
    return unkept(render_page(request, "referrals/card_places.html", context))


def _card(request, pk, template):
    place = get_object_or_404(Place.objects.visible_to(request.user).select_related("office"), pk=pk)
    language = request.GET.get("language", "")
    if language not in LANGUAGES:
        language = translation.get_language()
    with translation.override(language):
        context = {
            "card": card_of(place, timezone.now()),
            "title": title(),
            "languages": settings.LANGUAGES,
            "LANGUAGE_CODE": language,
            "LANGUAGE_BIDI": translation.get_language_bidi(),
        }
        return unkept(render_page(request, template, context))


@require_safe
def card(request, pk):
    """The card as a page of its own, for a phone or an A6 sheet."""
    return _card(request, pk, "referrals/card.html")


@require_safe
def card_fragment(request, pk):
    """The card alone, for pages that keep it ready offline. The same for everybody in the office."""
    return _card(request, pk, "referrals/_card.html")


@require_safe
@never_cache
def away(request):
    """Where “Leave this page” leads: this month's calendar, and nothing else.

    A page of this server, because another site could be unreachable, and would learn of the visit.
    """
    today = today_for(request.user)
    weeks = calendar.Calendar(firstweekday=0).monthdayscalendar(today.year, today.month)
    context = {"weeks": weeks, "today": today, "month": MONTHS[today.month]}
    return render_page(request, "referrals/away.html", context)
