"""Planning in a real browser: from nothing to linked work, by keyboard, on a phone, without JavaScript."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from groups.models import Group
from programs.models import Intervention, Program, Session, SyncLink
from tests import factories as make
from tests.sound import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 390, "height": 844}


@pytest.fixture
def office():
    office = make.OfficeFactory()
    make.PlaceFactory(office=office)
    return office


@pytest.fixture
def manager(office):
    return make.person("MANAGER", office, name="Alice Uwase")


def say(page, label, text):
    """Type into the field of this label."""
    page.get_by_label(label).first.focus()
    page.keyboard.type(text)


def on(page, label, day):
    """Type a date as the browser of these tests asks for it: month, day, year."""
    say(page, label, f"{day:%m%d%Y}")


def choose(page, label, words):
    """Choose from a list by typing the beginning of what it says."""
    say(page, label, words)


def tick(page, label):
    page.get_by_label(label, exact=True).focus()
    page.keyboard.press("Space")


def press(page, name):
    """Press a button or follow a link with the Enter key."""
    control = page.get_by_role("button", name=name).or_(page.get_by_role("link", name=name)).first
    control.focus()
    with page.expect_navigation():
        page.keyboard.press("Enter")


def make_program(page, start):
    page.goto(reverse("programs"))
    assert_sound(page)
    press(page, "New program")
    say(page, "Name", "Kirehe Together")
    say(page, "Code", "KT")
    choose(page, "Place", "Rwanda")
    on(page, "Starts on", start)
    assert_sound(page)
    press(page, "Save program")
    expect(page.get_by_role("heading", level=1)).to_have_text("Kirehe Together")
    assert_sound(page)


def make_group(page, name, code, kind, space, numbers):
    page.goto(reverse("groups"))
    press(page, "New group")
    say(page, "Name", name)
    say(page, "Code", code)
    choose(page, "Kind", kind)
    choose(page, "Space", space)
    choose(page, "Place", "Rwanda")
    tick(page, "Adults agreed to take part")
    assert_sound(page)
    press(page, "Save group")
    press(page, "Mark as: Active")
    press(page, "Add numbers")
    say(page, "Numbers to add", numbers)
    press(page, "Preview")
    expect(page.get_by_text("25 numbers, not saved yet")).to_be_visible()
    assert_sound(page)
    press(page, "Save 25 numbers")
    assert_sound(page)


def make_intervention(page, title, code, element, space, group, start, *, checked):
    page.goto(reverse("program_plan", args=[Program.objects.get().pk]))
    press(page, "New intervention")
    say(page, "Title", title)
    say(page, "Code", code)
    choose(page, "Element", element)
    choose(page, "Space", space)
    tick(page, group)
    on(page, "Planned start", start)
    if checked:
        say(page, "Curriculum", "Journeys")
        page.keyboard.press("Tab")
        expect(page.locator("#outlook")).to_contain_text("If you save this, the rules will say")
        expect(page.locator("#outlook")).to_contain_text("R1")
    assert_sound(page)
    press(page, "Save intervention")
    press(page, "Mark as: Planned")
    press(page, "Yes, planned")
    expect(page.get_by_text("is now: Planned")).to_be_visible()
    assert_sound(page)


def plan_series(page, first):
    page.goto(reverse("sessions_schedule", args=[Intervention.objects.get(code="M1").pk]))
    press(page, "Plan a series")
    page.get_by_label("First session on").fill(first.isoformat())
    say(page, "Number of sessions", "4")
    say(page, "Topics in order", "T01\nT06")
    assert_sound(page)
    press(page, "Preview")
    expect(page.get_by_text("4 sessions, not saved yet")).to_be_visible()
    assert_sound(page)
    press(page, "Save 4 sessions")
    assert_sound(page)


def link_both(page):
    page.goto(reverse("program_plan", args=[Program.objects.get().pk]))
    press(page, "New link")
    choose(page, "This work", "Man box")
    choose(page, "Linked with", "Power")
    choose(page, "Kind", "Similar")
    say(page, "Why these two belong together", "The same households, the same months.")
    assert_sound(page)
    press(page, "Save link")
    press(page, "Mark as: Agreed")
    say(page, "Colleague on the first side", "A. Uwase")
    say(page, "Colleague on the second side", "J. Habimana")
    assert_sound(page)
    press(page, "Yes, agreed")


@pytest.mark.parametrize("size", [PHONE, {"width": 1280, "height": 900}], ids=["phone", "desk"])
def test_a_plan_is_made_from_nothing_with_the_keyboard_alone(page, log_in, office, manager, size):
    page.set_viewport_size(size)
    log_in(page, manager)
    start = office.today() + dt.timedelta(days=7)
    make_program(page, start)
    make_group(page, "Umoja", "U", "Women", "Women", "1-25, women")
    make_group(page, "Abagabo", "A", "Men's", "Men", "1-25, men")
    women = {"element": "Women", "space": "Women", "group": "Umoja"}
    make_intervention(page, "Power in my home", "W1", start=start, checked=False, **women)
    men = {"element": "Consc", "space": "Men", "group": "Abagabo"}
    make_intervention(page, "Man box dialogues", "M1", start=start, checked=True, **men)
    plan_series(page, start)
    link_both(page)
    expect(page.get_by_text("is now: Agreed")).to_be_visible()
    assert Group.objects.get(code="U").members.filter(column="woman").count() == 25
    assert Session.objects.filter(intervention__code="M1").count() == 4
    assert SyncLink.objects.get().status == "AGREED"


def test_checking_removing_and_undoing_work_without_javascript(browser, live_server, log_in, office, manager):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False, viewport=PHONE)
    page = context.new_page()
    log_in(page, manager)
    program = make.ProgramFactory(office=office)
    today = office.today()
    work = make.InterventionFactory(program=program, code="W1", space="WOMEN", starts_on=today, ends_on=None)
    page.goto(reverse("intervention_edit", args=[work.pk]))
    page.get_by_label("Space").select_option("MEN")
    page.get_by_role("button", name="Check with the rules").click()
    expect(page.locator("#outlook")).to_contain_text("R1")
    expect(page.get_by_label("Space")).to_have_value("MEN")
    page.goto(reverse("plan_remove", args=["intervention", work.pk]))
    page.get_by_role("button", name="Remove").click()
    page.get_by_role("button", name="Undo").click()
    expect(page.get_by_text("is back as it was")).to_be_visible()
    work.refresh_from_db()
    assert (work.space, work.deleted_at) == ("WOMEN", None)
    context.close()


def test_the_rationale_says_how_long_it_is_while_it_is_written(page, log_in, office, manager):
    log_in(page, manager)
    program = make.ProgramFactory(office=office)
    page.goto(reverse("link_new", args=[program.pk]))
    say(page, "Why these two belong together", "Same months")
    expect(page.locator(".counter")).to_have_text("11 / 20")
    page.keyboard.type(" and households")
    expect(page.locator(".counter")).to_have_text("26 / 20 ✓")
