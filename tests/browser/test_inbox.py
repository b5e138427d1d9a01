"""The inbox by keyboard alone: move, acknowledge, hand over, set aside, take back."""

import datetime as dt

import pytest
from playwright.sync_api import expect

from programs.auditing import reaudit
from programs.models import Flag
from tests.programs import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def here(page, live_server, log_in):
    here = cast.plan()
    cast.make.InterventionFactory(program=here.program, code="M2", title="Fathers at home")
    reaudit([here.program.pk])
    log_in(page, here.manager)
    page.goto("/inbox/")
    return here


def test_the_inbox_by_keyboard_only(page, here):
    rows = page.locator("[data-row]")
    count = rows.count()
    page.keyboard.press("j")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("j")
    expect(rows.nth(1)).to_be_focused()
    page.keyboard.press("k")
    expect(rows.nth(0)).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(rows.nth(0)).to_be_focused()

    page.keyboard.press("a")
    expect(page.locator(".notice")).to_contain_text("Acknowledged")
    expect(rows).to_have_count(count - 1)
    expect(rows.nth(0)).to_be_focused()
    first, second = Flag.objects.filter(program=here.program, rule="R1").order_by("pk")
    assert [first.status, second.status] == ["ACKNOWLEDGED", "OPEN"]

    page.keyboard.press("u")
    expect(rows).to_have_count(count)
    expect(rows.nth(0)).to_be_focused()
    first.refresh_from_db()
    assert first.status == "OPEN"

    page.keyboard.press("d")
    expect(page.get_by_label("why it is set aside")).to_be_focused()
    page.keyboard.type("The savings circle starts in the dry season.")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("Set aside")
    expect(page).to_have_url(f"{page.url.partition('/inbox/')[0]}/inbox/")
    expect(rows.nth(0)).to_be_focused()
    first.refresh_from_db()
    assert first.status == "DISMISSED"
    assert first.dismissed_until == here.office.today() + dt.timedelta(days=30)

    page.keyboard.press("s")
    expect(page.get_by_label("who does it")).to_be_focused()
    page.keyboard.type(here.facilitator.name)
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator(".notice")).to_contain_text("Handed")
    second.refresh_from_db()
    assert second.assigned_to == here.facilitator
    expect(page.locator("[data-row]").first).to_be_focused()


def test_keys_are_left_alone_where_people_write(page, here):
    page.keyboard.press("j")
    expect(page.locator("[data-row]").first).to_be_focused()
    page.keyboard.press("d")
    box = page.get_by_label("why it is set aside")
    box.press_sequentially("sad dads")
    expect(box).to_have_value("sad dads")


def test_without_a_script_every_decision_is_a_form_or_a_link(browser, live_server, here, log_in):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    plain = context.new_page()
    log_in(plain, here.manager)
    plain.goto("/inbox/")
    plain.get_by_role("button", name="Acknowledge").first.click()
    expect(plain.locator(".notice")).to_contain_text("Acknowledged")
    plain.get_by_role("button", name="Undo").click()
    expect(plain.locator(".notice")).to_contain_text("as it was before")
    context.close()
