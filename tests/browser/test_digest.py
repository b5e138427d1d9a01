"""The weekly letter, taken from a real mail server and opened: its links lead in, and one click stops it."""

import pytest
from django.core.management import call_command
from playwright.sync_api import expect

from tests.dashboard.smtp_sink import sink
from tests.factories import flag
from tests.programs import cast

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def letter(page, live_server, settings):
    """The letter of a manager with one new flag, as the page shows it."""
    here = cast.plan()
    flag(here.program, "M1", here.office.today())
    settings.SENDS_MAIL, settings.EMAIL_USE_TLS, settings.ADDRESS = True, False, live_server.url
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    with sink() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        call_command("send_digest")
        (letter,) = server.to(here.manager.email)
    page.set_content(letter.get_body(("html",)).get_content())
    return here


def test_the_letter_leads_to_the_inbox_after_the_log_in(page, letter, log_in):
    expect(page.get_by_text("Men-only work stands alone")).to_be_visible()
    link = page.locator("a[href$='/inbox/']").first.get_attribute("href")
    log_in(page, letter.manager)
    page.goto(link)
    expect(page.get_by_role("heading", name="Inbox")).to_be_visible()


def test_one_click_stops_the_letters_and_one_takes_that_back(page, letter):
    page.goto(page.locator("a[href*='/letters/']").get_attribute("href"))
    page.get_by_role("button", name="Stop these letters").click()
    expect(page.get_by_text("You get no more letters.")).to_be_visible()
    letter.manager.refresh_from_db()
    assert not letter.manager.wants_letters
    page.get_by_role("button", name="Send them again").click()
    expect(page.get_by_text("comes to you by e-mail")).to_be_visible()
    letter.manager.refresh_from_db()
    assert letter.manager.wants_letters
