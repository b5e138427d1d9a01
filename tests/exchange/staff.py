"""Rows on who appears where, and on colleagues, with the colleagues they are about."""

import copy
import datetime as dt

from tests.factories import person

from .books import plan

D = dt.date
SHEETS = ("reflections", "trainings", "observations")
STAFF = {
    "reflections": [
        {
            "office": "RW",
            "held_on": D(2026, 1, 3),
            "domain": "BOTH",
            "attendees": "claudine@care.example;eric@care.example",
            "next_on": D(2026, 2, 3),
        },
        {
            "office": "RW",
            "held_on": D(2026, 4, 2),
            "domain": "BOTH",
            "attendees": "eric@care.example",
        },
    ],
    "trainings": [
        {"office": "RW", "facilitator": "eric@care.example", "skill": skill, "trained_on": D(2025, 11, 3)}
        for skill in ("FACILITATION", "GENDER_REFLECTION", "GBV_DISCLOSURE")
    ]
    + [
        {
            "office": "RW",
            "facilitator": "eric@care.example",
            "skill": "PSEA",
            "trained_on": D(2025, 11, 4),
            "expires_on": D(2027, 11, 4),
        }
    ],
    "observations": [
        {
            "office": "RW",
            "facilitator": "eric@care.example",
            "observer": "alice@care.example",
            "observed_on": D(2026, 1, 5),
            "score": 3,
            "safe_for_sensitive": "yes",
        }
    ],
}

APPEARANCES = [
    {"intervention": "M", "number": 1, "agent": "A8", "role": "SPEAKER"},
    {"intervention": "M", "number": 2, "agent": "A7", "role": "PARTICIPANT"},
]


def colleagues(office):
    """Two who lead, as facilitators, and who manages, as a user; by first name."""
    claudine = person("FACILITATOR", office, email="claudine@care.example", name="Claudine Mukamana")
    eric = person("FACILITATOR", office, email="eric@care.example", name="Eric Niyonzima")
    alice = person("MANAGER", office, email="alice@care.example", name="Alice Uwase")
    return {"claudine": claudine.facilitating.get(), "eric": eric.facilitating.get(), "alice": alice}


def full(**sheets):
    return plan(**copy.deepcopy(STAFF) | sheets)


def led(*teams, **sheets):
    """The plan, in which these led or lead its sessions, as the sheet writes them."""
    made = full(**sheets)
    for row, addresses in zip(made["sessions"], teams, strict=False):
        row["facilitators"] = addresses
    return made
