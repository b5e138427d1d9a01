"""The status that boards and bars show for each men-only intervention (C0)."""

from dataclasses import replace

import pytest

from programs.sequencing.limits import Limits
from programs.sequencing.standing import STANDINGS, counterparts, link_status

from .facts import T, couples, external, held, link, men, plan, planned, women

LINK = [link("M1", "W1")]
JOINT = [planned("8 Jul", space="COUPLES"), planned("15 Jul", space="COUPLES")]


@pytest.mark.parametrize(
    ("program", "standing"),
    [
        pytest.param(plan(men()), "UNLINKED", id="no link"),
        pytest.param(plan(men(status="PLANNED", starts=-90, ends=None)), "UNLINKED", id="due in 90 days"),
        pytest.param(plan(men(status="PLANNED", starts=-91, ends=None)), "NOT_DUE", id="due in 91 days"),
        pytest.param(
            plan(men(held(0)), women(held(90), starts="1 Jan", ends="1 Feb"), links=LINK),
            "STALE",
            id="lapsed",
        ),
        pytest.param(
            plan(men(starts="15 May"), women(held(170), starts="1 Jan", ends="31 Jan"), links=LINK),
            "GAP",
            id="gap",
        ),
        pytest.param(
            plan(men(held(50), starts="15 May"), women(starts="1 Jan", ends="31 Jan"), links=LINK),
            "STALE",
            id="stale is worse than a gap",
        ),
        pytest.param(plan(men(), women(), links=LINK), "LINKED_PLANNED", id="neither has met"),
        pytest.param(plan(men(held(5)), women(), links=LINK), "LINKED_PLANNED", id="women are not due yet"),
        pytest.param(plan(men(), women(held(5)), links=LINK), "LINKED_DELIVERED", id="women have met"),
        pytest.param(plan(men(), women(held(-1)), links=LINK), "LINKED_PLANNED", id="women meet tomorrow"),
        pytest.param(
            plan(men(), women(), couples(held(5)), links=[*LINK, link("M1", "X1")]),
            "LINKED_DELIVERED",
            id="one of two",
        ),
        pytest.param(
            plan(men(), external(5), links=[link("M1", "E1")]), "LINKED_DELIVERED", id="a partner confirmed"
        ),
        pytest.param(plan(men(*JOINT)), "LINKED_PLANNED", id="joint sessions planned"),
        pytest.param(
            plan(men(held(5, space="COUPLES"), *JOINT)), "LINKED_DELIVERED", id="a joint session was held"
        ),
        pytest.param(
            plan(men(held(5, space="COUPLES"), status="PAUSED")),
            "UNLINKED",
            id="one joint session is too few",
        ),
        pytest.param(
            plan(men(status="PLANNED", starts="1 Dec", ends=None), women(), links=LINK),
            "LINKED_PLANNED",
            id="far off",
        ),
    ],
)
def test_how_men_only_work_is_linked(program, standing):
    assert link_status(program, T, Limits())["M1"] == standing
    assert standing in STANDINGS


@pytest.mark.parametrize(
    "other",
    [
        pytest.param(women(code="O"), id="women"),
        pytest.param(couples(code="O"), id="couples"),
        pytest.param(men(code="O", status="DRAFT"), id="a draft"),
        pytest.param(men(code="O", status="CANCELLED"), id="called off"),
        pytest.param(men(code="O", status="COMPLETED", ends=366), id="over for more than a year"),
        pytest.param(men(code="O", program=2), id="another program's"),
    ],
)
def test_only_own_men_only_work_has_a_standing(other):
    assert link_status(plan(men(), other), T) == {"M1": "UNLINKED"}


def test_counterparts_come_in_order_of_start():
    program = plan(
        men(),
        women(),
        couples(starts="1 Mar"),
        men(code="M2"),
        links=[*LINK, link("M1", "X1"), link("M1", "M2")],
    )
    assert [other.code for other in counterparts(program, program.own[0], T)] == ["X1", "W1"]


def test_counterparts_that_start_on_one_day_come_by_code_and_then_by_key():
    same = [women(code=code) for code in ("W3", "W2", "W1")]
    both = [link("M1", one.code) for one in same]
    program = plan(men(), *same, links=both)
    assert [other.key for other in counterparts(program, program.own[0], T)] == ["W1", "W2", "W3"]
    as_like = plan(men(), *(replace(one, code="W") for one in same), links=both)
    assert [other.key for other in counterparts(as_like, as_like.own[0], T)] == ["W1", "W2", "W3"]
    crossed = plan(men(), replace(same[0], code="A"), replace(same[2], code="B"), links=both)
    assert [other.key for other in counterparts(crossed, crossed.own[0], T)] == ["W3", "W1"]
