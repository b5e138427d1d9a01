"""To whom work with men answers: R9, R21."""

from collections.abc import Iterator
from datetime import date, timedelta

from ..finding import Finding, about
from ..limits import Limits
from ..plan import Partner
from ..reading import Reading
from ..spaces import MALE

FEMINIST = frozenset({"WRO", "FEMINIST", "GIRL_LED"})
ANSWERED_TO = frozenset({"FORMAL", "ACTIVE_ACCOUNTABILITY"})


def no_feminist_partner(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R9. Work with men answers to an active women's-rights or feminist partner (S13, S22, S53).

    Work with men is any held session of the program in a space of men or boys, also inside other
    interventions. A program that never said who its partners are is not judged.
    """
    if view.plan.partners is None:
        return
    firsts = [
        day
        for intervention in view.plan.own
        for day, planned, session in view.course(intervention).occasions()
        if session.space in MALE and not planned
    ]
    first = min(firsts, default=None)
    if first is None or on <= first + timedelta(days=limits.partner_grace):
        return
    if not any(is_answered_to(view, partner) for partner in view.plan.partners):
        contacts = [last_contact(partner, on) for partner in view.plan.partners if partner.kind in FEMINIST]
        last = max((day for day in contacts if day and day <= on), default=None)
        seen = {"first": first, "days": (on - first).days, "last": last}
        yield about(view.plan, "R9", "no_feminist_partner", "HIGH", seen=seen)


def is_answered_to(view: Reading, partner: Partner) -> bool:
    contact = last_contact(partner, view.on)
    return (
        partner.kind in FEMINIST
        and partner.stage in ANSWERED_TO
        and contact is not None
        and contact >= view.ago(view.limits.partner_contact)
    )


def last_contact(partner: Partner, on: date) -> date | None:
    """The last contact on record, once there had been one; where none is named, the first.

    Only the last one is kept: one that came after T says nothing against earlier ones.
    """
    first = partner.first_contact_on
    if first and first > on:
        return None
    return partner.last_contact_on or first


def women_not_asked(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R21. Women or girls are asked about work with men every two months, and get an answer (S13, S22, S81).

    Only while it is ACTIVE and has met within 60 days. A program that keeps no feedback is not judged.
    """
    if view.plan.feedback is None:
        return
    for men in view.men_only:
        met = view.course(men).dates
        if men.status != "ACTIVE" or not met or met[-1] < view.ago(limits.feedback_every):
            continue
        given = [word for word in view.plan.feedback if word.intervention == men.key and word.given_on <= on]
        last = max((word.given_on for word in given), default=None)
        if last is None:
            overdue = met[0] < view.ago(limits.feedback_grace)
        else:
            overdue = last < view.ago(limits.feedback_every)
        if overdue:
            seen = {"first": met[0], "last": last, "days": (on - (last or met[0])).days}
            yield about(men, "R21", "women_not_asked", "HIGH", "OVERDUE", seen=seen)
        waiting = [
            word.given_on
            for word in given
            if word.changes_asked
            and (word.responded_on is None or word.responded_on > on)
            and word.given_on < view.ago(limits.feedback_reply)
        ]
        if waiting:
            seen = {"n": len(waiting), "first": min(waiting), "days": (on - min(waiting)).days}
            yield about(men, "R21", "women_not_asked", "HIGH", "UNANSWERED", seen=seen)
