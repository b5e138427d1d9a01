"""How ready a facilitator is on a day, worked out from dated records (B4). Nobody sets it by hand."""

from collections.abc import Callable
from datetime import date, timedelta
from typing import NamedTuple

from .limits import Limits
from .plan import Facilitator, Observation, Skill

STATES = ("NOT_STARTED", "REFLECTING", "TRAINED", "OBSERVED", "READY_SENSITIVE")
"""The ladder, from the bottom. SUSPENDED is beside it."""

REFLECTIONS = 2
GOOD_OBSERVATIONS = 2
GOOD = 3
TRAINING = ("FACILITATION", "GENDER_REFLECTION", "GBV_DISCLOSURE")
INTIMATE_SKILLS = ("CONFLICT_RESOLUTION", "PSYCHOSOCIAL", "COUNSELLING")
"""What a team needs between them for intimate dialogues (S58)."""


class Records:
    """What was on record of a person by a day, seen on that day or on a later one for which it is planned."""

    def __init__(
        self,
        who: Facilitator,
        protocols: tuple[tuple[int, date], ...],
        known: date,  # what is dated later was not known
        day: date,
        limits: Limits,
    ) -> None:
        self.who = who
        self.protocols = protocols
        self.known = known
        self.day = day
        self.limits = limits
        self.skills: dict[str, Skill] = {}  # the latest training of each kind that is in date on the day
        for skill in who.skills:
            if skill.obtained_on <= known and (skill.expires_on is None or skill.expires_on >= day):
                latest = self.skills.get(skill.code)
                if latest is None or skill.obtained_on > latest.obtained_on:
                    self.skills[skill.code] = skill

    @property
    def reflections(self) -> int:
        return sum(met <= self.known for met in self.who.reflections)

    @property
    def observations(self) -> list[Observation]:
        """Oldest first; of the same day, those that found it not safe last."""
        seen = [each for each in self.who.observations if each.on <= self.known]
        return sorted(seen, key=lambda each: (each.on, not each.safe_for_sensitive))

    @property
    def good(self) -> list[Observation]:
        return [each for each in self.observations if each.score >= GOOD]

    @property
    def in_force(self) -> tuple[int, date] | None:
        """The protocol in force: the highest version published."""
        return in_force(self.protocols, self.known)

    def acknowledged(self, version: int) -> bool:
        return any(read == version and on <= self.known for read, on in self.who.acknowledged)

    def older(self, day: date, days: int) -> bool:
        """Whether something dated so is more than so many days old on the day."""
        return day < self.day - timedelta(days=days)


def in_force(protocols: tuple[tuple[int, date], ...], on: date) -> tuple[int, date] | None:
    """The protocol in force on a day: the highest version published by then, and when it was."""
    return max((each for each in protocols if each[1] <= on), default=None)


def has_reflected(records: Records) -> bool:
    return records.reflections >= REFLECTIONS


def has_skill(code: str) -> Callable[[Records], bool]:
    return lambda records: code in records.skills


def was_observed(records: Records) -> bool:
    return len(records.good) >= GOOD_OBSERVATIONS


def knows_protocol(records: Records) -> bool:
    """The version in force was read, or the one before it while the newest is less than 30 days old."""
    newest = records.in_force
    if newest is None:
        return False
    version, since = newest
    if records.acknowledged(version):
        return True
    earlier = [each for each, _since in records.protocols if each < version]
    return not records.older(since, records.limits.protocol_grace) and any(map(records.acknowledged, earlier))


def safe_for_sensitive(records: Records) -> bool:
    """The last observer found it safe to lead sensitive topics."""
    seen = records.observations
    return bool(seen) and seen[-1].safe_for_sensitive


class Step(NamedTuple):
    """One thing that a rung asks for."""

    code: str
    rung: str
    done: Callable[[Records], bool]


LADDER = (
    Step("REFLECTIONS", "REFLECTING", has_reflected),
    *(Step(code, "TRAINED", has_skill(code)) for code in TRAINING),
    Step("OBSERVATIONS", "OBSERVED", was_observed),
    Step("PROTOCOL", "READY_SENSITIVE", knows_protocol),
    Step("PSEA", "READY_SENSITIVE", has_skill("PSEA")),
    Step("SAFE", "READY_SENSITIVE", safe_for_sensitive),
)
"""What each rung asks for, from the bottom. A rung is reached with all of its own and of those below it."""


def training_is_old(records: Records) -> bool:
    oldest = min(records.skills[code].obtained_on for code in TRAINING)
    return records.older(oldest, records.limits.training_valid)


def observation_is_old(records: Records) -> bool:
    return records.older(records.good[-1].on, records.limits.observation_valid)


class Drop(NamedTuple):
    """What takes a person one rung down again once they have come to `rung`."""

    code: str
    rung: str
    lapsed: Callable[[Records], bool]


DROPS = (
    Drop("TRAINING_OLD", "TRAINED", training_is_old),
    Drop("OBSERVATION_OLD", "OBSERVED", observation_is_old),
)
"""The third drop of B4, a protocol not read within 30 days, takes away what READY_SENSITIVE asks for."""


class Readiness(NamedTuple):
    """`state` on the ladder, or SUSPENDED; `missing` for the next rung, as codes of the tables above."""

    state: str
    missing: tuple[str, ...] = ()

    @property
    def ready(self) -> bool:
        return self.state == STATES[-1]

    @property
    def rung(self) -> int:
        """How high: 0 at the bottom and while suspended."""
        return STATES.index(self.state) if self.state in STATES else 0


def readiness(
    who: Facilitator,
    protocols: tuple[tuple[int, date], ...],
    known: date,
    day: date,
    limits: Limits,
) -> Readiness:
    """How ready the person is on a day, as far as was known by `known` (the same, or an earlier one)."""
    if any(since <= day and (until is None or day <= until) for since, until in who.suspended):
        return Readiness("SUSPENDED")
    records = Records(who, protocols, min(known, day), day, limits)
    undone = [step for step in LADDER if not step.done(records)]
    reached = STATES.index(undone[0].rung) - 1 if undone else len(STATES) - 1
    lapsed = [drop.code for drop in DROPS if STATES.index(drop.rung) <= reached and drop.lapsed(records)]
    if lapsed:
        return Readiness(STATES[reached - len(lapsed)], tuple(lapsed))
    return Readiness(STATES[reached], tuple(step.code for step in undone if step.rung == undone[0].rung))
