"""The card in a real browser: on a phone, on paper, and gone in a moment."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from referrals.hours import read_hours, set_hours
from referrals.models import PathwayStep
from tests.factories import (
    OfficeFactory,
    PlaceFactory,
    ProtocolFactory,
    ServiceFactory,
    ServiceOrganizationFactory,
    pathway,
    person,
)
from tests.sound import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


@pytest.fixture
def place():
    """A district with a dozen services of long names and hours, more than a sheet holds."""
    office = OfficeFactory()
    place = PlaceFactory(office=office)
    ProtocolFactory(office=office)
    made = pathway(office, place=place, on=office.today())
    organization = ServiceOrganizationFactory(office=office, name="The Regional Association of Volunteers")
    for n in range(12):
        service = ServiceFactory(
            organization=organization,
            name=f"Center for listening, advice, shelter and accompaniment number {n} of the region",
            phone=f"+250 78 000 00 {n:02}",
            hours_note="Closed on market days, and on the last Friday of each month",
            last_checked_on=office.today(),
            next_check_on=office.today() + dt.timedelta(days=90),
            requires_police_report=n == 0,
        )
        set_hours(service, dict.fromkeys(["MO", "TU", "WE", "TH"], read_hours("08:00-12:00, 14:00-17:00")))
        PathwayStep.objects.create(pathway=made, order=10 + n, service=service, say="They can help you.")
    return place


@pytest.fixture
def opened(page, log_in, place):
    log_in(page, person("FACILITATOR", place.office))
    page.set_viewport_size({"width": 390, "height": 800})
    page.goto("/help/")
    page.get_by_role("link", name="Rwanda").click()
    expect(page.get_by_role("heading", name="Places that help")).to_be_visible()
    return page


def test_on_a_phone_in_either_direction(opened):
    expect(opened).to_have_title("Places that help")
    expect(opened.get_by_role("link", name="Leave this page")).to_be_in_viewport()
    assert_sound(opened)
    opened.get_by_role("link", name="العربيّة").click()
    expect(opened.locator("html")).to_have_attribute("dir", "rtl")
    assert_sound(opened)


def pages_of(pdf):
    """`(number of pages, their width and height in mm)`"""

    boxes = re.findall(rb"/MediaBox \[0 0 ([\d.]+) ([\d.]+)\]", pdf)
    sizes = {tuple(round(float(side) / 72 * 25.4) for side in box) for box in boxes}
    return len(re.findall(rb"/Type /Page\b(?!s)", pdf)), sizes


@pytest.mark.parametrize("language", ["en", "ar"])
def test_on_paper_it_is_one_a6(opened, language):
    opened.goto(f"{opened.url}?language={language}")
    assert pages_of(opened.pdf(prefer_css_page_size=True)) == (1, {(105, 148)})


LAST_TWO = """(place, words) => {
    const walker = document.createTreeWalker(place, NodeFilter.SHOW_TEXT);
    while (walker.nextNode() && !walker.currentNode.data.includes(words));
    const end = walker.currentNode.data.indexOf(words) + words.length;
    return [2, 1].map(back => {
        const range = document.createRange();
        range.setStart(walker.currentNode, end - back);
        range.setEnd(walker.currentNode, end - back + 1);
        return range.getBoundingClientRect().x;
    });
}"""


@pytest.mark.parametrize(
    ("media", "words"),
    [("screen", "They can help you."), ("screen", "I believe you."), ("print", "I believe you.")],
)
def test_words_of_another_language_keep_their_order_in_arabic(opened, media, words):
    """A sentence of English ends at the right of its last word, whatever stands around it."""
    opened.goto(f"{opened.url}?language=ar")
    opened.emulate_media(media=media)
    place = opened.locator("li").filter(has_text=words).filter(visible=True).first
    letter, stop = place.evaluate(LAST_TWO, words)
    assert stop > letter


def test_the_sheet_holds_what_it_shows(opened):
    """Nothing is cut off: the last service on the sheet still lies above its lower edge."""
    opened.emulate_media(media="print")
    opened.set_viewport_size({"width": 352, "height": 514})  # A6 without its margins
    sheet = opened.locator(".help-paper").bounding_box()
    last = opened.locator(".help-paper tr").last.bounding_box()
    expect(opened.locator(".help-paper tr")).to_have_count(7)
    assert last["y"] + last["height"] <= sheet["y"] + sheet["height"]
    expect(opened.get_by_text("Leave this page")).to_be_hidden()


def leave_by_key(page):
    for _ in range(3):
        page.keyboard.press("Escape")


def leave_by_button(page):
    page.get_by_role("link", name="Leave this page").click()


@pytest.mark.parametrize("leave", [leave_by_key, leave_by_button])
def test_one_leaves_at_once_and_back_does_not_return(opened, leave):
    leave(opened)
    opened.wait_for_url("**/month/")
    expect(opened).to_have_title("Calendar")
    assert "help" not in opened.content().replace("help.css", "")
    opened.go_back()
    expect(opened).to_have_url(re.compile("/help/$"))


def test_twice_is_not_enough_and_neither_is_slowly(opened):
    card = opened.url
    for _ in range(2):
        opened.keyboard.press("Escape")
    opened.wait_for_timeout(2100)
    opened.keyboard.press("Escape")
    opened.wait_for_timeout(200)
    assert opened.url == card


@pytest.mark.parametrize("width", [390, 1280])
def test_the_pages_of_the_focal_point_are_sound(page, log_in, place, width):
    log_in(page, person("GBV_FOCAL_POINT", place.office))
    page.set_viewport_size({"width": width, "height": 800})
    office = place.office_id
    for path in (
        "",
        "services/",
        "calls/",
        "services/new/",
        "pathways/new/",
        "tallies/new/",
        "numbers/",
        "import/",
    ):
        page.goto(f"/referrals/{office}/{path}")
        assert_sound(page)
    page.goto(f"/referrals/{office}/")
    page.get_by_role("link", name="Violence against an adult").click()
    assert_sound(page)


def test_a_week_of_calls_by_keyboard_alone(page, log_in, place):
    office = place.office
    service = ServiceFactory(
        organization=ServiceOrganizationFactory(office=office, name="Night desk"),
        name="Night desk",
        status="UNVERIFIED",
        last_checked_on=None,
        next_check_on=None,
    )
    log_in(page, person("GBV_FOCAL_POINT", office))
    page.goto(f"/referrals/{office.pk}/calls/")
    page.get_by_label("Night desk").focus()
    page.keyboard.type("Yes")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.get_by_text("1 call is noted.")).to_be_visible()
    service.refresh_from_db()
    assert service.status == "AVAILABLE"
