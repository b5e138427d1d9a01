"""R23 and R25: the plan against violence, and the decision on inclusion."""

import pytest

from programs.sequencing.audit import audit
from programs.sequencing.limits import Limits

from .facts import T, day, decided, plan, reviewed

PARTS = ("MONITOR", "PREVENT", "MITIGATE", "RESPOND")
WHOLE = tuple(reviewed(part) for part in PARTS)


def without(part, *instead):
    return (*(one for one in WHOLE if one.part != part), *instead)


def found(program, rule, limits=None):
    return [
        (f.kind, f.subject, f.severity, f.reason)
        for f in audit(program, T, limits or Limits())
        if f.rule == rule
    ]


@pytest.mark.parametrize(
    ("gbv_plan", "expected"),
    [
        pytest.param(without("RESPOND"), ["RESPOND"], id="RESPOND empty"),
        pytest.param(without("MITIGATE", reviewed("MITIGATE", "1 Nov 2025")), ["MITIGATE"], id="old review"),
        pytest.param(WHOLE, [], id="all reviewed in March"),
        pytest.param((), ["MITIGATE", "MONITOR", "PREVENT", "RESPOND"], id="nothing at all"),
        pytest.param(without("PREVENT", reviewed("PREVENT", 180)), [], id="180 days ago"),
        pytest.param(without("PREVENT", reviewed("PREVENT", 181)), ["PREVENT"], id="181 days ago"),
        pytest.param(without("MONITOR", reviewed("MONITOR", 0)), [], id="today"),
        pytest.param(without("MONITOR", reviewed("MONITOR", -1)), ["MONITOR"], id="tomorrow"),
        pytest.param(without("MONITOR", reviewed("MONITOR", owned=False)), ["MONITOR"], id="nobody owns it"),
        pytest.param(
            without("MONITOR", reviewed("MONITOR", 9, owned=False), reviewed("MONITOR", 10)),
            ["MONITOR"],
            id="nobody owns it any more",
        ),
        pytest.param(
            without("MONITOR", reviewed("MONITOR", 300, owned=False), reviewed("MONITOR", 10)),
            [],
            id="somebody owns it now",
        ),
        pytest.param(None, [], id="nobody told"),
    ],
)
def test_gbv_plan_incomplete(gbv_plan, expected):
    program = plan(gbv_plan=gbv_plan)
    assert found(program, "R23") == [("program", "P", "HIGH", part) for part in expected]


@pytest.mark.parametrize("status", ["CONCEPT", "DESIGN", "SUSPENDED", "CLOSING", "CLOSED"])
def test_only_active_programs_are_asked(status):
    for rule in ("R23", "R25"):
        assert found(plan(gbv_plan=(), inclusion=()), rule)
        assert not found(plan(status=status, gbv_plan=(), inclusion=()), rule)


@pytest.mark.parametrize(
    ("one", "lacks", "last"),
    [
        (reviewed("MONITOR", 181), "NOT_REVIEWED", day(181)),
        (reviewed("MONITOR", 9, owned=False), "NO_OWNER", day(9)),
        (reviewed("MONITOR", 300, owned=False), "NO_OWNER", day(300)),
        (reviewed("MONITOR", -1), "MISSING", None),
    ],
)
def test_what_was_seen_of_the_gbv_plan(one, lacks, last):
    (finding,) = [f for f in audit(plan(gbv_plan=without("MONITOR", one)), T) if f.rule == "R23"]
    assert (finding.seen["lacks"], finding.seen["last"]) == (lacks, last)


@pytest.mark.parametrize(
    ("inclusion", "expected"),
    [
        pytest.param((), ["UNDECIDED"], id="none after six months"),
        pytest.param((decided("EXPLICIT", "1 May 2025"),), ["OUTDATED"], id="decided on 1 May 2025"),
        pytest.param((decided("QUIET", "1 Feb"),), [], id="quietly, in February"),
        pytest.param((decided("NOT_SAFE_NOW", "1 Feb"),), [], id="not safe now"),
        pytest.param((decided("UNDECIDED", "1 Feb"),), ["UNDECIDED"], id="left open"),
        pytest.param((decided("UNDECIDED", "1 May 2025"),), ["UNDECIDED"], id="left open long ago"),
        pytest.param((decided("EXPLICIT", 365),), [], id="365 days ago"),
        pytest.param((decided("EXPLICIT", 366),), ["OUTDATED"], id="366 days ago"),
        pytest.param((decided("EXPLICIT", 0),), [], id="today"),
        pytest.param((decided("EXPLICIT", -1),), ["UNDECIDED"], id="tomorrow"),
        pytest.param((decided("UNDECIDED", 9), decided("EXPLICIT", 10)), ["UNDECIDED"], id="reopened"),
        pytest.param((decided("UNDECIDED", 10), decided("EXPLICIT", 9)), [], id="decided since"),
        pytest.param(None, [], id="nobody told"),
    ],
)
def test_inclusion_never_decided(inclusion, expected):
    program = plan(inclusion=inclusion)
    assert found(program, "R25") == [("program", "P", "LOW", reason) for reason in expected]


def test_what_was_seen_of_the_decision():
    (finding,) = [f for f in audit(plan(inclusion=(decided("QUIET", 400),)), T) if f.rule == "R25"]
    assert finding.seen["last"] == day(400)


def test_an_office_may_be_gentler():
    old = plan(gbv_plan=[reviewed(part, 200) for part in PARTS], inclusion=[decided("QUIET", 400)])
    assert not found(old, "R23", Limits(review_every=200))
    assert not found(old, "R25", Limits(inclusion_valid=400))
