"""A program started from a shape: days from its start, groups with names of their own, and nobody told."""

import datetime as dt

import pytest
from django.urls import reverse

from care_engage.accounts.models import Role
from groups.models import Group
from programs.models import Intervention, Program, Session, SyncLink
from programs.shapes import SHAPES
from tests.careful import started
from tests.factories import GroupFactory, OfficeFactory, PlaceFactory, person

pytestmark = pytest.mark.django_db
START = dt.date(2027, 1, 4)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def manager(client, office):
    user = person("MANAGER", office)
    client.force_login(user)
    return user


@pytest.mark.parametrize("key", SHAPES)
def test_everything_is_there_on_its_day(office, key):
    shape, program = SHAPES[key], started(key, office, START)
    assert program.status == "CONCEPT"
    assert Group.objects.count() == len(shape.circles)
    assert Session.objects.count() == sum(len(work.meetings) for work in shape.works)
    assert set(SyncLink.objects.values_list("status", flat=True)) <= {"PROPOSED"}
    for work in shape.works:
        kept = Intervention.objects.get(code=work.code)
        assert (kept.starts_on - START).days == work.first
        assert kept.status == "PLANNED"
        assert kept.history.count() >= 1
        days = [(session.planned_on - START).days for session in kept.sessions.order_by("number")]
        assert days == [meeting.day for meeting in work.meetings]


def form_of(office, key="side-by-side", **data):
    circles = {f"name_{circle.code}": str(circle.name) for circle in SHAPES[key].circles}
    fields = {"name": "Kirehe Together", "code": "KT", "starts_on": START.isoformat()}
    return fields | {"place": PlaceFactory(office=office).pk} | circles | data


def start(client, key="side-by-side", **data):
    return client.post(reverse("program_start", args=[key]), data)


def test_groups_are_named_or_chosen(client, manager, office):
    circle = GroupFactory(office=office, name="Umoja savings circle", space="WOMEN")
    answer = start(client, **form_of(office, name_W="", group_W=circle.pk, name_M="Abagabo ba Kirehe"))
    program = Program.objects.get()
    assert answer.url == reverse("sequence", args=[program.pk])
    assert list(Intervention.objects.get(code="W1").groups.all()) == [circle]
    men, couples = Group.objects.get(code="KT-M"), Group.objects.get(code="KT-C")
    assert (men.name, men.status) == ("Abagabo ba Kirehe", "FORMING")
    assert set(couples.draws_from.all()) == {circle, men}
    assert program.history.get().history_user == manager
    assert client.get(answer.url).status_code == 200


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({"name_W": ""}, "Name the new group, or choose one that exists."),
        ({"code": ""}, "This field is required."),
        ({"starts_on": "soon"}, "Enter a valid date."),
        ({"starts_on": "9999-12-31"}, "Choose a day between the years 1970 and 2100."),
        ({"starts_on": "0001-01-01"}, "Choose a day between the years 1970 and 2100."),
        ({"name_M": "Call 0788 123 456"}, "number"),
    ],
)
def test_what_is_missing_is_said_and_nothing_is_lost(client, manager, office, data, sentence):
    answer = start(client, **form_of(office, **data))
    assert sentence in answer.text
    assert "Kirehe Together" in answer.text
    assert not Program.objects.exists()
    assert not Group.objects.exists()


def test_a_code_that_is_taken_leaves_nothing_half_done(client, manager, office):
    GroupFactory(office=office, code="KT-C")
    answer = start(client, **form_of(office))
    assert "Another group of this office has this code." in answer.text
    assert Group.objects.count() == 1
    assert not Program.objects.exists()


def test_one_group_cannot_take_two_places(client, manager, office):
    young = GroupFactory(office=office, space="COUPLES")
    men = GroupFactory(office=office, space="MEN")
    answer = start(client, **form_of(office, group_C=young.pk, group_M=men.pk, group_W=men.pk))
    assert "Select a valid choice" in answer.text, "a men's group is no women's circle"


def test_shapes_are_for_managers(client, office):
    client.force_login(person("FACILITATOR", office))
    for address in (reverse("shapes"), reverse("program_start", args=["side-by-side"])):
        assert client.get(address).status_code == 404
    client.force_login(person("MANAGER", office))
    assert client.get(reverse("shapes")).text.count("shape-") == 2 * len(SHAPES)
    assert client.get(reverse("program_start", args=["unknown"])).status_code == 404


def test_a_manager_of_two_offices_chooses_one(client, office):
    user = person("MANAGER", office)
    nepal = OfficeFactory(iso2="NP", name="CARE Nepal")
    Role.objects.create(user=user, kind="MANAGER", office=nepal)
    client.force_login(user)
    address = reverse("program_start", args=["tipping-point"])
    assert "CARE Nepal" in client.get(address).text
    client.post(f"{address}?office={nepal.pk}", form_of(nepal, "tipping-point"))
    assert Program.objects.get().office == nepal
