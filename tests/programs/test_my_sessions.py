"""My sessions: each list holds what it says, for the person who leads them, at a fixed number of queries."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from groups.models import Facilitator
from programs.models import Session
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    SessionFactory,
    held,
    person,
    register,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def today(office):
    return office.today()


@pytest.fixture
def facilitator(office, client):
    user = person("FACILITATOR", office)
    client.force_login(user)
    return user


@pytest.fixture
def led(facilitator, office):
    """An intervention that the facilitator leads."""
    group = GroupFactory(office=office, name="Abagabo ba Kirehe")
    return InterventionFactory(
        program__office=office, groups=[group], facilitators=Facilitator.objects.filter(user=facilitator)
    )


def lists(response):
    """Planned days (or days held) by list."""
    return {one.key: [session.on for session in one.page.rows] for one in response.context["lists"]}


def test_each_session_stands_in_its_list(client, led, today):
    for away in (-9, -2, 0, 3, 14, 15):
        SessionFactory(intervention=led, planned_on=today + away * DAY)
    held(led, today - DAY, logged_at=timezone.now())
    held(led, today - 20 * DAY, logged_at=timezone.now() - 8 * DAY)
    found = lists(client.get(reverse("my_sessions")))
    assert found == {
        "overdue": [today - 9 * DAY, today - 2 * DAY],
        "today": [today],
        "coming": [today + 3 * DAY, today + 14 * DAY],
        "logged": [today - DAY],
    }


@pytest.mark.parametrize(
    ("status", "shown"),
    [("POSTPONED", True), ("CANCELLED", False)],
)
def test_a_session_without_a_new_day_stays_in_sight(client, led, today, status, shown):
    SessionFactory(intervention=led, planned_on=today - DAY, status=status)
    assert bool(lists(client.get(reverse("my_sessions")))["overdue"]) is shown


@pytest.mark.parametrize("status", ["DRAFT", "CANCELLED", "COMPLETED"])
def test_sessions_of_an_intervention_that_is_not_running_are_left_out(client, led, today, status):
    type(led).objects.filter(pk=led.pk).update(status=status)
    SessionFactory(intervention=led, planned_on=today)
    assert lists(client.get(reverse("my_sessions")))["today"] == []


def test_a_colleagues_sessions_are_not_mine(client, led, office, today):
    SessionFactory(intervention=InterventionFactory(program__office=office), planned_on=today)
    assert lists(client.get(reverse("my_sessions")))["today"] == []


def test_overdue_pages_by_key(client, led, today):
    for away in range(1, 28):
        SessionFactory(intervention=led, planned_on=today - away * DAY)
    first = client.get(reverse("my_sessions"))
    address = re.search(r'href="(\?overdue=[^"]+)" rel="next"', first.text).group(1)
    second = client.get(reverse("my_sessions") + address)
    assert len(lists(first)["overdue"]) == 25
    assert lists(second)["overdue"] == [today - 2 * DAY, today - DAY]


def test_an_unreadable_page_starts_at_the_beginning(client, led, today):
    SessionFactory(intervention=led, planned_on=today - DAY)
    assert lists(client.get(reverse("my_sessions"), {"overdue": "%%%"}))["overdue"] == [today - DAY]


@pytest.mark.parametrize("many", [1, 25])
def test_it_costs_the_same_with_few_sessions_and_many(
    client, led, office, today, facilitator, many, django_assert_max_num_queries
):
    for number in range(many):
        group = GroupFactory(office=office, place=PlaceFactory(office=office))
        other = InterventionFactory(program=led.program, groups=[group])
        other.facilitators.set(Facilitator.objects.filter(user=facilitator))
        for away in (-number - 1, 0, 1):
            SessionFactory(intervention=other, planned_on=today + away * DAY)
        held(other, today - DAY, logged_at=timezone.now())
    with django_assert_max_num_queries(11):
        client.get(reverse("my_sessions"))


def test_a_manager_may_look_at_the_whole_office(client, led, office, today):
    SessionFactory(intervention=led, planned_on=today)
    client.force_login(person("MANAGER", office))
    assert lists(client.get(reverse("my_sessions"), {"of": "mine"}))["today"] == []
    assert lists(client.get(reverse("my_sessions"), {"of": "office"}))["today"] == [today]
    assert client.get(reverse("my_sessions")).context["whole_office"], "a manager who leads nothing"


def test_a_facilitator_cannot_ask_for_the_whole_office(client, led, office, today):
    SessionFactory(intervention=InterventionFactory(program__office=office), planned_on=today)
    assert lists(client.get(reverse("my_sessions"), {"of": "office"}))["today"] == []


@pytest.mark.parametrize(("words", "found"), [("kirehe", 1), ("nobody", 0)])
def test_a_manager_narrows_the_list(client, led, office, today, words, found):
    group = GroupFactory(office=office, name="Abagore ba Kirehe")
    other = InterventionFactory(program__office=office, program__name="Other", groups=[group])
    SessionFactory(intervention=led, planned_on=today)
    SessionFactory(intervention=other, planned_on=today)
    client.force_login(person("MANAGER", office))
    mine = Facilitator.objects.get(interventions=led)
    asked = {"of": "office", "by": mine.pk, "q": words}
    assert len(lists(client.get(reverse("my_sessions"), asked))["today"]) == found


def test_another_office_sees_nothing(client, led, today):
    SessionFactory(intervention=led, planned_on=today)
    client.force_login(person("MANAGER", OfficeFactory(iso2="BI", name="CARE Burundi")))
    assert lists(client.get(reverse("my_sessions"), {"of": "office"}))["today"] == []


def test_where_a_protected_space_meets_is_not_shown(client, led, office, today):
    place = PlaceFactory(
        office=office, code="X", name="Hidden place", parent=PlaceFactory(office=office), level="ADMIN1"
    )
    led.groups.first().__class__.objects.update(place=place)
    type(led).objects.filter(pk=led.pk).update(space="LGBTQ")
    SessionFactory(intervention=led, planned_on=today)
    assert "Hidden place" not in client.get(reverse("my_sessions")).text


def test_a_name_cannot_smuggle_markup_in(client, led, today):
    led.groups.update(name="<script>alert(1)</script>")
    SessionFactory(intervention=led, planned_on=today)
    assert "<script>alert" not in client.get(reverse("my_sessions")).text


def test_it_counts_the_sessions_of_the_intervention(client, led, today):
    register(led.groups.first(), 3)
    for number in (1, 2, 3):
        SessionFactory(intervention=led, number=number, planned_on=today + (number - 1) * DAY)
    SessionFactory(intervention=led, number=4, planned_on=today, status="CANCELLED")
    assert "session 1 of 3" in client.get(reverse("my_sessions")).text
    assert Session.objects.count() == 4
