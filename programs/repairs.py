"""Repairs of a sequence: each writes what a person confirmed, and audits the programs it touches."""

import re

from django.db import transaction
from django.db.models import Max

from .auditing import audit_program, reaudit_around
from .models import (
    Coordination,
    ExternalActivity,
    ExternalStatus,
    InterventionStatus,
    LinkStatus,
    Session,
    SessionStatus,
)


def open_findings(program_id, on):
    """Findings by what they are about, whatever the reason: what is still said is not repaired."""
    return {
        (finding.rule, finding.subject_key, finding.topic): finding
        for finding in audit_program(program_id, on)
    }


@transaction.atomic
def add_link(*, link, agreed):
    """Save a link: proposed, or agreed through its guard (ValidationError), active if both ends have met."""
    link.status = LinkStatus.PROPOSED
    link.save()
    if agreed:
        agree(link)
    audit_ends(link)
    return link


@transaction.atomic
def confirm_link(*, link):
    """Both sides (or the partner, anew) have said yes on the day that the link now carries."""
    link.save()
    if link.to_external and link.confirmed_on:
        activity = link.to_external
        activity.last_confirmed_on = max(filter(None, [activity.last_confirmed_on, link.confirmed_on]))
        activity.save()
    if link.status in (LinkStatus.PROPOSED, LinkStatus.LAPSED):
        agree(link)
    audit_ends(link)


@transaction.atomic
def withdraw_link(*, link):
    """End a link; its reason must be on it."""
    link.moves.make(link, LinkStatus.WITHDRAWN)
    audit_ends(link)


@transaction.atomic
def take_back_link(*, link):
    """Remove a link that was made by mistake."""
    link.remove()
    audit_ends(link)


@transaction.atomic
def plan_joint_sessions(*, intervention, days, space, topics, minutes):
    """Sessions of a men's intervention in a mixed space, to which both groups agreed (R1: built in)."""
    last = Session.with_deleted.filter(intervention=intervention).aggregate(last=Max("number"))["last"] or 0
    for number, day in enumerate(sorted(days), start=last + 1):
        Session.objects.create(
            intervention=intervention,
            number=number,
            planned_on=day,
            space=space,
            topics=topics,
            minutes=minutes,
            status=SessionStatus.PLANNED,
        )
    reaudit_around([intervention.pk])


@transaction.atomic
def record_partner_activity(*, activity, save, link, agreed, today):
    """Register what another organization does, by `save()`, and link it in the same step."""
    if activity.ends_on and activity.ends_on < today:
        activity.status = ExternalStatus.COMPLETED
    else:
        activity.status = ExternalStatus.ACTIVE if activity.starts_on <= today else ExternalStatus.PLANNED
    activity = save()
    link.to_external = activity
    link.coordination = Coordination.OTHER_ORGANIZATION
    link.confirmed_on = activity.last_confirmed_on
    link.full_clean(exclude=["to_external"])
    return add_link(link=link, agreed=agreed)


@transaction.atomic
def waive_joint_space(*, waiver):
    """Women or girls advise against a joint space on a topic: a valid answer to R6."""
    waiver.save()
    reaudit_around([waiver.intervention_id])


def agree(link):
    link.moves.make(link, LinkStatus.AGREED)
    if has_met(link.from_intervention) and has_met(link.to_intervention, link.to_external):
        link.moves.make(link, LinkStatus.ACTIVE)


def has_met(intervention, activity=None):
    if activity is not None:
        return bool(activity.held_on)
    if intervention.status == InterventionStatus.CANCELLED:
        return False
    return intervention.sessions.filter(deleted_at=None, status=SessionStatus.DELIVERED).exists()


def audit_ends(link):
    reaudit_around([end for end in (link.from_intervention_id, link.to_intervention_id) if end])


def free_code(office):
    """The next of X1, X2 ... that no activity of this office ever had."""
    codes = ExternalActivity.with_deleted.filter(office=office, code__regex=r"^X[0-9]{1,9}$")
    numbers = [int(code[1:]) for code in codes.values_list("code", flat=True) if re.fullmatch(r"X\d+", code)]
    return f"X{max(numbers, default=0) + 1}"
