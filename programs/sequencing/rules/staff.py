"""Who asks others to reflect does so too: R12."""

from collections.abc import Iterator
from datetime import date

from ..course import Course
from ..finding import Finding, about
from ..limits import Limits
from ..plan import Facilitator, Key
from ..reading import Reading
from .safety import assigned


def staff_reflection_lapsed(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R12. Whoever leads work that meets reflects among staff every 90 days (S37, S43, S108, S113).

    CARE's people and partners' alike, named on the work, or, where nobody is, who led its sessions. Who has
    never been there has 30 days from the first session that they led. One finding for the program: it is
    about a space that is missing, not about persons. A program of whose facilitators nobody has told is not
    judged.
    """
    lapsed: dict[Key, tuple[str, date | None]] = {}
    for work in view.in_scope:
        course = view.course(work)
        team = work.facilitators or {key for met in course.held for key in met.team}
        for who in assigned(view, team if course.held else (), on):
            last = max((met for met in who.reflections if met <= on), default=None)
            if has_lapsed(view, last, first_led(course, who)):
                lapsed[who.key] = who.name, last
    if lapsed:
        names = tuple(sorted(name for name, _last in lapsed.values()))
        since = min((last for _name, last in lapsed.values() if last), default=None)
        seen = {"n": len(names), "who": names, "since": since}
        yield about(view.plan, "R12", "staff_reflection_lapsed", "MEDIUM", seen=seen)


def has_lapsed(view: Reading, last: date | None, first: date | None) -> bool:
    if last is not None:
        return last < view.ago(view.limits.reflection_every)
    return first is not None and first < view.ago(view.limits.reflection_grace)


def first_led(course: Course, who: Facilitator) -> date | None:
    """The first session held that the person led: of its team, or where it names none."""
    return next((met.held_on for met in course.held if not met.team or who.key in met.team), None)
