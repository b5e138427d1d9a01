"""What others write down can alter a verdict: the rules hear of it at once, in the same transaction."""

import datetime as dt
import threading

import pytest
from django.conf import settings
from django.urls import reverse

from programs.models import Flag, Verdict
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    ProgramFactory,
    ProtocolFactory,
    ServiceFactory,
    ServiceOrganizationFactory,
    pathway,
    person,
)

DAY = dt.timedelta(days=1)
pytestmark = pytest.mark.django_db
heard = threading.local()


def hear(**what):
    heard.of.append({name: value for name, value in what.items() if value})


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def gbv(client, office):
    user = person("GBV_FOCAL_POINT", office)
    client.force_login(user)
    return user


@pytest.fixture
def told(monkeypatch):
    heard.of = []
    monkeypatch.setattr(settings, "FACTS_CHANGED", f"{__name__}.hear")
    return heard.of


@pytest.fixture
def here(office):
    """A pathway in use, and a service that is on none."""
    country = PlaceFactory(office=office)
    lone = ServiceFactory(organization=ServiceOrganizationFactory(office=office), areas=[country])
    return pathway(office, place=country, on=office.today()), lone


def test_a_pathway_that_is_suspended_opens_flags_and_one_in_use_again_closes_them(client, office, gbv):
    country = PlaceFactory(office=office)
    way = pathway(office, place=country, on=office.today())
    pathway(office, place=country, on=office.today(), kind="CHILD_PROTECTION")
    ProtocolFactory(office=office)
    today = office.today()
    program = ProgramFactory(office=office, place=country, unsaid=[])
    InterventionFactory(
        program=program, space="COUPLES", starts_on=today - dt.timedelta(days=9), ends_on=None
    )

    def r10():
        return set(Flag.objects.standing().filter(rule="R10").values_list("reason", flat=True))

    client.post(reverse("referral_pathway_move", args=[way.pk]), {"to": "SUSPENDED"})
    assert r10()
    assert Verdict.objects.get().rank == 5
    client.post(reverse("referral_pathway_move", args=[way.pk]), {"to": "NEEDS_REVIEW"})
    client.post(
        reverse("referral_pathway_verify", args=[way.pk]),
        {
            "verified_by": "GBV specialist",
            "verified_by_organization": "District hospital",
            "last_verified_on": today,
            "next_review_on": today + dt.timedelta(days=90),
        },
    )
    client.post(reverse("referral_pathway_move", args=[way.pk]), {"to": "ACTIVE"})
    assert r10() == set()


def test_other_offices_are_left_alone(client, office, gbv, here):
    far = OfficeFactory(iso2="NP", name="CARE Nepal")
    ProgramFactory(office=office)
    ProgramFactory(office=far, place=PlaceFactory(office=far))
    client.post(
        reverse("referral_limits", args=[office.pk]),
        {"amber_after": 60, "drop_after": 120, "pathway_valid": 90},
    )
    assert [verdict.program.office for verdict in Verdict.objects.all()] == [office]


@pytest.fixture
def map_of(office):
    """Country > two districts; in the first a village. Programs of the country, each with one work."""

    def lies_in(parent, level, name):
        return PlaceFactory(office=office, parent=parent, level=level, code=name, name=name)

    country = PlaceFactory(office=office)
    east, west = lies_in(country, "ADMIN2", "East"), lies_in(country, "ADMIN2", "West")
    village = lies_in(east, "COMMUNITY", "Village")
    places = {"country": country, "east": east, "west": west, "village": village}

    def program(name, **work):
        found = ProgramFactory(office=office, name=name, place=places[work.pop("of", "country")])
        if work:
            circle = GroupFactory(office=office, place=places[work["meets"]]) if "meets" in work else None
            place = places.get(work.get("place"))
            InterventionFactory(program=found, place=place, groups=[circle] if circle else [])

    program("without work", of="east")
    program("in its program's place", of="east", place=None)
    program("in its program's other place", of="west", place=None)
    program("says the village", place="village")
    program("says the other", of="east", place="west", meets="village")
    program("all of the country", place="country")
    program("meets in the village", meets="village")
    program("meets in the other", of="east", meets="west")
    return places


EAST = {"in its program's place", "says the village", "meets in the village"}
VILLAGE = {"says the village", "meets in the village"}
WEST = {"in its program's other place", "says the other", "meets in the other"}


@pytest.mark.parametrize(
    ("place", "audited"),
    [
        pytest.param("east", EAST, id="a district, and the village in it"),
        pytest.param("village", VILLAGE, id="a village, not the district around it"),
        pytest.param("west", WEST, id="the other district"),
        pytest.param("country", EAST | WEST | {"all of the country"}, id="the country: all with work"),
    ],
)
def test_a_pathway_is_a_matter_of_the_programs_that_work_there(client, office, gbv, map_of, place, audited):
    way = pathway(office, place=map_of[place], on=office.today())
    client.post(reverse("referral_pathway_move", args=[way.pk]), {"to": "SUSPENDED"})
    assert judged() == audited


def test_a_call_is_a_matter_of_the_programs_on_whose_pathways_the_service_is(client, office, gbv, map_of):
    way = pathway(office, place=map_of["village"], on=office.today())
    lone = ServiceFactory(organization=ServiceOrganizationFactory(office=office), areas=[map_of["country"]])
    called = {"verified_by": "Staff", "verified_on": office.today(), "next_on": office.today() + DAY}
    for service in (lone, way.steps.first().service):
        assert judged() == set()
        client.post(
            reverse("referral_service_verify", args=[service.pk]), called | {"outcome": "NOT_REACHED"}
        )
    assert judged() == VILLAGE


def test_a_pathway_that_moves_touches_where_it_was_and_where_it_will_be(client, office, gbv, map_of):
    way = pathway(office, place=map_of["village"], on=office.today())
    form = client.get(reverse("referral_pathway_edit", args=[way.pk])).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    client.post(reverse("referral_pathway_edit", args=[way.pk]), sent | {"places": [map_of["west"].pk]})
    assert list(way.places.all()) == [map_of["west"]]
    assert judged() == VILLAGE | WEST


def test_the_first_pathway_ends_that_nothing_is_known_of_any(client, office, gbv, map_of):
    """A plan from a workbook that said nothing of pathways is not judged by them until there is one (C0)."""
    way = pathway(office, place=map_of["east"], on=office.today())
    form = client.get(reverse("referral_pathway_edit", args=[way.pk])).context["form"]
    sent = {name: form[name].value() for name in form.fields if form[name].value() not in (None, False)}
    new = reverse("referral_pathway_new", args=[office.pk])
    answer = client.post(new, sent | {"kind": "CHILD_PROTECTION", "places": [map_of["village"].pk]})
    assert answer.status_code == 302, answer.context["form"].errors
    assert judged() == EAST | WEST | {"all of the country", "without work"}


def judged():
    return {verdict.program.name for verdict in Verdict.objects.all()}


POSTS = {
    "referral_pathway_move": ("way", {"to": "SUSPENDED"}, True),
    "referral_step_remove": ("step", {}, True),
    "referral_step_shift": ("step", {"way": "down"}, True),
    "referral_service_verify": ("used", {"outcome": "NOT_REACHED"}, True),
    "referral_limits": ("office", {"amber_after": 60, "drop_after": 120}, False),
    "protocol_publish": ("draft", {}, False),
}


@pytest.mark.parametrize("route", POSTS)
def test_each_write_of_the_focal_point_is_told(client, office, gbv, here, told, route):
    what, data, in_its_places = POSTS[route]
    way, _lone = here
    ProtocolFactory(office=office)
    records = {"way": way, "used": way.steps.first().service, "step": way.steps.first(), "office": office}
    records["draft"] = ProtocolFactory(office=office, version=2, published_on=None)
    called = {"verified_by": "Staff", "verified_on": office.today(), "next_on": office.today() + DAY}
    response = client.post(reverse(route, args=[records[what].pk]), called | data)
    assert response.status_code == 302, response.context["form"].errors
    assert told == [{"office": office.pk} | ({"places": way.place_ids} if in_its_places else {})]


def test_an_acknowledgement_is_told_of_the_person(client, office, told):
    user = person("FACILITATOR", office)
    client.force_login(user)
    client.post(reverse("protocol_acknowledge", args=[ProtocolFactory(office=office).pk]))
    assert told == [{"led_by": user.pk}]


def test_what_a_person_acknowledges_touches_the_programs_they_lead_in(client, office):
    user = person("FACILITATOR", office)
    client.force_login(user)
    led = InterventionFactory(facilitators=[user.facilitating.get()])
    InterventionFactory(program=ProgramFactory())
    client.post(reverse("protocol_acknowledge", args=[ProtocolFactory(office=office).pk]))
    assert [verdict.program_id for verdict in Verdict.objects.all()] == [led.program_id]


def test_a_step_that_comes_back_is_told_too(client, office, gbv, here, told):
    step = here[0].steps.first()
    answer = client.post(reverse("referral_step_remove", args=[step.pk]), follow=True)
    note = answer.text.partition('name="note" value="')[2].partition('"')[0]
    told.clear()
    client.post(reverse("undo"), {"note": note})
    assert not type(step).objects.get(pk=step.pk).deleted_at
