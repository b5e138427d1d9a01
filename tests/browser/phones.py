"""A phone in the field: a browser with a profile on the disk, whose network can be cut."""

import re
import time

from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from care_engage.launch import browsers
from tests.browser.serving import Proxy
from tests.conftest import CHROMIUM_OPTIONS, PATIENCE
from tests.factories import GroupFactory, InterventionFactory, SessionFactory, register

PHONE = {"width": 360, "height": 740}


def planned(facilitator, size=24, space="WOMEN", pairs=False, topics=("T11",)):
    """A session planned for today with a register of `size` numbers."""
    group = GroupFactory(space=space, name="Umoja savings circle")
    register(group, size, "woman", pairs=pairs)
    intervention = InterventionFactory(
        space=space, title="Couples preparation", groups=[group], facilitators=facilitator.facilitating.all()
    )
    return SessionFactory(
        intervention=intervention, planned_on=group.office.today(), number=1, topics=list(topics)
    )


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


def expect_soon(holds, patience=PATIENCE / 1_000):
    deadline = time.monotonic() + patience
    while not holds():
        assert time.monotonic() < deadline
        time.sleep(0.05)


def number(page, which):
    return page.get_by_label(f"Number {which}", exact=True)


def tap(page, which):
    page.locator(".tile", has=number(page, which)).tap()
