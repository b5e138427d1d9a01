"""The calendar and what is printed: narrow, wide, right to left, by keyboard, without scripts, on a page."""

import datetime as dt
import re

import pytest
from playwright.sync_api import expect

from programs.models import MarketDay, OfficeHoliday
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    SessionFactory,
    register,
)
from tests.sound import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
DAY = dt.date(2026, 8, 12)  # August 2026 reaches into six weeks


@pytest.fixture
def session(facilitator):
    office = OfficeFactory()
    group = GroupFactory(office=office, space="MEN", code="KIR-07", name="Abagabo ba Kirehe")
    register(group, 60)
    work = InterventionFactory(groups=[group], facilitators=facilitator.facilitating.all(), code="M1")
    OfficeHoliday.objects.create(office=office, day=dt.date(2026, 8, 15), name="Assumption of Mary")
    MarketDay.objects.create(place=PlaceFactory(office=office), weekday=1)
    for number in range(20, 28):
        SessionFactory(intervention=work, number=number, planned_on=DAY)
    return SessionFactory(intervention=work, number=3, planned_on=DAY + dt.timedelta(days=1))


def paths(session):
    group = session.intervention.groups.get()
    return (
        f"/calendar/?on={DAY}",
        f"/calendar/?view=week&on={DAY}",
        f"/calendar/wall/?on={DAY}",
        "/calendar/address/",
        f"/sessions/{session.pk}/paper/",
        f"/groups/{group.pk}/type-up/",
    )


@pytest.mark.parametrize("width", [360, 1280])
@pytest.mark.parametrize("language", ["en", "ar"])
def test_nothing_stands_in_anybodys_way(page, log_in, facilitator, session, language, width):
    facilitator.language = language
    facilitator.save()
    log_in(page, facilitator)
    page.set_viewport_size({"width": width, "height": 800})
    for path in paths(session):
        page.goto(path)
        assert_sound(page)


def test_arrows_go_from_day_to_day_and_pages_turn(page, log_in, facilitator, session):
    log_in(page, facilitator)
    page.goto(f"/calendar/?on={DAY}")
    page.locator(".date", has=page.locator(".short", has_text=re.compile("^12$"))).focus()

    for key, day in (("ArrowRight", "13"), ("ArrowDown", "20"), ("ArrowLeft", "19"), ("ArrowUp", "12")):
        page.keyboard.press(key)
        expect(page.locator(":focus .short")).to_have_text(day)
    page.keyboard.press("PageDown")
    page.wait_for_url("**on=2026-09-01*")


def test_a_phone_shows_a_list_of_days_with_something_on_them(page, log_in, facilitator, session):
    log_in(page, facilitator)
    page.set_viewport_size({"width": 360, "height": 740})
    page.goto(f"/calendar/?on={DAY}")
    shown = page.locator(".calendar .long").filter(visible=True).all_inner_texts()
    assert [re.search(r"\d+", text)[0] for text in shown] == ["12", "13", "15"]
    targets = page.locator(".calendar a, nav a.btn, nav a.chip").filter(visible=True).all()
    assert min(target.bounding_box()["height"] for target in targets) >= 44


def test_without_scripts_it_filters_and_turns(bare, session):
    bare.goto(f"/calendar/?on={DAY}")
    bare.get_by_text("Filters").click()
    bare.get_by_label("Group, title or program").fill("nobody")
    bare.get_by_role("button", name="Show").click()
    expect(bare.locator(".calendar li")).to_have_count(0)
    bare.get_by_role("link", name="Month after").click()
    expect(bare.get_by_role("heading", name="September 2026")).to_be_visible()
    expect(bare.get_by_label("Group, title or program")).to_have_value("nobody")


def pages_of(page):
    page.emulate_media(media="print")
    return len(re.findall(rb"/Type\s*/Page\b", page.pdf(prefer_css_page_size=True)))


@pytest.mark.parametrize("language", ["en", "ar"])
@pytest.mark.parametrize("size", [10, 60, 115])
def test_the_attendance_sheet_is_one_a4_page(page, log_in, facilitator, session, size, language):
    group = session.intervention.groups.get()
    group.members.all().delete()
    group.language = language
    group.save()
    register(group, size)
    log_in(page, facilitator)
    page.goto(f"/sessions/{session.pk}/paper/")
    assert pages_of(page) == 1
    expect(page.locator(".sheet li")).to_have_count(size + 20)
    assert page.locator(".sheet li").last.bounding_box()["height"] > 0


@pytest.mark.parametrize("month", ["2026-02", "2026-08", "2026-11"])
def test_a_blank_month_is_one_a4_page_on_its_side(page, log_in, facilitator, session, month):
    log_in(page, facilitator)
    page.goto(f"/calendar/wall/?on={month}")
    assert pages_of(page) == 1
    box = re.search(rb"/MediaBox\s*\[\s*0 0 ([\d.]+) ([\d.]+)", page.pdf(prefer_css_page_size=True))
    assert float(box[1]) > float(box[2])
