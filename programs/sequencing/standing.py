"""How each men-only intervention of a program is linked: the status that boards and bars show (C0)."""

from datetime import date

from .audit import DEFAULTS, Rule
from .limits import Limits
from .plan import Intervention, Key, Plan
from .reading import Activity, Reading
from .rules.links import linked_on_paper, long_gap, stands_alone
from .spaces import MALE

STANDINGS = ("UNLINKED", "STALE", "GAP", "LINKED_PLANNED", "LINKED_DELIVERED", "NOT_DUE")
"""Worst first; NOT_DUE: unlinked, but it does not start within 90 days."""


def link_status(plan: Plan, on: date, limits: Limits = DEFAULTS) -> dict[Key, str]:
    """The standing of each of the program's own men-only interventions in scope or planned, by its key.

    It is LINKED_DELIVERED as soon as one session of a counterpart, or one joint session, was held.
    """
    view = Reading(plan, on, limits)
    stale = subjects(linked_on_paper, view)
    apart = subjects(long_gap, view)
    return {
        men.key: standing(view, men, stale, apart)
        for men in plan.own
        if men.space in MALE and (men.status == "PLANNED" or view.is_in_scope(men))
    }


def subjects(rule: Rule, view: Reading) -> set[Key]:
    return {finding.subject_key for finding in rule(view, view.on, view.limits)}


def standing(view: Reading, men: Intervention, stale: set[Key], apart: set[Key]) -> str:
    if stands_alone(view, men):
        return "UNLINKED" if view.is_in_scope(men) else "NOT_DUE"
    if men.key in stale:
        return "STALE"
    if men.key in apart:
        return "GAP"
    met = any(view.dates(other) for other in view.counterparts(men))
    joint = any(not session.planned for session in view.joint(men))
    return "LINKED_DELIVERED" if met or joint else "LINKED_PLANNED"


def counterparts(
    plan: Plan, intervention: Intervention, on: date, limits: Limits = DEFAULTS
) -> list[Activity]:
    """The women's, girls' or mixed activities that an intervention counts as linked to (`cp(i)`)."""
    return Reading(plan, on, limits).counterparts(intervention)
