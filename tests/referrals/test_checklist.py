"""What an office still lacks, in sentences."""

import datetime as dt

import pytest
from django.urls import reverse

from referrals.checklist import gaps
from referrals.models import ProtocolAck, ProtocolDiscussion
from tests.factories import (
    OfficeFactory,
    PlaceFactory,
    ProtocolFactory,
    ServiceFactory,
    ServiceOrganizationFactory,
    pathway,
    person,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


def complete(office, country):
    """An office that lacks nothing today."""
    on = office.today()
    people = [person(kind, office) for kind in ("GBV_FOCAL_POINT", "SAFEGUARDING_FOCAL_POINT")]
    protocol = ProtocolFactory(office=office)
    for user in people:
        ProtocolAck.objects.create(protocol=protocol, user=user, acknowledged_on=on)
    ProtocolDiscussion.objects.create(protocol=protocol, team="East", held_on=on)
    return [pathway(office, place=country, kind=kind, on=on) for kind in ("GBV", "CHILD_PROTECTION")]


def sentences(office):
    return [gap.sentence for gap in gaps(office, office.today())]


def test_a_complete_office_lacks_nothing(office, country, district):
    complete(office, country)
    assert sentences(office) == []


def test_a_bare_office_lacks_everything(office, district):
    person("FACILITATOR", office)
    assert sentences(office) == [
        "Nobody is named as GBV focal point.",
        "Nobody is named as Safeguarding focal point.",
        "No child-protection contact in Kirehe.",
        "No pathway for adults in Kirehe.",
        "There is no protocol yet: nobody knows what must be reported.",
    ]


def test_a_district_without_a_contact_for_children(office, country, district):
    complete(office, country)[1].delete()
    assert sentences(office) == ["No child-protection contact in Kirehe."]


def test_a_pathway_that_lost_its_service_is_no_contact(office, country, district):
    child = complete(office, country)[1]
    service = child.services()[0]
    service.status = "TEMPORARILY_CLOSED"
    service.save()
    assert sentences(office) == [
        "No child-protection contact in Kirehe.",
        "A child in danger, Rwanda: no service to rely on for Child protection.",
    ]


def test_a_pocket_guide_stands_in_for_adults_but_not_for_children(office, country, district):
    adults, children = complete(office, country)
    for one in (adults, children):
        one.delete()
    pathway(office, place=district, kind="POCKET_GUIDE", on=office.today())
    assert sentences(office) == ["No child-protection contact in Kirehe."]


def test_a_pathway_due_for_review(office, country, district):
    adults, _children = complete(office, country)
    adults.last_verified_on, adults.next_review_on = office.today() - 60 * DAY, office.today() - DAY
    adults.save()
    assert "Violence against an adult, Rwanda: the verification is due again." in sentences(office)


def test_a_protocol_that_three_have_not_read(office, country, district):
    complete(office, country)
    for _ in range(3):
        person("FACILITATOR", office)
    assert sentences(office) == ["The protocol is not acknowledged by 3 people."]


def test_a_new_version_asks_everybody_anew(office, country, district):
    complete(office, country)
    ProtocolFactory(office=office, version=2)
    assert sentences(office) == [
        "The protocol is not acknowledged by 2 people.",
        "No team has discussed this version of the protocol yet.",
    ]


def test_services_to_call(office, country, district):
    complete(office, country)
    organization = ServiceOrganizationFactory(office=office)
    for _ in range(2):
        ServiceFactory(
            organization=organization,
            last_checked_on=office.today() - 100 * DAY,
            next_check_on=office.today(),
        )
    assert sentences(office) == ["2 services to call this week."]


def test_another_offices_gaps_are_not_told(office, country, district):
    complete(office, country)
    PlaceFactory(office=OfficeFactory(iso2="NP", name="CARE Nepal"))
    assert sentences(office) == []


def test_every_gap_leads_somewhere(client, office, district):
    client.force_login(person("OFFICE_ADMIN", office))
    for gap in gaps(office, office.today()):
        assert client.get(gap.url).status_code == 200, gap.sentence


def test_the_page_costs_the_same_with_many_districts(client, office, country, django_assert_max_num_queries):
    complete(office, country)
    province = PlaceFactory(office=office, parent=country, level="ADMIN1", code="E", name="E")
    for n in range(30):
        PlaceFactory(office=office, parent=province, level="ADMIN2", code=f"D{n}", name=f"District {n}")
    client.force_login(person("GBV_FOCAL_POINT", office))
    with django_assert_max_num_queries(28):
        client.get(reverse("referral_office", args=[office.pk]))
