"""What a flag was about, in words without a finding: each reason that a rule can give has its text."""

from importlib import import_module
from pathlib import Path

import pytest
from hypothesis import given

from programs.flag_words import missing_of, was_about
from programs.models import Flag
from programs.sequencing.audit import audit
from programs.sequencing.plan import Plan
from programs.texts import RULE_TEXTS

from . import strategies
from .facts import T, couples, external, group, held, link, men, plan, women
from .facts import activity as work
from .test_safety import PLACE, safe, without

MORE = [
    plan(men(), women(), links=[link("M1", "W1", rationale="")]),
    plan(men(), external(), links=[link("M1", "E1", coordination="OTHER_ORGANIZATION")]),
    safe(couples(**PLACE), pathways=(without("PSYCHOSOCIAL_OR_CASE_MANAGEMENT"),)),
    safe(couples(group_keys=("G",), **PLACE), groups=[group("G", min_age=15)]),
    plan(
        work("S", "COMMUNITY", "1 Jun", None, held("1 Jun"), element="STEPPING_OUT", group_keys=("G",)),
        groups=[group("G")],
    ),
]


def worked_examples():
    """Every plan that the tests of this folder spell out, as a constant or in a table."""
    for path in Path(__file__).parent.glob("test_*.py"):
        for one in vars(import_module(f"{__package__}.{path.stem}")).values():
            marks = [mark for mark in getattr(one, "pytestmark", ()) if mark.name == "parametrize"]
            rows = [row for mark in marks for row in mark.args[1]]
            cells = [cell for row in rows if isinstance(row, tuple) for cell in getattr(row, "values", row)]
            yield from (cell for cell in (one, *cells) if isinstance(cell, Plan))


def told(finding):
    return missing_of(Flag(rule=finding.rule, reason=finding.reason, topic=finding.topic))


def test_every_reason_that_a_worked_example_gives_has_its_text_and_no_other_has_one():
    found = {(f.name, f.reason) for program in [*worked_examples(), *MORE] for f in audit(program, T)}
    assert found == {(name, reason) for name, text in RULE_TEXTS.items() for reason in text.missing}
    assert len(found) > 60


@given(strategies.plans())
def test_whatever_a_rule_finds_has_its_text(program):
    assert all(told(finding) for finding in audit(program, T))


@pytest.mark.parametrize(
    ("flag", "title", "sentence"),
    [
        (Flag(rule="R23", reason="MONITOR"), None, "The part on monitoring violence and its risks."),
        (
            Flag(rule="R6", topic="T11"),
            "Fathers' circles",
            "“Fathers' circles”: no joint session on “Decision-making at home” after the separate ones.",
        ),
        (
            Flag(rule="R11", reason="NOT_READY"),
            "Two at home",
            "“Two at home”: nobody who leads is ready for: talk with couples and families.",
        ),
        (Flag(rule="R3", reason="FORGOTTEN"), "Fathers' circles", ""),
    ],
)
def test_a_flag_of_the_past_says_what_it_was_about(flag, title, sentence):
    assert was_about(flag, title) == sentence
