"""Who is mocked or threatened for changing is not left alone: R15."""

from collections.abc import Iterator
from datetime import date

from ..finding import SEVERITIES, Finding, about
from ..limits import Limits
from ..people import Concern, state_on
from ..reading import Reading

OVER = frozenset({"", "CLOSED", "ESCALATED"})
GRAVE = frozenset({"CRITICAL", "HIGH"})
ASKING = frozenset({"BUILDING_BASE", "STEPPING_OUT"})


def backlash_unattended(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R15. Backlash and risk are asked about, and met with action in time (S70, S73, S82, S114).

    NO_ACTION: nothing was agreed within 1, 3, 14 or 30 days, by how grave it is. NOT_MONITORED: it is grave,
    and not being monitored after 14 days. One finding for each, as grave as the gravest. NO_CHECK: two or
    more sessions of 60 days, in work that exposes people, and nobody asked in any; sessions that came in
    with a workbook say nothing. That the answer was "none" is an answer.
    """
    waiting: dict[str, list[Concern]] = {}
    for concern in view.plan.concerns:
        if reason := neglect(view, concern):
            waiting.setdefault(reason, []).append(concern)
    for reason, concerns in waiting.items():
        worst = min(concerns, key=worst_first)
        seen = {
            "n": len(concerns),
            "kind": worst.kind,
            "setting": worst.setting,
            "days": (on - worst.opened_on).days,
        }
        yield about(view.plan, "R15", "backlash_unattended", worst.severity, reason, seen=seen)
    for work in view.in_scope:
        if work.element in ASKING:
            met = view.course(work).held_since(view.ago(limits.backlash_days))
            asked = [session.backlash for session in met if session.backlash]
            if len(asked) >= limits.backlash_min and set(asked) == {"NOT_ASKED"}:
                seen = {"n": len(asked)}
                yield about(work, "R15", "backlash_unattended", "MEDIUM", "NO_CHECK", seen=seen)


def neglect(view: Reading, concern: Concern) -> str:
    """What a concern waits for, as things stand: a sub-reason, or nothing."""
    state = state_on(concern.states, view.on)
    if state in OVER:
        return ""
    open_for = (view.on - concern.opened_on).days
    acted = any(day <= view.on for day in concern.acted_on)
    if not acted and open_for > allowed(view.limits)[concern.severity]:
        return "NO_ACTION"
    if concern.severity in GRAVE and state != "MONITORING" and open_for > view.limits.concern_monitored:
        return "NOT_MONITORED"
    return ""


def allowed(limits: Limits) -> dict[str, int]:
    """Days until something must be agreed."""
    return {
        "CRITICAL": limits.concern_critical,
        "HIGH": limits.concern_high,
        "MEDIUM": limits.concern_medium,
        "LOW": limits.concern_low,
    }


def worst_first(concern: Concern) -> tuple[int, date, str, str]:
    return SEVERITIES.index(concern.severity), concern.opened_on, concern.kind, concern.setting
