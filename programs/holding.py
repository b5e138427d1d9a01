"""What has to be put right before a session is held: R10 and R11, asked of that one session.

The rules themselves are asked, about the program with this session and no other in its intervention.
"""

from dataclasses import dataclass, replace

from .loading import load_block
from .messages import remedies
from .models import SessionStatus
from .sentences.safety import before_holding
from .sequencing.audit import RULES_DURING
from .sequencing.plan import Session as Meeting
from .sequencing.reading import Reading
from .sequencing.rules.safety import facilitator_not_ready, pathway_not_ready


@dataclass(frozen=True)
class Alarm:
    """What is not ready, and what to do about it. `rule` is the name of the rule that says so."""

    rule: str
    text: str
    advice: str


def warn(sessions):
    """Give each session its `alarms`; those that were held have none. At most two queries for all."""
    ahead = {}
    for session in sessions:
        session.alarms = []
        if session.status in (SessionStatus.PLANNED, SessionStatus.POSTPONED):
            ahead.setdefault(session.intervention.program_id, []).append(session)
    if not ahead:
        return
    block = load_block(list(ahead))
    for plan in block.plans:
        if plan.status in RULES_DURING:
            today = block.today(plan)
            for session in ahead[plan.key]:
                session.alarms = alarms(plan, session, today, block.limits(plan, today))


def alarms(plan, session, today, limits):
    """What R10 and R11 say of this session as it is planned, or of today if its day has passed."""
    day = max(session.planned_on, today)
    space = session.space or session.intervention.space
    meeting = Meeting("PLANNED", day, None, space, tuple(session.topics), number=session.number)
    own = tuple(
        replace(one, status="ACTIVE", sessions=(meeting,))
        for one in plan.own
        if one.key == session.intervention_id
    )
    # Near enough to be looked at, however far ahead it is planned.
    limits = replace(limits, ready_ahead=max(limits.ready_ahead, (day - today).days))
    view = Reading(replace(plan, own=own), today, limits)
    found = [*pathway_not_ready(view, today, limits), *facilitator_not_ready(view, today, limits)]
    critical = [finding for finding in found if finding.severity == "CRITICAL"]
    said = {before_holding(finding): finding for finding in reversed(critical)}
    return [Alarm(one.name, text, remedies(one)[0]) for text, one in reversed(said.items())]
