import datetime as dt
import io

import pytest
from django.core.management import call_command
from django.urls import reverse

from care_engage.accounts.models import Place, Role, User
from groups.models import Facilitator
from programs.models import RuleLimits, TopicLevel
from referrals.models import ReferralLimits
from tests.factories import OfficeFactory, PlaceFactory, ProgramFactory, UserFactory, pathway, person

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def admin(client, office):
    user = person("OFFICE_ADMIN", office)
    client.force_login(user)
    return user


def pages(office):
    place = PlaceFactory(office=office)
    role = person("MEL", office).roles.get()
    return [
        reverse("office_settings", args=[office.pk]),
        reverse("office_people", args=[office.pk]),
        reverse("office_person_new", args=[office.pk]),
        reverse("office_role_remove", args=[role.pk]),
        reverse("office_way_in", args=[office.pk, role.user_id]),
        reverse("office_places", args=[office.pk]),
        reverse("office_place_new", args=[place.pk]),
        reverse("office_place", args=[place.pk]),
        reverse("office_topics", args=[office.pk]),
        reverse("office_limits", args=[office.pk]),
    ]


def test_the_administrator_opens_every_page(client, office, admin):
    assert {client.get(page).status_code for page in pages(office)} == {200}


@pytest.mark.parametrize(
    "kind", ["MANAGER", "FACILITATOR", "MEL", "SAFEGUARDING_FOCAL_POINT", "GLOBAL_VIEWER"]
)
def test_nobody_else_finds_them(client, office, kind):
    client.force_login(person(kind, office))
    assert {client.get(page).status_code for page in pages(office)} == {404}


def test_nor_does_the_administrator_of_another_office(client, office):
    client.force_login(person("OFFICE_ADMIN", OfficeFactory(iso2="NP")))
    assert {client.post(page).status_code for page in pages(office)} == {404, 405}


def add(client, office, **fields):
    said = {"email": "B.Iradukunda@care.example", "name": "Beata Iradukunda", "kind": "FACILITATOR"} | fields
    return client.post(reverse("office_person_new", args=[office.pk]), said)


def test_a_new_person_gets_a_way_in_and_chooses_a_password(client, office, admin):
    response = add(client, office)
    user = User.objects.get(email="b.iradukunda@care.example")
    assert Facilitator.objects.get(user=user).office == office
    assert response.url == reverse("office_way_in", args=[office.pk, user.pk])
    link = client.post(response.url).context["link"]
    client.logout()
    chosen = client.post(link, {"new_password1": "umusozi-mwiza-9", "new_password2": "umusozi-mwiza-9"})
    assert chosen.url == reverse("log_in")
    assert client.login(username="b.iradukunda@care.example", password="umusozi-mwiza-9")
    assert "no longer opens" in client.get(link, follow=True).content.decode()


def test_a_person_who_has_an_account_only_gets_the_role(client, office, admin):
    user = UserFactory(email="j@care.example", name="Jean")
    user.set_password("something-long")
    user.save()
    add(client, office, email="J@care.example", kind="MEL")
    assert [role.kind for role in user.roles.all()] == ["MEL"]
    assert User.objects.get(pk=user.pk).name == "Jean"


def test_a_role_is_given_once(client, office, admin):
    add(client, office)
    assert "already has this role" in add(client, office).content.decode()


def test_partner_staff_can_only_be_facilitators(client, office, admin):
    page = add(client, office, kind="MANAGER", partner_staff="on").content.decode()
    assert "facilitators only" in page
    assert "Beata Iradukunda" in page, "what was typed stays"


def test_the_global_viewer_is_not_given_by_offices(client, office, admin):
    add(client, office, kind="GLOBAL_VIEWER")
    assert not Role.objects.filter(kind="GLOBAL_VIEWER").exists()


def test_no_administrator_gets_at_the_account_of_a_person_who_works_elsewhere_too(client, office, admin):
    stranger = person("MANAGER", OfficeFactory(iso2="NP"))
    add(client, office, email=stranger.email, kind="MEL")
    assert client.post(reverse("office_way_in", args=[office.pk, stranger.pk])).status_code == 404


def test_a_removed_role_can_be_brought_back(client, office, admin):
    role = person("MEL", office, name="Zawadi").roles.get()
    asked = client.get(reverse("office_role_remove", args=[role.pk])).content.decode()
    assert "Zawadi will no longer be" in asked
    assert "undo this for an hour" in asked
    client.post(reverse("office_role_remove", args=[role.pk]))
    assert not Role.objects.filter(pk=role.pk).exists()
    assert Role.with_deleted.filter(pk=role.pk).exists()


def test_the_list_of_people_pages_and_searches(client, office, admin, django_assert_max_num_queries):
    for _ in range(30):
        person("MEL", office)
    person("MEL", office, name="Zawadi")
    address = reverse("office_people", args=[office.pk])
    with django_assert_max_num_queries(5):
        page = client.get(address)
    assert len(page.context["page"].rows) == 25
    assert [role.user.name for role in client.get(address, {"q": "zawa"}).context["page"].rows] == ["Zawadi"]


def test_places_are_added_below_a_larger_one(client, office, admin):
    country = PlaceFactory(office=office)
    address = reverse("office_place_new", args=[country.pk])
    client.post(address, {"name": "Eastern Province", "code": "RW-EAST", "level": "ADMIN1"})
    assert Place.objects.get(code="RW-EAST").parent == country
    again = client.post(address, {"name": "East", "code": "RW-EAST", "level": "ADMIN1"})
    assert "Another place of this office has this code." in again.content.decode()
    assert "COUNTRY" not in dict(again.context["form"].fields["level"].choices)


def test_a_place_in_use_is_not_removed(client, office, admin):
    country = PlaceFactory(office=office)
    district = PlaceFactory(office=office, parent=country, level="ADMIN2", code="KIREHE", name="Kirehe")
    program = ProgramFactory(office=office, place=district)
    address = reverse("office_place_remove", args=[district.pk])
    client.post(address)
    assert Place.objects.filter(pk=district.pk).exists()
    program.remove()
    client.post(address)
    assert not Place.objects.filter(pk=district.pk).exists()


def test_a_level_is_raised_and_put_back(client, office, admin):
    address = reverse("office_topics", args=[office.pk])
    client.post(address, {"T11": "SENSITIVE"})
    assert TopicLevel.objects.get(office=office).level == "SENSITIVE"
    client.post(address, {"T11": ""})
    assert not TopicLevel.objects.filter(office=office).exists()


@pytest.mark.parametrize(("topic", "level"), [("T11", "ENTRY"), ("T24", "ENTRY"), ("T24", "INTERMEDIATE")])
def test_a_level_is_never_lowered(client, office, admin, topic, level):
    client.post(reverse("office_topics", args=[office.pk]), {topic: level})
    assert not TopicLevel.objects.exists()


def limits(client, office, **changes):
    page = client.get(reverse("office_limits", args=[office.pk]))
    said = {
        name: field.initial
        for name, field in page.context["form"].fields.items()
        if field.initial is not None
    }
    said |= {"in_force_from": "2026-01-01", "note": "The harvest season interrupts every group here."}
    return client.post(reverse("office_limits", args=[office.pk]), said | changes)


def test_limits_are_kept_as_versions_of_what_differs(client, office, admin):
    limits(client, office, link_gap_ok=75)
    limits(client, office, link_gap_ok=90, lapse_after=50)
    kept = RuleLimits.objects.filter(office=office).values_list("version", "values")
    assert list(kept) == [(1, {"link_gap_ok": 75}), (2, {"link_gap_ok": 90, "lapse_after": 50})]


def test_pathways_hold_for_as_many_days_as_the_rule_says(client, office, admin):
    used = pathway(office, place=PlaceFactory(office=office), on=office.today() - dt.timedelta(days=60))

    def holds():
        return used.verified_in_time(office.today(), ReferralLimits.of(office.pk))

    limits(client, office, pathway_valid=90)
    assert holds()
    limits(client, office, pathway_valid=59)
    assert not holds()
    assert "stays for 59 days" in client.get(reverse("referral_pathway", args=[used.pk])).text
    tomorrow = office.today() + dt.timedelta(days=1)
    limits(client, office, pathway_valid=70, in_force_from=tomorrow)
    assert not holds(), "the new number is not in force yet"
    RuleLimits.objects.filter(in_force_from=tomorrow).update(in_force_from=office.today())
    call_command("audit", "--store", verbosity=0, stdout=io.StringIO())
    assert holds(), "the night's run has taken it over"


def test_limits_need_a_reason_and_a_change(client, office, admin):
    assert "Nothing is different" in limits(client, office).content.decode()
    assert "20" in limits(client, office, link_gap_ok=75, note="harvest").content.decode()
    assert "higher number" in limits(client, office, link_gap_ok=200).content.decode()
    assert limits(client, office, link_gap_ok=10**20).status_code == 200
    assert not RuleLimits.objects.exists()


def test_the_first_page_names_what_is_lacking(client, office, admin):
    address = reverse("office_settings", args=[office.pk])
    assert "GBV focal point" in client.get(address).content.decode()
    person("GBV_FOCAL_POINT", office)
    assert "Nobody is named as GBV focal point" not in client.get(address).content.decode()
