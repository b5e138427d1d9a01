"""What must hold of every page in a real browser, whatever it is about."""

from axe_playwright_python.sync_playwright import Axe


def assert_sound(page):
    """axe finds nothing on the whole page, and there is nothing to scroll sideways for."""
    page.wait_for_load_state()  # after a click, the old document's checks may already hold of half a new one
    found = Axe().run(page)
    assert found.violations_count == 0, f"{page.url}\n{found.generate_report()}"
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), page.url
