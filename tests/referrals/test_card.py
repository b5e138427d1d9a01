"""The card of a place: what a person needs, and nothing that gives anybody away."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from care_engage.accounts.models import RoleKind
from referrals.cards import SAY, SAY_NOT, card_of
from tests.factories import (
    GroupFactory,
    OfficeFactory,
    PlaceFactory,
    ProgramFactory,
    ProtocolFactory,
    pathway,
    person,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def opened(client, office, place, **query):
    client.force_login(person("FACILITATOR", office))
    return client.get(reverse("card", args=[place.pk]), query)


def sections(place, office):
    at = dt.datetime.combine(office.today(), dt.time(10), dt.UTC)
    return card_of(place, at).sections


def test_it_says_what_to_say_where_to_go_and_what_must_be_told(client, office, district):
    ProtocolFactory(office=office)
    made = pathway(office, place=district, on=office.today())
    page = opened(client, office, district).text
    for words in (*SAY, *SAY_NOT):
        assert str(words).replace("“", "“") in page
    assert made.entry_point in page
    assert "without consent" in page
    for service in made.services():
        assert service.name in page
        assert service.phone in page


def test_title_address_and_head_are_neutral(client, office, district):
    program = ProgramFactory(office=office)
    group = GroupFactory(office=office)
    pathway(office, place=district, on=office.today())
    response = opened(client, office, district)
    page = response.text
    assert "<title>Places that help</title>" in page
    assert response.request["PATH_INFO"] == f"/help/{district.pk}/"
    for word in ("violence", "GBV", "survivor", "CARE", "care·engage", "engage", program.name, group.name):
        assert word not in page, word


def test_nobody_keeps_it(client, office, district):
    assert opened(client, office, district)["Cache-Control"] == "no-store, private"


def test_opening_it_writes_nothing(client, office, district):
    pathway(office, place=district, on=office.today())
    client.force_login(person("FACILITATOR", office))
    with CaptureQueriesContext(connection) as asked:
        client.get(reverse("card", args=[district.pk]))
    statements = [query["sql"].split()[0] for query in asked]
    assert set(statements) == {"SELECT"}


def test_a_place_has_the_pathways_of_the_places_it_lies_in(office, country, province, district):
    near = pathway(office, place=district, on=office.today())
    far = pathway(office, place=country, kind="CHILD_PROTECTION", on=office.today())
    elsewhere = PlaceFactory(office=office, parent=province, level="ADMIN2", code="NGOMA", name="Ngoma")
    assert [one.pathway for one in sections(district, office)] == [near, far]
    assert [one.pathway for one in sections(elsewhere, office)] == [far]


def test_the_nearest_pathway_of_a_kind_comes_first(office, country, district):
    far = pathway(office, place=country, on=office.today())
    near = pathway(office, place=district, on=office.today())
    assert [one.pathway for one in sections(district, office)] == [near, far]


@pytest.mark.parametrize("status", ["DRAFT", "VERIFIED", "SUSPENDED", "RETIRED"])
def test_only_pathways_in_use_are_shown(office, district, status):
    pathway(office, place=district, on=office.today(), status=status)
    assert sections(district, office) == ()


@pytest.mark.parametrize("kind", ["MALE_SURVIVOR", "LGBTQ_SAFE"])
def test_discreet_pathways_only_where_that_is_safe(office, district, kind):
    hidden = pathway(office, place=district, kind=kind, on=office.today())
    assert sections(district, office) == ()
    hidden.safe_to_show = True
    hidden.save()
    assert [one.pathway for one in sections(district, office)] == [hidden]


def test_it_never_says_that_a_service_is_lgbtq_friendly(client, office, district):
    service = pathway(office, place=district, on=office.today()).services()[0]
    service.serves = ["WOMEN", "LGBTQ_FRIENDLY"]
    service.save()
    page = opened(client, office, district).text
    assert "Women" in page
    assert "LGBTQ" not in page


def test_amber_services_are_marked_and_dropped_ones_are_gone(client, office, district):
    made = pathway(office, place=district, on=office.today())
    amber, dropped, _kept = made.services()
    for service, days in ((amber, 100), (dropped, 181)):
        service.last_checked_on = office.today() - days * DAY
        service.next_check_on = office.today() + 30 * DAY
        service.save()
    page = opened(client, office, district).text
    assert "Check before you go" in page
    assert amber.name in page
    assert dropped.name not in page


@pytest.mark.parametrize("status", ["TEMPORARILY_CLOSED", "CLOSED"])
def test_closed_services_are_not_shown(client, office, district, status):
    service = pathway(office, place=district, on=office.today()).services()[0]
    service.status = status
    service.save()
    assert service.name not in opened(client, office, district).text


def test_an_overdue_pathway_says_so(client, office, district):
    pathway(office, place=district, on=office.today() - 100 * DAY, next_review_on=office.today() - DAY)
    assert "call before you send anybody" in opened(client, office, district).text


def test_a_police_report_is_warned_of(client, office, district):
    service = pathway(office, place=district, on=office.today()).services()[0]
    service.requires_police_report = True
    service.save()
    assert "Asks for a police report" in opened(client, office, district).text


def test_a_place_without_services_says_whom_to_call(client, office, district):
    assert "Call your focal point now" in opened(client, office, district).text


def test_it_speaks_the_language_asked_for(client, office, district):
    page = opened(client, office, district, language="ar").text
    assert '<html lang="ar" dir="rtl">' in page
    assert '<html lang="en" dir="ltr">' in opened(client, office, district, language="xx").text


def test_the_part_for_other_pages_is_the_same_for_everybody(client, office, district):
    pathway(office, place=district, on=office.today())
    seen = set()
    for kind in ("FACILITATOR", "MANAGER", "MEL", "OFFICE_ADMIN"):
        user = person(kind, office)
        client.force_login(user)
        response = client.get(reverse("card_fragment", args=[district.pk]))
        assert response.text.startswith('<section id="card"')
        assert user.name not in response.text
        seen.add(response.text)
    assert len(seen) == 1


@pytest.mark.parametrize("kind", RoleKind.values)
def test_everybody_in_the_office_opens_it(client, office, district, kind):
    client.force_login(person(kind, office))
    assert client.get(reverse("card", args=[district.pk])).status_code == 200


def test_nobody_from_elsewhere_does(client, office, district):
    client.force_login(person("MANAGER", OfficeFactory(iso2="NP", name="CARE Nepal")))
    for name in ("card", "card_fragment"):
        assert client.get(reverse(name, args=[district.pk])).status_code == 404


def test_it_costs_the_same_with_many_services(client, office, district, django_assert_max_num_queries):
    for _each in range(4):
        pathway(office, place=district, on=office.today())
    client.force_login(person("FACILITATOR", office))
    with django_assert_max_num_queries(12):
        client.get(reverse("card", args=[district.pk]))


def test_the_page_on_harm_leads_to_the_cards(client, office, district):
    client.force_login(person("FACILITATOR", office))
    page = client.get(reverse("harm")).text
    assert reverse("card", args=[district.pk]) in page
    assert reverse("card_places") in page
    assert "Kirehe" in client.get(reverse("card_places")).text
