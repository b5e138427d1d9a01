"""Keeping the directory right: who reads, who writes, and what each act does."""

import datetime as dt

import pytest
from django.urls import reverse

from referrals.models import (
    Organization,
    PathwayStatus,
    PathwayStep,
    Protocol,
    ProtocolAck,
    ReferralLimits,
    ReferralPathway,
    Service,
    Verification,
)
from tests.factories import (
    OfficeFactory,
    PlaceFactory,
    ProtocolFactory,
    ReferralTallyFactory,
    ServiceFactory,
    ServiceOrganizationFactory,
    pathway,
    person,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def gbv(client, office):
    user = person("GBV_FOCAL_POINT", office, name="Beata Iradukunda")
    client.force_login(user)
    return user


def provider(office):
    return ServiceOrganizationFactory(office=office)


def unchecked(office, **fields):
    return ServiceFactory(
        organization=provider(office), status="UNVERIFIED", last_checked_on=None, next_check_on=None, **fields
    )


def service_form(country, **fields):
    return {
        "new_organization": "Kirehe Hospital",
        "name": "Care center",
        "sector": "HEALTH",
        "service_areas": [country.pk],
        "phone": "5501",
        "cost": "FREE",
        "serves": ["ALL"],
        "languages": "Kinyarwanda, English",
        "hours_MO": "08:00-17:00",
    } | fields


def add(client, office, country, **fields):
    return client.post(reverse("referral_service_new", args=[office.pk]), service_form(country, **fields))


def test_a_service_is_entered_with_its_organization_and_hours(client, office, country, gbv):
    response = add(client, office, country)
    service = Service.objects.get()
    assert response.url == reverse("referral_service", args=[service.pk])
    assert (service.organization.name, service.organization.office) == ("Kirehe Hospital", office)
    assert service.languages == ["Kinyarwanda", "English"]
    assert [str(row) for row in service.schedules.all()] == ["MO 08:00–17:00"]
    assert (service.status, service.last_checked_on) == ("UNVERIFIED", None)
    assert "on no card until then" in client.get(response.url).text


def test_saving_a_service_is_no_verification(client, office, country, gbv):
    service = ServiceFactory(organization=provider(office), last_checked_on=dt.date(2026, 6, 1))
    data = service_form(country, organization=service.organization.pk, new_organization="", name=service.name)
    client.post(reverse("referral_service_edit", args=[service.pk]), data | {"phone": "5599"})
    service.refresh_from_db()
    assert (service.phone, service.last_checked_on) == ("5599", dt.date(2026, 6, 1))
    assert Verification.objects.count() == 0


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"safe_house": "on", "sector": "SAFETY", "address": "Plot 12"}, "never written down"),
        ({"safe_house": "on", "sector": "SAFETY", "transport": "Bus 4 to the end"}, "never written down"),
        ({"safe_house": "on", "sector": "SAFETY", "name": "Home, 12 Hill Road"}, "reads like an address"),
        ({"safe_house": "on"}, "Safety"),
        ({"phone": ""}, "public phone or e-mail"),
        ({"new_organization": ""}, "Choose the organization"),
        ({"hours_MO": "mornings"}, "Write hours like"),
        ({"minimum_age": 18, "maximum_age": 12}, "upper age"),
    ],
)
def test_what_may_not_be_entered(client, office, country, gbv, fields, says):
    response = add(client, office, country, **fields)
    assert says in response.text
    assert Service.objects.count() == 0
    assert Organization.objects.count() == 0


def test_a_safe_house_is_not_placed_in_a_community(client, office, country, gbv):
    village = PlaceFactory(office=office, parent=country, level="COMMUNITY", code="V", name="Nyamugari")
    response = add(client, office, village, safe_house="on", sector="SAFETY")
    assert "a community says where it lies" in response.text


def test_one_call_verifies_a_service(client, office, gbv):
    service, today = unchecked(office), office.today()
    data = {
        "verified_by": "Nurse Mutoni",
        "organization": "Hospital",
        "verified_on": today,
        "next_on": today + 60 * DAY,
        "outcome": "CONFIRMED",
    }
    client.post(reverse("referral_service_verify", args=[service.pk]), data)
    service.refresh_from_db()
    assert (service.status, service.last_checked_on) == ("AVAILABLE", today)
    call = Verification.objects.get()
    assert (call.verified_by, call.next_on, call.recorded_by) == ("Nurse Mutoni", today + 60 * DAY, gbv)


@pytest.mark.parametrize(
    ("start", "end", "says"),
    [
        (1, 30, "still to come"),
        (-400, 30, "more than a year ago"),
        (0, 0, "after this one"),
        (0, 400, "within a year"),
    ],
)
def test_a_call_has_believable_days(client, office, gbv, start, end, says):
    today = office.today()
    data = {"verified_by": "N", "verified_on": today + start * DAY, "next_on": today + end * DAY}
    response = client.post(
        reverse("referral_service_verify", args=[unchecked(office).pk]), data | {"outcome": "CONFIRMED"}
    )
    assert says in response.text
    assert not Verification.objects.exists()


def week(client, office, **rows):
    today = office.today()
    data = {"verified_by": "Beata", "verified_on": today, "next_on": today + 90 * DAY}
    return client.post(reverse("referral_calls", args=[office.pk]), data | rows, follow=True)


def test_twenty_calls_with_one_save(client, office, gbv):
    services = [unchecked(office) for _ in range(20)]
    page = client.get(reverse("referral_calls", args=[office.pk])).text
    assert page.count("<select") == 20
    rows = {f"s{service.pk}": "CONFIRMED" for service in services[:18]}
    rows |= {f"s{services[18].pk}": "CHANGED", f"s{services[19].pk}": ""}
    response = week(client, office, **rows)
    assert response.redirect_chain[0][0] == reverse("referral_calls", args=[office.pk])
    assert "19 calls are noted." in response.text
    assert reverse("referral_service_edit", args=[services[18].pk]) in response.text
    assert Service.objects.filter(status="AVAILABLE", last_checked_on=office.today()).count() == 18
    assert response.text.count("<select") == 2, "those that were not confirmed are still to be called"


def test_an_empty_save_of_the_week_says_so(client, office, gbv):
    unchecked(office)
    assert "No call is entered yet" in week(client, office).text


def test_the_week_costs_the_same_with_many_services(client, office, gbv, django_assert_max_num_queries):
    for _ in range(20):
        unchecked(office)
    with django_assert_max_num_queries(9):
        client.get(reverse("referral_calls", args=[office.pk]))


def test_only_what_is_due_within_a_week_is_called(office):
    limits, today = ReferralLimits(amber_after=90, drop_after=180), office.today()

    def checked(days, **fields):
        return ServiceFactory(
            organization=provider(office),
            last_checked_on=today - days * DAY,
            next_check_on=today + 100 * DAY,
            **fields,
        )

    due = [unchecked(office), checked(200), checked(83)]
    checked(82)
    checked(200, status="CLOSED")
    assert list(Service.objects.to_call(today, limits)) == due


def test_the_limits_are_the_offices_own(client, office, gbv):
    url = reverse("referral_limits", args=[office.pk])
    assert "Amber comes after 7 days" in client.post(url, {"amber_after": 60, "drop_after": 60}).text
    client.post(url, {"amber_after": 30, "drop_after": 60})
    assert (ReferralLimits.of(office.pk).amber_after, ReferralLimits.of(office.pk).drop_after) == (30, 60)


def test_a_pathway_from_nothing_to_the_card(client, office, country, gbv):
    service = ServiceFactory(
        organization=provider(office),
        sector="CHILD_PROTECTION",
        last_checked_on=office.today(),
        next_check_on=office.today() + 90 * DAY,
    )
    client.post(
        reverse("referral_pathway_new", args=[office.pk]),
        {
            "kind": "CHILD_PROTECTION",
            "places": [country.pk],
            "entry_point": "Call 5506",
            "consent_words": "Shall we call together?",
        },
    )
    made = ReferralPathway.objects.get()
    client.post(
        reverse("referral_step_new", args=[made.pk]), {"service": service.pk, "say": "We call them together."}
    )
    today = office.today()
    verified = {
        "verified_by": "Nurse Mutoni",
        "verified_by_organization": "Hospital",
        "last_verified_on": today,
        "next_review_on": today + 180 * DAY,
    }
    client.post(reverse("referral_pathway_verify", args=[made.pk]), verified)
    client.post(reverse("referral_pathway_move", args=[made.pk]), {"to": "ACTIVE"})
    made.refresh_from_db()
    assert made.status == PathwayStatus.ACTIVE
    assert "We call them together." in client.get(reverse("card", args=[country.pk])).text


def test_a_refused_move_says_why(client, office, country, gbv):
    made = pathway(office, place=country, on=office.today(), status="VERIFIED", sectors=["HEALTH"])
    response = client.post(reverse("referral_pathway_move", args=[made.pk]), {"to": "ACTIVE"}, follow=True)
    assert "No available service for: Psychosocial support or case management, Safety." in response.text
    made.refresh_from_db()
    assert made.status == PathwayStatus.VERIFIED


@pytest.mark.parametrize("to", ["VERIFIED", "", "NOWHERE"])
def test_nobody_moves_a_pathway_to_verified_without_the_act(client, office, country, gbv, to):
    made = pathway(office, place=country, on=office.today(), status="NEEDS_REVIEW")
    client.post(reverse("referral_pathway_move", args=[made.pk]), {"to": to})
    made.refresh_from_db()
    assert made.status == PathwayStatus.NEEDS_REVIEW


def test_verified_anew_it_stays_in_use(client, office, country, gbv):
    today = office.today()
    made = pathway(office, place=country, on=today - 30 * DAY)
    data = {
        "verified_by": "Nurse Mutoni",
        "verified_by_organization": "Hospital",
        "last_verified_on": today,
        "next_review_on": today + 100 * DAY,
    }
    client.post(reverse("referral_pathway_verify", args=[made.pk]), data)
    made.refresh_from_db()
    assert (made.status, made.last_verified_on) == (PathwayStatus.ACTIVE, today)


@pytest.mark.parametrize("act", ["referral_step_remove", "referral_step_shift", "referral_step"])
def test_a_change_of_the_steps_asks_for_a_review(client, office, country, gbv, act):
    made = pathway(office, place=country, on=office.today())
    step = made.steps.first()
    client.post(reverse(act, args=[step.pk]), {"way": "down", "say": "Other words."})
    made.refresh_from_db()
    assert made.status == PathwayStatus.NEEDS_REVIEW


def test_steps_are_moved_up_and_down(client, office, country, gbv):
    made = pathway(office, place=country, on=office.today())
    first, second, third = made.steps.order_by("order")

    def shift(step, way):
        client.post(reverse("referral_step_shift", args=[step.pk]), {"way": way})
        return list(PathwayStep.objects.filter(pathway=made).order_by("order"))

    assert shift(third, "up") == [first, third, second]
    assert shift(first, "up") == [first, third, second]
    assert shift(first, "down") == [third, first, second]


def test_a_service_in_a_pathway_is_not_removed(client, office, country, gbv):
    service = pathway(office, place=country, on=office.today()).services()[0]
    response = client.post(reverse("referral_service_remove", args=[service.pk]), follow=True)
    assert "is a step of a pathway" in response.text
    assert Service.objects.filter(pk=service.pk).exists()


def test_a_new_version_of_the_protocol(client, office, gbv):
    old = ProtocolFactory(office=office)
    url = reverse("protocol_draft", args=[office.pk])
    shown = client.get(url).text
    assert old.child_abuse in shown, "the draft starts from the version in force"
    fields = {name: getattr(old, name) for name in ("child_abuse", "child_who_reports", "child_report_to")}
    fields |= {name: getattr(old, name) for name in ("child_time_limit", "adult_gbv", "duty_to_warn", "sea")}
    client.post(url, fields | {"sea_time_limit": "12 hours", "call_now": "Focal point"})
    draft = Protocol.objects.get(published_on=None)
    publish = reverse("protocol_publish", args=[draft.pk])
    assert "Name who checked the protocol" in client.post(publish).text
    client.post(url, fields | {"sea_time_limit": "12 hours", "checked_by": "L", "checked_on": "2026-06-01"})
    client.post(publish)
    assert Protocol.objects.current(office) == draft
    assert draft.version == 2
    assert client.post(publish).status_code == 404, "what is published is published once"


def test_each_person_acknowledges_the_version_in_force(client, office):
    protocol, user = ProtocolFactory(office=office), person("FACILITATOR", office)
    client.force_login(user)
    assert client.get(reverse("protocols")).url == reverse("protocol", args=[protocol.pk])
    url = reverse("protocol_acknowledge", args=[protocol.pk])
    for _twice in range(2):
        client.post(url)
    ack = ProtocolAck.objects.get()
    assert (ack.user, ack.acknowledged_on) == (user, office.today())
    newer = ProtocolFactory(office=office, version=2)
    client.post(url)
    assert not ProtocolAck.objects.filter(protocol=newer).exists()
    assert "I have read it" in client.get(reverse("protocol", args=[newer.pk])).text


def test_nobody_acknowledges_for_another_office(client, office):
    protocol = ProtocolFactory(office=office)
    client.force_login(person("FACILITATOR", OfficeFactory(iso2="NP", name="CARE Nepal")))
    assert client.post(reverse("protocol_acknowledge", args=[protocol.pk])).status_code == 404
    client.force_login(person("GLOBAL_VIEWER"))
    assert client.get(reverse("protocol", args=[protocol.pk])).status_code == 200
    assert client.post(reverse("protocol_acknowledge", args=[protocol.pk])).status_code == 404


def test_who_has_not_read_it_is_named_to_those_who_may_know(client, office, gbv):
    protocol = ProtocolFactory(office=office)
    late = person("FACILITATOR", office, name="Patrick Gasana")
    person("FACILITATOR", office, name="Left Long Ago", is_active=False)
    page = client.get(reverse("protocol", args=[protocol.pk])).text
    assert "Patrick Gasana" in page
    assert "Left Long Ago" not in page
    client.force_login(late)
    assert "Not read yet by" not in client.get(reverse("protocol", args=[protocol.pk])).text


def test_a_teams_discussion_is_noted(client, office, gbv):
    protocol = ProtocolFactory(office=office)
    client.post(
        reverse("protocol_discussion_new", args=[protocol.pk]),
        {
            "team": "East",
            "held_on": office.today(),
            "present": [gbv.pk],
            "ground_rules": "We single nobody out.",
        },
    )
    page = client.get(reverse("protocol", args=[protocol.pk])).text
    assert "East" in page
    assert "We single nobody out." in page


ROLES = ("FACILITATOR", "MANAGER", "MEL", "GBV_FOCAL_POINT", "SAFEGUARDING_FOCAL_POINT", "OFFICE_ADMIN")
MATRIX = {
    "referral_office": "404 200 404 200 200 200",
    "referral_services": "404 200 404 200 200 200",
    "referral_service": "404 200 404 200 200 200",
    "referral_pathway": "404 200 404 200 200 200",
    "referral_export": "404 200 200 200 404 200",
    "referral_service_new": "404 404 404 200 404 200",
    "referral_service_edit": "404 404 404 200 404 200",
    "referral_service_verify": "404 404 404 200 404 200",
    "referral_calls": "404 404 404 200 404 200",
    "referral_limits": "404 404 404 200 404 200",
    "referral_pathway_new": "404 404 404 200 404 200",
    "referral_pathway_edit": "404 404 404 200 404 200",
    "protocol_draft": "404 404 404 200 404 200",
    "protocol": "200 200 200 200 200 200",
    "referral_tallies": "404 404 404 200 404 404",
    "referral_tally_new": "404 404 404 200 404 404",
    "referral_tally": "404 404 404 200 404 404",
    "referral_numbers": "404 200 200 200 404 404",
}
"""What each of ROLES finds behind each page (D9)."""


@pytest.mark.parametrize("name", MATRIX)
def test_who_opens_what(client, office, country, name):
    made = pathway(office, place=country, on=office.today())
    keys = {
        "referral_service": made.services()[0].pk,
        "referral_service_edit": made.services()[0].pk,
        "referral_service_verify": made.services()[0].pk,
        "referral_pathway": made.pk,
        "referral_pathway_edit": made.pk,
        "referral_tally": ReferralTallyFactory(office=office, place=country).pk,
        "protocol": ProtocolFactory(office=office).pk,
    }
    found = []
    for kind in ROLES:
        client.force_login(person(kind, office))
        found.append(str(client.get(reverse(name, args=[keys.get(name, office.pk)])).status_code))
    assert " ".join(found) == MATRIX[name]
