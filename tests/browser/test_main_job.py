"""The main job, end to end: bring a plan in, log a session, lose a link, see the flag, repair it."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from programs.models import Intervention, Program, RuleLimits, Session
from tests.factories import OfficeFactory, person
from tests.sequencing.cases import FOLDER
from tests.sound import assert_sound

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),
    pytest.mark.skipif(not FOLDER.exists(), reason=f"The published programs are not at {FOLDER}."),
]
WORKBOOK = FOLDER / "journeys_of_transformation.xlsx"
PHONE, DESK = {"width": 390, "height": 844}, {"width": 1280, "height": 900}
STANDS_ALONE = "Men-only work stands alone"


@pytest.fixture
def office():
    """Two joint sessions, as the husbands' curriculum has, are enough by default; here, three are."""
    office = OfficeFactory()
    since = dt.date(2025, 1, 1)
    RuleLimits.objects.create(office=office, version=1, in_force_from=since, values={"builtin_min": 3})
    return office


@pytest.fixture
def manager(office):
    return person("MANAGER", office, name="Alice Uwase")


@pytest.fixture
def facilitator(office):
    return person("FACILITATOR", office, name="Claudine Mukamana")


def bring_in(page):
    page.goto(reverse("import_plan"))
    page.set_input_files("input[type=file]", WORKBOOK)
    page.get_by_role("button", name="Look at it first").click()
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_role("heading", level=1)).to_have_text("Journeys of Transformation")
    expect(page.get_by_text(STANDS_ALONE)).to_have_count(0)
    assert_sound(page)


def plan_today(page, husbands, today):
    """The manager names who leads the husbands' sessions and plans one for today."""
    page.goto(reverse("intervention_edit", args=[husbands.pk]))
    page.get_by_label("Claudine Mukamana").check()
    page.get_by_role("button", name="Save").click()
    page.wait_for_url(f"**{reverse('intervention', args=[husbands.pk])}")
    page.goto(reverse("sessions_series", args=[husbands.pk]))
    page.get_by_label("First session on").fill(today.isoformat())
    page.get_by_label("Number of sessions").fill("1")
    page.get_by_label("Topics in order").fill("T12")
    page.get_by_role("button", name="Preview").click()
    page.get_by_role("button", name="Save 1 session").click()
    page.wait_for_url(f"**{reverse('sessions_schedule', args=[husbands.pk])}")


def log_by_tapping(page, numbers):
    page.set_viewport_size(PHONE)
    page.goto(reverse("my_sessions"))
    page.get_by_role("link", name="Log").first.click()
    for number in numbers:
        page.locator(".tile", has=page.get_by_label(f"Number {number}", exact=True)).click()
    assert_sound(page)
    page.get_by_role("button", name="Save session").click()
    expect(page.get_by_text("Saved. 3 people.")).to_be_visible()


def withdraw(page, program):
    page.set_viewport_size(DESK)
    page.goto(reverse("sequence", args=[program.pk]))
    page.get_by_role("link", name="Withdraw").last.click()
    page.get_by_label("Why").fill("The savings circle stopped inviting husbands.")
    page.get_by_role("button", name="Withdraw").click()


def on_board(page):
    """The program's row."""
    page.goto(reverse("board"))
    assert_sound(page)
    return page.get_by_role("row").filter(has_text="Journeys of Transformation")


def test_the_main_job(page, log_in, office, manager, facilitator):
    log_in(page, manager)
    bring_in(page)
    program, husbands = Program.objects.get(), Intervention.objects.get(code="H")
    plan_today(page, husbands, office.today())

    log_in(page, facilitator)
    log_by_tapping(page, [1, 2, 7])
    session = Session.objects.get(planned_on=office.today())
    assert (session.men, sorted(number for _group, number in session.present)) == (3, [1, 2, 7])

    log_in(page, manager)
    expect(on_board(page)).to_contain_text("1 critical")  # nobody has read the protocol yet (R10)
    withdraw(page, program)
    expect(page.locator("#findings")).to_contain_text(STANDS_ALONE)
    assert_sound(page)
    expect(on_board(page)).to_contain_text("2 critical")

    page.goto(reverse("sequence", args=[program.pk]))
    page.get_by_role("link", name="Link to Savings and loans").click()
    page.get_by_label("Why these two belong together").fill("Husbands hear what the savings circle decides.")
    assert_sound(page)
    page.get_by_label("Who agreed on this side").fill("Alice Uwase")
    page.get_by_label("Who agreed on the other side").fill("Savings circle committee")
    page.get_by_label("The women or girls of that group have been asked").check()
    page.get_by_role("button", name="Link").click()
    expect(page.locator("#findings")).not_to_contain_text(STANDS_ALONE)
    expect(on_board(page)).to_contain_text("1 critical")
