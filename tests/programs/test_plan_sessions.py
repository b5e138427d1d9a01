"""The schedule: a series is saved as it was shown, planned sessions move, one session's plan changes."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import MarketDay, OfficeHoliday, Session, Verdict
from tests import factories as make

from .cast import plan

SERIES = {"first": "2026-03-02", "every": "1", "minutes": "90"}


@pytest.fixture
def here(db, client):
    here = plan()
    client.force_login(here.manager)
    here.series = reverse("sessions_series", args=[here.work.pk])
    here.shift = reverse("sessions_shift", args=[here.work.pk])
    return here


def text(response):
    return response.content.decode()


def preview(client, address, **data):
    response = client.post(address, data | {"check": "1"})
    assert response.status_code == 200
    return response


def save(client, address, shown, **data):
    return client.post(address, data | {"seen": shown.context["seen"]})


def test_a_series_is_saved_as_it_was_shown(client, here):
    data = SERIES | {
        "count": "4",
        "every": "2",
        "topics": "T01\nt02, T03\n\nT06",
        "other_space": "COUPLES",
        "other_places": "2, 4",
    }
    shown = preview(client, here.series, **data)
    assert not Session.objects.exists()
    rows = [(row.session.number, row.session.planned_on) for row in shown.context["rows"]]
    assert save(client, here.series, shown, **data).status_code == 302
    saved = list(Session.objects.order_by("number"))
    assert [(session.number, session.planned_on) for session in saved] == rows
    assert [session.topics for session in saved] == [["T01"], ["T02", "T03"], [], ["T06"]]
    assert [session.space for session in saved] == ["", "COUPLES", "", "COUPLES"]
    assert {session.minutes for session in saved} == {90}
    assert all(session.history.count() == 1 for session in saved)
    assert Verdict.objects.filter(program=here.program).exists()


def test_the_second_tap_on_save_does_not_save_twice(client, here):
    data = SERIES | {"count": "3"}
    shown = preview(client, here.series, **data)
    save(client, here.series, shown, **data)
    assert save(client, here.series, shown, **data).status_code == 200
    assert Session.objects.count() == 3


def test_what_was_changed_after_the_preview_is_shown_before_it_is_saved(client, here):
    shown = preview(client, here.series, **SERIES, count="3")
    response = save(client, here.series, shown, **SERIES, count="5")
    assert len(response.context["rows"]) == 5
    assert not Session.objects.exists()


def test_the_preview_marks_clashes_and_days_outside(client, here):
    other = make.InterventionFactory(program=here.program, title="Allies' circle", groups=[here.men])
    make.SessionFactory(intervention=other, number=3, planned_on=dt.date(2026, 3, 2))
    make.SessionFactory(intervention=other, number=4, planned_on=dt.date(2026, 3, 9), status="CANCELLED")
    page = text(preview(client, here.series, **SERIES, count="2"))
    assert page.count("Same day as Allies&#x27; circle, session 3.") == 1
    assert "session 4." not in page
    page = text(preview(client, here.series, **(SERIES | {"first": "2026-02-23"}), count="40"))
    assert page.count("Before this work starts, on 1 March 2026.") == 1
    assert page.count("After this work ends, on 30 September 2026.") == 8


def test_the_preview_says_what_the_rules_will_say(client, here):
    here.work.starts_on = here.office.today() - dt.timedelta(days=10)
    here.work.ends_on = None
    here.work.save()
    start = (here.office.today() + dt.timedelta(days=3)).isoformat()
    shown = preview(client, here.series, **(SERIES | {"first": start}), count="2", topics="T24")
    assert "R8" in [told.finding.rule for told in shown.context["outlook"]["comes"]]
    data = SERIES | {"first": start, "other_space": "COUPLES", "other_places": "1 2"}
    shown = preview(client, here.series, **data, count="2")
    assert "R1" in [told.finding.rule for told in shown.context["outlook"]["goes"]]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({}, "Say how many sessions there are, or until when it meets."),
        ({"count": "201"}, "Ensure this value is less than or equal to 200."),
        ({"count": "99999999999999999999"}, "Ensure this value is less than or equal to 200."),
        ({"until": "2026-03-01"}, "No day fits. Choose a later end."),
        ({"count": "1", "topics": "T01\nT02"}, "There are 2 lines of topics for 1 sessions."),
        ({"count": "1", "topics": "T99"}, "Line 1: there is no topic T99."),
        ({"count": "2", "other_space": "COUPLES"}, "Say both: which space, and which sessions meet in it."),
        ({"count": "2", "other_space": "COUPLES", "other_places": "3"}, "Choose numbers from 1 to 2."),
        ({"count": "2", "other_space": "LGBTQ", "other_places": "1"}, "Select a valid choice."),
        ({"count": "1", "minutes": "0"}, "Ensure this value is greater than or equal to 1."),
        ({"count": "1", "first": "soon"}, "Enter a valid date."),
    ],
)
def test_a_faulty_series_keeps_what_was_typed(client, here, changes, sentence):
    page = text(preview(client, here.series, **(SERIES | changes)))
    assert sentence in page
    assert 'value="90"' in page or changes.get("minutes") == "0"
    assert not Session.objects.exists()


def sessions(here, *days):
    return [
        make.SessionFactory(intervention=here.work, number=n, planned_on=dt.date.fromisoformat(day))
        for n, day in enumerate(days, start=1)
    ]


def planned(here):
    rows = Session.objects.filter(intervention=here.work).order_by("number")
    return [session.planned_on.isoformat() for session in rows]


def test_this_and_following_move_by_days_and_what_was_held_stays(client, here):
    sessions(here, "2026-03-02", "2026-03-09", "2026-03-16")
    make.held(here.work, dt.date(2026, 3, 23), number=4)
    second = Session.objects.get(number=2)
    data = {"start": second.pk, "by_days": "7"}
    shown = preview(client, here.shift, **data)
    assert [row.was.isoformat() for row in shown.context["rows"]] == ["2026-03-09", "2026-03-16"]
    assert save(client, here.shift, shown, **data).status_code == 302
    assert planned(here) == ["2026-03-02", "2026-03-16", "2026-03-23", "2026-03-23"]
    assert second.history.count() == 2


def test_a_whole_series_moves_to_another_weekday(client, here):
    sessions(here, "2026-03-02", "2026-03-09")
    shown = preview(client, here.shift, to_weekday="3")
    save(client, here.shift, shown, to_weekday="3")
    assert planned(here) == ["2026-03-05", "2026-03-12"]


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Say by how many days, or to which weekday: one of the two."),
        ({"by_days": "7", "to_weekday": "3"}, "Say by how many days, or to which weekday: one of the two."),
        ({"by_days": "9999999"}, "Ensure this value is less than or equal to 366."),
    ],
)
def test_a_faulty_move_is_refused(client, here, data, sentence):
    sessions(here, "2026-03-02")
    assert sentence in text(preview(client, here.shift, **data))
    assert planned(here) == ["2026-03-02"]


def test_one_session_moves_alone(client, here):
    sessions(here, "2026-03-02", "2026-03-09", "2026-03-16")
    data = {"start": Session.objects.get(number=2).pk, "alone": "on", "by_days": "2"}
    shown = preview(client, here.shift, **data)
    save(client, here.shift, shown, **data)
    assert planned(here) == ["2026-03-02", "2026-03-11", "2026-03-16"]


def test_alone_needs_to_know_which(client, here):
    sessions(here, "2026-03-02")
    page = text(preview(client, here.shift, alone="on", by_days="2"))
    assert "Choose the session that moves alone." in page


def days_off(here):
    """A holiday on Monday 9 March, and market on Tuesdays where the group lives."""
    OfficeHoliday.objects.create(office=here.office, day=dt.date(2026, 3, 9), name="Heroes' Day")
    MarketDay.objects.create(place=here.place, weekday=1)
    elsewhere = make.PlaceFactory(office=here.office, parent=here.place, level="ADMIN1", code="X", name="Far")
    MarketDay.objects.create(place=elsewhere, weekday=0)


@pytest.mark.parametrize(
    ("if_off", "expected"),
    [
        ("KEEP", ["2026-03-02", "2026-03-09", "2026-03-16"]),
        ("SKIP", ["2026-03-02", "2026-03-16", "2026-03-23"]),
        ("LATER", ["2026-03-02", "2026-03-11", "2026-03-16"]),
    ],
)
def test_a_series_knows_holidays_and_market_days(client, here, if_off, expected):
    days_off(here)
    data = SERIES | {"count": "3", "if_off": if_off}
    shown = preview(client, here.series, **data)
    told = [note for row in shown.context["rows"] for note in row.notes]
    assert told == (["Holiday: Heroes' Day."] if if_off == "KEEP" else [])
    save(client, here.series, shown, **data)
    assert planned(here) == expected


def test_what_moves_onto_a_day_off_is_told_or_goes_on_to_the_next(client, here):
    days_off(here)
    sessions(here, "2026-03-02")
    shown = preview(client, here.shift, by_days="8")
    assert shown.context["rows"][0].notes == ("Market day in Rwanda.",)
    shown = preview(client, here.shift, by_days="7", if_off="LATER")
    assert shown.context["rows"][0].session.planned_on == dt.date(2026, 3, 11)


def test_what_was_called_off_is_made_up_once_and_both_say_so(client, here):
    (session,) = sessions(here, "2026-03-02")
    make_up = reverse("session_make_up", args=[session.pk])
    assert client.get(make_up).status_code == 404, "it may still take place"
    session.topics, session.space, session.status = ["T05"], "COUPLES", "CANCELLED"
    session.save()
    form = client.get(make_up).context["form"]
    assert (form["topics"].value(), form["space"].value()) == (["T05"], "COUPLES")
    client.post(make_up, {"planned_on": "2026-03-20", "minutes": "60", "topics": ["T05"], "space": ""})
    made_up = Session.objects.get(number=2)
    assert (made_up.makes_up_for, made_up.status, made_up.topics) == (session, "PLANNED", ["T05"])
    assert client.get(make_up).url == reverse("session", args=[made_up.pk])
    assert "session 1, called off on 2 March 2026" in text(client.get(reverse("session", args=[made_up.pk])))
    assert "session 2, 20 March 2026" in text(client.get(reverse("session", args=[session.pk])))
    schedule = text(client.get(reverse("sessions_schedule", args=[here.work.pk])))
    assert "makes up for 1" in schedule
    assert "made up by 2" in schedule
    made_up.remove()
    assert client.get(make_up).status_code == 200


def test_a_postponed_session_has_a_reason_and_is_planned_again_by_its_new_day(client, here):
    (session,) = sessions(here, "2026-03-02")
    move = reverse("plan_move", args=["session", session.pk]) + "?to=POSTPONED"
    client.post(move, {"not_held_reason": "MARKET_WORK"})
    session.refresh_from_db()
    assert (session.status, session.not_held_reason) == ("POSTPONED", "MARKET_WORK")
    address = reverse("session_plan", args=[session.pk])
    client.post(address, {"planned_on": "2026-03-02", "minutes": "90"})
    session.refresh_from_db()
    assert session.status == "POSTPONED", "its day is still the old one"
    client.post(address, {"planned_on": "2026-03-12", "minutes": "90"})
    session.refresh_from_db()
    assert (session.status, session.planned_on.isoformat()) == ("PLANNED", "2026-03-12")


def test_one_session_is_planned_anew_cancelled_and_removed(client, here):
    first, second = sessions(here, "2026-03-02", "2026-03-09")
    address = reverse("session_plan", args=[first.pk])
    client.post(address, {"planned_on": "2026-03-03", "minutes": "60", "topics": ["T05"], "space": "COUPLES"})
    first.refresh_from_db()
    assert (first.planned_on.isoformat(), first.topics, first.space) == ("2026-03-03", ["T05"], "COUPLES")
    assert "A session lasts between 1 minute and 24 hours." in text(
        client.post(address, {"planned_on": "2026-03-03", "minutes": "0"})
    )
    move = reverse("plan_move", args=["session", second.pk]) + "?to=CANCELLED"
    client.post(move, {"not_held_reason": "WEATHER_ROAD"})
    second.refresh_from_db()
    assert (second.status, second.not_held_reason) == ("CANCELLED", "WEATHER_ROAD")
    client.post(reverse("plan_remove", args=["session", first.pk]))
    assert not Session.objects.filter(pk=first.pk).exists()
    shown = preview(client, here.series, **SERIES, count="1")
    assert shown.context["rows"][0].session.number == 3


def test_what_was_held_is_not_planned_moved_or_removed_here(client, here):
    session = make.held(here.work, dt.date(2026, 3, 23), number=1)
    assert client.get(reverse("session_plan", args=[session.pk])).status_code == 404
    assert client.post(reverse("plan_remove", args=["session", session.pk])).status_code == 404
    move = reverse("plan_move", args=["session", session.pk])
    assert client.post(move + "?to=DELIVERED").status_code == 404


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def test_the_list_costs_the_same_and_pages_by_key(client, here):
    address = reverse("sessions_schedule", args=[here.work.pk])
    sessions(here, "2026-03-02", "2026-03-09", "2026-03-16")
    few = queries(client, address)
    day = dt.date(2026, 4, 1)
    Session.objects.bulk_create(
        Session(intervention=here.work, number=n, planned_on=day + dt.timedelta(days=n % 60))
        for n in range(10, 200)
    )
    assert queries(client, address) == few
    assert few <= 12
    found, page = [], text(client.get(address))
    while True:
        found += re.findall(r'<th scope="row">(\d+)</th>', page)
        further = re.search(r'href="(\?after=[^"]+)" rel="next"', page)
        if not further:
            break
        page = text(client.get(address + further[1].replace("&amp;", "&")))
    assert len(found) == len(set(found)) == 193
