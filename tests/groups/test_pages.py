"""Group pages: who sees which group, what is written, and registers of numbers entered in one go."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from groups.models import Group, Member
from programs.models import Flag
from tests import factories as make


@pytest.fixture
def office(db):
    return make.OfficeFactory()


@pytest.fixture
def group(office):
    return make.GroupFactory(office=office, name="Umoja savings circle", space="WOMEN", kind="VSLA")


@pytest.fixture
def manager(client, office):
    manager = make.person("MANAGER", office)
    client.force_login(manager)
    return manager


def text(response):
    return response.content.decode()


def address(view, group):
    return reverse(view, args=[group.pk])


@pytest.mark.parametrize(
    ("kind", "reads", "writes"),
    [
        ("MANAGER", True, True),
        ("FACILITATOR", True, False),
        ("MEL", True, False),
        ("GBV_FOCAL_POINT", True, False),
        ("OFFICE_ADMIN", True, False),
        ("GLOBAL_VIEWER", True, False),
        ("SAFEGUARDING_FOCAL_POINT", False, False),
    ],
)
def test_who_reads_and_who_writes_a_group(client, office, group, kind, reads, writes):
    member = make.register(group, 1, "woman")[0]
    client.force_login(make.person(kind, office))
    assert client.get(address("group", group)).status_code == (200 if reads else 404)
    for view in ("group_edit", "group_numbers", "group_remove", "group_paper"):
        assert client.get(address(view, group)).status_code == (200 if writes else 404), view
    assert client.get(reverse("member", args=[member.pk])).status_code == (200 if writes else 404)
    if not writes:
        for view in ("group_edit", "group_numbers", "group_remove", "group_left", "group_move"):
            assert client.post(address(view, group), {"to": "CLOSED"}).status_code == 404, view


def test_facilitators_write_the_groups_they_work_with(client, office, group):
    for partner_staff in (False, True):
        person = make.person("FACILITATOR", office, partner_staff=partner_staff)
        client.force_login(person)
        expected = 404 if partner_staff else 200
        assert client.get(address("group", group)).status_code == expected
        group.facilitators.add(person.facilitating.get())
        assert client.get(address("group", group)).status_code == 200
        assert client.get(address("group_edit", group)).status_code == 200


def test_a_stranger_finds_nothing(client, group):
    client.force_login(make.person("MANAGER", make.OfficeFactory(iso2="UG")))
    assert text(client.get(reverse("groups"))).count("Umoja") == 0
    for view in ("group", "group_edit", "group_numbers", "group_remove", "group_paper"):
        assert client.get(address(view, group)).status_code == 404


def test_a_facilitator_keeps_the_group_they_start(client, office):
    person = make.person("FACILITATOR", office)
    client.force_login(person)
    data = {"name": "Abagabo", "code": "A1", "kind": "MENS_GROUP", "space": "MEN", "origin": "NEW"}
    client.post(reverse("group_new"), data | {"place": make.PlaceFactory(office=office).pk, "enrolled": 0})
    group = Group.objects.get()
    assert group.status == "FORMING"
    assert client.get(address("group_edit", group)).status_code == 200


def test_constraints_speak_on_the_form_and_what_was_typed_stays(client, manager, office, group):
    data = {"name": "Kept", "code": group.code, "kind": "VSLA", "space": "WOMEN", "origin": "NEW"}
    data |= {"place": make.PlaceFactory(office=office).pk, "enrolled": 0, "min_age": 30, "max_age": 20}
    page = text(client.post(reverse("group_new"), data))
    assert "Another group of this office has this code." in page
    assert "The oldest age is below the youngest. Choose a higher oldest age." in page
    assert 'value="Kept"' in page
    page = text(client.post(reverse("group_new"), data | {"max_age": 999, "trust_level": 7}))
    assert "An age lies between 0 and 120." in page
    assert "The trust level is a number from 1 to 4." in page


def test_numbers_are_shown_then_saved_as_shown(client, manager, group):
    data = {"numbers": "1-25, women"}
    shown = client.post(address("group_numbers", group), data | {"check": "1"})
    assert "25 numbers, not saved yet" in text(shown)
    assert not Member.objects.exists()
    client.post(address("group_numbers", group), data | {"save": "1", "seen": data["numbers"]})
    members = Member.objects.all()
    assert [member.number for member in members] == list(range(1, 26))
    assert {member.column for member in members} == {"woman"}
    assert all(member.history.count() == 1 for member in members)
    again = client.post(address("group_numbers", group), data | {"save": "1", "seen": data["numbers"]})
    assert "Already on the register of this group: 1–25." in text(again)


def test_numbers_changed_after_the_preview_are_shown_again(client, manager, group):
    data = {"numbers": "1-5 women", "save": "1", "seen": "1-25 women"}
    assert "5 numbers, not saved yet" in text(client.post(address("group_numbers", group), data))
    assert not Member.objects.exists()


def test_couples_get_pairs(client, manager, office):
    couples = make.GroupFactory(office=office, space="COUPLES", kind="COUPLES_GROUP")
    make.register(couples, 2, pairs=True)
    data = {"numbers": "3-6 couples", "man_first": "on", "save": "1", "seen": "3-6 couples"}
    client.post(address("group_numbers", couples), data)
    rows = list(couples.members.filter(number__gt=2).values_list("number", "column", "pair_no"))
    assert rows == [(3, "man", 2), (4, "woman", 2), (5, "man", 3), (6, "woman", 3)]


def test_a_name_is_refused_and_what_was_typed_stays(client, manager, group):
    page = text(client.post(address("group_numbers", group), {"numbers": "1 Marie", "check": "1"}))
    assert "“Marie” is not a way to count people." in page
    assert "1 Marie</textarea>" in page


def test_numbers_leave_and_come_back(client, manager, group):
    first, second = make.register(group, 2, "woman")
    Member.objects.filter(pk=second.pk).update(joined_on=dt.date(2026, 5, 1))
    ticked = {"members": [first.pk, second.pk]}
    page = text(client.post(address("group_left", group), ticked | {"left_on": "2026-04-01"}, follow=True))
    assert "Number 2 joined after that day. Choose a later one." in page
    client.post(address("group_left", group), ticked | {"left_on": "2026-06-01"})
    assert {member.left_on for member in Member.objects.all()} == {dt.date(2026, 6, 1)}
    client.post(address("group_left", group), ticked | {"back": "1"})
    assert {member.left_on for member in Member.objects.all()} == {None}
    assert "Tick the numbers first." in text(client.post(address("group_left", group), follow=True))


def test_another_groups_number_cannot_be_marked_from_here(client, manager, group, office):
    other = make.register(make.GroupFactory(office=office), 1)[0]
    client.post(address("group_left", group), {"members": [other.pk], "left_on": "2026-06-01"})
    other.refresh_from_db()
    assert other.left_on is None


def test_one_number_is_counted_differently(client, manager, group):
    member = make.register(group, 1, "woman")[0]
    page = reverse("member", args=[member.pk])
    assert "The member left before joining." in text(
        client.post(
            page,
            {"column": "woman", "age_band": "unknown", "joined_on": "2026-05-01", "left_on": "2026-04-01"},
        )
    )
    client.post(page, {"column": "another_or_unstated", "age_band": "25-29", "pair_no": "3"})
    member.refresh_from_db()
    assert (member.column, member.age_band, member.pair_no) == ("another_or_unstated", "25-29", 3)


def test_a_group_starts_once_consent_is_on_record(client, manager, office):
    group = make.GroupFactory(office=office, status="FORMING", consent_adult_verbal=False)
    assert "Record first on what consent people take part" in text(client.get(address("group", group)))
    refused = text(client.post(address("group_move", group), {"to": "ACTIVE"}, follow=True))
    assert "Record first on what consent people take part" in refused
    Group.objects.filter(pk=group.pk).update(consent_adult_verbal=True)
    page = text(client.post(address("group_move", group), {"to": "ACTIVE"}, follow=True))
    group.refresh_from_db()
    assert group.status == "ACTIVE"
    note = re.search(r'name="note" value="([^"]+)"', page)[1]
    client.post(reverse("undo"), {"note": note})
    group.refresh_from_db()
    assert group.status == "FORMING"


def test_removing_a_group_says_what_goes_and_can_be_undone(client, manager, group):
    make.register(group, 3, "woman")
    assert "3 numbers of its register" in text(client.get(address("group_remove", group)))
    page = text(client.post(address("group_remove", group), follow=True))
    assert not Group.objects.exists()
    client.post(reverse("undo"), {"note": re.search(r'name="note" value="([^"]+)"', page)[1]})
    assert Group.objects.get() == group


def test_a_group_that_gains_experience_is_audited_anew(client, manager, office):
    today = office.today()
    group = make.GroupFactory(office=office)
    program = make.ProgramFactory(office=office)
    make.InterventionFactory(
        program=program, groups=[group], starts_on=today - dt.timedelta(days=10), ends_on=None
    )
    data = {"name": "New name", "code": group.code, "kind": group.kind, "space": "MEN", "origin": "NEW"}
    data |= {"place": group.place_id, "enrolled": 0, "consent_adult_verbal": "on"}
    assert client.post(address("group_edit", group), data).status_code == 302
    assert Flag.objects.filter(program=program, rule="R1").exists()


def test_the_paper_register_has_blank_lines_for_what_stays_on_paper(client, manager, group):
    make.register(group, 2, "woman")
    page = text(client.get(address("group_paper", group)))
    assert page.count("Empty line") == 10
    assert "Name (on paper only)" in page


@pytest.mark.parametrize("view", ["group", "group_paper"])
def test_only_numbers_that_belong_together_have_a_column_for_it(client, manager, office, group, view):
    make.register(group, 2, "woman")
    couples = make.GroupFactory(office=office, space="COUPLES", kind="COUPLES")
    make.register(couples, 2, "woman")
    assert ">Pair<" not in client.get(address(view, group)).content.decode()
    assert ">Pair<" in client.get(address(view, couples)).content.decode()


def test_groups_are_found_and_the_list_costs_the_same(client, manager, office, group):
    place = make.PlaceFactory(office=office)

    def cost():
        with CaptureQueriesContext(connection) as seen:
            client.get(reverse("groups"))
        return len(seen)

    cost()
    few = cost()
    Group.objects.bulk_create(
        Group(office=office, code=f"N{n}", name=f"New {n}", kind="OTHER", space="MEN", place=place)
        for n in range(200)
    )
    assert cost() == few <= 5
    assert client.get(reverse("groups"), {"q": "umoja"}).context["page"].rows == [group]
    assert client.get(reverse("groups"), {"space": "WOMEN"}).context["page"].rows == [group]


def test_a_long_register_costs_no_more_than_a_short_one(client, manager, group):
    def cost():
        with CaptureQueriesContext(connection) as seen:
            client.get(address("group", group))
        return len(seen)

    make.register(group, 1, "woman")
    cost()
    few = cost()
    Member.objects.bulk_create(Member(group=group, number=n, column="woman") for n in range(2, 300))
    assert cost() == few <= 14


def test_how_many_a_group_has_is_not_for_who_only_reads(client, office, group):
    make.register(group, 3, "woman")
    client.force_login(make.person("MEL", office))
    page = text(client.get(address("group", group)))
    assert "for those who work with it or manage it" in page
    assert "3 women" not in page
    assert "register-title" in page
    group.members.all().delete()
    group.head_count_only, group.enrolled = True, 3
    group.save()
    assert "People enrolled" not in text(client.get(address("group", group)))
