"""A session of 25 people is logged in sixty seconds: what it takes in taps or keys, and in requests.

Twenty-two of 25 came. Run with `-s` to see the figures.
"""

import pytest
from playwright.sync_api import expect

from programs.models import Session

from .phones import number, planned, tap

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]
ABSENT = (4, 11, 19)
TAPS, KEYS = 6, 12
"""The most that it may take: opening the form, "all", three exceptions, save. By keys, the form being open,
"all", two steps into the grid, three exceptions with a key for each digit and one to unmark, save."""


@pytest.fixture
def session(facilitator):
    return planned(facilitator, size=25)


class Counted:
    """Counts what a person does, and what the browser asks of the server once the form is open."""

    def __init__(self, page):
        self.page, self.actions, self.requests = page, 0, []
        page.on("request", lambda request: self.requests.append(f"{request.method} {request.url}"))

    def tap(self, locator):
        self.actions += 1
        locator.tap()

    def press(self, key):
        self.actions += 1
        self.page.keyboard.press(key)

    def to_pages(self):
        static = ("/static/", "/sw.js", "/manifest", ".json", "/device-key")
        return [one for one in self.requests if not any(part in one for part in static)]


def is_logged(session):
    stored = Session.objects.get(pk=session.pk)
    assert stored.held
    assert (stored.attendance, len(stored.register)) == (22, 25)
    assert {mark[1] for mark in stored.present} == set(range(1, 26)) - set(ABSENT)
    assert stored.facilitators
    assert stored.topics == ["T11"]


def told(way, counted, limit):
    sent = [one for one in counted.to_pages() if one.startswith("POST")]
    print(f"\n25 people, 22 came, by {way}: {counted.actions} actions, {len(sent)} request that saves")
    assert counted.actions <= limit
    assert len(sent) == 1, counted.to_pages()


def test_by_touch(thumb, session):
    thumb.goto("/sessions/")
    counted = Counted(thumb)
    counted.tap(thumb.get_by_role("link", name="Log", exact=True))
    counted.tap(thumb.get_by_role("button", name="all", exact=True))
    for which in ABSENT:
        counted.actions += 1
        tap(thumb, which)
    counted.tap(thumb.get_by_role("button", name="Save session"))
    expect(thumb.get_by_text("Saved. 22 people.")).to_be_visible()
    is_logged(session)
    told("touch", counted, TAPS)


def test_by_keys(page, log_in, facilitator, session):
    log_in(page, facilitator)
    page.goto(f"/sessions/{session.pk}/log/")
    page.get_by_role("button", name="all", exact=True).focus()
    counted = Counted(page)
    counted.press("Enter")
    for _step in range(2):  # over "none" into the grid
        counted.press("Tab")
    for which in ABSENT:
        for digit in str(which):
            counted.press(digit)
        expect(number(page, which)).to_be_focused()
        counted.press("Space")
        page.wait_for_timeout(900)  # a person looks at the next number; digits typed at once would join
    counted.press("Control+Enter")
    expect(page.get_by_text("Saved. 22 people.")).to_be_visible()
    is_logged(session)
    told("keys", counted, KEYS)
