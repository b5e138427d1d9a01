"""Typing up paper: many sessions of one group in one request, each with its own outcome."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from groups.registers import in_short
from programs.models import Session
from programs.type_up import read_numbers
from tests import factories as make

from .cast import plan

DAY = dt.timedelta(days=1)


@pytest.fixture
def here(db, client):
    here = plan()
    here.today = here.office.today()
    make.register(here.men, 24)
    here.sessions = [due(here, number, 10 - number) for number in (1, 2, 3)]
    here.address = reverse("group_type_up", args=[here.men.pk])
    client.force_login(here.facilitator)
    return here


def due(here, number, days_ago, topics=("T05",)):
    day = here.today - days_ago * DAY
    return make.SessionFactory(intervention=here.work, number=number, planned_on=day, topics=list(topics))


def sent(here, *sessions, **changes):
    """What the page posts: `changes` by session number, such as `_1={"typed": "1-12"}`."""
    data = {"sheet": [session.pk for session in sessions]}
    for session in sessions:
        fields = {
            "version": session.version,
            "held_on": session.planned_on.isoformat(),
            "topics": ["T05"],
            "facilitators": [here.facilitator.facilitating.get().pk],
            "minutes": 90,
            "backlash_check": "NOT_ASKED",
            "typed": "",
        } | changes.get(f"_{session.number}", {})
        data |= {f"s{session.pk}-{name}": value for name, value in fields.items()}
    return data


def marks(here, *numbers):
    return [f"{here.men.pk}:{number}" for number in numbers]


def came(session):
    session.refresh_from_db()
    return [number for _group, number in session.present] if session.held else None


def test_it_shows_what_was_due_and_not_logged_oldest_first(client, here):
    due(here, 4, -1)
    make.held(here.work, here.today - 20 * DAY, number=5)
    page = client.get(here.address)
    assert [sheet.session for sheet in page.context["sheets"]] == here.sessions
    assert [number for number, _cells in page.context["rows"]] == list(range(1, 25))


def test_one_request_saves_every_sheet(client, here):
    one, two, three = here.sessions
    data = sent(
        here, *here.sessions, _1={"typed": "1-12 15"}, _2={"came": marks(here, 3, 4)}, _3={"men": "2"}
    )
    answer = client.post(here.address, data, follow=True)
    assert "3 sessions saved." in answer.text
    assert came(one) == [*range(1, 13), 15]
    assert came(two) == [3, 4]
    assert (came(three), three.men) == ([], 2)
    assert {session.history.count() for session in here.sessions} == {2}
    assert "No sheet is waiting" in answer.text


def test_an_empty_sheet_is_not_saved_and_stays(client, here):
    one, two, three = here.sessions
    client.post(here.address, sent(here, *here.sessions, _2={"came": marks(here, 3)}))
    assert (came(one), came(two), came(three)) == (None, [3], None)
    answer = client.post(here.address, sent(here, one, three))
    assert "Nothing is marked on any sheet, so nothing was saved." in answer.text


def test_each_sheet_has_its_own_outcome_and_what_was_refused_is_kept(client, here):
    one, two, three = here.sessions
    refused = {"came": marks(here, 7, 8), "topics": [""]}
    data = sent(here, *here.sessions, _1={"typed": "1-3 99 x"}, _2={"came": marks(here, 3)}, _3=refused)
    answer = client.post(here.address, data)
    told = {outcome.session.number: outcome for outcome in answer.context["outcomes"]}
    assert [told[n].saved for n in (1, 2, 3)] == [False, True, False]
    assert told[1].sentences == ("“x” is not a number.", "Not on the register: 99.")
    assert told[3].sentences
    assert (came(one), came(two), came(three)) == (None, [3], None)
    kept = {sheet.session.number: sheet for sheet in answer.context["sheets"]}
    assert kept.keys() == {1, 3}
    assert (kept[1].marks, kept[1].typed, kept[3].marks) == ({1, 2, 3}, "1-3 99 x", {7, 8})


def test_the_same_request_twice_saves_once_and_tells(client, here):
    one = here.sessions[0]
    data = sent(here, one, _1={"typed": "1-12"})
    client.post(here.address, data)
    answer = client.post(here.address, data)
    one.refresh_from_db()
    assert one.version == 2
    assert "It is no longer open. You had marked: 1-12." in answer.text


def test_what_somebody_else_saved_meanwhile_is_not_overwritten(client, here):
    one = here.sessions[0]
    data = sent(here, one, _1={"typed": "1-12"})
    Session.objects.filter(pk=one.pk).update(version=5)
    answer = client.post(here.address, data)
    assert "Somebody else has just saved this session." in answer.text
    assert came(one) is None


def test_a_breach_is_saved_and_told(client, here):
    one = here.sessions[0]
    answer = client.post(here.address, sent(here, one, _1={"typed": "1-12", "women": "2"}))
    assert "Women or girls are counted in a space for men and boys." in answer.text
    assert came(one) == list(range(1, 13))


@pytest.mark.parametrize("mark", ["x", "1:x", "1:2:3", f"1:{'9' * 30}", "::", "9:1"])
def test_marks_that_no_page_sends_are_refused_politely(client, here, mark):
    one = here.sessions[0]
    assert client.post(here.address, sent(here, one, _1={"came": [mark]})).status_code == 200
    assert came(one) is None


def test_topics_follow_the_plan_from_sheet_to_sheet(client, here):
    Session.objects.update(topics=[])
    for number, topic in enumerate(("T01", "T06", "T08"), start=20):
        due(here, number, -1, [topic])
    page = client.get(here.address)
    assert [sheet.form["topics"].value() for sheet in page.context["sheets"]] == [["T01"], ["T06"], ["T08"]]


def test_sessions_of_several_groups_with_numbers_are_logged_by_themselves(client, here):
    make.register(here.women, 3, "woman")
    here.work.groups.add(here.women)
    assert client.get(here.address).context["sheets"] == []


def test_a_counted_group_types_counts(client, here):
    type(here.men).objects.filter(pk=here.men.pk).update(head_count_only=True)
    page = client.get(here.address)
    assert page.context["rows"] == []
    assert len(page.context["sheets"]) == 3


def test_the_first_session_makes_the_work_active_once(client, here):
    here.work.status = "PLANNED"
    here.work.save()
    before = here.work.history.count()
    data = sent(here, *here.sessions, _1={"typed": "1"}, _2={"typed": "2"}, _3={"typed": "3"})
    client.post(here.address, data)
    here.work.refresh_from_db()
    assert here.work.status == "ACTIVE"
    assert here.work.history.count() == before + 1


@pytest.mark.parametrize("who", ["stranger", "mel", "viewer", "safeguarding"])
def test_nobody_else_types_here(client, here, who):
    client.force_login(getattr(here, who))
    assert client.get(here.address).status_code == 404
    assert client.post(here.address, sent(here, *here.sessions, _1={"typed": "1"})).status_code == 404


def test_each_sheet_costs_what_one_session_costs(client, here):
    def statements(*sessions):
        data = sent(here, *sessions, **{f"_{session.number}": {"typed": "1-20"} for session in sessions})
        with CaptureQueriesContext(connection) as seen:
            assert client.post(here.address, data).status_code == 302
        return len(seen)

    statements(*here.sessions)
    two = statements(*(due(here, number, 1) for number in (30, 31)))
    eight = statements(*(due(here, number, 1) for number in range(50, 58)))
    assert (eight - two) / 6 <= 12


def test_opening_costs_the_same_for_three_and_ten_sheets(client, here):
    def queries():
        with CaptureQueriesContext(connection) as seen:
            client.get(here.address)
        return len(seen)

    queries()
    few = queries()
    for number in range(10, 17):
        due(here, number, 1)
    assert queries() == few
    assert few <= 14


# ------------------------------------------------------------------ typed ranges

REGISTER = set(range(1, 61))


@pytest.mark.parametrize(
    ("text", "found", "faults"),
    [
        ("1-12 15", {*range(1, 13), 15}, []),
        ("1–3, 7; 9", {1, 2, 3, 7, 9}, []),
        ("", set(), []),
        (" ", set(), []),
        ("5-3", set(), ["5-3 runs backwards."]),
        ("1 2 all", {1, 2}, ["“all” is not a number."]),
        ("60 61 70", {60}, ["Not on the register: 61, 70."]),
        ("3 3 3", {3}, []),
    ],
)
def test_numbers_are_read_as_they_are_typed(text, found, faults):
    assert read_numbers(text, REGISTER) == (found, faults)


@given(st.frozensets(st.integers(1, 60)))
def test_what_is_written_in_short_is_read_back(numbers):
    assert read_numbers(in_short(numbers), REGISTER) == (set(numbers), [])


@given(st.text(max_size=60))
def test_any_text_gives_numbers_of_the_register_or_sentences(text):
    found, faults = read_numbers(text, REGISTER)
    assert found <= REGISTER
    assert all(isinstance(fault, str) for fault in faults)
