"""Writing down one session: that it was held and who came, or that it was not and what becomes of it."""

import datetime as dt
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from care_engage.accounts.models import RoleKind
from groups.spaces import COUNTS, GenderSpace

from .auditing import reaudit_around
from .models import (
    BacklashCheck,
    InterventionStatus,
    LinkStatus,
    NotHeldReason,
    Session,
    SessionStatus,
    SyncLink,
    WhoSpoke,
)
from .models.session import CHECKLIST

MOST_OTHERS = 100_000


@dataclass(frozen=True)
class Entry:
    """What the form collected. `version` is the session's as the form showed it."""

    version: int
    held_on: dt.date
    topics: Sequence[str]
    facilitators: Sequence[int]
    present: Sequence[Sequence[int]] = ()  # [group id, member number]
    others: Mapping[str, int] = field(default_factory=dict)  # people without a number, by count field
    minutes: int = 120
    space: str = ""  # if other than the intervention's
    checklist: Mapping[str, bool] = field(default_factory=dict)
    who_spoke: str = ""
    backlash_check: str = BacklashCheck.NOT_ASKED


def log_session(session, *, by, entry, at):
    """Write a session down as held, or correct what was written, and audit the programs it touches.

    Raises ValidationError with a sentence for each thing that is missing or wrong. Who may log it is
    decided by the lookup (`Session.objects.for_logging`), which also saves this function a query.
    """
    if not hasattr(session, "members"):
        session.__dict__.update(Session.objects.with_sheet().get(pk=session.pk).__dict__)
    if sentences := refusals(session, by, entry, at):
        raise ValidationError(sentences)
    first = not session.held
    fields = said(session, entry) | {
        "status": SessionStatus.DELIVERED,
        "register": register_of(session, entry.held_on),
        "not_held_reason": "",
        "logged_at": session.logged_at or at,
    }
    for name, value in fields.items():
        setattr(session, name, value)
    session.count_people()
    counts = {name: getattr(session, name) for name in COUNTS.values()}
    with transaction.atomic():
        write(session, fields | counts, entry.version, by, at)
        if first:
            begin(session, by, at)
        reaudit_around([session.intervention_id])
    return session


def said(session, entry):
    """What an entry says of a session, as the session's own fields hold it."""
    return {
        "held_on": entry.held_on,
        "topics": list(dict.fromkeys(entry.topics)),
        "facilitators": sorted(set(entry.facilitators)),
        "minutes": entry.minutes,
        "space": "" if entry.space == session.intervention.space else entry.space,
        "present": sorted([group, number] for group, number in {tuple(pair) for pair in entry.present}),
        "others": {name: count for name, count in entry.others.items() if count},
        "checklist": {name: True for name in CHECKLIST if entry.checklist.get(name)},
        "who_spoke": entry.who_spoke,
        "backlash_check": entry.backlash_check,
    }


def not_held(session, *, by, reason, at, new_date=None, cancelled=False, version=None):
    """Write down that a session did not take place: it is moved to a new day, put off, or called off.

    Raises ValidationError if the session was held or called off already, or somebody else saved it.
    """
    state = SessionStatus.CANCELLED if cancelled else SessionStatus.POSTPONED
    if new_date and cancelled:
        raise ValueError("A session that is called off has no new day.")
    if reason not in NotHeldReason.values:
        raise ValidationError(_("Choose a reason from the list."))
    if new_date and new_date < session.intervention.program.office.today():
        raise ValidationError(_("The new day is past. Choose today or a later day."))
    waiting = session.status == SessionStatus.POSTPONED and not cancelled
    if not waiting and (sentence := session.moves.refusal(session, state)):
        raise ValidationError(sentence)
    fields = {
        "status": SessionStatus.PLANNED if new_date else state,
        "planned_on": new_date or session.planned_on,
        "not_held_reason": reason,
    }
    for name, value in fields.items():
        setattr(session, name, value)
    with transaction.atomic():
        write(session, fields, session.version if version is None else version, by, at)
        reaudit_around([session.intervention_id])
    return session


def register_of(session, day):
    """The register of the numbered groups on a day; a session that was logged keeps the one it had."""
    if session.held:
        return session.register
    on = day.isoformat()
    return [
        [group, number, column, pair]
        for group, number, column, pair, joined, left in session.members
        if (joined is None or joined <= on) and (left is None or left >= on)
    ]


def refusals(session, by, entry, at):
    """Sentences on what keeps this entry from being saved; none, if nothing does."""
    state = [refused_by_state(session, by, at)]
    content = [
        refused_by_day(session, entry),
        refused_by_people(session, entry),
        refused_by_choices(session, entry),
    ]
    return [sentence for sentence in state if sentence] or [sentence for sentence in content if sentence]


def refused_by_state(session, by, at):
    intervention = session.intervention
    if intervention.status == InterventionStatus.CANCELLED:
        return _("This intervention was called off, so none of its sessions can be logged.")
    if intervention.status == InterventionStatus.DRAFT:
        return _("This intervention is a draft. Mark it as planned first.")
    if intervention.status == InterventionStatus.COMPLETED and not session.held:
        return _("This intervention is completed. Ask a manager to reopen the plan before you log more.")
    if session.status != SessionStatus.POSTPONED and (
        sentence := session.moves.refusal(session, SessionStatus.DELIVERED)
    ):
        return sentence
    if session.locked(at) and not by.scope.has(RoleKind.MANAGER, intervention.program.office_id):
        return _("This session was logged more than seven days ago. Ask a manager to correct it.")
    return ""


def refused_by_day(session, entry):
    if entry.held_on > session.intervention.program.office.today():
        return _("The day held is still to come. Choose today or an earlier day.")
    return ""


def refused_by_people(session, entry):
    known = {(group, number) for group, number, *_rest in register_of(session, entry.held_on)}
    unknown = sorted({number for group, number in entry.present if (group, number) not in known})
    if unknown:
        numbers = ", ".join(str(number) for number in unknown)
        return _(
            "Not on the register on that day: %(numbers)s. Unmark them, or correct the day or the register."
        ) % {"numbers": numbers}
    if not set(entry.others) <= set(COUNTS.values()):
        return _("People are counted in columns that do not exist. Load the page again.")
    if any(not 0 <= count <= MOST_OTHERS for count in entry.others.values()):
        return _("A count of people lies between 0 and %(most)d.") % {"most": MOST_OTHERS}
    if not entry.present and not any(entry.others.values()):
        return _("Nobody is marked as present. Mark who came, or say that it did not happen.")
    return ""


def refused_by_choices(session, entry):
    codes = {code for code, _label, _level in session.all_topics}
    people = {person for person, _name in session.people} | set(session.facilitators)
    if not entry.topics:
        return _("Choose at least one topic that was talked about.")
    if not entry.facilitators:
        return _("Mark who facilitated. If they are missing here, ask your office to add them.")
    if not set(entry.facilitators) <= people:
        return _("Somebody marked as facilitator is not one of this office. Mark who facilitated again.")
    listed = (
        set(entry.topics) <= codes
        and entry.space in {"", *GenderSpace.values}
        and entry.who_spoke in {"", *WhoSpoke.values}
        and entry.backlash_check in BacklashCheck.values
        and 1 <= entry.minutes <= 1440
    )
    return "" if listed else _("Something was chosen that is not on its list. Load the page again.")


def write(session, fields, version, by, at):
    """Save these fields, if nobody else saved since `version`, and the row of history. Two queries."""
    session.version, session.updated_at = version + 1, at
    fields = fields | {"version": version + 1, "updated_at": at}
    if not Session.objects.filter(pk=session.pk, version=version).update(**fields):
        raise ValidationError(
            _("Somebody else has just saved this session. Look at what they wrote, then enter yours again."),
            code="version",
        )
    Session.history.bulk_history_create([session], update=True, default_user=by, default_date=at)


def begin(session, by, at):
    """With its first session a planned intervention is active; so is an agreed link once both ends met.

    No query where there is nothing to move, and three for all links together.
    """
    intervention = session.intervention
    if intervention.status == InterventionStatus.PLANNED:
        intervention.moves.make(intervention, InterventionStatus.ACTIVE)
    if session.ripe_links:
        links = SyncLink.objects.filter(pk__in=[key for (key,) in session.ripe_links])
        moved = list(links)
        for link in moved:
            link.status, link.updated_at = LinkStatus.ACTIVE, at
        links.update(status=LinkStatus.ACTIVE, updated_at=at)
        SyncLink.history.bulk_history_create(moved, update=True, default_user=by, default_date=at)
