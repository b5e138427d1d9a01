"""R16: stepping out without a base."""

import pytest

from programs.sequencing.audit import audit

from .facts import T, cancelled, day, group, held, plan, planned, reasons
from .facts import activity as work

REFLECTION, BASE = "NO_CONSCIENTIZATION", "NO_BASE"
JUNE = held("1 Jun")


def public(*sessions, groups=("G",), element="STEPPING_OUT", **more):
    return work("S", "COMMUNITY", "1 Jun", None, *sessions, element=element, group_keys=groups, **more)


def circles(count, on="1 Mar", code="C", groups=("G",), **more):
    sessions = [held(on) for _ in range(count)]
    return work(code, "MEN", "1 Feb", None, *sessions, group_keys=groups, **more)


def network(count, on="1 Feb", code="B", **more):
    return circles(count, on, code, **{"element": "BUILDING_BASE", **more})


@pytest.mark.parametrize(
    ("activities", "expected"),
    [
        pytest.param([public(JUNE), circles(6), network(1)], [BASE], id="6 and 1"),
        pytest.param([public(JUNE), circles(6), network(3, on="10 May")], [BASE], id="base for 22 days"),
        pytest.param([public(JUNE), circles(5), network(4)], [], id="5 and 4 since February"),
        pytest.param([public(JUNE, element="SYNCHRONIZATION")], [], id="a public event of another element"),
        pytest.param(
            [public(JUNE, element="SYNCHRONIZATION", also_elements=("STEPPING_OUT",))],
            [],
            id="stepping out besides",
        ),
        pytest.param([public(JUNE)], [REFLECTION, BASE], id="neither"),
        pytest.param([public(JUNE), circles(3), network(3)], [REFLECTION], id="3 are too few circles"),
        pytest.param([public(JUNE), circles(4), network(3)], [], id="4 and 3 are enough"),
        pytest.param([public(JUNE), circles(4), network(2)], [BASE], id="2 are too few of a base"),
        pytest.param([public(JUNE), circles(4), network(3, on="2 Apr")], [], id="base for 60 days"),
        pytest.param([public(JUNE), circles(4), network(3, on="3 Apr")], [BASE], id="base for 59 days"),
        pytest.param(
            [public(JUNE), circles(4), network(1), network(2, "30 May", "B2")], [], id="the first one counts"
        ),
        pytest.param([public(JUNE), circles(4, on="31 May"), network(3)], [], id="the day before"),
        pytest.param([public(JUNE), circles(4, on="1 Jun"), network(3)], [REFLECTION], id="the same day"),
        pytest.param(
            [public(JUNE), circles(4, element="WGE", also_elements=("CONSCIENTIZATION",)), network(3)],
            [],
            id="conscientization besides",
        ),
        pytest.param(
            [public(JUNE), circles(4), network(3, element="ALLIANCES", also_elements=("BUILDING_BASE",))],
            [BASE],
            id="a base besides is none",
        ),
        pytest.param(
            [public(JUNE), circles(4, groups=("SOURCE",)), network(3, groups=("SOURCE",))],
            [],
            id="in the group it draws from",
        ),
        pytest.param(
            [public(JUNE), circles(4, groups=("BEFORE",)), network(3)], [REFLECTION], id="two steps back"
        ),
        pytest.param(
            [public(JUNE), circles(4, groups=("H",)), network(3)], [REFLECTION], id="in another group"
        ),
        pytest.param([public(JUNE), circles(4, program=2), network(3)], [], id="in another program"),
        pytest.param(
            [public(JUNE), circles(4, status="CANCELLED"), network(3)], [], id="what was held was held"
        ),
        # the first public session
        pytest.param([public()], [], id="no session yet"),
        pytest.param([public(cancelled("1 Jun"))], [], id="cancelled"),
        pytest.param([public(held(-1))], [], id="tomorrow"),
        pytest.param([public(planned("1 Aug"))], [REFLECTION, BASE], id="planned"),
        pytest.param(
            [public(planned("1 Aug")), circles(4, on="30 Jun"), network(3, on="1 May")],
            [],
            id="planned, and prepared until then",
        ),
        pytest.param(
            [public(planned("1 Aug"), held("1 Feb")), circles(4), network(3)],
            [REFLECTION, BASE],
            id="began before",
        ),
        pytest.param(
            [public(planned("1 Feb"), held("1 Aug 2025")), circles(4), network(3)],
            [REFLECTION, BASE],
            id="began in the year before",
        ),
        # groups
        pytest.param([public(JUNE, groups=())], [], id="without a group"),
        pytest.param([public(JUNE, groups=("unknown",))], [], id="a group nobody knows"),
        pytest.param([public(JUNE, groups=("OLD",))], [], id="an experienced group"),
        pytest.param([public(JUNE, groups=("OLD", "G"))], [REFLECTION, BASE], id="with one that is not"),
        pytest.param(
            [public(JUNE, groups=("H", "G")), circles(4), network(3)],
            [REFLECTION, BASE],
            id="each group needs its own",
        ),
        # scope
        pytest.param([public(JUNE, status="CANCELLED")], [], id="called off"),
        pytest.param([public(JUNE, program=2)], [], id="not ours"),
    ],
)
def test_stepping_out_without_a_base(activities, expected):
    groups = [
        group("G", draws_from=("SOURCE",)),
        group("SOURCE", draws_from=("BEFORE",)),
        group("BEFORE"),
        group("H"),
        group("OLD", experienced=True),
    ]
    found = [f for f in audit(plan(*activities, groups=groups), T) if f.rule == "R16"]
    assert sorted(f.reason for f in found) == sorted(expected)
    assert {(f.subject, f.severity) for f in found} <= {("S", "HIGH")}


def test_planned_preparation_is_none_yet():
    circle = work("C", "MEN", "1 Feb", None, *(planned("1 Jul") for _ in "1234"), group_keys=("G",))
    program = plan(public(planned("1 Aug")), circle, network(3), groups=[group("G")])
    assert reasons(program, "R16") == [REFLECTION]


def test_what_was_seen_of_a_base_says_when_it_began():
    base = [network(1, on="1 May"), network(1, "10 May", "B2")]
    found = audit(plan(public(JUNE), *base, groups=[group("G")]), T)
    assert [f.seen["first"] for f in found if f.reason == BASE] == [day("1 May")]


def test_what_was_seen_is_about_the_group_with_least():
    program = plan(public(JUNE, groups=("G", "H")), circles(2), groups=[group("G"), group("H")])
    seen = {f.reason: f.seen for f in audit(program, T) if f.rule == "R16"}[REFLECTION]
    assert (seen["group"], seen["n"], seen["on"]) == ("H", 0, day("1 Jun"))


def test_of_two_groups_that_have_nothing_the_first_by_code_is_named():
    program = plan(public(JUNE, groups=("H", "G")), groups=[group("G"), group("H")])
    assert {f.seen["group"] for f in audit(program, T) if f.rule == "R16"} == {"G"}
