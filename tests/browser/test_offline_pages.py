"""The pages that a device shows of itself: what waits, the form, the card, whom to call; and nothing else."""

import datetime as dt
import json
import re

import pytest
from playwright.sync_api import expect

from tests.browser.phones import kept, log_offline
from tests.factories import (
    PlaceFactory,
    held,
    pathway,
)
from tests.sound import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
SHIFTED = """() => new Promise(done => {
    const sum = list => list.reduce((all, entry) => all + entry.value, 0);
    const observer = new PerformanceObserver(list => done(sum(list.getEntries())));
    observer.observe({ type: "layout-shift", buffered: true });
    setTimeout(() => done(0), 500);
})"""


def test_what_waits_is_looked_for_in_sight(phone):
    """While the device opens its store the page says so, and what comes then moves nothing."""
    phone.page.route(re.compile(r"\.js(\?|$)"), lambda route: None)  # held until the routes are taken away
    phone.page.goto("/sessions/waiting/", wait_until="commit")
    looking = phone.page.get_by_role("status").filter(has_text="Looking at what waits on this device…")
    expect(looking).to_be_visible()
    expect(phone.page.get_by_role("heading").filter(visible=True)).to_have_count(0)
    phone.page.unroute_all()
    expect(phone.page.get_by_role("heading", name="Waiting on this device")).to_be_visible()
    expect(phone.page.get_by_text("Nothing waits here.")).to_be_visible()
    expect(looking).to_have_count(0)
    assert phone.page.evaluate(SHIFTED) < 0.01


def test_what_waits_is_shown_before_the_network_answers(phone, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 1)
    phone.page.route("**/sessions/*.json", lambda route: None)
    phone.page.route("**/sessions/outbox/", lambda route: None)
    phone.come_back()
    phone.page.goto("/sessions/waiting/")
    expect(phone.page.get_by_text("waits for the network")).to_be_visible()
    phone.page.unroute_all(behavior="ignoreErrors")


def test_without_javascript_it_says_what_is_true(browser, live_server, log_in, facilitator):
    context = browser.new_context(base_url=live_server.url, java_script_enabled=False)
    page = context.new_page()
    log_in(page, facilitator)
    page.goto("/sessions/waiting/")
    expect(page.get_by_role("heading", name="Waiting on this device")).to_be_visible()
    expect(page.locator("noscript p")).to_contain_text("nothing waits on this device")
    expect(page.locator("noscript p")).to_be_visible()
    expect(page.get_by_text("Looking at")).to_be_hidden()
    context.close()


def test_every_link_that_is_shown_without_a_network_opens_without_one(phone, sessions):
    work = sessions[0].intervention
    work.place = PlaceFactory(office=work.program.office, name="Kirehe", level="ADMIN2")
    work.save()
    pathway(work.program.office, place=work.place, on=work.program.office.today())
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[1], 3)
    shown = {"/if-someone-tells-you-of-harm/", "/sessions/", "/sessions/waiting/"}
    shown.add(f"/sessions/{sessions[0].pk}/log/")
    opened = set()
    while left := shown - opened:
        opened.add(path := min(left))
        phone.page.goto(path)
        expect(phone.line).to_have_attribute("data-person", "device")
        expect(phone.page.locator("h1").filter(visible=True)).to_be_visible()
        for summary in phone.page.locator("summary").filter(visible=True).all():
            summary.evaluate("summary => summary.parentElement.open = true")
        links = phone.page.locator("a[href]:not([href^='#'], [href^='mailto:'])").filter(visible=True)
        shown |= set(links.evaluate_all("all => all.map(link => new URL(link.href).pathname)"))
    assert f"/sessions/{sessions[0].pk}/did-not-happen/" in opened
    phone.page.goto("/if-someone-tells-you-of-harm/")
    expect(phone.page.get_by_text("stand in the form of each session")).to_be_visible()
    assert_sound(phone.page)


def test_only_what_is_named_is_cached(phone, sessions):
    """The page without anybody's data, what it is made of, and whom to call: no page about people."""
    phone.visit()
    for path in ("/groups/", f"/sessions/{sessions[0].pk}/", "/account/", "/plan/"):
        phone.page.goto(path)
    addresses = phone.page.evaluate(
        """async () => {
            const found = [];
            for (const name of await caches.keys()) {
                const requests = await (await caches.open(name)).keys();
                found.push(...requests.map(request => new URL(request.url).pathname));
            }
            return found;
        }"""
    )
    pages = {address for address in addresses if not address.startswith("/static/")}
    assert pages == {"/sessions/waiting/", "/if-someone-tells-you-of-harm/"}
    shell = phone.page.evaluate("caches.match('/sessions/waiting/').then(answer => answer.text())")
    assert "Mukamana" not in shell
    assert "Umoja" not in shell


def test_the_form_warns_offline_as_it_does_online(phone, sessions):
    session = sessions[0]
    group = session.intervention.groups.get()
    rows = [[group.pk, number, "woman", None] for number in range(1, 11)]
    for before in range(1, 4):
        day = session.planned_on - before * dt.timedelta(days=1)
        held(session.intervention, day, number=90 + before, women=9, register=rows)
    phone.visit()
    phone.go_offline()
    phone.page.goto(f"/sessions/{session.pk}/log/")
    expect(phone.line).to_have_attribute("data-person", "device")
    expect(phone.page.locator("[data-tip]")).to_have_text(re.compile("^2 joined since "))
    expect(phone.page.locator(".tile[data-joined]")).to_have_count(2)
    few = phone.page.get_by_text("Fewer than usual: 9 people came most times.")
    early = phone.page.locator("[data-caution=R8]")
    unprepared = phone.page.locator("[data-caution^=R5]").first
    for caution in (few, early, unprepared):
        expect(caution).to_be_hidden()
    phone.mark(1)
    expect(few).to_be_visible()
    phone.page.get_by_text("Other…").tap()
    phone.page.locator(".chip", has_text="Domestic and intimate partner violence").tap()
    expect(early).to_contain_text("Domestic and intimate partner violence")
    expect(unprepared).to_be_hidden()
    phone.page.get_by_text("This time it was another space").tap()
    phone.page.locator("[name=space]").select_option("COUPLES")
    expect(unprepared).to_be_visible()
    phone.save()
    expect(phone.line).to_have_text("Saved here, waiting for network · 1 waiting")


def test_the_referral_card_opens_within_the_form_and_nothing_says_that_it_did(phone, sessions):
    session = sessions[0]
    work = session.intervention
    office = work.program.office
    work.place = PlaceFactory(office=office, name="Kirehe", level="ADMIN2")
    work.save()
    service = pathway(office, place=work.place, on=office.today()).services()[0]
    phone.visit()
    phone.go_offline()
    phone.page.goto(f"/sessions/{session.pk}/log/")
    card = phone.page.locator("[data-card]")
    number = card.locator(".help-phone", has_text=service.phone).first
    expect(number).to_be_hidden()
    before = everything(phone)
    card.get_by_text("Where the person can go").tap()
    expect(number).to_be_visible()
    expect(card.get_by_text("Thank you for telling me. I believe you.")).to_be_visible()
    assert_sound(phone.page)
    assert everything(phone) == before
    assert service.name not in json.dumps(before), "sealed, as everything else"


def everything(phone):
    """All that the device keeps of this site, apart from whole pages."""
    stores = {name: kept(phone, name) for name in ("entries", "keys", "copies", "notes")}
    return stores | {"storage": phone.page.evaluate("[{ ...localStorage }, { ...sessionStorage }]")}


def test_chromium_would_install_it(phone):
    phone.visit()
    session = phone.context.new_cdp_session(phone.page)
    manifest = session.send("Page.getAppManifest")
    assert manifest["errors"] == []
    assert session.send("Page.getInstallabilityErrors")["installabilityErrors"] == []


@pytest.mark.parametrize("language", ["en", "ar"])
def test_pages_from_the_device_stand_in_nobodys_way(phone, facilitator, sessions, language):
    facilitator.language = language
    facilitator.save()
    phone.visit()
    phone.go_offline()
    key = sessions[0].pk
    for path in ("", f"{key}/log/", f"{key}/did-not-happen/", "waiting/", "999/log/"):
        phone.page.goto(f"/sessions/{path}")
        expect(phone.page.locator("h1")).to_be_visible()
        assert_sound(phone.page)
        expect(phone.page.locator("html")).to_have_attribute("dir", "rtl" if language == "ar" else "ltr")
