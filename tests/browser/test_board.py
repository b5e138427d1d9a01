"""The board and the guide in a real browser: on a phone, at a desk, without JavaScript, and going back."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone
from playwright.sync_api import expect

from care_engage.accounts.models import today_for
from programs.models import Flag, Verdict
from tests.factories import InterventionFactory, OfficeFactory, ProgramFactory, person
from tests.sound import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SIZES = [{"width": 390, "height": 844}, {"width": 1280, "height": 900}]


@pytest.fixture
def manager():
    """A manager with a flagged program, a clean one, and one never checked."""
    office = OfficeFactory()
    user = person("MANAGER", office, name="Alice Uwase")
    today = today_for(user)
    span = {"starts_on": today - dt.timedelta(days=90), "ends_on": today + dt.timedelta(days=60)}
    flagged = ProgramFactory(office=office, name="Fathers for Nutrition", manager=user)
    InterventionFactory(program=flagged, code="M1", **span)
    Flag.objects.create(
        program=flagged,
        rule="R1",
        subject="M1",
        severity="CRITICAL",
        first_seen_on=today - dt.timedelta(days=61),
        opened_on=today - dt.timedelta(days=61),
        last_seen_on=today,
    )
    clean = ProgramFactory(office=office, name="Girls Lead, Boys Ally", manager=user)
    InterventionFactory(program=clean, space="GIRLS", element="ALLIANCES", **span)
    common = {"audited_at": timezone.now(), "audited_on": today}
    Verdict.objects.create(program=clean, **common)
    Verdict.objects.create(
        program=flagged,
        rank=5,
        critical=1,
        men_only=1,
        oldest_flag_on=today - dt.timedelta(days=61),
        **common,
    )
    ProgramFactory(office=office, name="Tea Estates Dialogue")
    return user


def rows(page):
    return page.locator(".board tbody tr")


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
def test_the_board_is_accessible_and_fits_the_screen(page, log_in, manager, size):
    log_in(page, manager)
    page.set_viewport_size(size)
    page.goto(reverse("board"))
    expect(rows(page)).to_have_count(3)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert_sound(page)


@pytest.mark.parametrize("size", SIZES, ids=["phone", "desk"])
@pytest.mark.parametrize(
    "address",
    [
        "/guide/",
        "/guide/rules/men_stand_alone/",
        "/guide/rules/out_of_balance/",
        "/guide/elements/ALLIANCES/",
        "/guide/sources/",
    ],
)
def test_the_guide_is_accessible_and_fits_the_screen(page, log_in, manager, address, size):
    log_in(page, manager)
    page.set_viewport_size(size)
    page.goto(address)
    assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]
    assert_sound(page)


def test_filters_change_the_list_and_the_address_without_a_reload(page, log_in, manager):
    log_in(page, manager)
    page.goto(reverse("board"))
    page.evaluate("window.sameDocument = true")
    page.get_by_label("Flag", exact=True).select_option("R1")
    expect(rows(page)).to_have_count(1)
    expect(page).to_have_url(re.compile(r"/synchronization/\?rule=R1$"))
    expect(page.locator("#board-said[role=status]")).to_have_text("1 program found")
    page.get_by_label("Search").fill("nobody")
    expect(page.get_by_text("No program fits these filters.")).to_be_visible()
    expect(page).to_have_url(re.compile(r"q=nobody"))
    assert page.evaluate("window.sameDocument") is True


def test_back_brings_the_list_and_the_filters_back(page, log_in, manager):
    log_in(page, manager)
    page.goto(reverse("board"))
    page.get_by_label("Element").select_option("ALLIANCES")
    expect(rows(page)).to_have_count(1)
    page.get_by_label("Only with flags").check()
    expect(page.get_by_text("No program fits these filters.")).to_be_visible()
    page.go_back()
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("Element")).to_have_value("ALLIANCES")
    expect(page.get_by_label("Only with flags")).not_to_be_checked()
    page.go_back()
    expect(rows(page)).to_have_count(3)
    expect(page.get_by_label("Element")).to_have_value("")


def test_an_address_with_filters_opens_filtered_and_can_be_cleared(page, log_in, manager):
    log_in(page, manager)
    page.goto(f"{reverse('board')}?q=tea")
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("Search")).to_have_value("tea")
    page.get_by_role("link", name="Clear filters").first.click()
    expect(rows(page)).to_have_count(3)
    expect(page).to_have_url(re.compile(r"/synchronization/$"))


def test_filters_work_without_javascript(browser, live_server, log_in, manager):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page, manager)
    page.goto(reverse("board"))
    page.get_by_label("Only with flags").check()
    page.get_by_role("button", name="Show").click()
    expect(rows(page)).to_have_count(1)
    expect(page.get_by_label("Only with flags")).to_be_checked()
    context.close()


def test_the_worst_program_leads_to_its_sequence(page, log_in, manager):
    log_in(page, manager)
    page.goto(reverse("board"))
    first = rows(page).first
    expect(first).to_contain_text("Fathers for Nutrition")
    expect(first).to_contain_text("1 critical")
    expect(first).to_contain_text("61 days")
    expect(first).to_contain_text("0 of 1 men-only interventions linked and delivered")
    expect(first.get_by_role("link")).to_have_attribute("href", re.compile("^/programs/"))


def test_the_board_prints_without_its_filters(page, log_in, manager):
    log_in(page, manager)
    page.goto(reverse("board"))
    page.emulate_media(media="print")
    expect(page.get_by_label("Search")).to_be_hidden()
    expect(rows(page).first).to_be_visible()
