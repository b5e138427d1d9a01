"""Planning many sessions at once: a series, or a move of what is planned. Preview and saving share it."""

import datetime as dt
import hashlib
from dataclasses import dataclass

from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.utils.translation import gettext as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from care_engage.kit.templatetags.kit import day_year
from programs.models import Intervention, Session, SessionStatus

HIGHEST = 9999  # session number


@dataclass(frozen=True)
class Row:
    """A session as it will stand, and sentences about what is odd with its day."""

    session: Session
    notes: tuple[str, ...]
    was: dt.date | None = None


def series_rows(intervention, form):
    """Rows of a series from a sound SeriesForm, in order. Two queries."""
    data = form.cleaned_data
    number = next_number(intervention)
    sessions = [
        Session(
            intervention=intervention,
            number=number + place - 1,
            planned_on=day,
            minutes=data["minutes"],
            topics=data["topics"][place - 1] if place <= len(data["topics"]) else [],
            space=data["other_space"] if place in data["other_places"] else "",
        )
        for place, day in enumerate(data["days"], start=1)
    ]
    return noted(intervention, sessions, form.days_off)


def next_number(intervention):
    """The number of the next session. Removed sessions keep theirs, so that they can come back."""
    last = Session.with_deleted.filter(intervention=intervention).aggregate(last=Max("number"))["last"]
    return (last or 0) + 1


def make_up_for(cancelled):
    """A session, not saved yet, that takes up the topics of one that was called off. One query."""
    return Session(
        intervention=cancelled.intervention,
        number=next_number(cancelled.intervention),
        makes_up_for=cancelled,
        topics=cancelled.topics,
        minutes=cancelled.minutes,
        space=cancelled.space,
    )


def shifted_rows(intervention, form):
    """Rows of planned sessions on their new days, from a sound ShiftForm. One query."""
    sessions, before = form.cleaned_data["sessions"], []
    for session, day in zip(sessions, form.cleaned_data["days"], strict=True):
        before.append(session.planned_on)
        session.planned_on = day
    rows = noted(intervention, sessions, form.days_off)
    return [Row(row.session, row.notes, was) for row, was in zip(rows, before, strict=True)]


def noted(intervention, sessions, days_off):
    """Say of each day whether it is off, clashes with a session of the same groups, or lies outside."""
    if not sessions:
        return []
    moving = [session.pk for session in sessions if session.pk]
    taken = {}
    for day, title, number in _sessions_of_same_groups(intervention, sessions).exclude(pk__in=moving):
        taken.setdefault(day, []).append((title, number))
    return [
        Row(
            session, (*days_off.reasons(session.planned_on), *_notes(intervention, session.planned_on, taken))
        )
        for session in sessions
    ]


def _sessions_of_same_groups(intervention, sessions):
    days = [session.planned_on for session in sessions]
    groups = intervention.groups.values("pk")
    same = Intervention.objects.filter(groups__in=groups).values("pk")
    rows = Session.objects.filter(
        intervention__in=same, status__in=[SessionStatus.PLANNED, SessionStatus.DELIVERED]
    ) | Session.objects.filter(
        intervention=intervention, status__in=[SessionStatus.PLANNED, SessionStatus.DELIVERED]
    )
    rows = rows.filter(planned_on__range=(min(days), max(days)))
    return rows.values_list("planned_on", "intervention__title", "number")


def _notes(intervention, day, taken):
    for title, number in taken.get(day, ()):
        yield _("Same day as %(title)s, session %(number)d.") % {"title": title, "number": number}
    if day < intervention.start:
        yield _("Before this work starts, on %(day)s.") % {"day": day_year(intervention.start)}
    if intervention.end and day > intervention.end:
        yield _("After this work ends, on %(day)s.") % {"day": day_year(intervention.end)}


def fingerprint(rows):
    """A short text that differs when anything about these rows does."""
    told = [
        (s.pk, s.number, s.planned_on, s.space, s.topics, s.minutes) for s in (row.session for row in rows)
    ]
    return hashlib.sha256(repr(told).encode()).hexdigest()[:16]


def save_rows(rows):
    """Create or move the sessions of these rows, with history, all or none.

    Raises ValidationError when the numbers run out.
    """
    sessions = [row.session for row in rows]
    if any(session.number > HIGHEST for session in sessions):
        raise ValidationError(_("A session number lies between 1 and 9999."))
    with transaction.atomic():
        if sessions and sessions[0].pk:
            bulk_update_with_history(sessions, Session, ["planned_on"])
        else:
            bulk_create_with_history(sessions, Session)
