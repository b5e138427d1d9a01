"""Typing up paper by keyboard alone."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from programs.models import Session
from tests.factories import GroupFactory, InterventionFactory, SessionFactory, register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def group(facilitator):
    group = GroupFactory(name="Abagabo ba Kirehe")
    register(group, 25)
    work = InterventionFactory(groups=[group], facilitators=facilitator.facilitating.all())
    for number in range(1, 9):
        day = group.office.today() - dt.timedelta(days=20 - number)
        SessionFactory(intervention=work, number=number, planned_on=day, topics=["T05"])
    return group


def came():
    rows = Session.objects.order_by("number").values_list("number", "present")
    return {number: [mark[1] for mark in present] for number, present in rows if present}


def test_eight_sheets_by_keyboard_in_one_request(page, log_in, facilitator, group):
    log_in(page, facilitator)
    page.goto(f"/groups/{group.pk}/type-up/")
    posts = []
    page.on("request", lambda request: posts.append(request.url) if request.method == "POST" else None)
    page.get_by_label("Numbers of session 1,").focus()
    keys = page.keyboard
    for _sheet in range(8):
        keys.type("1-22 25")
        keys.press("Enter")
        keys.press("Tab")
    expect(page.locator(".typed .count")).to_have_text(["23 of 25"] * 8)
    first = page.locator(".boxes input").first
    expect(first).to_be_focused()
    keys.press("0")
    expect(page.locator("[data-spoken]")).to_have_text("1, absent, 22 of 25")
    keys.press("ArrowDown")  # from 2 to 3
    keys.press("ArrowRight")
    keys.press("Space")
    keys.press("0")
    keys.press("1")
    keys.press("Tab")
    expect(page.get_by_label("Women, 1")).to_be_focused()  # the grid is one stop on the way
    keys.press("Control+Enter")
    expect(page.get_by_text("8 sessions saved.")).to_be_visible()
    assert len(posts) == 1
    usual = [*range(1, 23), 25]
    assert came()[1] == usual[1:]
    assert came()[2] == [number for number in usual if number not in (3, 4)]
    assert came()[8] == usual
    print(
        f"\n8 sheets of 25 numbers, two corrected: {8 * (len('1-22 25') + 2) + 8} keys, {len(posts)} request"
    )


def test_what_is_no_number_stays_in_the_field_and_in_the_answer(page, log_in, facilitator, group):
    log_in(page, facilitator)
    page.goto(f"/groups/{group.pk}/type-up/")
    field = page.get_by_label("Numbers of session 1,")
    field.fill("1-3 99")
    field.press("Enter")
    expect(field).to_have_value("99")
    field.press("Control+Enter")
    expect(page.get_by_role("alert")).to_contain_text("Not on the register: 99.")
    expect(page.locator(".typed .count").first).to_have_text("3 of 25")
    assert came() == {}
    page.get_by_label("Numbers of session 1,").fill("")
    page.get_by_role("button", name="Save these sheets").click()
    expect(page.get_by_text("1 session saved.")).to_be_visible()
    assert came() == {1: [1, 2, 3]}


def test_right_to_left_mirrors_the_arrows(page, log_in, facilitator, group):
    facilitator.language = "ar"
    facilitator.save()
    log_in(page, facilitator)
    page.goto(f"/groups/{group.pk}/type-up/")
    boxes = page.locator(".boxes tr").first.locator("input")
    boxes.nth(0).focus()
    page.keyboard.press("ArrowLeft")
    expect(boxes.nth(1)).to_be_focused()


def test_without_scripts(bare, group):
    bare.goto(f"/groups/{group.pk}/type-up/")
    bare.get_by_label("Numbers of session 1,").fill("1-22, 25")
    bare.get_by_label("Numbers of session 2,").fill("3")
    bare.get_by_role("button", name="Save these sheets").click()
    expect(bare.get_by_text("2 sessions saved.")).to_be_visible()
    assert came() == {1: [*range(1, 23), 25], 2: [3]}
