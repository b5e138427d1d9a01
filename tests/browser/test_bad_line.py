"""What the two pages of the field cost on a bad line, the files being served as people get them.

Requests and bytes are asserted: all that cross the line, whether the page, the service worker or the browser
itself asked. When pages are visible is printed, for machines differ (`pytest -s` shows it).
"""

from urllib.request import Request, urlopen

import pytest
from django.conf import settings
from django.test import Client
from playwright.sync_api import expect

from .lines import Line
from .phones import expect_soon, kept
from .serving import Server

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
LINES = {
    "2G": {"down": 250, "up": 100, "latency": 400},
    "3G": {"down": 1600, "up": 1600, "latency": 150},
}
FIRST = (8, 60_000)
LATER = (2, 10_000)
"""Requests and bytes."""
VISIBLE = """() => {
    const paint = performance.getEntriesByName("first-contentful-paint")[0];
    return paint && Math.round(paint.startTime);
}"""


@pytest.fixture
def server(browser, tmp_path):
    server = Server.as_served(tmp_path / "home", settings.SECRET_KEY)
    yield server
    server.kill()


class Visitor:
    """A browser that has not been here, behind a line."""

    def __init__(self, browser, server, user, line):
        self.line = Line(server.port, **LINES[line])
        address = f"http://127.0.0.1:{self.line.port}"
        client = Client()
        client.force_login(user)
        cookie = client.cookies[settings.SESSION_COOKIE_NAME].value
        wake(server.port, cookie)
        self.context = browser.new_context(base_url=address, viewport={"width": 360, "height": 740})
        self.context.set_default_timeout(60_000)
        self.context.add_cookies([{"name": settings.SESSION_COOKIE_NAME, "value": cookie, "url": address}])
        self.page = self.context.new_page()

    def visit(self, path):
        """Open a page and wait until nothing crosses the line; `((requests, bytes), ms until visible)`."""
        requests, size = self.line.crossed()
        self.page.goto(path)
        expect(self.page.locator("h1")).to_be_visible()
        expect_soon(lambda: self.page.evaluate("Boolean(navigator.serviceWorker.controller)"), 60)
        expect_soon(lambda: kept(self, "copies"), 60)
        self.settle()
        after = self.line.crossed()
        return (after[0] - requests, after[1] - size), self.page.evaluate(VISIBLE)

    def settle(self):
        before = None
        while before != (before := self.line.crossed()):
            self.page.wait_for_timeout(1_500)

    def close(self):
        self.context.close()
        self.line.close()


def wake(port, cookie):
    """The first request of a process loads the program; visitors of the field seldom make it."""
    headers = {"Cookie": f"{settings.SESSION_COOKIE_NAME}={cookie}"}
    for path in ("/sessions/", "/sessions/offline.json"):
        urlopen(Request(f"http://127.0.0.1:{port}{path}", headers=headers)).close()


@pytest.mark.parametrize("line", LINES)
@pytest.mark.parametrize("start", ["my sessions", "log form"])
def test_a_first_visit_and_later_ones(browser, server, facilitator, sessions, line, start):
    paths = {"my sessions": "/sessions/", "log form": f"/sessions/{sessions[0].pk}/log/"}
    visitor = Visitor(browser, server, facilitator, line)
    try:
        told(line, "first", start, *(first := visitor.visit(paths[start])))
        later = {}
        for name, path in paths.items():
            told(line, "later", name, *(found := visitor.visit(path)))
            later[name] = found[0]
    finally:
        visitor.close()
    assert within(first[0], FIRST)
    for cost in later.values():
        assert within(cost, LATER)


def within(cost, bounds):
    return all(one <= most for one, most in zip(cost, bounds, strict=True))


def told(line, which, name, cost, visible):
    requests, size = cost
    print(f"\n{line}, {which} visit, {name}: {requests} requests, {size:,} bytes, visible after {visible} ms")


def test_no_font_no_large_image_and_every_text_compressed(browser, server, facilitator, sessions):
    """As Chromium's own protocol tells it."""
    visitor = Visitor(browser, server, facilitator, "3G")
    wire = visitor.context.new_cdp_session(visitor.page)
    wire.send("Network.enable")
    kinds, sizes, heads = {}, {}, {}
    wire.on("Network.responseReceived", lambda event: note(event, kinds, heads))
    wire.on(
        "Network.loadingFinished",
        lambda event: sizes.update({event["requestId"]: event["encodedDataLength"]}),
    )
    try:
        for path in ("/sessions/", f"/sessions/{sessions[0].pk}/log/"):
            visitor.visit(path)
    finally:
        visitor.close()
    assert {"Document", "Stylesheet", "Script"} <= set(kinds.values())
    assert "Font" not in kinds.values()
    for key, kind in kinds.items():
        if kind == "Image":
            assert sizes.get(key, 0) <= 5_000
        elif kind in ("Document", "Stylesheet", "Script"):
            assert heads[key].get("content-encoding") == "gzip"


def note(event, kinds, heads):
    kinds[event["requestId"]] = event["type"]
    heads[event["requestId"]] = {name.lower(): value for name, value in event["response"]["headers"].items()}
