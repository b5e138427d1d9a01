"""What every test may use. The people and programs that tests are about come from tests/factories.py."""

import os

import factory
import hypothesis
import pytest
from django.conf import settings
from django.db import connection
from django.test import Client

from care_engage.launch import browsers
from care_engage.launch.suite import must_run_all
from care_engage.trail import triggers
from tests import factories
from tests.sound import listen

# Without these, Chromium looks up hosts of its own and leaves chatter in the console.
CHROMIUM_OPTIONS = [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]
PATIENCE = 20_000
"""Milliseconds that a busy machine may take for what an idle one does at once."""
EMPTYING_FIXTURES = {"transactional_db", "live_server"}
DATABASE_FIXTURES = {"db", *EMPTYING_FIXTURES}

hypothesis.settings.register_profile("ci", derandomize=True, max_examples=100, deadline=None, database=None)
hypothesis.settings.register_profile("dev", deadline=None)
hypothesis.settings.load_profile("ci" if os.environ.get("CI") == "true" else "dev")


def pytest_configure():
    """Refuse to test another database than was meant: a URL that arrives too late is silently ignored."""
    expected = os.environ.get("CARE_ENGAGE_EXPECT_VENDOR", connection.vendor)
    if connection.vendor != expected:
        raise pytest.UsageError(f"These tests are meant for {expected}, but run on {connection.vendor}.")
    settings.SECOND_STEP_WAIVED = True  # tests about it take the waiver back
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]


def pytest_collection_modifyitems(config, items):
    """Keep the tests of the stage that `python3 -m care_engage test` is in; without one, keep all.

    Every test that empties the database gets back what the migrations laid down. All of them must: after
    one that does not, Django lays down its own rows again, and the next restoring finds them in its way.
    """
    restored = pytest.mark.django_db(transaction=True, serialized_rollback=True)
    for item in filter(empties_database, items):
        item.add_marker(restored, append=False)
    belongs = {
        "plain": lambda item: not is_browser_test(item),
        "database": lambda item: uses_database(item) and not is_browser_test(item),
        "browser": is_browser_test,
    }.get(os.environ.get("CARE_ENGAGE_TESTS"))
    if belongs:
        config.hook.pytest_deselected(items=[item for item in items if not belongs(item)])
        items[:] = filter(belongs, items)


def is_browser_test(item):
    return item.get_closest_marker("browser") is not None


def empties_database(item):
    mark = item.get_closest_marker("django_db")
    return bool(mark and mark.kwargs.get("transaction")) or bool(EMPTYING_FIXTURES & {*item.fixturenames})


def uses_database(item):
    return item.get_closest_marker("django_db") is not None or bool(DATABASE_FIXTURES & {*item.fixturenames})


@pytest.fixture(autouse=True)
def counting_anew():
    """Every test's people and groups are numbered from 1, whichever tests ran before it."""
    for made in vars(factories).values():
        if isinstance(made, type) and issubclass(made, factory.Factory):
            made.reset_sequence(1, force=True)


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix, tmp_path_factory):
    """Test SQLite on a file, as it runs for people: in memory, threads would share one connection."""
    if connection.vendor == "sqlite":
        connection.settings_dict["TEST"]["NAME"] = str(tmp_path_factory.mktemp("database") / "test.sqlite3")


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tables are emptied after tests that commit, which the audit trail's triggers refuse."""
    with django_db_blocker.unblock():
        triggers.drop(connection)


@pytest.fixture(scope="session")
def browser(django_db_setup):
    """One headless Chromium for the whole run."""
    absent = browsers.why_absent()
    if absent and must_run_all(os.environ):
        pytest.fail(absent)
    if absent:
        pytest.skip(absent)
    # half a second that only browser tests should pay
    from playwright.sync_api import expect, sync_playwright

    expect.set_options(timeout=PATIENCE)

    # Playwright keeps an event loop in this thread, which Django takes for asynchronous code.
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "true"
    # Within that loop Django has another connection, which must know as well what the migrations laid down.
    laid_down = connection._test_serialized_contents
    with sync_playwright() as playwright:
        connection._test_serialized_contents = laid_down
        chromium = playwright.chromium.launch(executable_path=browsers.find(), args=CHROMIUM_OPTIONS)
        yield chromium
        chromium.close()


@pytest.fixture
def complaints():
    """What the browser's console complained of. A test that provokes a complaint checks it and clears it."""
    return []


@pytest.fixture
def page(browser, live_server, complaints):
    """A tab of a browser nobody has used yet; relative addresses go to the live server.

    Errors in the console fail the test: among them are uncaught exceptions, failed loads and whatever
    the Content-Security-Policy blocked.
    """
    context = browser.new_context(base_url=live_server.url)
    context.set_default_timeout(PATIENCE)
    context.set_default_navigation_timeout(3 * PATIENCE)  # the first page of all loads the program, too
    listen(context, complaints)
    yield context.new_page()
    context.close()
    assert complaints == []


@pytest.fixture
def log_in(live_server):
    """`log_in(page, user)`: hand the browser a session, without the detour over the log-in page."""

    def hand_session(page, user):
        client = Client()
        client.force_login(user)
        session = client.cookies[settings.SESSION_COOKIE_NAME].value
        page.context.add_cookies(
            [{"name": settings.SESSION_COOKIE_NAME, "value": session, "url": live_server.url}]
        )

    return hand_session
