"""Logging a session as it is done in the field: by thumb, by keyboard, without JavaScript, right to left."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from programs.models import Session
from tests.browser.phones import came, number, planned, tap
from tests.factories import (
    held,
)
from tests.sound import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
DAY = dt.timedelta(days=1)


@pytest.fixture
def session(facilitator):
    return planned(facilitator)


def test_by_thumb(thumb, session):
    thumb.goto("/sessions/")
    thumb.get_by_role("link", name="Log", exact=True).tap()
    for which in (1, 2, 3, 7):
        tap(thumb, which)
    tap(thumb, 7)
    expect(thumb.locator(".count")).to_have_text("3 of 24")
    thumb.get_by_label("Women", exact=True).fill("2")
    expect(thumb.locator(".total")).to_have_text("5 people")
    thumb.get_by_role("button", name="Save session").tap()
    expect(thumb.locator(".messages")).to_contain_text("Saved. 5 people.")
    assert came(session) == [1, 2, 3]


def test_every_target_fits_a_thumb_and_the_page_fits_the_phone(thumb, session):
    thumb.goto(f"/sessions/{session.pk}/log/")
    wide = thumb.evaluate("document.documentElement.scrollWidth")
    targets = (
        thumb.locator(".tile, .chip, .count-box, .save button, .marking button").filter(visible=True).all()
    )
    boxes = [target.bounding_box() for target in targets]
    assert wide == 360
    assert len(boxes) > 30
    assert min(min(box["width"], box["height"]) for box in boxes) >= 44


def test_all_asks_before_it_overwrites_marks_made_by_hand(thumb, session):
    thumb.goto(f"/sessions/{session.pk}/log/")
    thumb.get_by_role("button", name="all", exact=True).tap()
    expect(thumb.locator(".count")).to_have_text("24 of 24")
    tap(thumb, 4)
    tap(thumb, 8)
    thumb.get_by_role("button", name="all", exact=True).tap()
    dialog = thumb.get_by_role("dialog")
    expect(dialog).to_contain_text("2 numbers are marked by hand.")
    dialog.get_by_role("button", name="Keep my marks").tap()
    expect(thumb.locator(".count")).to_have_text("22 of 24")
    thumb.get_by_role("button", name="all", exact=True).tap()
    dialog.get_by_role("button", name="Overwrite").tap()
    expect(thumb.locator(".count")).to_have_text("24 of 24")


def test_by_keyboard_alone(page, log_in, facilitator, session):
    log_in(page, facilitator)
    page.goto(f"/sessions/{session.pk}/log/")
    number(page, 1).focus()
    keys = page.keyboard
    keys.press("Space")
    keys.press("ArrowRight")
    keys.press("Space")
    expect(page.locator("[data-spoken]")).to_have_text("2, present, 2 of 24")
    keys.type("17")
    expect(number(page, 17)).to_be_focused()
    keys.press("Space")
    keys.press("End")
    expect(number(page, 24)).to_be_focused()
    keys.press("Home")
    keys.press("ArrowDown")
    expect(page.locator(":focus")).to_have_value(re.compile(":([5-9]|1[0-9]|2[0-3])$"))  # a line down
    keys.press("ArrowUp")
    expect(number(page, 1)).to_be_focused()
    keys.press("Tab")
    expect(page.get_by_label("Women", exact=True)).to_be_focused()
    keys.press("Control+Enter")
    expect(page.locator(".messages")).to_contain_text("Saved. 3 people.")
    assert came(session) == [1, 2, 17]


def test_a_couple_takes_one_tap_for_each_state(thumb, facilitator):
    session = planned(facilitator, 4, "COUPLES", pairs=True)
    thumb.goto(f"/sessions/{session.pk}/log/")
    first = thumb.get_by_role("button", name="Pair 1")
    states = {"both": [1, 2], "only woman": [1], "only man": [2], "neither": []}
    for words, marked in states.items():
        first.tap()
        expect(first).to_have_text(words)
        checked = thumb.locator("[name=came]:checked")
        assert checked.evaluate_all("all => all.map(box => +box.value.split(':')[1])") == marked
    first.press("Backspace")
    thumb.get_by_role("button", name="Pair 2").tap()
    expect(first).to_have_accessible_name("Pair 1: only man")
    expect(thumb.locator("[data-spoken]")).to_have_text("Pair 2: both, 3 of 4")
    thumb.get_by_role("button", name="Save session").tap()
    expect(thumb.locator(".messages")).to_contain_text("Saved. 3 people.")
    assert came(session) == [2, 3, 4]


def test_cautions_come_and_go_as_one_taps_and_one_request_saves(thumb, facilitator):
    session = planned(facilitator)
    for before in range(1, 4):
        held(session.intervention, session.planned_on - before * DAY, number=90 + before, women=22)
    thumb.goto(f"/sessions/{session.pk}/log/")
    posts = []
    thumb.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    breach = thumb.get_by_text("Men or boys are counted in a space for women and girls.")
    early = thumb.locator("[data-caution=R8] p")
    few = thumb.get_by_text("Fewer than usual: 22 people came most times.")
    for caution in (breach, early, few):
        expect(caution).to_be_hidden()
    tap(thumb, 1)
    expect(few).to_be_visible()
    thumb.get_by_role("button", name="all", exact=True).tap()
    expect(few).to_be_hidden()
    thumb.get_by_label("Men", exact=True).fill("1")
    expect(breach).to_be_visible()
    thumb.get_by_text("Other…").tap()
    thumb.locator(".chip", has_text="Domestic and intimate partner violence").tap()
    expect(early).to_be_visible()
    expect(early).to_contain_text("Domestic and intimate partner violence")
    thumb.locator(".chip", has_text="Domestic and intimate partner violence").tap()
    expect(early).to_be_hidden()
    thumb.get_by_role("button", name="Save session").tap()
    expect(thumb.locator(".messages")).to_contain_text("Saved. 25 people.")
    assert len(posts) == 1


def test_a_few_letters_find_a_topic(thumb, session):
    """Three dozen are five screens of a phone; accents, capitals and Enter make no difference."""
    thumb.goto(f"/sessions/{session.pk}/log/")
    thumb.get_by_text("Other…").tap()
    chips = thumb.locator("#field-topics .others label.chip").filter(visible=True)
    find = thumb.get_by_label("Find a topic")
    expect(find).to_be_visible()
    all_of_them = chips.count()
    assert all_of_them > 30
    find.fill("ÁLCO")
    expect(chips).to_have_text(["Alcohol and drugs"])
    expect(thumb.get_by_role("status").filter(has_text="1 found")).to_be_visible()
    expect(thumb.locator("#field-topics .others [role=group]").filter(visible=True)).to_have_count(1)
    find.press("Enter")
    chips.tap()
    find.fill("money")
    expect(chips).to_have_count(2)  # the one that is chosen stays in sight
    assert_sound(thumb)
    find.fill("")
    expect(chips).to_have_count(all_of_them)
    tap(thumb, 3)
    thumb.get_by_role("button", name="Save session").tap()
    expect(thumb.get_by_role("heading", name="My sessions")).to_be_visible()
    session.refresh_from_db()
    assert session.topics == ["T11", "T16"]


def test_without_scripts_the_topics_stand_under_their_levels(bare, session):
    bare.goto(f"/sessions/{session.pk}/log/")
    bare.get_by_text("Other…").click()
    for level in ("Entry point", "Intermediate", "Sensitive"):
        expect(bare.get_by_role("group", name=level)).to_be_visible()
    expect(bare.locator("[type=search]")).to_be_hidden()


def test_without_scripts(bare, facilitator, session):
    bare.goto(f"/sessions/{session.pk}/log/")
    number(bare, 3).check()
    number(bare, 9).check()
    bare.get_by_text("Other…").click()
    bare.get_by_label("Fatherhood, caring for children").check()
    bare.get_by_role("button", name="Save session").click()
    expect(bare.locator(".messages")).to_contain_text("Saved. 2 people.")
    assert came(session) == [3, 9]
    assert sorted(session.topics) == ["T07", "T11"]


def test_a_sensitive_topic_reminds_of_the_limits_of_confidentiality(thumb, facilitator):
    session = planned(facilitator, topics=["T11", "T24"])
    thumb.goto(f"/sessions/{session.pk}/log/")
    reminder = thumb.get_by_text("A sensitive topic: say first")
    expect(reminder).to_be_visible()
    thumb.locator(".chip", has_text="intimate partner violence").tap()
    expect(reminder).to_be_hidden()


def test_a_mistake_keeps_everything_and_is_read_first(thumb, session):
    thumb.goto(f"/sessions/{session.pk}/log/")
    tap(thumb, 5)
    thumb.locator(".chip", has_text="Decision-making").tap()
    thumb.get_by_role("button", name="Save session").tap()
    expect(thumb.get_by_role("alert")).to_be_focused()
    expect(thumb.get_by_role("alert")).to_contain_text("Choose at least one topic")
    expect(number(thumb, 5)).to_be_checked()


def test_a_new_day_is_asked_for_only_when_there_is_one(thumb, session):
    thumb.goto(f"/sessions/{session.pk}/did-not-happen/")
    day = thumb.get_by_label("New day")
    expect(day).to_be_hidden()
    thumb.locator(".chip", has_text="Weather or road").tap()
    thumb.locator(".chip", has_text="On another day").tap()
    expect(day).to_be_visible()
    thumb.locator(".chip", has_text="Not yet known").tap()
    thumb.get_by_role("button", name="Save").tap()
    expect(thumb.locator(".messages")).to_contain_text("Noted.")
    session.refresh_from_db()
    assert (session.status, session.not_held_reason) == ("POSTPONED", "WEATHER_ROAD")


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_stands_in_anybodys_way(page, log_in, facilitator, session, language, width):
    """axe finds nothing, in either direction, wide or narrow; nothing scrolls sideways."""
    facilitator.language = language
    facilitator.save()
    log_in(page, facilitator)
    page.set_viewport_size({"width": width, "height": 800})
    for path in ("", f"{session.pk}/log/", f"{session.pk}/", f"{session.pk}/did-not-happen/"):
        page.goto(f"/sessions/{path}")
        assert_sound(page)


def test_right_to_left_mirrors_the_page_and_the_arrows(page, log_in, facilitator, session):
    facilitator.language = "ar"
    facilitator.save()
    log_in(page, facilitator)
    page.goto(f"/sessions/{session.pk}/log/")
    boxes = page.locator("[name=came]")
    one, two = boxes.nth(0), boxes.nth(1)
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert two.bounding_box()["x"] < one.bounding_box()["x"]
    one.focus()
    page.keyboard.press("ArrowLeft")
    expect(two).to_be_focused()


def test_the_menu_opens_and_closes_on_a_phone(thumb, session):
    thumb.goto("/sessions/")
    menu = thumb.get_by_role("navigation", name="Main, as a menu")
    expect(menu).to_be_hidden()
    thumb.get_by_text("Menu", exact=True).tap()
    expect(menu.get_by_role("link", name="My sessions")).to_be_visible()
    thumb.keyboard.press("Escape")
    expect(menu).to_be_hidden()
    assert Session.objects.count() == 1


def test_logging_out_ends_at_the_log_in_page(thumb, session):
    thumb.goto("/sessions/")
    thumb.get_by_text("Menu", exact=True).tap()
    thumb.get_by_role("button", name="Log out").tap()
    expect(thumb.get_by_role("heading", name="Log in")).to_be_visible()
