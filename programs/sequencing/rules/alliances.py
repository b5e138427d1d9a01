"""With whom others' change is sought: R7, R17."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ..finding import Finding, about
from ..limits import Limits
from ..plan import Partner
from ..reading import Reading, is_live
from ..spaces import MIXED
from .accountability import FEMINIST

IN_TOUCH = frozenset({"IN_DIALOGUE", "TRUST_BUILDING", "FORMAL", "ACTIVE_ACCOUNTABILITY"})
PUBLIC = frozenset({"ALLIANCES", "STEPPING_OUT"})


def no_road_to_advocacy(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R7. Who has worked together on a hard topic for a year finds a way into advocacy (S32, S95, S99).

    Looked at are the program's held sessions on sensitive topics in a mixed space, whatever became of
    their interventions since. A program that never said who its partners are is not judged.
    """
    partners = view.plan.partners
    if partners is None:
        return
    a_year_ago = view.ago(limits.advocacy_followup)
    talks = [
        talk
        for intervention in view.plan.own
        for talk in view.course(intervention).touched.sensitive
        if talk.space in MIXED and not talk.planned and talk.on <= a_year_ago
    ]
    if talks and not leads_to_advocacy(view, partners):
        first = min(talks)
        seen = {"topic": first.topic, "first": first.on, "days": (on - first.on).days}
        yield about(view.plan, "R7", "no_road_to_advocacy", "LOW", seen=seen)


def leads_to_advocacy(view: Reading, partners: Iterable[Partner]) -> bool:
    """Whether work in alliances, a link that continues in advocacy, or a partner for it is there."""
    live = [intervention for intervention in view.plan.own if is_live(intervention)]
    return (
        any(intervention.element == "ALLIANCES" for intervention in live)
        or any(view.linked(intervention, "ADVOCACY_CONTINUATION") for intervention in live)
        or any(partner.role == "ADVOCACY" and partner.stage in IN_TOUCH for partner in partners)
    )


def partners_joined_late(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R17. Who seeks public change joins with feminist organizations from early on (S97, S104, S106).

    Early is up to 90 days after the program's start, or before it. Where a first contact was not entered,
    the last one counts. A program that never said who its partners are is not judged.
    """
    plan = view.plan
    if plan.partners is None or not any(is_live(work) and work.element in PUBLIC for work in plan.own):
        return
    contacts = [
        day
        for partner in plan.partners
        for day in (partner.first_contact_on, partner.last_contact_on)
        if partner.kind in FEMINIST and day is not None and day <= on
    ]
    first = min(contacts, default=None)
    if (first or on) > plan.starts_on + timedelta(days=limits.early_partner):
        seen = {"first": first, "days": ((first or on) - plan.starts_on).days}
        yield about(plan, "R17", "partners_joined_late", "MEDIUM", seen=seen)
