"""The frame of every page in a real browser: logging in by the form itself, one's account, the components."""

import pytest
from playwright.sync_api import expect

from tests.factories import OfficeFactory, UserFactory, person
from tests.sound import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PASSWORD = "a goat on the road"


def test_logging_in_and_turning_the_page_round(page):
    user = person("FACILITATOR", OfficeFactory(), email="aline@care.example")
    user.set_password(PASSWORD)
    user.save()
    page.goto("/account/")
    assert_sound(page)
    page.get_by_label("E-mail").fill("Aline@care.example")
    page.get_by_label("Password").fill(PASSWORD)
    page.get_by_role("button", name="Log in").click()
    expect(page.get_by_role("heading", name="Language and password")).to_be_visible()
    assert_sound(page)
    page.get_by_label("Language").select_option("ar")
    page.get_by_role("button", name="Save language").click()
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    assert_sound(page)


def test_the_content_is_one_key_away(page, log_in):
    log_in(page, person("FACILITATOR", OfficeFactory()))
    page.goto("/sessions/")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Skip to the content")).to_be_focused()
    page.keyboard.press("Enter")
    expect(page.locator("main")).to_be_focused()


@pytest.mark.parametrize("width", [360, 1280])
def test_every_component_is_sound(page, log_in, width):
    log_in(page, UserFactory(is_superuser=True))
    page.set_viewport_size({"width": width, "height": 800})
    page.goto("/style/")
    assert_sound(page)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
