"""Wrong passwords make the next try wait, for the account, and never for an office behind one address."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test import Client, RequestFactory
from django.test.utils import CaptureQueriesContext
from django.utils import timezone

from care_engage.accounts import lockout
from care_engage.accounts.entry import Attempts
from tests.accounts.entering import log_in, somebody

pytestmark = pytest.mark.django_db
WAIT = "Too many wrong passwords for this e-mail"


@pytest.fixture
def user():
    return somebody()


def fail(client, email, times=lockout.FROM_HERE):
    for _each in range(times):
        said = log_in(client, email, "wrong")
    return said


def earlier(**how_long):
    for row in Attempts.objects.all():
        row.last_at -= dt.timedelta(**how_long)
        row.save()


def test_after_five_wrong_passwords_even_the_right_one_waits(client, user):
    assert WAIT not in fail(client, user.email).text
    said = log_in(client, user.email)
    assert "Wait 1 minute, then try again; your colleagues can log in meanwhile." in said.text
    earlier(seconds=31)
    assert log_in(client, user.email).status_code == 302


def test_four_wrong_ones_do_no_harm(client, user):
    fail(client, user.email, 4)
    assert log_in(client, user.email).status_code == 302
    fail(client := Client(), user.email, 4)
    assert log_in(client, user.email).status_code == 302, "a log-in forgets what was counted here"


def test_colleagues_behind_the_same_address_log_in(client, user):
    office = [somebody(email=f"colleague{n}@care.example") for n in range(3)]
    for n in range(6):
        fail(client, f"nobody{n}@care.example")
    fail(client, user.email, 10)
    for colleague in office:
        assert log_in(Client(), colleague.email).status_code == 302


def test_each_further_wrong_password_doubles_the_wait(user):
    rows = [Attempts(count=count, last_at=timezone.now()) for count in (4, 5, 6, 7, 8, 30)]
    limit = lockout.Limit("", lockout.FROM_HERE)
    assert [round(limit.wait(row), -1) for row in rows] == [0, 30, 60, 120, 240, 900]


def test_while_it_waits_nothing_is_counted_and_nothing_is_tried(client, user):
    fail(client, user.email)
    before = Attempts.objects.get(key=lockout.Attempts.of(f"from:127.0.0.1:{user.email}").popitem()[1].key)
    with CaptureQueriesContext(connection) as asked:
        log_in(client, user.email, "guess")
    before.refresh_from_db()
    assert before.count == lockout.FROM_HERE
    statements = [query["sql"] for query in asked if "accounts_" in query["sql"]]
    assert len(statements) == 1, "what was counted is read, and neither the person nor the password"
    assert "accounts_attempts" in statements[0]


def test_one_account_tried_from_many_addresses_waits_everywhere_but_in_its_known_browser(user):
    own = Client(REMOTE_ADDR="10.9.9.9")
    assert log_in(own, user.email).status_code == 302
    own.post("/log-out/")
    for n in range(5):
        fail(Client(REMOTE_ADDR=f"10.0.0.{n}"), user.email, 4)
    assert WAIT in log_in(Client(REMOTE_ADDR="10.1.1.1"), user.email).text
    assert log_in(own, user.email).status_code == 302, "the person is not locked out by strangers"


def test_a_known_browser_is_bounded_too(client, user):
    log_in(client, user.email)
    client.post("/log-out/")
    fail(client, user.email)
    assert WAIT in log_in(client, user.email).text


def test_the_mark_of_a_browser_is_of_one_account_and_cannot_be_made_up(client, user):
    other = somebody(email="other@care.example")
    log_in(client, other.email)
    request = RequestFactory().get("/")
    request.COOKIES = {"known": client.cookies["known"].value}
    assert lockout.known_browser(request, other.email)
    assert lockout.known_browser(request, user.email) == ""
    request.COOKIES = {"known": client.cookies["known"].value[:-2]}
    assert lockout.known_browser(request, other.email) == ""


def test_an_account_that_does_not_exist_is_answered_alike(client, user):
    def said(email):
        text = fail(Client(), email, 1).text
        return text[text.index("<form") : text.index("</form>")].replace(email, "")

    known, unknown = (said(email).split('name="login"') for email in (user.email, "nobody@care.example"))
    assert known[1] == unknown[1]
    assert WAIT in fail(client, "nobody@care.example", 6).text


def test_what_is_counted_names_nobody(client, user):
    fail(client, user.email, 1)
    assert not any("aline" in key for key in Attempts.objects.values_list("key", flat=True))


def test_tries_at_the_lock_of_a_page_count_as_well(client, user):
    request = RequestFactory().get("/", REMOTE_ADDR="127.0.0.1")
    for _each in range(lockout.FROM_HERE):
        lockout.wrong(request, user.email)
    with pytest.raises(ValidationError):
        lockout.refuse_if_waiting(request, user.email)


def test_what_is_too_old_is_forgotten(client, user):
    fail(client, user.email)
    Attempts.objects.update(expires_at=timezone.now())
    assert log_in(client, user.email).status_code == 302
    assert not Attempts.objects.exists()


def test_the_mark_of_a_browser_ends_after_ninety_days(client, user, monkeypatch):
    log_in(client, user.email)
    request = RequestFactory().get("/")
    request.COOKIES = {"known": client.cookies["known"].value}
    assert lockout.known_browser(request, user.email)
    monkeypatch.setattr(lockout, "KNOWN_AGE", -1)
    assert lockout.known_browser(request, user.email) == ""
