"""What must hold of every page in a real browser, whatever it is about."""

import time

from axe_playwright_python.sync_playwright import Axe

LEFT = ("htmx:sendAbort", "htmx:afterRequest")
"""What htmx complains of when one leaves a page that has just asked for something. Failures differ."""


def assert_sound(page):
    """axe finds nothing on the whole page, and there is nothing to scroll sideways for."""
    page.wait_for_load_state()  # after a click, the old document's checks may already hold of half a new one
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url


def listen(context, complaints):
    """Note what the browser's console complains of: exceptions, failed loads, what the policy blocked."""

    def note(said):
        if said.type == "error" and not said.text.startswith(LEFT):
            complaints.append(said.text)

    context.on("weberror", lambda event: complaints.append(str(event.error)))
    context.on("console", note)


def complaint(page, complaints, patience=20):
    """The browser's next complaint, taken off the list: it comes beside what the page shows, maybe later."""
    deadline = time.monotonic() + patience
    while not complaints:
        assert time.monotonic() < deadline, "nothing was complained of"
        page.wait_for_timeout(20)
    return complaints.pop(0)
