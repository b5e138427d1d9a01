"""What is not logged: by facilitator and group, for who manages it, at the same cost however much it is."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from tests.factories import (
    FacilitatorFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    SessionFactory,
    UserFactory,
    held,
    person,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def manager(client, office):
    user = person("MANAGER", office)
    client.force_login(user)
    return user


@pytest.fixture
def program(office):
    return ProgramFactory(office=office)


def facilitator(office, name):
    return FacilitatorFactory(office=office, user=UserFactory(name=name))


def late(intervention, *days, **fields):
    today = intervention.program.office.today()
    return [
        SessionFactory(intervention=intervention, planned_on=today - dt.timedelta(days=day), **fields)
        for day in days
    ]


def shown(client, **asked):
    page = client.get(reverse("not_logged"), asked)
    return [(str(row.led_by), row.late) for row in page.context["page"].rows]


def test_by_facilitator_then_group_then_day(client, manager, office, program):
    keza, uwase = facilitator(office, "Keza"), facilitator(office, "Uwase")
    group = GroupFactory(office=office)
    group.facilitators.add(uwase)
    late(InterventionFactory(program=program, groups=[group]), 2, 9)
    late(InterventionFactory(program=program, facilitators=[keza]), 3)
    late(InterventionFactory(program=program), 4)
    assert shown(client) == [("None", 4), ("Keza", 3), ("Uwase", 9), ("Uwase", 2)]
    people = client.get(reverse("not_logged")).context["people"]
    assert [(str(one.facilitator), one.count, one.days) for one in people] == [
        ("Uwase", 2, 9),
        ("None", 1, 4),
        ("Keza", 1, 3),
    ]
    assert shown(client, by=str(uwase.pk)) == [("Uwase", 9), ("Uwase", 2)]
    assert shown(client, by="x" * 90) == shown(client)


def test_only_what_is_past_and_has_no_word(client, manager, office, program):
    today = office.today()
    work = InterventionFactory(program=program)
    held(work, today - dt.timedelta(days=1))
    SessionFactory(intervention=work, planned_on=today)
    late(work, 5, status="CANCELLED")
    late(InterventionFactory(program=program, status="CANCELLED"), 5)
    late(InterventionFactory(program=program, status="DRAFT"), 5)
    assert shown(client) == []
    late(work, 6, status="POSTPONED")
    assert shown(client) == [("None", 6)]


def test_who_left_owes_nothing(client, manager, office, program):
    gone = facilitator(office, "Gone")
    gone.left_on = office.today()
    gone.save()
    late(InterventionFactory(program=program, facilitators=[gone]), 3)
    assert shown(client) == [("None", 3)]


def test_each_row_leads_to_a_word(client, manager, program):
    (session,) = late(InterventionFactory(program=program), 3)
    page = client.get(reverse("not_logged")).text
    assert reverse("log_session", args=[session.pk]) in page
    assert reverse("session_not_held", args=[session.pk]) in page


def test_it_is_for_managers_of_the_office(client, office, program):
    late(InterventionFactory(program=program), 3)
    for user in (person("FACILITATOR", office), person("MEL", office), person("GLOBAL_VIEWER")):
        client.force_login(user)
        assert client.get(reverse("not_logged")).status_code == 404
    client.force_login(person("MANAGER", OfficeFactory(iso2="NP", name="CARE Nepal")))
    assert shown(client) == []


def test_the_board_says_so_before_any_figure(client, manager, office, program):
    late(InterventionFactory(program=program), 3, 4)
    page = client.get(reverse("board")).text
    assert page.index("2 sessions are past their day") < page.index('class="figures"')
    assert "past their day" not in client.get(reverse("board"), {"element": "ALLIANCES"}).text
    client.force_login(person("MEL", office))
    assert "past their day" not in client.get(reverse("board")).text


def test_pages_neither_skip_nor_repeat(client, manager, office, program, django_assert_num_queries):
    for name in ("Keza", "Uwase", "Mugisha"):
        late(InterventionFactory(program=program, facilitators=[facilitator(office, name)]), *range(1, 20))
    seen, address = [], reverse("not_logged")
    while address:
        page = client.get(address)
        seen += [row.pk for row in page.context["page"].rows]
        following = re.search(r'href="([^"]+)" rel="next"', page.text)
        address = following and reverse("not_logged") + following[1].replace("&amp;", "&")
    assert len(seen) == len(set(seen)) == 57
    with django_assert_num_queries(9):
        client.get(reverse("not_logged"))
