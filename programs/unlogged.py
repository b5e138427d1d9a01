"""Sessions past their day of which nobody has said a word: what a manager looks at before any figure."""

from dataclasses import dataclass

from django.db.models import Count, IntegerField, Min, OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from care_engage.accounts.models import RoleKind
from groups.models import Facilitator, Group

from .diary import OPEN, sessions_of
from .models import Intervention

BY_PERSON = ("lead", "circle", "planned_on", "pk")
"""The order of the list: by facilitator and group, the oldest first. None of the keys is null."""
MOST = 50
"""So many facilitators are named above the list."""


@dataclass(frozen=True)
class Owed:
    """How many sessions wait for a word from one facilitator; None: of work that nobody leads."""

    facilitator: Facilitator | None
    count: int
    days: int  # since the oldest


def unlogged(user, today):
    """Sessions before today without a word, of work that this person manages."""
    rows = sessions_of(user, whole_office=True).filter(status__in=OPEN, planned_on__lt=today)
    if user.scope.superuser:
        return rows
    return rows.filter(intervention__program__office__in=user.scope.offices_as(RoleKind.MANAGER))


def by_person(sessions):
    """Give each session its `lead`, the id of who leads it, and its `circle`, the id of its group; or 0."""
    there = {"facilitator__left_on": None, "facilitator__deleted_at": None}
    named = Intervention.facilitators.through.objects.filter(intervention=OuterRef("intervention"), **there)
    works = Group.facilitators.through.objects.filter(group__interventions=OuterRef("intervention"), **there)
    groups = Intervention.groups.through.objects.filter(intervention=OuterRef("intervention"))
    return sessions.annotate(
        lead=Coalesce(
            Subquery(named.order_by("facilitator").values("facilitator")[:1]),
            Subquery(works.order_by("facilitator").values("facilitator")[:1]),
            Value(0),
            output_field=IntegerField(),
        ),
        circle=Coalesce(
            Subquery(groups.order_by("group").values("group")[:1]), Value(0), output_field=IntegerField()
        ),
    )


def owed(sessions, today):
    """`[Owed]` of sessions from `by_person`, who owes most first. Two queries."""
    rows = (
        sessions.order_by()
        .values("lead")
        .annotate(count=Count("pk"), oldest=Min("planned_on"))
        .order_by("-count", "lead")[:MOST]
    )
    rows = list(rows)
    people = Facilitator.objects.select_related("user").in_bulk([row["lead"] for row in rows])
    return [Owed(people.get(row["lead"]), row["count"], (today - row["oldest"]).days) for row in rows]
