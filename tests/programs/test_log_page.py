"""The page that logs a session, without a browser: what it shows, keeps, warns of and refuses."""

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
    SessionFactory,
    held,
    person,
    register,
)

pytestmark = pytest.mark.django_db
DAY = dt.timedelta(days=1)


@pytest.fixture
def facilitator(client):
    user = person("FACILITATOR", OfficeFactory())
    client.force_login(user)
    return user


@pytest.fixture
def group():
    group = GroupFactory(space="WOMEN", name="Umoja savings circle")
    register(group, 24, "woman")
    return group


@pytest.fixture
def session(group, facilitator):
    """Planned for today, of 24 women."""
    intervention = InterventionFactory(
        space="WOMEN", groups=[group], facilitators=facilitator.facilitating.all()
    )
    return SessionFactory(
        intervention=intervention, planned_on=group.office.today(), number=1, topics=["T11"]
    )


def address(session):
    return reverse("log_session", args=[session.pk])


def said(session, numbers=(1, 2, 3), **changes):
    group = session.intervention.groups.first()
    return {
        "version": session.version,
        "held_on": session.planned_on.isoformat(),
        "topics": ["T11"],
        "came": [f"{group.pk}:{number}" for number in numbers],
        "facilitators": list(Facilitator.objects.values_list("pk", flat=True)),
        "backlash_check": "NONE",
        "minutes": 90,
    } | changes


def test_it_shows_every_number_and_the_planned_topic(client, session):
    page = client.get(address(session))
    (grid,) = page.context["grids"]
    assert [tile.number for block in grid.blocks for tile in block.tiles] == list(range(1, 25))
    assert [(chip.value, chip.chosen) for chip in page.context["near"]] == [("T11", True)]
    assert sum(len(chips) for _level, chips in page.context["far"]) == 35


def test_who_led_last_time_is_marked(client, session, facilitator):
    other = person("FACILITATOR", session.intervention.program.office).facilitating.get()
    held(session.intervention, session.planned_on - DAY, number=9, facilitators=[other.pk])
    page = client.get(address(session))
    chips = page.context["people"]
    assert {chip.value: chip.chosen for chip in chips} == {
        other.pk: True,
        facilitator.facilitating.get().pk: False,
    }


def test_saving_says_how_many_and_until_when(client, session):
    answer = client.post(address(session), said(session, checklist=["safe_space_set"]), follow=True)
    session.refresh_from_db()
    until = (timezone.now() + 7 * DAY).strftime("%-d %B")
    assert f"Saved. 3 people. You can correct it until {until}." in answer.text
    assert answer.redirect_chain == [(reverse("my_sessions"), 302)]
    assert (session.status, session.women, session.minutes) == ("DELIVERED", 3, 90)
    assert (session.topics, session.backlash_check) == (["T11"], "NONE")
    assert session.checklist == {"safe_space_set": True}


def test_others_in_the_room_are_counted(client, session):
    client.post(address(session), said(session, women="2", girls="3", another_or_unstated="1"))
    session.refresh_from_db()
    assert (session.women, session.girls, session.another_or_unstated) == (5, 3, 1)


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        pytest.param({"came": [], "girls": "0"}, "Nobody is marked as present.", id="nobody"),
        pytest.param({"topics": []}, "Choose at least one topic", id="no topic"),
        pytest.param({"topics": ["T99"]}, "T99 is not one of the available choices", id="no such topic"),
        pytest.param({"facilitators": []}, "Mark who facilitated.", id="nobody led"),
        pytest.param({"held_on": "2999-01-01"}, "This day is still to come.", id="future"),
        pytest.param({"held_on": "1999-01-01"}, "more than ten years ago", id="long past"),
        pytest.param({"held_on": "yesterday"}, "Enter a valid date.", id="no date"),
        pytest.param({"minutes": "0"}, "greater than or equal to 1", id="no time at all"),
        pytest.param({"came": ["1:2:3"]}, "A number could not be read.", id="three parts"),
        pytest.param({"came": ["x"]}, "A number could not be read.", id="no number"),
        pytest.param({"came": ["9:1"]}, "Not on the register on that day: 1.", id="another group"),
        pytest.param({"women": "-1"}, "greater than or equal to 0", id="fewer than none"),
        pytest.param({"women": "9" * 20}, "less than or equal to 5000", id="too many"),
        pytest.param({"version": "x"}, "Enter a whole number.", id="no version"),
    ],
)
def test_what_is_refused_is_said_and_the_rest_is_kept(client, session, changes, sentence):
    answer = client.post(address(session), said(session, (4, 5), girls="7") | changes)
    assert answer.status_code == 200
    assert sentence in answer.text
    assert f'name="girls" value="{changes.get("girls", 7)}"' in answer.text
    session.refresh_from_db()
    assert session.status == "PLANNED"
    if "came" not in changes:
        assert answer.context["grids"][0].came == 2


def test_a_number_that_joined_later_was_not_there(client, session, group):
    today = session.planned_on
    group.members.filter(number=5).update(joined_on=today)
    answer = client.post(address(session), said(session, (4, 5), held_on=(today - DAY).isoformat()))
    assert "Not on the register on that day: 5." in answer.text


def test_men_in_a_womens_space_ask_for_a_second_look_and_can_be_saved(client, session):
    data = said(session, men="2")
    asked = client.post(address(session), data)
    assert "Men or boys are counted in a space for women and girls." in asked.text
    assert asked.context["grids"][0].came == 3
    client.post(address(session), data | {"anyway": "yes"})
    session.refresh_from_db()
    assert (session.status, session.men) == ("DELIVERED", 2)


def test_two_versions_stand_side_by_side(client, session):
    mine = said(session, (7, 8))
    client.post(address(session), said(session, (1, 2, 3)))
    answer = client.post(address(session), mine)
    session.refresh_from_db()
    assert "Somebody else saved this session" in answer.text
    assert (answer.context["theirs"].attendance, answer.context["grids"][0].came) == (3, 2)
    assert session.women == 3, "theirs stands until I choose"
    client.post(address(session), mine | {"version": session.version})
    session.refresh_from_db()
    assert session.women == 2


def test_an_error_does_not_hide_that_somebody_else_saved(client, session):
    mine = said(session, (7, 8))
    client.post(address(session), said(session))
    answer = client.post(address(session), mine | {"minutes": ""})
    assert 'name="version" value="1"' in answer.text


def test_a_correction_starts_from_what_was_saved_and_its_register(client, session, group):
    client.post(address(session), said(session, (1, 2), who_spoke="BALANCED"))
    register(group, 1, "woman", start=25)
    group.members.filter(number=24).update(left_on=session.planned_on - 5 * DAY)
    page = client.get(address(session))
    numbers = [tile.number for block in page.context["grids"][0].blocks for tile in block.tiles]
    assert (numbers[-1], page.context["grids"][0].came) == (24, 2)
    session.refresh_from_db()
    client.post(address(session), said(session, (1, 24)))
    session.refresh_from_db()
    assert session.present == [[group.pk, 1], [group.pk, 24]]


@pytest.mark.parametrize(("kind", "status"), [("FACILITATOR", 302), ("MANAGER", 200)])
def test_after_seven_days_only_a_manager_corrects(client, session, kind, status):
    client.post(address(session), said(session))
    Session.objects.update(logged_at=timezone.now() - 8 * DAY)
    if kind == "MANAGER":
        client.force_login(person(kind, session.intervention.program.office))
    answer = client.get(address(session))
    assert answer.status_code == status


def test_an_imported_session_is_corrected_by_its_counts(client, session):
    client.force_login(person("MANAGER", session.intervention.program.office))
    imported = held(session.intervention, session.planned_on - DAY, number=2, women=18)
    page = client.get(address(imported))
    assert page.context["grids"] == []
    assert 'name="women" value="18"' in page.text


def test_a_counted_group_shows_no_numbers(client, session, group):
    type(group).objects.update(head_count_only=True)
    assert client.get(address(session)).context["grids"] == []


@pytest.mark.parametrize(("columns", "shown"), [("TWO", False), ("COMBINED", True), ("OPEN", True)])
def test_columns_are_those_of_the_office(client, session, columns, shown):
    type(session.intervention.program.office).objects.update(gender_columns=columns)
    assert ('name="another_or_unstated"' in client.get(address(session)).text) is shown


def test_a_couple_stands_together(client, facilitator):
    group = GroupFactory(space="COUPLES")
    register(group, 4, pairs=True)
    session = SessionFactory(
        intervention=InterventionFactory(
            space="COUPLES", groups=[group], facilitators=facilitator.facilitating.all()
        )
    )
    (grid,) = client.get(address(session)).context["grids"]
    assert [(block.pair, [tile.number for tile in block.tiles]) for block in grid.blocks] == [
        (1, [1, 2]),
        (2, [3, 4]),
    ]


def test_each_group_has_its_own_grid(client, session):
    men = GroupFactory(name="Abagabo")
    register(men, 3)
    session.intervention.groups.add(men)
    assert [grid.name for grid in client.get(address(session)).context["grids"]] == [
        "Umoja savings circle",
        "Abagabo",
    ]


def test_a_raised_topic_is_marked_as_sensitive(client, session):
    office = session.intervention.program.office
    office.topic_levels.create(topic_id="T11", level="SENSITIVE")
    assert client.get(address(session)).context["near"][0].sensitive


@pytest.mark.parametrize("page", ["log_session", "session_not_held", "session"])
def test_a_stranger_finds_nothing(client, session, page):
    client.force_login(person("MANAGER", OfficeFactory(iso2="BI", name="CARE Burundi")))
    assert client.get(reverse(page, args=[session.pk])).status_code == 404


def test_a_colleague_reads_but_does_not_log(client, session):
    client.force_login(person("MEL", session.intervention.program.office))
    assert client.get(reverse("session", args=[session.pk])).status_code == 200
    assert client.get(address(session)).status_code == 404
    assert client.post(address(session), said(session)).status_code == 404


def test_a_twenty_digit_session_does_not_exist(client, facilitator):
    assert client.get(f"/sessions/{'9' * 20}/log/").status_code == 404


def test_a_cancelled_session_sends_to_its_page(client, session):
    Session.objects.update(status="CANCELLED")
    answer = client.get(address(session))
    assert answer.url == reverse("session", args=[session.pk])


@pytest.mark.parametrize(
    ("when", "status"), [("day", "PLANNED"), ("unknown", "POSTPONED"), ("never", "CANCELLED")]
)
def test_what_did_not_happen_gets_a_reason_and_a_way_on(client, session, when, status):
    day = session.planned_on + 3 * DAY
    data = {"reason": "WEATHER_ROAD", "when": when, "day": day.isoformat()}
    answer = client.post(reverse("session_not_held", args=[session.pk]), data)
    session.refresh_from_db()
    assert answer.url == reverse("my_sessions")
    assert (session.status, session.not_held_reason) == (status, "WEATHER_ROAD")
    assert session.planned_on == (day if when == "day" else day - 3 * DAY)


@pytest.mark.parametrize(
    ("data", "sentence"),
    [
        ({}, "Choose a reason from the list."),
        ({"reason": "WEATHER_ROAD"}, "Say when it will take place instead"),
        ({"reason": "WEATHER_ROAD", "when": "day"}, "Choose the new day"),
        ({"reason": "WEATHER_ROAD", "when": "day", "day": "2020-01-01"}, "This day is past."),
        ({"reason": "WEATHER_ROAD", "when": "day", "day": "2999-01-01"}, "more than three years ahead"),
        ({"reason": "AFRAID OF HER HUSBAND", "when": "never"}, "not one of the available choices"),
    ],
)
def test_what_did_not_happen_says_what_is_missing(client, session, data, sentence):
    answer = client.post(reverse("session_not_held", args=[session.pk]), data)
    session.refresh_from_db()
    assert sentence in answer.text
    assert session.status == "PLANNED"


def test_the_session_page_tells_who_changed_what(client, session, facilitator):
    client.post(address(session), said(session, (1, 2)))
    session.refresh_from_db()
    client.post(address(session), said(session, (1, 2, 3)))
    page = client.get(reverse("session", args=[session.pk]))
    newest = page.context["changes"][0]
    assert (newest.by, newest.fields) == (facilitator.name, (("women", 2, 3),))


def test_how_many_came_is_not_for_who_does_not_log(client, session):
    client.post(address(session), said(session, (1, 2)))
    client.force_login(person("MEL", session.intervention.program.office))
    page = client.get(reverse("session", args=[session.pk])).text
    assert "for those who lead or manage it" in page
    assert "<dt>Women</dt>" not in page


def test_who_led_it_still_sees_the_counts_when_they_are_locked(client, session):
    client.post(address(session), said(session, (1, 2)))
    Session.objects.update(logged_at=timezone.now() - 8 * DAY)
    page = client.get(reverse("session", args=[session.pk]))
    assert (page.context["leads"], page.context["may_log"]) == (True, False)
    assert "<dt>Women</dt><dd>2</dd>" in page.text


def test_what_was_called_off_by_mistake_comes_back(client, session):
    data = {"reason": "OTHER", "when": "never"}
    page = client.post(reverse("session_not_held", args=[session.pk]), data, follow=True)
    note = re.search(r'name="note" value="([^"]+)"', page.text).group(1)
    client.post(reverse("undo"), {"note": note})
    session.refresh_from_db()
    assert (session.status, session.not_held_reason) == ("PLANNED", "")


def test_only_the_likely_topics_stand_outside_the_list_of_all(client, session):
    for number in range(2, 12):
        SessionFactory(intervention=session.intervention, number=number, topics=[f"T{number:02}"])
    page = client.get(address(session))
    assert [chip.value for chip in page.context["near"]] == ["T11", "T02", "T03", "T04", "T05", "T06"]
    heading, chips = page.context["far"][0]
    assert (heading, [chip.value for chip in chips]) == ("Also in this plan", ["T07", "T08", "T09", "T10"])
