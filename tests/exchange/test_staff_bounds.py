"""To the day and to the person: who may be named, who is meant, and whose programs are looked at again."""

import datetime as dt

import pytest
from django.urls import reverse

from groups.models import Observation, StaffReflection
from programs.models import Flag, Program
from tests.factories import (
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    StaffReflectionFactory,
    held,
    person,
)

from .bringing import bring_in, faults_of
from .staff import SHEETS, STAFF, colleagues, full, led

pytestmark = pytest.mark.django_db
D = dt.date
ONE, OTHER = STAFF["reflections"]
NONE = dict.fromkeys(SHEETS, [])


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture(autouse=True)
def team(office):
    return colleagues(office)


def left(facilitator, day):
    facilitator.left_on = day
    facilitator.save()


def test_who_left_can_be_named_until_their_last_day(team):
    left(team["eric"], D(2026, 4, 1))
    (fault,) = faults_of(full())
    assert (fault.sheet, fault.row, fault.column) == ("reflections", 3, "attendees"), "the one on 2 April"
    assert fault.expected.startswith("eric@care.example left before this day")
    left(team["eric"], OTHER["held_on"])
    bring_in(full())
    assert bring_in(full()).changes_nothing


@pytest.mark.parametrize("day", [D(2026, 1, 5), D(2026, 1, 6)])
def test_whoever_led_was_there_on_the_day_it_was_held(team, day):
    """The first session was planned on the 5th and held on the 6th."""
    left(team["claudine"], day)
    sheets = led("claudine@care.example", **NONE)
    if day == D(2026, 1, 6):
        bring_in(sheets)
    else:
        (fault,) = faults_of(sheets)
        assert (fault.sheet, fault.column) == ("sessions", "facilitators")


def test_what_happened_today_has_happened(office):
    today = office.today()
    sheets = full(reflections=[ONE | {"held_on": today, "next_on": None}])
    sheets["observations"][0]["observed_on"] = sheets["trainings"][0]["trained_on"] = today
    bring_in(sheets)
    for sheet, column in (
        ("reflections", "held_on"),
        ("trainings", "trained_on"),
        ("observations", "observed_on"),
    ):
        sheets[sheet][0][column] = today + dt.timedelta(days=1)
    assert [fault.column for fault in faults_of(sheets)] == ["held_on", "trained_on", "observed_on"]


@pytest.mark.parametrize(("kind", "active", "taken"), [
    ("FACILITATOR", True, True),
    ("GBV_FOCAL_POINT", True, True),
    ("OFFICE_ADMIN", True, True),
    ("MANAGER", False, False),
    ("MEL", True, False),
    ("SAFEGUARDING_FOCAL_POINT", True, False),
])  # fmt: skip
def test_who_may_observe_is_who_may_on_the_page(office, kind, active, taken):
    observer = person(kind, office, email="o@care.example", is_active=active)
    sheets = full()
    sheets["observations"][0]["observer"] = "o@care.example"
    if taken:
        bring_in(sheets)
        assert Observation.objects.get().observer == observer
    else:
        assert [fault.column for fault in faults_of(sheets)] == ["observer"]


def test_two_who_observed_on_the_same_day_are_two_records(office):
    person("FACILITATOR", office, email="o@care.example")
    seen = STAFF["observations"][0]
    sheets = full(observations=[seen, seen | {"observer": "o@care.example", "score": 2}])
    bring_in(sheets)
    assert Observation.objects.count() == 2
    assert bring_in(sheets).changes_nothing


def test_of_two_reflections_entered_by_hand_the_first_is_meant(office, team):
    first, second = (StaffReflectionFactory(office=office, held_on=ONE["held_on"]) for _twice in range(2))
    bring_in(full(reflections=[ONE]))
    assert set(first.attendees.all()) == {team["claudine"], team["eric"]}
    assert second.attendees.count() == 0
    assert StaffReflection.objects.count() == 2


def test_two_teams_reflect_on_one_day_and_each_keeps_who_came(office, team):
    dina = person("FACILITATOR", office, email="dina@care.example", name="Dina Ishimwe").facilitating.get()
    eric_and_dina = "eric@care.example;dina@care.example"
    both = full(reflections=[ONE | {"attendees": each} for each in ("claudine@care.example", eric_and_dina)])
    assert bring_in(both).tallies["reflections"].new == 2
    assert bring_in(both).changes_nothing
    both["reflections"].reverse()
    assert bring_in(both).changes_nothing

    alone = full(reflections=[ONE | {"attendees": "dina@care.example"}])
    assert bring_in(alone).tallies["reflections"].changed == 1, "of those who came somebody was taken out"
    came = [list(each.attendees.all()) for each in StaffReflection.objects.order_by("pk")]
    assert came == [[team["claudine"]], [dina]]
    assert bring_in(full(reflections=[ONE | {"attendees": "eric@care.example"}])).tallies["reflections"].new
    assert StaffReflection.objects.count() == 3


def told(program):
    return Flag.objects.filter(program=program, rule="R12", resolved_on=None).exists()


def test_programs_led_by_who_was_taken_out_are_audited_again(office, team):
    program = ProgramFactory(office=office, unsaid=[])
    work = InterventionFactory(program=program, facilitators=[team["claudine"]])
    today = office.today()
    held(work, today - dt.timedelta(days=60), facilitators=[team["claudine"].pk])
    yesterday = ONE | {"held_on": today - dt.timedelta(days=1), "next_on": None}
    bring_in(full(reflections=[yesterday]))
    assert not told(program)
    bring_in(full(reflections=[yesterday | {"attendees": "eric@care.example"}]))
    assert told(program)


def test_the_page_says_what_the_workbook_did_not(client, office):
    client.force_login(person("MANAGER", office))
    bring_in(full())
    page = reverse("program_plan", args=[Program.objects.get().pk])
    assert "says nothing of referral pathways and facilitators" in client.get(page).text
    bring_in(led("eric@care.example"))
    assert "says who leads but nothing of referral pathways" in client.get(page).text
