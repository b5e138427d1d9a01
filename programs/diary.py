"""The lists of "My sessions": what is due, overdue, coming and lately logged, for one person or an office."""

import datetime as dt
from dataclasses import dataclass

from django.db.models import Count, Q, prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import RoleKind
from care_engage.kit.paging import KeyPage, page_by_key
from groups.models import Facilitator
from groups.spaces import GenderSpace

from .holding import warn
from .models import Intervention, InterventionStatus, Session, SessionStatus
from .models.session import CORRECTABLE

AHEAD = dt.timedelta(days=14)
OPEN = (SessionStatus.PLANNED, SessionStatus.POSTPONED)
RUNNING = (InterventionStatus.PLANNED, InterventionStatus.ACTIVE, InterventionStatus.PAUSED)


@dataclass(frozen=True)
class DiaryList:
    """One list of the page; `key` is both its id and the address parameter of its next page."""

    key: str
    title: str
    empty: str
    page: KeyPage


def sessions_of(user, *, whole_office=False):
    """Sessions that this person leads, or all that they may log; open interventions only."""
    sessions = Session.objects.loggable_by(user).filter(intervention__status__in=RUNNING)
    if not whole_office:
        sessions = sessions.filter(intervention__in=Intervention.objects.led_by(user).values("pk"))
    return sessions.filter(
        intervention__deleted_at=None, intervention__program__deleted_at=None
    ).select_related("intervention__program__place", "intervention__place")


def diary(sessions, today, now, cursors):
    """The four lists, in at most 9 queries however long. `cursors` are those of the address, by key."""
    lists = (
        (
            "overdue",
            _("Overdue"),
            _("Nothing is overdue: every session up to yesterday has been logged."),
            sessions.filter(status__in=OPEN, planned_on__lt=today),
            ("planned_on", "pk"),
        ),
        (
            "today",
            _("Today"),
            _("No session is planned for today."),
            sessions.filter(status__in=OPEN, planned_on=today),
            ("planned_on", "pk"),
        ),
        (
            "coming",
            _("Coming"),
            _("Nothing is planned for the next 14 days. Add sessions to the plan of the intervention."),
            sessions.filter(status__in=OPEN, planned_on__gt=today, planned_on__lte=today + AHEAD),
            ("planned_on", "pk"),
        ),
        (
            "logged",
            _("Logged in the last 7 days"),
            _("Nothing was logged in the last 7 days."),
            sessions.filter(status=SessionStatus.DELIVERED, logged_at__gt=now - CORRECTABLE),
            ("-held_on", "-pk"),
        ),
    )
    found = [
        DiaryList(key, title, empty, page_by_key(rows, order, cursors.get(key, "")))
        for key, title, empty, rows, order in lists
    ]
    shown = [session for one in found for session in one.page.rows]
    describe(shown)
    warn(shown)
    return found


def describe(sessions):
    """Give each session its `group_names`, `place_name` and `total`, in three queries for all of them."""
    prefetch_related_objects(sessions, "intervention__groups__place")
    totals = dict(
        Session.objects.filter(intervention__in={session.intervention_id for session in sessions})
        .exclude(status=SessionStatus.CANCELLED)
        .values_list("intervention")
        .annotate(total=Count("pk"))
        .order_by()
    )
    for session in sessions:
        intervention = session.intervention
        groups = list(intervention.groups.all())
        session.group_names = [group.name for group in groups]
        session.total = max(totals.get(session.intervention_id, 0), session.number)
        session.place_name = place_name(intervention, groups)


def place_name(intervention, groups):
    """Where the intervention meets; never where a protected space meets (D7)."""
    if intervention.space == GenderSpace.LGBTQ:
        return ""
    return place_of(intervention, groups).name


def place_of(intervention, groups):
    place = intervention.place or next((group.place for group in groups if group.place), None)
    return place or intervention.program.place


def narrowed(sessions, facilitator=None, words=""):
    """Only sessions led by this facilitator, and whose group, title or program carries these words."""
    if facilitator:
        sessions = sessions.filter(
            Q(intervention__in=facilitator.interventions.values("pk"))
            | Q(
                intervention__in=Intervention.groups.through.objects.filter(
                    group__in=facilitator.groups.values("pk")
                ).values("intervention")
            )
        )
    if words:
        named = Intervention.groups.through.objects.filter(group__name__icontains=words)
        sessions = sessions.filter(
            Q(intervention__title__icontains=words)
            | Q(intervention__program__name__icontains=words)
            | Q(intervention__in=named.values("intervention"))
        )
    return sessions


def facilitators_managed_by(user):
    return (
        Facilitator.objects.visible_to(user)
        .filter(office__in=user.scope.offices_as(RoleKind.MANAGER), left_on=None)
        .select_related("user")
    )
