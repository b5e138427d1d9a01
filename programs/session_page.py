"""What the page of one session tells besides its own fields."""

import datetime as dt
from dataclasses import dataclass

from care_engage.kit.templatetags.kit import day_year
from groups.models import Facilitator

from .models import Topic

TOLD = (
    "status",
    "planned_on",
    "held_on",
    "space",
    "topics",
    "minutes",
    "women",
    "men",
    "girls",
    "boys",
    "another_or_unstated",
    "not_held_reason",
)
"""The fields whose changes are told; counts, never numbers."""


@dataclass(frozen=True)
class Change:
    """One entry of the history: who saved when, and which fields differ, as `(label, before, after)`."""

    at: object
    by: str
    fields: tuple


def changes(session):
    """The newest twenty changes of a session, newest first; one query."""
    if session.intervention.protected:
        return []  # what was corrected would tell counts below ten
    entries = list(
        session.history.select_related("history_user").order_by("-history_date", "-history_id")[:21]
    )
    pairs = zip(entries, [*entries[1:], None], strict=True)
    return [
        Change(
            at=entry.history_date,
            by=entry.history_user.name if entry.history_user else "",
            fields=tuple(_differences(session, entry, before)) if before else (),
        )
        for entry, before in pairs
    ][:20]


def _differences(session, entry, before):
    for name in TOLD:
        old, new = _shown(before, name), _shown(entry, name)
        if old != new:
            yield session._meta.get_field(name).verbose_name, old, new


def _shown(entry, name):
    display = getattr(entry, f"get_{name}_display", None)
    value = display() if display else getattr(entry, name)
    if isinstance(value, dt.date):
        return day_year(value)
    return ", ".join(value) if isinstance(value, list) else value


def topics_named(session):
    return list(Topic.objects.filter(code__in=session.topics))


def facilitator_names(session):
    """Names of those who facilitated; a query only if there are any."""
    if not session.facilitators:
        return []
    people = Facilitator.with_deleted.filter(pk__in=session.facilitators)
    return list(people.order_by("user__name").values_list("user__name", flat=True))
