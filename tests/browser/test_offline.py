"""Logging without a network, in a real browser whose network is cut: nothing lost, nothing counted twice."""

import datetime as dt
import json
import re
import time
from importlib import import_module

import pytest
from django.conf import settings
from django.test import Client
from django.utils import timezone
from playwright.sync_api import expect

from care_engage.launch import browsers
from programs.logging import Entry, log_session
from programs.models import OutboxEntry, Session
from tests.browser.serving import Proxy, Server
from tests.conftest import CHROMIUM_OPTIONS, PATIENCE
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    SessionFactory,
    held,
    pathway,
    person,
    register,
)
from tests.sound import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
PHONE = {"width": 360, "height": 740}


@pytest.fixture
def facilitator():
    return person("FACILITATOR", OfficeFactory(), name="Aline Mukamana")


@pytest.fixture
def sessions(facilitator):
    """Two sessions of one group, both for today."""
    group = GroupFactory(space="WOMEN", name="Umoja savings circle")
    register(group, 12, "woman")
    intervention = InterventionFactory(
        space="WOMEN", title="Power in my home", groups=[group], facilitators=facilitator.facilitating.all()
    )
    today = group.office.today()
    return [
        SessionFactory(intervention=intervention, planned_on=today, number=number, topics=["T11"])
        for number in (1, 2)
    ]


class Phone:
    """A browser with a profile on the disk: it can be closed and opened again.

    Its network is cut by the browser and, because a service worker that starts anew may slip through that,
    in a proxy as well.
    """

    def __init__(self, browser, port, folder):
        self.browser, self.folder, self.proxy = browser, folder, Proxy(port)
        self.server = f"http://127.0.0.1:{self.proxy.port}"
        self.open()

    def open(self):
        self.context = self.browser.browser_type.launch_persistent_context(
            self.folder,
            executable_path=browsers.find(),
            args=CHROMIUM_OPTIONS,
            base_url=self.server,
            viewport=PHONE,
            has_touch=True,
        )
        self.context.set_default_timeout(PATIENCE)
        self.context.set_default_navigation_timeout(3 * PATIENCE)  # the first page loads the program, too
        self.context.set_offline(self.proxy.down)
        self.page = self.context.pages[0]

    def reopen(self):
        self.context.close()
        self.open()

    def close(self):
        self.context.close()
        self.proxy.close()

    def go_offline(self):
        self.proxy.down = True
        self.proxy.cut()
        self.context.set_offline(True)

    def come_back(self):
        self.proxy.down = False
        self.context.set_offline(False)

    def log_in(self, user):
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        # With a date of its own: a browser that is closed forgets cookies of the session.
        expires = 4_000_000_000
        self.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": self.server, "expires": expires}]
        )

    def visit(self):
        """Once with signal: My sessions, until all that is needed without one is kept.

        Not `navigator.serviceWorker.ready`: where the installation fails it never comes, and nothing
        bounds that wait.
        """
        self.page.goto("/sessions/")
        expect_soon(lambda: self.page.evaluate("Boolean(navigator.serviceWorker.controller)"), 60)
        expect_soon(lambda: kept(self, "copies"))

    def mark(self, *numbers):
        for number in numbers:
            self.page.locator(".tile", has=self.page.get_by_label(f"Number {number}", exact=True)).tap()

    def save(self):
        self.page.get_by_role("button", name="Save session").tap()

    @property
    def line(self):
        return self.page.locator("#outbox")


@pytest.fixture
def phone(browser, live_server, facilitator, tmp_path):
    phone = Phone(browser, live_server.thread.port, tmp_path / "profile")
    phone.log_in(facilitator)
    yield phone
    phone.close()


def came(session):
    session.refresh_from_db()
    return [mark[1] for mark in session.present]


def log_offline(phone, session, *numbers):
    phone.page.goto(f"/sessions/{session.pk}/log/")
    expect(phone.line).to_have_attribute("data-person", "device")
    phone.mark(*numbers)
    phone.save()
    expect(phone.page.get_by_role("heading", name="My sessions")).to_be_visible()


def wait_sent(phone):
    expect(phone.line).to_have_text(re.compile(r"^All sent \d"))


def kept(phone, store):
    """The rows of one of the device's stores, as whoever opens its files would find them."""
    return phone.page.evaluate(
        """async (name) => {
            const db = await new Promise(done => {
                const asked = indexedDB.open("care-engage");
                asked.onsuccess = () => done(asked.result);
            });
            const rows = await new Promise(done => {
                const asked = db.transaction(name).objectStore(name).getAll();
                asked.onsuccess = () => done(asked.result);
            });
            db.close();
            const text = row => row.sealed && new TextDecoder("latin1").decode(row.sealed.text);
            return rows.map(row => ({ ...row, keys: undefined, sealed: text(row) }));
        }""",
        store,
    )


def test_two_sessions_logged_offline_across_a_closed_browser_are_stored_once_each(phone, sessions):
    one, two = sessions
    phone.visit()
    phone.go_offline()
    log_offline(phone, one, 1, 2, 3)
    expect(phone.line).to_have_text("Saved here, waiting for network · 1 waiting")

    phone.reopen()
    phone.page.goto("/sessions/")
    expect(phone.line).to_have_attribute("data-person", "device")
    expect(phone.line).to_have_text("Saved here, waiting for network · 1 waiting")
    log_offline(phone, two, 4, 5)
    expect(phone.line).to_have_text("Saved here, waiting for network · 2 waiting")
    assert Session.objects.filter(status="DELIVERED").count() == 0

    phone.come_back()
    wait_sent(phone)
    assert (came(one), came(two)) == ([1, 2, 3], [4, 5])
    assert [session.version for session in sessions] == [2, 2]
    assert OutboxEntry.objects.count() == 2
    assert kept(phone, "entries") == []


def test_a_cut_in_the_middle_of_a_batch(phone, sessions):
    """The server stores both, and the answer never arrives: the second time it says that it has them."""
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 1)
    log_offline(phone, sessions[1], 2)
    cuts = []

    def cut_once(route):
        if cuts:
            return route.continue_()
        cuts.append(route.fetch().json())
        return route.abort("connectionreset")

    phone.page.route("**/sessions/outbox/", cut_once)
    phone.come_back()
    wait_sent(phone)
    assert [answer["is"] for answer in cuts[0]["answers"]] == ["stored", "stored"]
    assert [(came(session), session.version) for session in sessions] == [([1], 2), ([2], 2)]
    assert OutboxEntry.objects.count() == 2


def test_the_server_is_killed_between_storing_and_answering(browser, facilitator, sessions, tmp_path):
    server = Server.from_sources(tmp_path / "home", settings.SECRET_KEY)
    phone = Phone(browser, server.port, tmp_path / "profile")
    try:
        phone.log_in(facilitator)
        phone.visit()
        phone.page.goto(f"/sessions/{sessions[0].pk}/log/")
        phone.mark(6, 7)
        phone.proxy.holding = True
        phone.save()
        expect_soon(lambda: Session.objects.get(pk=sessions[0].pk).held)
        server.kill()
        phone.proxy.cut()
        phone.proxy.holding = False
        expect(phone.line).to_have_text("Saved here, waiting for network · 1 waiting")
        server.start()
        wait_sent(phone)
    finally:
        phone.close()
        server.kill()
    assert (came(sessions[0]), sessions[0].version) == ([6, 7], 2)
    assert OutboxEntry.objects.count() == 1


def expect_soon(holds, patience=PATIENCE / 1_000):
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


@pytest.mark.parametrize(("second", "waiting"), [((1, 2), 1), ((2, 3), 2)], ids=["the same", "another"])
def test_one_form_saved_in_two_tabs(phone, sessions, second, waiting):
    """The same content is one entry. Other content is two: one is stored, the other shown beside it."""
    phone.visit()
    other = phone.context.new_page()
    for page in (phone.page, other):
        page.goto(f"/sessions/{sessions[0].pk}/log/")
    phone.go_offline()
    phone.mark(1, 2)
    phone.save()
    expect(phone.page.get_by_role("heading", name="My sessions")).to_be_visible()
    for number in second:
        other.get_by_label(f"Number {number}", exact=True).check()
    other.get_by_role("button", name="Save session").tap()
    expect(other.get_by_role("heading", name="My sessions")).to_be_visible()  # it has tried to send
    expect(other.locator("#outbox")).to_have_text(f"Saved here, waiting for network · {waiting} waiting")
    phone.come_back()
    if waiting == 1:
        wait_sent(phone)
    else:
        expect(phone.line).to_have_text("Needs your attention · 1 on this device")
    assert (came(sessions[0]), sessions[0].version) == ([1, 2], 2)
    assert OutboxEntry.objects.count() == 1
    other.close()


def test_changed_by_a_manager_meanwhile(phone, facilitator, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 1, 2)
    meanwhile(sessions[0], [2, 3])
    phone.come_back()
    expect(phone.line).to_have_text("Needs your attention · 1 on this device")
    assert came(sessions[0]) == [2, 3], "never a silent winner"

    phone.line.get_by_role("link").tap()
    row = phone.page.get_by_role("row", name="Numbers")
    expect(row).to_contain_text("1, 2")
    expect(row).to_contain_text("2, 3")
    phone.page.get_by_role("link", name="Take the numbers of both").tap()
    expect(phone.page.locator(".count")).to_have_text("3 of 12")
    phone.page.locator(".save .btn-primary").tap()
    expect(phone.page.get_by_role("status").first).to_contain_text("Saved. 3 people.")
    assert came(sessions[0]) == [1, 2, 3]
    assert kept(phone, "entries") == []


def meanwhile(session, numbers):
    manager = person("MANAGER", session.intervention.program.office)
    group = session.intervention.groups.get().pk
    found = Session.objects.for_logging(manager).get(pk=session.pk)
    leaders = session.intervention.facilitators.values_list("pk", flat=True)
    entry = Entry(
        version=found.version,
        held_on=session.planned_on,
        topics=["T11"],
        facilitators=list(leaders),
        present=[[group, number] for number in numbers],
    )
    log_session(found, by=manager, entry=entry, at=timezone.now())


def test_the_log_in_has_ended_meanwhile(phone, facilitator, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 3)
    end_log_ins(facilitator)
    phone.come_back()
    expect(phone.line).to_have_text("Log in again; your work waits here · 1 waiting")
    expect_soon(lambda: kept(phone, "keys") == [])
    assert len(kept(phone, "entries")) == 1
    assert Session.objects.filter(status="DELIVERED").count() == 0

    phone.log_in(facilitator)
    phone.page.goto("/sessions/")
    wait_sent(phone)
    assert came(sessions[0]) == [3]


def end_log_ins(user):
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for row in store.get_model_class().objects.all():
        if row.get_decoded().get("_auth_user_id") == str(user.pk):
            row.delete()


def test_a_second_person_on_the_device(phone, facilitator, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 8)
    (entry,) = kept(phone, "entries")
    assert "Umoja" not in entry["sealed"]
    assert "T11" not in entry["sealed"]

    phone.context.clear_cookies()
    phone.log_in(person("FACILITATOR", sessions[0].intervention.program.office, name="Jean Habimana"))
    phone.come_back()
    phone.page.goto("/sessions/waiting/")
    expect(phone.page.get_by_text("Nothing waits here.")).to_be_visible()
    assert Session.objects.filter(status="DELIVERED").count() == 0
    for store in ("copies", "keys"):
        expect_soon(lambda store=store: facilitator.pk not in [row["person"] for row in kept(phone, store)])
    assert [row["id"] for row in kept(phone, "entries")] == [entry["id"]]

    phone.page.goto("/sessions/")
    phone.page.get_by_text("Menu", exact=True).tap()
    phone.page.get_by_role("button", name="Log out", exact=True).tap()
    expect(phone.page.get_by_role("heading", name="Log in")).to_be_visible()
    assert [row["id"] for row in kept(phone, "entries")] == [entry["id"]], "it is not theirs to throw away"

    phone.log_in(facilitator)
    phone.page.goto("/sessions/")
    wait_sent(phone)
    assert came(sessions[0]) == [8]
    assert Session.history.filter(id=sessions[0].pk).latest("history_date").history_user == facilitator


def test_log_out_asks_while_something_waits_and_leaves_nothing(phone, facilitator, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 1)
    sessions[0].intervention.status = "COMPLETED"
    sessions[0].intervention.save()
    phone.come_back()
    expect(phone.line).to_have_text("Needs your attention · 1 on this device")
    phone.page.goto("/sessions/")
    phone.page.get_by_text("Menu", exact=True).tap()
    phone.page.get_by_role("button", name="Log out", exact=True).tap()
    dialog = phone.page.get_by_role("dialog")
    expect(dialog).to_contain_text("have not been sent")
    dialog.get_by_role("button", name="Stay logged in").tap()
    assert len(kept(phone, "entries")) == 1
    phone.page.get_by_text("Menu", exact=True).tap()
    phone.page.get_by_role("button", name="Log out", exact=True).tap()
    dialog.get_by_role("button", name="Throw away and log out").tap()
    expect(phone.page.get_by_role("heading", name="Log in")).to_be_visible()
    for store in ("entries", "keys", "copies"):
        assert kept(phone, store) == []


def test_refused_work_is_kept_told_downloaded_and_thrown_away_on_purpose(phone, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 5)
    sessions[0].remove()
    phone.come_back()
    expect(phone.line).to_have_text("Needs your attention · 1 on this device")
    phone.page.goto("/sessions/waiting/")
    expect(phone.page.get_by_text("This session was deleted from the plan.")).to_be_visible()
    assert_sound(phone.page)
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name="Download").tap()
    content = json.loads(download.value.path().read_text())
    assert content["fields"]["came"] == [f"{sessions[0].intervention.groups.get().pk}:5"]
    phone.page.get_by_role("button", name="Throw away").tap()
    phone.page.get_by_role("dialog").get_by_role("button", name="Throw away").tap()
    expect(phone.page.get_by_text("Nothing waits here.")).to_be_visible()


def test_did_not_happen_is_said_offline_too(phone, sessions):
    phone.visit()
    phone.go_offline()
    phone.page.goto(f"/sessions/{sessions[0].pk}/did-not-happen/")
    phone.page.locator(".chip", has_text="Weather or road").tap()
    phone.page.locator(".chip", has_text="Not yet known").tap()
    phone.page.get_by_role("button", name="Save").tap()
    expect(phone.line).to_have_text("Saved here, waiting for network · 1 waiting")
    expect(phone.page.get_by_text("waits on this device").filter(visible=True)).to_have_count(1)
    phone.come_back()
    wait_sent(phone)
    sessions[0].refresh_from_db()
    assert (sessions[0].status, sessions[0].not_held_reason) == ("POSTPONED", "WEATHER_ROAD")


def test_a_waiting_entry_is_corrected_before_it_is_sent(phone, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 1, 2)
    phone.page.goto("/sessions/waiting/")
    which = "Umoja savings circle · Power in my home · session 1 of 2"
    expect(phone.page.get_by_role("heading", name=which)).to_be_visible()
    phone.page.get_by_role("link", name="Open and correct").tap()
    expect(phone.page.locator(".count")).to_have_text("2 of 12")
    phone.mark(9)
    phone.save()
    expect(phone.page.get_by_role("heading", name="My sessions")).to_be_visible()
    expect(phone.line).to_have_text("Saved here, waiting for network · 1 waiting")
    phone.come_back()
    wait_sent(phone)
    assert (came(sessions[0]), sessions[0].version) == ([1, 2, 9], 2)


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
    phone.come_back()
    phone.page.route("**/sessions/*.json", lambda route: None)
    phone.page.route("**/sessions/outbox/", lambda route: None)
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
