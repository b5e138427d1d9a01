"""The measures above the board: a figure, the rows behind it, the same filters, the same few queries."""

import datetime as dt

import pytest
from django.urls import reverse

from programs.models import Flag
from tests.dashboard.test_board import fill, flag, judged
from tests.factories import (
    AccountabilityFeedbackFactory,
    AlliancePartnerFactory,
    ChangeAgentFactory,
    FacilitatorFactory,
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    SessionFactory,
    StaffReflectionFactory,
    SyncLinkFactory,
    held,
    pathway,
    person,
)

pytestmark = pytest.mark.django_db
CODES = (
    *("links", "flags", "unheld", "mix", "topics", "voices", "backlash", "gaps", "feedback", "partners"),
    *("allies", "team", "pathways"),
)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def manager(office, client):
    user = person("MANAGER", office)
    client.force_login(user)
    return user


@pytest.fixture
def today(office):
    return office.today()


@pytest.fixture
def program(office, today):
    """A program of which every measure has something to say."""
    program = ProgramFactory(office=office)
    judged(program, today, men_only=3, delivered=1)
    men = InterventionFactory(program=program, code="M1", starts_on=today - dt.timedelta(days=80))
    women = InterventionFactory(
        program=program,
        code="W1",
        space="WOMEN",
        element="BUILDING_BASE",
        starts_on=today - dt.timedelta(days=200),
        ends_on=today - dt.timedelta(days=92),
    )
    flag(program, since=today - dt.timedelta(days=12))
    SyncLinkFactory(from_intervention=men, to_intervention=women)
    held(men, today, topics=["T01"], minutes=90, who_spoke="BALANCED", backlash_check="NONE")
    held(men, today, topics=["T01"], minutes=90, who_spoke="ONE_SIDE_SILENT", backlash_check="YES_LOGGED")
    held(women, today, topics=["T01", "T05"], minutes=120, who_spoke="BALANCED")
    held(men, today, topics=["T01"], minutes=60, space="COUPLES", who_spoke="BALANCED")
    SessionFactory(intervention=men, planned_on=today)
    SessionFactory(intervention=men, planned_on=today, status="CANCELLED")
    AccountabilityFeedbackFactory(
        intervention=men,
        given_on=today - dt.timedelta(days=20),
        changes_asked="Meet nearer to the school",
        responded_on=today,
    )
    AccountabilityFeedbackFactory(
        intervention=men, given_on=today - dt.timedelta(days=8), changes_asked="Meet on another day"
    )
    AlliancePartnerFactory(program=program, last_contact_on=today - dt.timedelta(days=33))
    StaffReflectionFactory(
        office=office, held_on=today - dt.timedelta(days=80), attendees=[FacilitatorFactory(office=office)]
    )
    StaffReflectionFactory(
        office=office, held_on=today - dt.timedelta(days=100), attendees=[FacilitatorFactory(office=office)]
    )
    FacilitatorFactory(office=office, left_on=today - dt.timedelta(days=5))
    ChangeAgentFactory(office=office, nominated_via="WOMENS_GROUP")
    ChangeAgentFactory(office=office, nominated_via="LEADER")
    pathway(office, on=today - dt.timedelta(days=160))
    return program


def tiles(client, **asked):
    response = client.get(reverse("measures"), asked)
    return {tile.code: tile.value for tile in response.context["tiles"]}


def rows(client, code, **asked):
    return client.get(reverse("measure", args=[code]), asked).context["rows"]


def test_each_measure_says_one_thing(client, manager, program):
    assert tiles(client) == {
        "links": "1 of 3",
        "flags": "1",
        "unheld": "4 of 5",
        "mix": "2 : 1 : 3",
        "topics": "1 of 2",
        "voices": "75%",
        "backlash": "2 of 4",
        "gaps": "12",
        "feedback": "1 of 2",
        "partners": "33",
        "allies": "1 of 2",
        "team": "1 of 2",
        "pathways": "1",
    }


@pytest.mark.parametrize("code", CODES)
def test_each_leads_to_its_rows(client, manager, program, code):
    response = client.get(reverse("measures"))
    (tile,) = (tile for tile in response.context["tiles"] if tile.code == code)
    page = client.get(tile.url)
    assert page.context["rows"].lines, code
    for line in page.context["rows"].lines:
        assert not line.url or client.get(line.url).status_code == 200


def test_the_rows_say_what_they_are_about(client, manager, program, today):
    assert [line.cells[2] for line in rows(client, "links").lines] == ["stands alone"]
    assert [line.cells[3] for line in rows(client, "voices").lines] == ["One side was silent"]
    assert [line.cells[2] for line in rows(client, "gaps").lines] == [12]
    assert [line.cells[3] for line in rows(client, "feedback").lines][0] == "not yet"
    assert len(rows(client, "unheld").lines) == 1
    mix = {line.cells[0]: line.cells[1:] for line in rows(client, "mix").lines}
    assert mix["Conscientization"] == ("2 (3 h)", "", "1 (1 h)")
    assert mix["Building the base"] == ("", "1 (2 h)", "")
    topics = {line.cells[0]: line.cells[1:4] for line in rows(client, "topics").lines}
    assert set(topics.values()) == {(1, 1, 2), (1, "", "")}


@pytest.mark.parametrize("kind", ["MEL", "GLOBAL_VIEWER"])
def test_who_only_counts_flags_is_not_told_of_which_work(client, office, program, kind):
    client.force_login(person(kind, office))
    assert tiles(client)["links"] == "1 of 3"
    assert {line.cells[2] for line in rows(client, "links").lines} == {""}


def test_filters_stay_in_the_address_and_narrow_everything(client, manager, program, today):
    assert tiles(client, element="BUILDING_BASE")["mix"] == "2 : 0 : 0"
    assert "mix" not in tiles(client, period=str(today.year - 1))
    page = client.get(reverse("measures"), {"element": "BUILDING_BASE"})
    assert all(tile.url.endswith("?element=BUILDING_BASE") for tile in page.context["tiles"])
    assert "Building the base" in client.get(page.context["tiles"][0].url).text


def test_a_protected_space_is_in_no_measure(client, manager, office, today):
    program = ProgramFactory(office=office)
    held(InterventionFactory(program=program, space="LGBTQ"), today, men=12, who_spoke="BALANCED")
    assert set(tiles(client)) <= {"pathways"}
    for code in CODES:
        assert not rows(client, code).lines, code


def test_what_not_everybody_may_read_is_not_told(client, office, program):
    client.force_login(person("MEL", office))
    assert not {"team", "pathways"} & tiles(client).keys()
    for code in ("team", "pathways", "nothing"):
        assert client.get(reverse("measure", args=[code])).status_code == 404
    client.force_login(person("OFFICE_ADMIN", office))
    assert not {"links", "flags"} & tiles(client).keys(), "flags are not the administrator's (D9)"


def test_each_person_sees_measures_of_their_own_programs(client, program):
    client.force_login(person("MANAGER", OfficeFactory(iso2="NP", name="CARE Nepal")))
    assert set(tiles(client)) <= {"pathways"}


def test_the_board_loads_them_and_has_a_link_without_scripts(client, manager, program):
    page = client.get(reverse("board"), {"element": "CONSCIENTIZATION", "q": ""}).text
    assert f'href="{reverse("measures")}?element=CONSCIENTIZATION"' in page
    part = client.get(reverse("measures"), headers={"HX-Request": "true", "HX-Target": "measures"}).text
    assert part.lstrip().startswith('<section id="measures"')


@pytest.mark.parametrize("count", [10, 1000])
def test_ten_and_a_thousand_programs_cost_the_same(client, manager, office, count, django_assert_num_queries):
    fill(office, count)
    assert Flag.objects.count() == 2 * count
    with django_assert_num_queries(14):
        tiles(client)
    for code in ("links", "flags", "gaps", "unheld"):
        with django_assert_num_queries(4):
            rows(client, code)


@pytest.mark.parametrize(("kind", "led"), [("FACILITATOR", False), ("MANAGER", True)])
def test_only_who_may_open_the_people_page_is_led_to_it(client, office, kind, led):
    client.force_login(person(kind, office))
    page = client.get(reverse("measures")).text
    assert (reverse("people") in page) is led
