"""A manager's ten minutes: what waits for a decision, list by list, each paged by key."""

import datetime as dt
from dataclasses import dataclass, field

from django.db.models import Case, Q, Value, When
from django.db.models.functions import Coalesce
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import RoleKind
from care_engage.kit.paging import page_by_key
from programs.flag_words import (
    sentences_of,
    suggested_day,
    suggested_plan,
    title_of,
    titles_of_work,
    was_about,
)
from programs.models import (
    AccountabilityFeedback,
    Coordination,
    Flag,
    FlagStatus,
    LinkStatus,
    Program,
    SyncLink,
)
from programs.sequencing.audit import NEVER_DISMISSED
from programs.sequencing.finding import SEVERITIES

GLANCE, WHOLE = 8, 25
"""Rows of a list among the others, and on a page of its own."""
SOON = 7  # days before a day passes
CONFIRMED_FOR = dt.timedelta(days=365 - 30)
"""After a year another organization's word counts no more (C0): it is asked a month earlier."""
LONG_AGO = dt.date(1970, 1, 1)

TITLES = {
    "new": _("New flags"),
    "due": _("Past their day"),
    "asked": _("What women's groups and partners asked for"),
    "partners": _("Partners to confirm"),
    "lapsing": _("Soon no longer set aside"),
}


@dataclass(frozen=True)
class FlagRow:
    flag: Flag
    title: str
    about: str
    sentence: str  # what the rule says now; one rule may say several things of one subject
    plan: str
    due: dt.date
    dismissable: bool


@dataclass(frozen=True)
class List:
    """One list of the inbox, and the cursor of its next page."""

    code: str
    title: str
    page: object
    rows: list = field(default_factory=list)


def read_inbox(user, today, only="", cursor=""):
    """The lists that have rows; with `only`, a page of that one. A query each, and two for words.

    The rules are asked anew of each program on the page.
    """
    wanted = [only] if only in TITLES else list(TITLES)
    size = WHOLE if only in TITLES else GLANCE
    lists = []
    for code in wanted:
        queryset, order = QUERIES[code](user, today)
        lists.append(List(code, TITLES[code], page_by_key(queryset, order, cursor if only else "", size)))
    flags = [row for one in lists for row in one.page.rows if isinstance(row, Flag)]
    names, sentences = titles_of_work(flags), sentences_of(flags)
    for one in lists:
        one.rows.extend(
            as_row(row, names, sentences, today) if isinstance(row, Flag) else row for row in one.page.rows
        )
    return [one for one in lists if one.rows]


def as_row(flag, names, sentences, today):
    return FlagRow(
        flag=flag,
        title=title_of(flag),
        about=names.get((flag.program_id, flag.subject), ""),
        sentence=sentences.get(flag.pk) or was_about(flag),
        plan=suggested_plan(flag),
        due=suggested_day(flag, today),
        dismissable=flag.rule not in NEVER_DISMISSED,
    )


def flags(user):
    return Flag.objects.decidable_by(user).select_related("program__office", "assigned_to")


def new(user, _today):
    worst = Case(*[When(severity=name, then=Value(at)) for at, name in enumerate(SEVERITIES)])
    return flags(user).filter(status=FlagStatus.OPEN).annotate(worst=worst), ("worst", "opened_on", "pk")


def due(user, today):
    return flags(user).filter(status=FlagStatus.ACKNOWLEDGED, due_on__lt=today), ("due_on", "pk")


def lapsing(user, today):
    until = today + dt.timedelta(days=SOON)
    rows = flags(user).filter(status=FlagStatus.DISMISSED, dismissed_until__lte=until)
    return rows, ("dismissed_until", "pk")


def asked(user, _today):
    """Changes that were asked for and not answered yet, about work that still is."""
    rows = AccountabilityFeedback.objects.visible_to(user).filter(
        ~Q(changes_asked=""),
        responded_on=None,
        intervention__deleted_at=None,
        intervention__program__in=managed(user),
    )
    rows = rows.select_related("intervention__program__office", "from_group", "from_organization")
    return rows, ("given_on", "pk")


def partners(user, today):
    """Links to what other organizations do, whose word is missing or about to be a year old."""
    said = Coalesce("confirmed_on", Value(LONG_AGO))
    rows = SyncLink.objects.visible_to(user).filter(
        from_intervention__deleted_at=None,
        from_intervention__program__in=managed(user),
        coordination=Coordination.OTHER_ORGANIZATION,
        status__in=[LinkStatus.PROPOSED, LinkStatus.AGREED, LinkStatus.ACTIVE],
        to_external__isnull=False,
    )
    rows = rows.annotate(said=said).filter(said__lte=today - CONFIRMED_FOR)
    rows = rows.select_related("from_intervention__program__office", "to_external__organization")
    return rows, ("said", "pk")


def managed(user):
    """Programs of the offices that the person manages; deleted ones are no longer there."""
    return user.scope.limit(Program.objects.all(), "office_id", RoleKind.MANAGER).values("pk")


QUERIES = {"new": new, "due": due, "asked": asked, "partners": partners, "lapsing": lapsing}
