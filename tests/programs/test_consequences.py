"""What others write down can alter a verdict: the rules hear of it at once, in the same transaction."""

import datetime as dt
import threading

import pytest
from django.conf import settings
from django.urls import reverse

from programs.models import Flag, Verdict
from tests.factories import (
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
    client.post(reverse("referral_pathway_move", args=[here[0].pk]), {"to": "SUSPENDED"})
    assert [verdict.program.office for verdict in Verdict.objects.all()] == [office]


POSTS = {
    "referral_pathway_move": ("way", {"to": "SUSPENDED"}),
    "referral_step_remove": ("step", {}),
    "referral_step_shift": ("step", {"way": "down"}),
    "referral_service_remove": ("lone", {}),
    "referral_service_verify": ("lone", {"outcome": "NOT_REACHED"}),
    "referral_limits": ("office", {"amber_after": 60, "drop_after": 120}),
    "protocol_publish": ("draft", {}),
}


@pytest.mark.parametrize("route", POSTS)
def test_each_write_of_the_focal_point_is_told(client, office, gbv, here, told, route):
    what, data = POSTS[route]
    way, lone = here
    ProtocolFactory(office=office)
    records = {"way": way, "lone": lone, "step": way.steps.first(), "office": office}
    records["draft"] = ProtocolFactory(office=office, version=2, published_on=None)
    called = {"verified_by": "Staff", "verified_on": office.today(), "next_on": office.today() + DAY}
    response = client.post(reverse(route, args=[records[what].pk]), called | data)
    assert response.status_code == 302, response.context["form"].errors
    assert told == [{"office": office.pk}]


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
