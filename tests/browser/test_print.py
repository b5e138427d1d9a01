"""Pages as they are printed: all that they hold, and nothing to tap."""

import pytest
from playwright.sync_api import expect

from tests.factories import GroupFactory, OfficeFactory, person, register

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
TO_TAP = ".site-header, .site-footer, .btn, .tabs, .filters, .pager, td > input, a[href$='/edit/']"
CUT_OFF = """all => all
    .filter(one => one.scrollHeight > one.clientHeight + 1 || one.scrollWidth > one.clientWidth + 1)
    .map(one => one.className)"""


@pytest.fixture
def paper(page, log_in):
    office = OfficeFactory()
    group = GroupFactory(office=office)
    register(group, 40, "man")
    for _each in range(12):
        GroupFactory(office=office)
    log_in(page, person("MANAGER", office))
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1032})  # A4 without its margins
    page.goto(f"/groups/{group.pk}/")
    return page


def test_a_register_is_printed_whole_and_without_what_is_tapped(paper):
    scroller = paper.locator(".table-scroll").first
    expect(scroller.locator("tbody tr")).to_have_count(40)
    assert paper.locator(".table-scroll").evaluate_all(CUT_OFF) == []
    expect(paper.locator(TO_TAP).filter(visible=True)).to_have_count(0)
    expect(paper.get_by_role("heading", name="Register")).to_be_visible()


def test_a_long_list_begins_below_its_heading(paper):
    """Kept in one piece, it would leave the first sheet empty."""
    paper.goto("/groups/")
    rows = paper.locator("ul.rows").first
    expect(rows).to_have_css("break-inside", "auto")
    expect(rows.locator("li").first).to_have_css("break-inside", "avoid")
