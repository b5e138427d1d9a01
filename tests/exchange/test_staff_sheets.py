"""The sheets on reflections, trainings and observations: what they bring in of colleagues, and refuse."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from care_engage.accounts.models import Role
from groups.models import Facilitator, Observation, Skill, StaffReflection
from tests.factories import (
    FacilitatorFactory,
    OfficeFactory,
    UserFactory,
    person,
)

from .bringing import bring_in, faults_of
from .rows import counted, stamps
from .staff import SHEETS, STAFF, colleagues, full, led

pytestmark = pytest.mark.django_db
D = dt.date
UNKNOWN = "No facilitator of this office logs in with"


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture(autouse=True)
def team(office):
    """Claudine and Eric lead, Alice manages; by their first names."""
    return colleagues(office)


def spoiled(sheet, row, **cells):
    made = full()
    made[sheet][row] |= cells
    return made


def places(faults):
    return [(fault.sheet, fault.row, fault.column) for fault in faults]


def test_every_sheet_arrives_once(office, team):
    report = bring_in(full())
    assert {sheet: report.tallies[sheet].new for sheet in SHEETS} == {k: len(v) for k, v in STAFF.items()}
    first, second = StaffReflection.objects.order_by("held_on")
    assert (first.office, first.held_on, first.domain, first.topics) == (office, D(2026, 1, 3), "BOTH", [])
    assert set(first.attendees.all()) == {team["claudine"], team["eric"]}
    assert (first.next_on, second.next_on) == (D(2026, 2, 3), None)
    assert set(first.history.get().attendees.values_list("facilitator", flat=True)) == {
        team["claudine"].pk,
        team["eric"].pk,
    }
    training = Skill.objects.get(code="PSEA")
    assert (training.facilitator, training.obtained_on) == (team["eric"], D(2025, 11, 4))
    assert (training.expires_on, training.history.count()) == (D(2027, 11, 4), 1)
    seen = Observation.objects.get()
    assert (seen.facilitator, seen.observer) == (team["eric"], team["alice"])
    assert (seen.observed_on, seen.score, seen.safe_for_sensitive) == (D(2026, 1, 5), 3, True)

    rows, moments = counted(), stamps()
    assert bring_in(full()).changes_nothing
    assert (counted(), stamps()) == (rows, moments)


def test_what_differs_is_changed_and_told_by_name(team):
    bring_in(full())
    sheets = full()
    sheets["reflections"][0] |= {"attendees": "eric@care.example", "next_on": None}
    sheets["trainings"][0]["expires_on"] = D(2027, 1, 1)
    sheets["observations"][0] |= {"score": 2, "safe_for_sensitive": "no"}
    report = bring_in(sheets)
    assert {sheet: report.tallies[sheet].changed for sheet in SHEETS} == dict.fromkeys(SHEETS, 1)
    told = {(each.sheet, each.field): (each.before, each.after) for each in report.differences}
    assert told["reflections", "attendees"] == ("Claudine Mukamana; Eric Niyonzima", "Eric Niyonzima")
    assert told["observations", "score"] == ("3", "2")
    assert told["trainings", "expires_on"] == ("empty", "2027-01-01")
    reflection = StaffReflection.objects.get(held_on=D(2026, 1, 3))
    assert (list(reflection.attendees.all()), reflection.next_on) == ([team["eric"]], None)
    assert reflection.history.count() == 2
    assert Observation.objects.get().safe_for_sensitive is False


def test_an_address_is_read_however_it_is_written(team):
    bring_in(full(reflections=[STAFF["reflections"][0] | {"attendees": " Eric@CARE.example ;"}]))
    assert list(StaffReflection.objects.get().attendees.all()) == [team["eric"]]


@pytest.mark.parametrize(("sheet", "cells", "column", "expected"), [
    pytest.param("reflections", {"attendees": "x@care.example"}, "attendees", UNKNOWN, id="unknown"),
    pytest.param("reflections", {"attendees": "alice@care.example"}, "attendees", UNKNOWN, id="no post"),
    pytest.param("reflections", {"attendees": None}, "attendees", "A value is missing", id="nobody came"),
    pytest.param("reflections", {"attendees": ";"}, "attendees", "was expected", id="an empty list"),
    pytest.param("reflections", {"attendees": "eric@care.example;ERIC@care.example"}, "attendees",
                 "stands here twice", id="somebody twice"),
    pytest.param("reflections", {"attendees": "Jean Bosco"}, "attendees", "e-mail address", id="a name"),
    pytest.param("reflections", {"domain": "FEELINGS"}, "domain", "PERSONAL, PROFESSIONAL, BOTH", id="about"),
    pytest.param("reflections", {"held_on": D(2090, 1, 1), "next_on": None}, "held_on", "still to come",
                 id="not held yet"),
    pytest.param("reflections", {"next_on": D(2026, 1, 3)}, "next_on", "comes after this one", id="order"),
    pytest.param("reflections", {"office": "NP"}, "office", "office of a program", id="no such program"),
    pytest.param("trainings", {"facilitator": "x@care.example"}, "facilitator", UNKNOWN, id="trained"),
    pytest.param("trainings", {"facilitator": "Jean Bosco"}, "facilitator", "e-mail address", id="named"),
    pytest.param("trainings", {"skill": "COOKING"}, "skill", "GENDER_REFLECTION, FACILITATION", id="skill"),
    pytest.param("trainings", {"trained_on": D(2090, 1, 1)}, "trained_on", "still to come", id="not trained"),
    pytest.param("trainings", {"expires_on": D(2025, 1, 1)}, "expires_on", "ends before the training",
                 id="expired first"),
    pytest.param("observations", {"facilitator": "x@care.example"}, "facilitator", UNKNOWN, id="who led"),
    pytest.param("observations", {"observer": "x@care.example"}, "observer", "Nobody who may observe",
                 id="unknown observer"),
    pytest.param("observations", {"observer": "eric@care.example"}, "observer", "observes themselves",
                 id="observed oneself"),
    pytest.param("observations", {"observer": None}, "observer", "A value is missing", id="nobody observed"),
    pytest.param("observations", {"score": 5}, "score", "from 1 to 4", id="a score of five"),
    pytest.param("observations", {"safe_for_sensitive": "maybe"}, "safe_for_sensitive", "“yes” or “no”",
                 id="neither yes nor no"),
    pytest.param("observations", {"observed_on": D(2090, 1, 1)}, "observed_on", "still to come", id="ahead"),
])  # fmt: skip
def test_a_bad_cell_is_named(sheet, cells, column, expected):
    found = faults_of(spoiled(sheet, 0, **cells))
    assert places(found) == [(sheet, 2, column)]
    assert expected in found[0].expected
    assert "Bosco" not in str(found[0]), "what may be a name is repeated nowhere"


def test_what_is_told_twice_is_named():
    sheets = full()
    for rows in (sheets[sheet] for sheet in SHEETS):
        rows.append(dict(rows[-1]))
    found = faults_of(sheets)
    assert places(found) == [
        ("reflections", 4, "attendees"),
        ("trainings", 6, "trained_on"),
        ("observations", 3, "observed_on"),
    ]
    assert "Row 5 says this already" in found[1].expected


def test_every_rows_fault_is_named_and_every_address_of_it():
    sheets = led("x@care.example")
    sheets["reflections"][0]["attendees"] = "y@care.example;eric@care.example;z@care.example"
    sheets["trainings"][0]["facilitator"] = sheets["observations"][0]["observer"] = "x@care.example"
    found = faults_of(sheets)
    assert places(found) == [
        ("sessions", 2, "facilitators"),
        ("reflections", 2, "attendees"),
        ("trainings", 2, "facilitator"),
        ("observations", 2, "observer"),
    ]
    assert "y@care.example, z@care.example" in found[1].expected
    assert "invite the person" in found[1].expected


def test_nobody_is_made_by_a_workbook():
    before = Facilitator.objects.count(), Role.objects.count()
    faults_of(spoiled("trainings", 0, facilitator="new@care.example"))
    bring_in(full())
    assert (Facilitator.objects.count(), Role.objects.count()) == before


# ---------------------------------------------------------------------------------- who may, and who is told


def nepal():
    return OfficeFactory(iso2="NP", name="CARE Nepal", time_zone="Asia/Kathmandu")


def test_somebody_of_another_office_is_as_unknown_as_nobody(office):
    manager, elsewhere = person("MANAGER", office), "sita@care.example"
    sheets = led(elsewhere, trainings=[STAFF["trainings"][0] | {"facilitator": elsewhere}])
    sheets["reflections"][0]["attendees"] = sheets["observations"][0]["observer"] = elsewhere
    unknown = [str(fault) for fault in faults_of(sheets, user=manager)]
    assert len(unknown) == 4
    person("FACILITATOR", nepal(), email=elsewhere)
    assert [str(fault) for fault in faults_of(sheets, user=manager)] == unknown
    assert [str(fault) for fault in faults_of(sheets)] == unknown, "whoever asks"


def of_two_offices(address):
    """Rows on somebody in Nepal, beside the plan in Rwanda."""
    made = full()
    made["programs"].append(made["programs"][0] | {"program": "KN", "office": "NP", "place": None})
    made["groups"] = made["feedback"] = made["links"] = made["external_activities"] = []
    for work in made["interventions"]:
        work["groups"] = None
    made["interventions"].append(made["interventions"][0] | {"program": "KN", "intervention": "N"})
    made["sessions"].append(made["sessions"][0] | {"intervention": "N", "facilitators": address})
    made["reflections"].append(made["reflections"][0] | {"office": "NP", "attendees": address})
    made["trainings"].append(made["trainings"][0] | {"office": "NP", "facilitator": address})
    made["observations"].append(
        made["observations"][0] | {"office": "NP", "facilitator": address, "observer": "a@care.example"}
    )
    return made


def test_records_are_brought_in_by_who_looks_after_facilitators_there(office):
    manager, there = person("MANAGER", office), nepal()
    found = faults_of(of_two_offices("sita@care.example"), user=manager)
    assert places(found) == [
        ("programs", 3, "office"),
        ("reflections", 4, "office"),
        ("trainings", 6, "office"),
        ("observations", 3, "office"),
    ]
    assert "by a manager or administrator of their office" in found[1].expected
    person("FACILITATOR", there, email="sita@care.example")
    again = faults_of(of_two_offices("sita@care.example"), user=manager)
    assert [str(fault) for fault in again] == [str(fault) for fault in found], "no word of who works there"
    person("MANAGER", there, email="a@care.example")
    Role.objects.create(user=manager, kind="MANAGER", office=there)
    bring_in(of_two_offices("sita@care.example"), user=type(manager).objects.get(pk=manager.pk))
    assert Skill.objects.filter(facilitator__office=there).count() == 1


def test_others_are_refused(office):
    for kind in ("FACILITATOR", "MEL", "GBV_FOCAL_POINT", "SAFEGUARDING_FOCAL_POINT"):
        found = places(faults_of(full(), user=person(kind, office)))
        assert {each for each in found if each[0] in SHEETS} == {
            (sheet, row, "office") for sheet, rows in STAFF.items() for row in range(2, len(rows) + 2)
        }


def test_nobody_brings_in_their_own_training_or_observation(office):
    Facilitator.objects.create(office=office, user=(manager := person("MANAGER", office)))
    sheets = full()
    sheets["trainings"][0]["facilitator"] = sheets["observations"][0]["facilitator"] = manager.email
    sheets["reflections"][0]["attendees"] = manager.email
    found = faults_of(sheets, user=manager)
    assert places(found) == [("trainings", 2, "facilitator"), ("observations", 2, "facilitator")]
    assert {fault.expected for fault in found} == {
        "Nobody brings in their own training or observation. Ask a colleague to, or leave this row out."
    }
    bring_in(sheets, user=person("MANAGER", office))


def test_an_office_that_is_new_has_nobody_yet():
    sheets = full()
    sheets["programs"][0] |= {"office": "NP", "place": None}
    for sheet in SHEETS:
        for row in sheets[sheet]:
            row["office"] = "NP"
    chief = UserFactory(is_superuser=True)
    assert {fault.column for fault in faults_of(sheets, user=chief)} == {
        "attendees",
        "facilitator",
        "observer",
    }


# -------------------------------------------------------------------------------------------------- costs


def many(n, office):
    sheets = full()
    for at in range(n):
        email = f"n{n}.{at}@care.example"
        FacilitatorFactory(office=office, user=UserFactory(email=email))
        sheets["reflections"].append(
            STAFF["reflections"][0] | {"attendees": email, "held_on": D(2025, 1, 1) + dt.timedelta(days=at)}
        )
        sheets["trainings"].append(STAFF["trainings"][0] | {"facilitator": email})
        sheets["observations"].append(STAFF["observations"][0] | {"facilitator": email})
    return sheets


def test_more_rows_cost_no_more_queries(office):
    costs = []
    for n in (1, 30, 60):
        sheets = many(n, office)
        for change in ({}, {"score": 1}):
            for row in sheets["observations"]:
                row |= change
            with CaptureQueriesContext(connection) as told:
                bring_in(sheets)
            costs.append(len(told))
    assert costs[2:4] == costs[4:6]
    assert max(costs[2:]) <= 55
