"""The calendar by month and week, the blank month, and the file at a secret address."""

import datetime as dt

import pytest
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from icalendar import Calendar

from programs.models import CalendarFeed, MarketDay, OfficeHoliday, Session
from tests import factories as make

from .cast import plan

MONTH = {"on": "2026-03"}
DAY = dt.timedelta(days=1)


@pytest.fixture
def here(db, client):
    here = plan()
    here.led = make.SessionFactory(
        intervention=here.work, number=1, planned_on=dt.date(2026, 3, 9), topics=["T24"]
    )
    here.other = make.SessionFactory(intervention=here.circle, number=4, planned_on=dt.date(2026, 3, 9))
    client.force_login(here.facilitator)
    return here


def shown(client, **query):
    answer = client.get(reverse("calendar"), MONTH | query)
    assert answer.status_code == 200
    return [session for week in answer.context["weeks"] for day in week for session in day.sessions]


def by_day(client, **query):
    weeks = client.get(reverse("calendar"), MONTH | query).context["weeks"]
    return {day.date: day for week in weeks for day in week}


# ------------------------------------------------------------------ whose sessions


def test_facilitators_see_their_own(client, here):
    assert shown(client) == [here.led]
    assert shown(client, of="office") == [here.led], "the office is the managers'"


def test_managers_see_their_office_or_their_own(client, here):
    client.force_login(here.manager)
    assert shown(client, of="office") == [here.led, here.other]
    assert shown(client) == [here.led, here.other], "who leads nothing sees the office"
    assert shown(client, of="mine") == []


@pytest.mark.parametrize("who", ["stranger", "mel", "viewer"])
def test_nobody_else_sees_them(client, here, who):
    client.force_login(getattr(here, who))
    assert shown(client, of="office") == []


def test_who_reads_no_plans_finds_no_calendar(client, here):
    client.force_login(here.safeguarding)
    assert client.get(reverse("calendar")).status_code == 404


@pytest.mark.parametrize(
    ("query", "numbers"),
    [
        ({"space": "WOMEN"}, [4]),
        ({"q": "umoja"}, [4]),
        ({"q": "man box"}, [1]),
        ({"status": "CANCELLED"}, []),
        ({"status": "PLANNED"}, [1, 4]),
        ({"space": "MANLY", "status": "LOST", "by": "x"}, [1, 4]),
    ],
)
def test_filters(client, here, query, numbers):
    client.force_login(here.manager)
    assert [session.number for session in shown(client, of="office", **query)] == numbers


def test_by_facilitator(client, here):
    client.force_login(here.manager)
    assert shown(client, of="office", by=here.facilitator.facilitating.get().pk) == [here.led]


def test_drafts_and_what_was_called_off_are_not_on_it(client, here):
    for status in ("DRAFT", "CANCELLED"):
        here.work.status = status
        here.work.save()
        assert shown(client) == []


# ------------------------------------------------------------------ days


def test_what_was_held_stands_on_the_day_it_was_held(client, here):
    make.held(here.work, dt.date(2026, 3, 20), number=2)
    Session.objects.filter(number=2).update(planned_on=dt.date(2026, 2, 2))
    days = by_day(client)
    assert [session.number for session in days[dt.date(2026, 3, 20)].sessions] == [2]
    assert days[dt.date(2026, 3, 1)].outside is False
    assert days[dt.date(2026, 4, 5)].outside is True


def test_a_crowded_day_sends_to_its_week(client, here):
    for number in range(10, 18):
        make.SessionFactory(intervention=here.work, number=number, planned_on=dt.date(2026, 3, 10))
    day = by_day(client)[dt.date(2026, 3, 10)]
    assert (len(day.sessions), day.more) == (6, 2)
    day = by_day(client, view="week", on="2026-03-11")[dt.date(2026, 3, 10)]
    assert (len(day.sessions), day.more) == (8, 0)


def test_holidays_of_the_own_office_are_named(client, here):
    OfficeHoliday.objects.create(office=here.office, day=dt.date(2026, 3, 9), name="Heroes' Day")
    elsewhere = here.stranger.roles.get().office
    OfficeHoliday.objects.create(office=elsewhere, day=dt.date(2026, 3, 10), name="Martyrs' Day")
    days = by_day(client)
    assert days[dt.date(2026, 3, 9)].holiday == "Heroes' Day"
    assert days[dt.date(2026, 3, 10)].holiday == ""


def test_it_costs_the_same_with_many_sessions(client, here):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            shown(client)
        return len(seen)

    shown(client)
    few = queries()
    Session.objects.bulk_create(
        Session(intervention=here.work, number=n, planned_on=dt.date(2026, 3, 1) + n % 31 * DAY)
        for n in range(10, 310)
    )
    assert queries() == few
    assert few <= 14


# ------------------------------------------------------------------ for the wall


def test_a_blank_month_has_its_days_off_and_nobodys_sessions(client, here):
    OfficeHoliday.objects.create(office=here.office, day=dt.date(2026, 3, 9), name="Heroes' Day")
    MarketDay.objects.create(place=here.place, weekday=1)
    page = client.get(reverse("calendar_wall"), MONTH).text
    assert page.count("<time ") == 31
    assert "Heroes&#x27; Day" in page
    assert "Tuesday Rwanda" in page
    assert "Man box" not in page
    assert "Abagabo" not in page


# ------------------------------------------------------------------ at a secret address


def address(client):
    answer = client.post(reverse("calendar_address"), {"what": "renew"})
    assert answer.headers["Cache-Control"] == "no-store"
    return answer.context["address"]


def read(url):
    answer = Client().get(url)
    assert answer.status_code == 200
    assert answer.headers["Content-Type"] == "text/calendar; charset=utf-8"
    assert answer.headers["Cache-Control"].startswith("private")
    return answer


def events(url):
    return {str(one["summary"]): one for one in Calendar.from_ical(read(url).content).walk("VEVENT")}


def near(here, **fields):
    today = here.office.today()
    return make.SessionFactory(**{"intervention": here.work, "planned_on": today + DAY} | fields)


def test_anybody_with_the_address_reads_codes_days_and_the_district(client, here):
    province = make.PlaceFactory(
        office=here.office, parent=here.place, level="ADMIN1", code="E", name="Eastern"
    )
    district = make.PlaceFactory(
        office=here.office, parent=province, level="ADMIN2", code="K", name="Kirehe, south; east"
    )
    village = make.PlaceFactory(
        office=here.office, parent=district, level="COMMUNITY", code="N", name="Nyamugali"
    )
    here.work.place = village
    here.work.save()
    session = near(here, number=7, topics=["T24"])
    near(here, number=8, status="CANCELLED")
    near(here, number=9, status="POSTPONED")
    url = address(client)
    found = events(url)
    assert found.keys() == {"M1-7", "M1-8", "M1-9"}
    event = found["M1-7"]
    assert event["dtstart"].dt == session.planned_on
    assert event["dtend"].dt == session.planned_on + DAY
    assert event["location"] == "Kirehe, south; east"
    assert [str(found[code]["status"]) for code in sorted(found)] == ["CONFIRMED", "CANCELLED", "TENTATIVE"]
    text = read(url).content.decode()
    for secret in ("Nyamugali", "Abagabo", "Man box", "T24", "violence", here.facilitator.name, "Together"):
        assert secret not in text
    assert max(len(line) for line in read(url).content.split(b"\r\n")) <= 75


@pytest.mark.parametrize("where", ["intervention", "group"])
def test_nothing_of_a_protected_space(client, here, where):
    near(here, number=7)
    url = address(client)
    if where == "intervention":
        here.work.space = "LGBTQ"
        here.work.save()
    if where == "group":
        here.men.space, here.men.head_count_only, here.men.place = "LGBTQ", True, None
        here.men.save()
    assert events(url) == {}


def test_managers_who_lead_nothing_get_their_office(client, here):
    near(here, number=7)
    near(here, number=8, intervention=here.circle)
    client.force_login(here.manager)
    assert events(address(client)).keys() == {"M1-7", "W1-8"}


def test_a_new_address_ends_the_old_one_and_ending_it_ends_all(client, here):
    near(here, number=7)
    first = address(client)
    second = address(client)
    assert Client().get(first).status_code == 404
    assert events(second).keys() == {"M1-7"}
    client.post(reverse("calendar_address"), {"what": "end"})
    assert Client().get(second).status_code == 404
    assert not CalendarFeed.objects.exists()
    assert "You have no address yet." in client.get(reverse("calendar_address")).text


def test_only_a_digest_is_kept_and_the_address_is_shown_once(client, here):
    url = address(client)
    token = url.rpartition("/")[2].removesuffix(".ics")
    assert len(token) >= 43
    kept = CalendarFeed.objects.get(user=here.facilitator)
    assert token not in str(vars(kept))
    assert url not in client.get(reverse("calendar_address")).text


def test_whoever_has_left_reads_nothing(client, here):
    near(here, number=7)
    url = address(client)
    here.facilitator.roles.get().remove()
    assert events(url) == {}
    here.facilitator.is_active = False
    here.facilitator.save()
    assert Client().get(url).status_code == 404


@pytest.mark.parametrize("token", ["x", "a" * 43, "%00", "..%2f"])
def test_a_guessed_address_is_no_such_thing(db, token):
    assert Client().get(f"/calendar/{token}.ics").status_code == 404


def test_the_file_costs_the_same_with_many_sessions(client, here):
    url = address(client)

    def queries():
        with CaptureQueriesContext(connection) as seen:
            read(url)
        return len(seen)

    near(here, number=7)
    few = queries()
    today = here.office.today()
    Session.objects.bulk_create(
        Session(intervention=here.work, number=n, planned_on=today + n % 90 * DAY) for n in range(10, 310)
    )
    assert queries() == few
    assert few <= 6
