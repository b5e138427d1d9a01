"""Who asks others to reflect does so too: R12."""

from collections.abc import Iterator
from datetime import date

from ..course import Course
from ..finding import Finding, about
from ..limits import Limits
from ..plan import Facilitator
from ..reading import Reading
from .safety import assigned


def staff_reflection_lapsed(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R12. Whoever leads work that meets reflects among staff every 90 days (S37, S43, S108, S113).

    CARE's people and partners' alike. Who has never been there has 30 days from the first session that they
    led. One finding for the program: it is about a space that is missing, not about persons. A program of
    whose facilitators nobody has told is not judged.
    """
    lapsed: dict[str, date | None] = {}
    for work in view.in_scope:
        course = view.course(work)
        for who in assigned(view, work.facilitators if course.held else (), on):
            last = max((met for met in who.reflections if met <= on), default=None)
            if has_lapsed(view, last, first_led(course, who)):
                lapsed[who.name] = last
    if lapsed:
        last_days = [last for last in lapsed.values() if last]
        seen = {"n": len(lapsed), "who": tuple(sorted(lapsed)), "since": min(last_days, default=None)}
        yield about(view.plan, "R12", "staff_reflection_lapsed", "MEDIUM", seen=seen)


def has_lapsed(view: Reading, last: date | None, first: date | None) -> bool:
    if last is not None:
        return last < view.ago(view.limits.reflection_every)
    return first is not None and first < view.ago(view.limits.reflection_grace)


def first_led(course: Course, who: Facilitator) -> date | None:
    """The first session held that the person led: of its team, or where it names none."""
    return next((met.held_on for met in course.held if not met.team or who.key in met.team), None)
