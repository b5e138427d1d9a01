"""A manager's tools in a real browser: what if, a shape turned into a program, the review on paper."""

import datetime as dt

import pytest
from django.urls import reverse
from playwright.sync_api import expect

from programs.auditing import reaudit
from programs.models import Intervention, PlanDraft, Program, Session, SyncLink
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    ProgramFactory,
    SessionFactory,
    held,
    person,
)
from tests.sound import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
WEEK = dt.timedelta(days=7)


@pytest.fixture
def office(live_server):
    office = OfficeFactory()
    PlaceFactory(office=office)
    return office


@pytest.fixture
def program(office):
    today = office.today()
    program = ProgramFactory(office=office, name="Kirehe Together", starts_on=today - 30 * WEEK)
    for title, space in (("Man box dialogues", "MEN"), ("Savings circle", "WOMEN")):
        work = InterventionFactory(
            program=program,
            title=title,
            space=space,
            groups=[GroupFactory(office=office, space=space)],
            starts_on=today - 20 * WEEK,
            ends_on=today + 10 * WEEK,
        )
        for week in range(-20, 10, 2):
            if week < 0:
                held(work, today + week * WEEK, topics=["T05"])
            else:
                SessionFactory(intervention=work, planned_on=today + week * WEEK)
    reaudit([program.pk])
    return program


@pytest.fixture
def manager(office):
    return person("MANAGER", office)


@pytest.fixture
def browse(page, log_in, manager):
    """`browse(address, width)`: an address as the manager sees it."""

    def go(address, width=1280):
        page.set_viewport_size({"width": width, "height": 850})
        log_in(page, manager)
        page.goto(address)
        return page

    return go


def sideways(page):
    return page.evaluate("document.documentElement.scrollWidth > document.documentElement.clientWidth")


def link_in_draft(page, program):
    page.get_by_role("link", name="What if …").click()
    page.get_by_role("link", name="Link", exact=True).click()
    page.get_by_label("This work").select_option(label="Man box dialogues (Men)")
    page.get_by_label("Linked with").select_option(label="Savings circle (Women)")
    page.get_by_label("why these two").fill("Husbands and wives take up the same topics this spring.")
    page.get_by_role("button", name="Try it").click()
    expect(page.get_by_text("Propose to link “Man box dialogues” with “Savings circle”")).to_be_visible()


def test_what_if_is_applied(browse, program):
    page = browse(reverse("sequence", args=[program.pk]))
    link_in_draft(page, program)
    expect(page.locator("#outcome").get_by_text("Men-only work stands alone")).to_be_visible()
    assert not SyncLink.objects.exists()
    page.get_by_role("button", name="Apply to the plan").click()
    expect(page.get_by_text("Applied:")).to_be_visible()
    assert SyncLink.objects.get().status == "PROPOSED"
    assert not PlanDraft.objects.exists()


def test_what_if_is_thrown_away(browse, program):
    page = browse(reverse("sequence", args=[program.pk]))
    link_in_draft(page, program)
    page.get_by_role("button", name="Throw away").click()
    expect(page.get_by_text("The plan was never touched.")).to_be_visible()
    assert not SyncLink.objects.exists()
    assert not PlanDraft.objects.exists()


def test_what_if_without_javascript(browser, live_server, log_in, manager, program, complaints):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page, manager)
    page.goto(reverse("sequence", args=[program.pk]))
    link_in_draft(page, program)
    page.get_by_role("button", name="Take out step 1").click()
    expect(page.get_by_text("No step yet.")).to_be_visible()
    context.close()
    assert PlanDraft.objects.get().changes == []


def test_a_shape_turns_into_a_program(browse, office):
    page = browse(reverse("programs"))
    page.get_by_role("link", name="Start from a shape").click()
    page.get_by_role("link", name="Women and men apart, then couples, then the village").click()
    page.get_by_label("Name", exact=False).first.fill("Kirehe Together")
    page.get_by_label("Code").fill("KT26")
    page.get_by_label("Place").select_option(index=1)
    page.get_by_label("Starts on").fill("2027-01-04")
    page.get_by_label("Men's group: name of the new group").fill("Abagabo ba Kirehe")
    page.get_by_role("button", name="Start program").click()
    expect(page.get_by_role("heading", name="Kirehe Together")).to_be_visible()
    expect(page.get_by_text("Nothing to repair").first).to_be_visible()
    program = Program.objects.get()
    assert program.interventions.count() == 4
    men = Intervention.objects.get(code="M1")
    assert men.groups.get().name == "Abagabo ba Kirehe"
    assert Session.objects.filter(intervention=men).earliest("planned_on").planned_on == dt.date(2027, 1, 4)


@pytest.mark.parametrize("width", [390, 1280])
def test_nothing_to_complain_of(browse, program, width):
    addresses = [
        reverse("what_if_new", args=[program.pk]),
        reverse("what_if_new", args=[program.pk]) + "?add=add",
        reverse("shapes"),
        reverse("program_start", args=["tipping-point"]),
        reverse("review", args=[program.pk]),
        reverse("measures"),
        reverse("measure", args=["mix"]),
        reverse("people"),
        reverse("not_logged"),
    ]
    page = browse(addresses[0], width)
    for address in addresses:
        page.goto(address)
        assert_sound(page)


def test_the_board_loads_its_measures(browse, program):
    page = browse(reverse("board"))
    measures = page.locator("#measures")
    measures.get_by_role("link", name="men-only interventions linked and delivered").click()
    expect(page.get_by_role("link", name="Man box dialogues")).to_be_visible()


@pytest.mark.parametrize("quarter", [0, 1])
def test_the_review_prints_on_upright_a4_and_nothing_is_cut(browse, program, quarter):
    page = browse(reverse("review", args=[program.pk]))
    page.goto(page.locator("nav.chips a").nth(quarter).get_attribute("href"))
    paper = page.pdf(prefer_css_page_size=True)
    assert paper.count(b"/Type /Page\n") in (1, 2)
    width, height = (float(side) for side in paper.split(b"/MediaBox [0 0 ")[1].split(b"]")[0].split())
    assert (round(width / 72 * 25.4), round(height / 72 * 25.4)) == (210, 297)
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 703, "height": 1000})  # A4 without its margins, at 96 to the inch
    assert not sideways(page)
    expect(page.locator("svg.picture:visible")).to_have_count(1)
    expect(page.get_by_role("button").first).to_be_hidden()
    for part in page.locator("main .card").all():
        box = part.bounding_box()
        assert box["x"] >= 0
        assert box["x"] + box["width"] <= 703
        assert part.evaluate("part => part.scrollWidth <= part.clientWidth + 1")
