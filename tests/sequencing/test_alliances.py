"""R7 and R17: a road to advocacy, and partners who join in time."""

from dataclasses import replace
from datetime import date

import pytest

from programs.sequencing.audit import audit
from programs.sequencing.limits import Limits

from .facts import T, cancelled, couples, day, external, held, link, men, partner, plan, planned, women
from .facts import activity as work

TALKED = couples(held("1 May 2025", "T24"), starts="1 Apr 2025")


def alliances(**more):
    return work("A1", "COMMUNITY", "1 Mar", None, **{"element": "ALLIANCES", **more})


def advocate(stage="IN_DIALOGUE", role="ADVOCACY", kind="CSO_PLATFORM"):
    return replace(partner(kind, stage), role=role)


CONTINUED = link("X1", "E1", "ADVOCACY_CONTINUATION")


@pytest.mark.parametrize(
    ("program", "fires"),
    [
        pytest.param(plan(TALKED), True, id="nothing leads further"),
        pytest.param(plan(TALKED, alliances(status="DRAFT")), True, id="alliances still a draft"),
        pytest.param(plan(TALKED, alliances()), False, id="alliances active"),
        pytest.param(plan(couples(held("1 Jan", "T24"))), False, id="first mixed session in January"),
        pytest.param(plan(couples(held(365, "T24"))), True, id="365 days ago"),
        pytest.param(plan(couples(held(364, "T24"))), False, id="364 days ago"),
        pytest.param(plan(TALKED, alliances(status="PLANNED")), False, id="alliances planned"),
        pytest.param(plan(TALKED, alliances(status="CANCELLED")), True, id="alliances called off"),
        pytest.param(plan(TALKED, alliances(program=2)), True, id="another program's alliances"),
        pytest.param(
            plan(TALKED, alliances(element="STEPPING_OUT", also_elements=("ALLIANCES",))),
            True,
            id="alliances on the side",
        ),
        pytest.param(plan(TALKED, alliances(element="WGE")), True, id="other work in public"),
        pytest.param(plan(TALKED, external(), links=[CONTINUED]), False, id="a link that continues it"),
        pytest.param(
            plan(TALKED, external(), links=[replace(CONTINUED, status="PROPOSED")]),
            True,
            id="only proposed",
        ),
        pytest.param(
            plan(TALKED, external(), links=[replace(CONTINUED, kind="PARALLEL_SEPARATE")]),
            True,
            id="a link of another kind",
        ),
        pytest.param(
            plan(TALKED, external(status="CANCELLED"), links=[CONTINUED]), True, id="its other end called off"
        ),
        pytest.param(
            plan(TALKED, women(status="DRAFT"), external(), links=[replace(CONTINUED, a="W1")]),
            True,
            id="a link from a draft",
        ),
        pytest.param(plan(TALKED, partners=[advocate()]), False, id="a partner for advocacy"),
        pytest.param(
            plan(TALKED, partners=[partner("WRO"), advocate()]), False, id="one of two partners is enough"
        ),
        pytest.param(plan(TALKED, partners=[advocate(role="ACCOUNTABILITY")]), True, id="of another role"),
        pytest.param(plan(TALKED, partners=None), False, id="nobody said who the partners are"),
        pytest.param(plan(couples(held("1 May 2025", "T11"))), False, id="no sensitive topic"),
        pytest.param(plan(men(held("1 May 2025", "T24"))), False, id="men among themselves"),
        pytest.param(
            plan(men(held("1 May 2025", "T24", space="COUPLES"))), True, id="a joint session in men's work"
        ),
        pytest.param(
            plan(couples(held("1 May 2025", "T24", space="WOMEN"))), False, id="a breakout of couples' work"
        ),
        pytest.param(plan(couples(planned("1 May 2025", "T24"))), False, id="only planned"),
        pytest.param(plan(couples(cancelled("1 May 2025", "T24"))), False, id="cancelled"),
        pytest.param(plan(replace(TALKED, status="CANCELLED")), True, id="what was held was held"),
        pytest.param(plan(replace(TALKED, program=2)), False, id="another program's couples"),
    ],
)
def test_no_road_to_advocacy(program, fires):
    found = [(f.kind, f.subject, f.severity, f.reason) for f in audit(program, T) if f.rule == "R7"]
    assert found == [("program", "P", "LOW", "")] * fires


@pytest.mark.parametrize(
    ("stage", "leads"),
    [
        ("IDENTIFIED", False),
        ("CONTACTED", False),
        ("IN_DIALOGUE", True),
        ("TRUST_BUILDING", True),
        ("FORMAL", True),
        ("ACTIVE_ACCOUNTABILITY", True),
        ("PAUSED", False),
        ("ENDED", False),
    ],
)
def test_a_partner_for_advocacy_is_one_in_dialogue(stage, leads):
    found = audit(plan(TALKED, partners=[advocate(stage)]), T)
    assert any(f.rule == "R7" for f in found) is not leads


def test_what_was_seen_of_joint_talks():
    program = plan(couples(held("2 May 2025", "T20"), held("1 May 2025", "T26", "T24"), held(9, "T21")))
    (finding,) = [f for f in audit(program, T) if f.rule == "R7"]
    assert (finding.topic, finding.seen["topic"]) == ("", "T24")
    assert (finding.seen["first"], finding.seen["days"]) == (day("1 May 2025"), 426)


def public(**more):
    return work("S", "COMMUNITY", "1 Mar", None, **{"element": "STEPPING_OUT", **more})


def first_met(first, last=None, kind="WRO"):
    return partner(kind, first=first, last=last)


@pytest.mark.parametrize(
    ("program", "fires"),
    [
        pytest.param(plan(public(), partners=[first_met("1 May")]), True, id="first contact on 1 May"),
        pytest.param(plan(public()), True, id="none"),
        pytest.param(
            plan(public(), partners=[first_met("15 Nov 2025")]), False, id="contact while it was designed"
        ),
        pytest.param(plan(men(), women()), False, id="neither alliances nor public steps"),
        pytest.param(plan(alliances()), True, id="alliances"),
        pytest.param(plan(public(status="PLANNED")), True, id="only planned"),
        pytest.param(plan(public(status="DRAFT")), False, id="a draft"),
        pytest.param(plan(public(program=2)), False, id="another program's"),
        pytest.param(plan(men(), public()), True, id="beside other work"),
        pytest.param(plan(public(), partners=[first_met("1 Apr")]), False, id="90 days after the start"),
        pytest.param(plan(public(), partners=[first_met("2 Apr")]), True, id="91 days after it"),
        pytest.param(plan(public(), starts_on=day(90)), False, id="none, and 90 days have passed"),
        pytest.param(plan(public(), starts_on=day(91)), True, id="none, and 91 have"),
        pytest.param(
            plan(public(), partners=[first_met("1 May"), first_met("1 Feb")]), False, id="the first of all"
        ),
        pytest.param(
            plan(public(), partners=[first_met("1 Feb", kind="MENS_ORG")]), True, id="a men's organization"
        ),
        pytest.param(
            plan(public(), partners=[first_met(None, "1 Feb")]), False, id="only a last contact, in time"
        ),
        pytest.param(plan(public(), partners=[first_met(None, "1 May")]), True, id="only a late one"),
        pytest.param(plan(public(), partners=[first_met(-1)], starts_on=day(90)), False, id="tomorrow"),
        pytest.param(plan(public(), partners=[first_met(0)], starts_on=day(91)), True, id="today, too late"),
        pytest.param(plan(public(), partners=None), False, id="nobody said who the partners are"),
    ],
)
def test_partners_joined_late(program, fires):
    found = [(f.kind, f.subject, f.severity, f.reason) for f in audit(program, T) if f.rule == "R17"]
    assert found == [("program", "P", "MEDIUM", "")] * fires


@pytest.mark.parametrize("kind", ["WRO", "FEMINIST", "GIRL_LED"])
def test_feminist_partners_join_in_time(kind):
    assert not [
        f for f in audit(plan(public(), partners=[first_met("1 Feb", kind=kind)]), T) if f.rule == "R17"
    ]


@pytest.mark.parametrize(
    ("partners", "first", "days"),
    [
        ([first_met("1 May")], date(2026, 5, 1), 120),
        ([], None, 181),
        ([first_met(0)], T, 181),
        ([first_met(-1)], None, 181),
    ],
)
def test_what_was_seen_of_first_contacts(partners, first, days):
    (finding,) = [f for f in audit(plan(public(), partners=partners), T) if f.rule == "R17"]
    assert (finding.seen["first"], finding.seen["days"]) == (first, days)


@pytest.mark.parametrize(
    ("program", "rule", "gentler"),
    [
        pytest.param(plan(TALKED), "R7", Limits(advocacy_followup=430), id="advocacy_followup"),
        pytest.param(
            plan(public(), partners=[first_met("1 May")]),
            "R17",
            Limits(early_partner=120),
            id="early_partner",
        ),
    ],
)
def test_an_office_may_be_gentler(program, rule, gentler):
    assert rule in {f.rule for f in audit(program, T)}
    assert rule not in {f.rule for f in audit(program, T, gentler)}
