"""Rows on theory, norms, trust, commitments and learning, to go with the plan of `books`."""

import copy
import datetime as dt

from .books import plan

D = dt.date
WITH = {"program": "KT", "organization": "Rwanda women's network", "role": "ACCOUNTABILITY"}
"""The partner of the plan, as somebody else writes its name."""
WORK = {
    "trust_events": [
        WITH | {"happened_on": D(2025, 12, 1), "kind": "OFFER", "note": "We lent them the hall."},
        WITH | {"happened_on": D(2025, 12, 1), "kind": "ASK", "note": "We asked for a trainer."},
    ],
    "worries": [
        WITH
        | {
            "worry": "RESOURCES",
            "words": "Money for women goes to men.",
            "answer": "The budget is open to them.",
            "answered_on": D(2026, 1, 20),
        },
        WITH | {"worry": "OTHER", "words": "The meetings are too far away."},
        WITH | {"worry": "OTHER", "words": "Nobody writes minutes."},
    ],
    "norms": [
        {"program": "KT", "statement": "A man who cooks is laughed at.", "reference_group": "older men"}
    ],
    "barriers": [{"program": "KT", "statement": "Women may not trade alone.", "actor": "IN_LAW"}],
    "commitments": [
        {
            "intervention": "M",
            "number": 2,
            "kind": "AT_HOME",
            "text": "Couples share the cooking for a month.",
            "due_on": D(2026, 3, 1),
            "status": "KEPT",
        },
        {"intervention": "M", "number": 2, "kind": "AT_HOME", "text": "Couples plan the spending together."},
    ],
    "learning_notes": [
        {
            "office": "RW",
            "noted_on": D(2026, 2, 1),
            "title": "Market days decide who comes",
            "text": "Sessions on market days lose half of the women.",
            "kind": "EVIDENCE",
            "source_kind": "DISCUSSION",
            "element": "ALLIANCES",
            "intervention": "A",
            "shared": "yes",
        },
        {
            "office": "RW",
            "noted_on": D(2026, 3, 1),
            "title": "Who asks the first question?",
            "text": "Pairs talk sooner than the whole group.",
            "source_kind": "CO_REFLECTION",
        },
    ],
    "promises": [
        {
            "office": "RW",
            "promise": "SPONSOR",
            "standing": "PARTLY",
            "note": "The deputy director stands behind it.",
            "looked_at_on": D(2026, 1, 30),
        },
        {"office": "RW", "promise": "TRAINING", "standing": "YES", "looked_at_on": D(2026, 1, 30)},
    ],
}
THEORY = {
    "theory_of_change": "Men who reflect with women's groups share care work.",
    "strategy": "Dialogues beside the savings circles.",
    "change_targets": "Couples decide together on spending; Care is shared",
    "learning_system": "The team meets every quarter.",
}


def full(**sheets):
    return with_alliance(plan(**copy.deepcopy(WORK) | sheets))


def with_alliance(made):
    """The plan with work in alliances (A), that a note is evidence for."""
    alliance = {"intervention": "A", "title": "Law reform", "element": "ALLIANCES", "space": "MIXED_ADULT"}
    made["interventions"].append(made["interventions"][0] | alliance | {"groups": None})
    return made


def spoiled(sheet, row, **cells):
    made = full()
    made[sheet][row] |= cells
    return made


def places(faults):
    return [(fault.sheet, fault.row, fault.column) for fault in faults]
