"""The sequence in a real browser: on a desk and on a phone, by keyboard, on paper, from right to left."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from programs.auditing import reaudit
from programs.models import SyncLink
from tests.factories import (
    ExternalActivityFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    OrganizationFactory,
    PlaceFactory,
    ProgramFactory,
    SessionFactory,
    SyncLinkFactory,
    held,
    person,
)
from tests.sound import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
WEEK = dt.timedelta(days=7)


def work(program, title, space, group, start, weeks, today, **fields):
    groups = [GroupFactory(office=program.office, name=group, space=space)]
    one = InterventionFactory(
        program=program,
        title=title,
        space=space,
        groups=groups,
        starts_on=start,
        ends_on=start + weeks * WEEK,
        **fields,
    )
    for week in range(weeks):
        day = start + week * WEEK
        if day < today:
            held(one, day, topics=["T05"])
        else:
            SessionFactory(intervention=one, planned_on=day, topics=["T12"])
    return one


@pytest.fixture
def program(live_server):
    office = OfficeFactory()
    today = office.today()
    place = PlaceFactory(office=office)
    program = ProgramFactory(office=office, place=place, name="Kirehe Together", starts_on=today - 40 * WEEK)
    power = work(program, "Power in my home", "WOMEN", "Umoja savings circle", today - 30 * WEEK, 20, today)
    couples = work(program, "Couples' dialogues", "COUPLES", "Couples of Umoja", today - 2 * WEEK, 16, today)
    work(program, "Man box dialogues", "MEN", "Motorcycle drivers' co-op", today - 18 * WEEK, 28, today)
    journeys = work(program, "Journeys of change", "MEN", "Abagabo ba Kirehe", today - 28 * WEEK, 20, today)
    circle = ExternalActivityFactory(
        office=office,
        organization=OrganizationFactory(office=office, name="Pro-Femmes"),
        description="Accountability circle",
        starts_on=today - 20 * WEEK,
        ends_on=today + 12 * WEEK,
    )
    SyncLinkFactory(from_intervention=power, to_intervention=couples, timing="SEQUENTIAL", status="ACTIVE")
    SyncLinkFactory(from_intervention=journeys, to_intervention=couples, timing="SEQUENTIAL", status="ACTIVE")
    SyncLinkFactory(
        from_intervention=journeys,
        to_intervention=None,
        to_external=circle,
        coordination="OTHER_ORGANIZATION",
        confirmed_on=today,
    )
    reaudit([program.pk])
    return program


@pytest.fixture
def open_sequence(page, log_in, program):
    """`open_sequence(width, **user fields)`: the program's page, as a manager of its office sees it."""

    def open_as(width=1280, query="", **fields):
        manager = person("MANAGER", program.office, **fields)
        page.set_viewport_size({"width": width, "height": 850})
        log_in(page, manager)
        page.goto(reverse("sequence", args=[program.pk]) + query)
        return page

    return open_as


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("query", ["", "?zoom=quarter", "?topic=T12"])
def test_nothing_to_complain_of(open_sequence, width, query):
    page = open_sequence(width, query)
    page.locator(".facts-table > summary").click()
    assert_sound(page)


@pytest.mark.parametrize(("width", "layout"), [(390, "narrow"), (1280, "wide")])
def test_one_picture_for_each_paper(open_sequence, width, layout):
    page = open_sequence(width)
    visible = page.locator("svg.picture:visible")
    expect(visible).to_have_count(1)
    expect(visible).to_have_attribute("data-layout", layout)


@pytest.mark.parametrize("width", [390, 1280])
def test_titles_can_be_read(open_sequence, width):
    """No text of the picture is smaller than 10.5 px on the screen, and none leaves the picture."""
    page = open_sequence(width)
    box = page.locator("svg.picture:visible").bounding_box()
    for text in page.locator("svg.picture:visible text").all():
        place = text.bounding_box()
        assert place["height"] >= 10.5
        assert place["x"] >= box["x"] - 1
        assert place["x"] + place["width"] <= box["x"] + box["width"] + 1


@pytest.mark.parametrize("width", [390, 1280])
def test_titles_of_bars_do_not_lie_on_each_other(open_sequence, width):
    page = open_sequence(width)
    boxes = [text.bounding_box() for text in page.locator("svg.picture:visible .bar-title").all()]
    assert len(boxes) == 5
    for number, one in enumerate(boxes):
        for other in boxes[number + 1 :]:
            beside = one["x"] + one["width"] <= other["x"] or other["x"] + other["width"] <= one["x"]
            above = one["y"] + one["height"] <= other["y"] + 2 or other["y"] + other["height"] <= one["y"] + 2
            assert beside or above


def test_zoom_replaces_the_picture_alone_and_can_be_bookmarked(open_sequence):
    page = open_sequence()
    page.evaluate("document.querySelector('#findings').dataset.untouched = 'yes'")
    page.get_by_role("link", name="Quarter").click()
    page.wait_for_url("**?zoom=quarter**")
    expect(page.locator("#sequence-chart [aria-current='true']")).to_have_text("Quarter")
    expect(page.locator("#findings")).to_have_attribute("data-untouched", "yes")
    page.get_by_role("link", name="Later").click()
    page.wait_for_url("**from=**")
    page.reload()
    expect(page.locator("#sequence-chart [aria-current='true']")).to_have_text("Quarter")


def test_a_flag_leads_to_its_finding_by_keyboard(open_sequence):
    page = open_sequence()
    flag = page.locator("svg.picture:visible a.flag").first
    flag.focus()
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(re.escape(flag.get_attribute("href")) + "$"))
    expect(page.locator(".finding:target")).to_be_in_viewport()


def test_linked_by_the_suggestion_and_undone(open_sequence, program):
    page = open_sequence()
    alone = page.locator("#findings").get_by_text("Men-only work stands alone")
    expect(alone).to_have_count(1)
    page.get_by_role("link", name="Link to Couples' dialogues").first.click()
    page.get_by_label("Why these two belong together").fill(
        "Partners of the drivers meet in these dialogues."
    )
    page.get_by_label("Who agreed on the other side").fill("Jean Habimana")
    page.get_by_label("The women or girls of that group have been asked").check()
    page.get_by_role("button", name="Link", exact=True).click()
    expect(page.get_by_text("Linked. “Men-only work stands alone” is repaired.")).to_be_visible()
    expect(alone).to_have_count(0)
    page.get_by_role("button", name="Undo").click()
    expect(alone).to_have_count(1)
    assert SyncLink.objects.count() == 3


def test_works_without_javascript(browser, live_server, program, log_in, complaints):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page, person("MANAGER", program.office))
    page.goto(reverse("sequence", args=[program.pk]))
    page.get_by_role("link", name="Year").click()
    expect(page).to_have_url(re.compile("zoom=year"))
    expect(page.locator("#sequence-chart [aria-current='true']")).to_have_text("Year")
    context.close()


@pytest.mark.parametrize("width", [390, 1280])
def test_from_right_to_left(open_sequence, width):
    page = open_sequence(width, language="ar")
    expect(page.locator("html")).to_have_attribute("dir", "rtl")
    first, last = (
        page.locator("svg.picture:visible .bar-title", has_text=title).bounding_box()
        for title in ("Power in my home", "Couples' dialogues")
    )
    assert first["x"] > last["x"]
    assert_sound(page)


def test_prints_on_one_page_of_a4(open_sequence):
    page = open_sequence()
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") == 1
    width, height = (float(side) for side in paper.split(b"/MediaBox [0 0 ")[1].split(b"]")[0].split())
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (297, 210)


def test_the_table_is_on_the_paper_although_it_is_closed_on_the_screen(open_sequence):
    page = open_sequence()
    expect(page.locator("#sequence-table table")).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("#sequence-table table")).to_be_visible()
    expect(page.get_by_role("link", name="Withdraw").first).to_be_hidden()
