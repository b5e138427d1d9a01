"""The sessions of a week or a month, laid out by day."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Q

from groups.spaces import GenderSpace

from .diary import describe
from .models import Intervention, InterventionStatus, Session

MOST = 1000
"""Sessions on one calendar: an office with more is looked at a week at a time, or narrowed."""
A_DAY = 6
"""Sessions that a month shows of one day, before it sends to the week."""


@dataclass(frozen=True)
class Day:
    """One day: its sessions, as many as fit, and how many more there are."""

    date: dt.date
    outside: bool
    holiday: str
    sessions: list
    more: int


def calendar_of(user, *, whole_office=False):
    """Sessions that this person leads, or all that they may log; not of drafts and what was called off."""
    sessions = Session.objects.loggable_by(user).filter(
        intervention__deleted_at=None, intervention__program__deleted_at=None
    )
    if not whole_office:
        sessions = sessions.filter(intervention__in=Intervention.objects.led_by(user).values("pk"))
    return sessions.exclude(
        intervention__status__in=[InterventionStatus.DRAFT, InterventionStatus.CANCELLED]
    ).select_related("intervention__program__place", "intervention__place")


def between(sessions, first, last):
    """Those that were held, or else are planned, within these days; in order."""
    days = (first, last)
    return sessions.filter(
        Q(held_on__range=days) | Q(held_on=None, planned_on__range=days),
        planned_on__range=(first - dt.timedelta(days=400), last + dt.timedelta(days=400)),
    ).order_by("planned_on", "intervention__code", "number")


def laid_out(sessions, span, holidays, most_a_day=None):
    """Weeks of `Day`, and whether something was left out because there is too much. Four queries."""
    shown = list(between(sessions, span.days[0], span.days[-1])[: MOST + 1])
    describe(shown)
    by_day = {}
    for session in shown[:MOST]:
        by_day.setdefault(session.on, []).append(session)
    weeks = [
        [_day(day, span, holidays, by_day.get(day, []), most_a_day) for day in week] for week in span.weeks
    ]
    return weeks, len(shown) > MOST


def _day(day, span, holidays, sessions, most):
    kept = sessions[:most] if most and len(sessions) > most else sessions
    return Day(day, span.outside(day), holidays.get(day, ""), kept, len(sessions) - len(kept))


def protected(sessions):
    """Without what belongs to a protected space, by its own space or a group's (D7)."""
    groups = Intervention.groups.through.objects.filter(group__space=GenderSpace.LGBTQ)
    return sessions.exclude(intervention__space=GenderSpace.LGBTQ).exclude(
        intervention__in=groups.values("intervention")
    )
