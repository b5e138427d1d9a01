import pytest
from playwright.sync_api import expect

from programs.models import Program
from tests.factories import OfficeFactory, person
from tests.sound import assert_sound

from .books import book, plan, spoiled

pytestmark = [
    pytest.mark.browser,
    pytest.mark.django_db(transaction=True, serialized_rollback=True),  # the topics come with the migrations
]


def choose(page, data):
    page.set_input_files("input[type=file]", {"name": "plan.xlsx", "mimeType": "", "buffer": data})
    page.get_by_role("button", name="Look at it first").click()


def fits(page, width):
    """No page is wider than the window, and axe finds nothing."""
    page.set_viewport_size({"width": width, "height": 900})
    assert_sound(page)


@pytest.mark.parametrize("width", [390, 1280])
def test_a_manager_corrects_a_workbook_and_brings_it_in(page, log_in, live_server, width):
    log_in(page, person("MANAGER", OfficeFactory()))
    page.goto("/plan/import/")
    fits(page, width)
    page.get_by_text("Each meeting: planned, held").click()
    fits(page, width)

    choose(page, book(spoiled("sessions", 0, men=-1)))
    expect(page.get_by_role("heading", name="The workbook has faults")).to_be_visible()
    expect(page.get_by_text("sheet sessions, row 2, column men")).to_be_visible()
    fits(page, width)

    choose(page, book(plan()))
    expect(page.get_by_role("heading", name="What the workbook changes")).to_be_visible()
    fits(page, width)
    page.get_by_role("button", name="Bring it in").click()
    expect(page.get_by_text("Kirehe Together: the plan is in.")).to_be_visible()
    expect(page).to_have_url(f"{live_server.url}/programs/{Program.objects.get().pk}/")

    page.goto("/plan/import/")
    choose(page, book(spoiled("groups", 0, name="Fathers' circle")))
    expect(page.get_by_text("groups, row 2: name")).to_be_visible()
    fits(page, width)
