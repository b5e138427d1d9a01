"""People reached: once a year, never mixed with attendances, and no small number of them (D8)."""

import csv
import datetime as dt
import io

import pytest
from django.core.cache import cache
from django.urls import reverse

from care_engage.dashboard.people import people_of
from tests.factories import GroupFactory, InterventionFactory, OfficeFactory, ProgramFactory, held, person

pytestmark = pytest.mark.django_db
JULY = dt.date(2026, 7, 1)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def program(office):
    return ProgramFactory(office=office)


def came(intervention, day, group, numbers, column="woman", **fields):
    """A session to which these numbers of a group came."""
    count = {"woman": "women", "man": "men", "girl": "girls", "another_or_unstated": "another_or_unstated"}
    fields |= {count[column]: len(numbers)}
    return held(
        intervention,
        day,
        present=[[group.pk, number] for number in numbers],
        register=[[group.pk, number, column, None] for number in numbers],
        **fields,
    )


def shown(found, quarters=None, elements=None):
    """`{label: (people, attendances)}` of the lines that are not zero."""
    lines = found.lines(quarters, elements)
    return {str(label): (str(people), str(times)) for label, people, times in lines if people or times}


def test_somebody_counts_once_a_year_and_each_time(office, program):
    group = GroupFactory(office=office, space="WOMEN")
    talks = InterventionFactory(program=program, space="WOMEN", groups=[group])
    dialogues = InterventionFactory(program=program, space="COUPLES", element="INTIMATE_DIALOGUES")
    came(talks, dt.date(2026, 2, 3), group, range(1, 21))
    came(talks, dt.date(2026, 5, 3), group, range(1, 31))
    came(dialogues, dt.date(2026, 6, 3), group, range(1, 11))
    came(talks, dt.date(2025, 6, 3), group, range(1, 11))
    found = people_of(office, 2026, JULY)
    assert shown(found)["Women"] == ("30", "60")
    assert shown(found, [1])["Women"] == ("20", "20")
    assert shown(found, [2])["Women"] == ("10", "40"), "ten were new in the second quarter"
    assert shown(found, None, ["INTIMATE_DIALOGUES"])["Women"] == ("0", "10")


def test_only_quarters_that_are_over(office, program):
    group = GroupFactory(office=office)
    came(InterventionFactory(program=program), dt.date(2026, 6, 30), group, range(9), "man")
    assert people_of(office, 2026, dt.date(2026, 6, 30)).quarters == (1,)
    assert not shown(people_of(office, 2026, dt.date(2026, 6, 30)))
    assert shown(people_of(office, 2026, JULY))["Men"] == ("9", "9")


@pytest.mark.parametrize("space", ["LGBTQ", "STAFF", "COMMUNITY"])
def test_who_is_never_counted(office, program, space):
    group = GroupFactory(office=office)
    came(InterventionFactory(program=program, space=space), dt.date(2026, 2, 3), group, range(9), "man")
    assert not shown(people_of(office, 2026, JULY))


def test_a_group_that_is_only_counted_is_reached_with_all_who_enrolled(office, program):
    circle = GroupFactory(office=office, space="WOMEN", head_count_only=True, enrolled=25)
    couples = GroupFactory(office=office, space="COUPLES", head_count_only=True, enrolled=16)
    for space, group in (("WOMEN", circle), ("COUPLES", couples)):
        work = InterventionFactory(program=program, space=space, groups=[group])
        held(work, dt.date(2026, 2, 3), women=12)
        held(work, dt.date(2026, 3, 3), women=12)
    found = shown(people_of(office, 2026, JULY))
    assert found["Women"] == ("25", "48")
    assert found["In mixed groups that are only counted"] == ("16", "0")
    assert found["All of these"] == ("41", "48")


def test_children_and_people_of_another_gender_are_protected_more(office, program):
    group = GroupFactory(office=office, space="GIRLS")
    talks = InterventionFactory(program=program, space="GIRLS", groups=[group])
    came(talks, dt.date(2026, 2, 3), group, range(1, 9), "girl")
    came(talks, dt.date(2026, 2, 10), group, range(20, 24), "another_or_unstated")
    found = people_of(office, 2026, JULY)
    assert shown(found)["Girls"] == ("<10", "<10")
    assert tuple(map(str, found.another)) == ("<10", "<10")


def get(client, name="people", **asked):
    return client.get(reverse(name), asked)


def test_the_page_follows_its_address_and_ignores_what_it_cannot_read(client, office, program):
    client.force_login(person("MEL", office))
    today = office.today()
    last = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - dt.timedelta(days=1)
    group = GroupFactory(office=office)
    came(InterventionFactory(program=program), last, group, range(7777), "man")
    page = get(client, office=office.pk, element="CONSCIENTIZATION", period="0000-Q9")
    assert "7777" in page.text
    assert "7777" not in get(client, element="ALLIANCES").context["lines"]
    assert get(client, office="x", element="?", period="9999").status_code == 200


@pytest.mark.parametrize(
    ("kind", "reads", "exports"),
    [
        ("MANAGER", 200, 200),
        ("MEL", 200, 200),
        ("GBV_FOCAL_POINT", 200, 200),
        ("GLOBAL_VIEWER", 200, 404),
        ("FACILITATOR", 404, 404),
        ("OFFICE_ADMIN", 404, 404),
    ],
)
def test_who_reads_and_who_exports(client, office, kind, reads, exports):
    client.force_login(person(kind, office))
    assert get(client).status_code == reads
    assert get(client, "people_export").status_code == exports


def test_nobody_reads_of_another_office(client, office):
    nepal = OfficeFactory(iso2="NP", name="CARE Nepal")
    client.force_login(person("MEL", office))
    assert get(client, office=nepal.pk).context["office"] == office


def test_the_export_shows_what_the_page_shows_and_who_took_it(client, office, program):
    cache.clear()
    user = person("MEL", office, name="A. Uwase")
    client.force_login(user)
    today = office.today()
    last = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - dt.timedelta(days=1)
    group = GroupFactory(office=office)
    men = InterventionFactory(program=program)
    came(men, last, group, range(40), "man")
    came(men, last, group, range(50, 53))
    text = get(client, "people_export", period=str(last.year)).text
    rows = list(csv.reader(io.StringIO(text)))
    assert "exported by A. Uwase" in rows[0]
    quarter = f"Q{(last.month + 2) // 3}"
    assert [quarter, "CONSCIENTIZATION", "women", "<5", "<5"] in rows
    assert [quarter, "CONSCIENTIZATION", "men", "–", "–"] in rows
    assert [quarter, "CONSCIENTIZATION", "all", "43", "43"] in rows


def test_two_exports_that_differ_by_a_few_people_are_refused(client, office, program):
    cache.clear()
    client.force_login(person("MEL", office))
    today = office.today()
    last = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - dt.timedelta(days=1)
    group = GroupFactory(office=office)
    men = InterventionFactory(program=program)
    came(men, last, group, range(40), "man")
    asked = {"period": str(last.year)}
    assert get(client, "people_export", **asked).status_code == 200
    assert get(client, "people_export", **asked).status_code == 200, "nothing has changed"
    came(men, last, group, range(60, 63), "man")
    client.force_login(person("MANAGER", office))
    answer = client.get(reverse("people_export"), asked, follow=True)
    assert "Export again tomorrow" in answer.text
    came(men, last, group, range(70, 90), "man")
    assert get(client, "people_export", **asked).status_code == 200


@pytest.mark.parametrize("sessions", [1, 40])
def test_one_session_and_forty_cost_the_same(
    client, office, program, sessions, django_assert_max_num_queries
):
    client.force_login(person("MEL", office))
    group = GroupFactory(office=office)
    men = InterventionFactory(program=program, groups=[group])
    today = office.today()
    last = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1) - dt.timedelta(days=1)
    for number in range(sessions):
        came(men, last, group, range(20), "man", number=number + 1)
    with django_assert_max_num_queries(15):  # PostgreSQL reads sessions through a cursor of its own
        get(client)
