"""Facts about people who speak for a program, and about what may befall or embarrass anybody. No names.

Like those of `plan`: frozen, plain, complete. What changes over time carries its dates.
"""

from datetime import date
from typing import NamedTuple

Key = int | str
States = tuple[tuple[str, date], ...]
"""Each state and the day on which it began, oldest first."""


class ChangeAgent(NamedTuple):
    """A leader, ally, activist or role model of a place that the program works in, or who appears in it."""

    key: Key
    code: str
    influences: str  # WOMEN, MEN, BOTH, YOUTH
    lineage: frozenset[Key]  # ids of their place and of all it lies in; empty: unknown
    states: States  # NOMINATED, VETTING, VETTED, DECLINED, TRAINED, ACTIVE, PAUSED, ENDED, SUSPENDED
    supported_on: date | None  # the last time


class Appearance(NamedTuple):
    """A change agent in a session of the program that is planned, or was held."""

    agent: Key
    intervention: Key
    role: str  # SPEAKER, COHOST, PARTICIPANT
    space: str
    on: date
    planned: bool


class Concern(NamedTuple):
    """A pattern of backlash or risk, never an incident. Of some only the month is known: its first day."""

    kind: str
    setting: str
    severity: str  # CRITICAL, HIGH, MEDIUM, LOW
    opened_on: date
    states: States  # OPEN, ACKNOWLEDGED, ACTION_AGREED, MONITORING, CLOSED, ESCALATED
    acted_on: tuple[date, ...]  # when actions were agreed


class Consent(NamedTuple):
    """What one person who is shown has agreed to."""

    given_on: date | None
    expires_on: date | None
    withdrawn_on: date | None
    reach: int  # how far it may go: 1 here, 2 in the country, 3 anywhere
    child: bool
    guardian_on: date | None
    assent_on: date | None


class Story(NamedTuple):
    """A celebration or a media output. Everybody shown counts, household members too."""

    title: str
    states: States  # DRAFT, CONSENT_CHECKED, SCHEDULED, PUBLISHED, WITHDRAWN
    shown_on: date | None
    reach: int
    people: int
    no_harm_shown: bool  # nobody is shown as somebody who lived through violence
    consents: tuple[Consent, ...]
    agents: tuple[Key, ...]  # change agents who speak in it


PREPARED = frozenset({"TRAINED", "ACTIVE"})
"""States in which a change agent may stand for the program in public (B4)."""


def state_on(states: States, day: date) -> str:
    """The state on a day; none before the first."""
    state = ""
    for name, since in states:
        if since <= day:
            state = name
    return state
