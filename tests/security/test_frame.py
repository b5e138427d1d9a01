"""What holds for every request and answer: headers, sizes, numbers, the log, and settings of production."""

import json
import logging
import os
import re
import secrets
import subprocess
import sys
from pathlib import Path

import pytest
from django.conf import settings
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import DatabaseError
from django.test import Client
from django.urls import reverse

from care_engage.accounts import rates
from care_engage.accounts.entry import Attempts
from care_engage.kit.tracing import QuietFormatter, new_number
from tests.factories import OfficeFactory, UserFactory, person

ROOT = Path(__file__).parents[2]
pytestmark = pytest.mark.django_db
NUMBER = re.compile(r"[2-9A-HJ-NP-Z]{4}-[2-9A-HJ-NP-Z]{4}")
BETRAYING = "her-husband-beat-her"


@pytest.fixture
def manager(client):
    user = person("MANAGER", OfficeFactory())
    client.force_login(user)
    return user


def production(**more):
    """The environment of production; the database is never asked."""
    kept = {name: os.environ[name] for name in ("PATH", "HOME") if name in os.environ}
    return (
        kept
        | {
            "DATABASE_URL": "postgres://nobody@127.0.0.1:9/none",
            "SECRET_KEY": secrets.token_urlsafe(50),
            "CARE_ENGAGE_KEYS": "A" * 43 + "=",
            "ALLOWED_HOSTS": "care-engage.example",
        }
        | more
    )


def run(*arguments, env):
    return subprocess.run(
        [sys.executable, *arguments], cwd=ROOT, env=env, capture_output=True, text=True, timeout=120
    )


def test_the_deployment_check_finds_nothing():
    done = run("manage.py", "check", "--deploy", "--fail-level", "WARNING", env=production())
    assert done.returncode == 0, done.stderr
    assert "no issues (0 silenced)" in done.stdout


def test_production_refuses_to_waive_the_second_step():
    done = run("manage.py", "check", env=production(CARE_ENGAGE_WAIVE_SECOND_STEP="1"))
    assert done.returncode != 0
    assert "is for the demo on this machine alone" in done.stderr


@pytest.mark.parametrize("name", ["SECRET_KEY", "CARE_ENGAGE_KEYS"])
def test_production_refuses_to_start_without_its_keys(name):
    env = production()
    del env[name]
    done = run("manage.py", "check", env=env)
    assert done.returncode != 0
    assert f"Set {name}" in done.stderr


ASK = """
import json, sys, django
django.setup()
from django.conf import settings
from django.test import Client
from django.utils.module_loading import import_string
# Nobody collected the static files for this process.
settings.STORAGES["staticfiles"]["BACKEND"] = "django.contrib.staticfiles.storage.StaticFilesStorage"
answers = []
for secure in (False, True):
    page = Client(SERVER_NAME="care-engage.example", enforce_csrf_checks=True).get("/log-in/", secure=secure)
    cookies = {name: {key: str(value) for key, value in each.items()} for name, each in page.cookies.items()}
    answers.append({"status": page.status_code, "headers": dict(page.headers), "cookies": cookies})
names = [settings.SESSION_COOKIE_NAME, settings.CSRF_COOKIE_NAME, settings.KNOWN_COOKIE_NAME]
names.append(import_string(settings.MESSAGE_STORAGE).cookie_name)
secure = [settings.SESSION_COOKIE_SECURE, settings.CSRF_COOKIE_SECURE]
print(json.dumps({"answers": answers, "names": names, "secure": secure}))
"""


@pytest.fixture(scope="module")
def live():
    """What production answers to an anonymous reader of the log-in page, over HTTP and over HTTPS."""
    done = run("-c", ASK, env=production(DJANGO_SETTINGS_MODULE="care_engage.settings"))
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout.splitlines()[-1])


def test_production_speaks_https_alone(live):
    plain, secure = live["answers"]
    assert plain["status"] == 301
    assert plain["headers"]["Location"].startswith("https://")
    assert secure["headers"]["Strict-Transport-Security"] == "max-age=31536000; includeSubDomains; preload"


def test_cookies_of_production_are_bound_to_the_host(live):
    _plain, secure = live["answers"]
    cookie = secure["cookies"]["__Host-csrftoken"]
    assert (cookie["secure"], cookie["httponly"], cookie["samesite"], cookie["path"]) == (
        "True",
        "True",
        "Lax",
        "/",
    )
    assert not cookie["domain"]
    assert live["names"] == ["__Host-sessionid", "__Host-csrftoken", "__Host-known", "__Host-messages"]
    assert live["secure"] == [True, True], "the other two cookies follow the session's"


def test_no_other_cookie_is_set():
    """Those of production are counted in the test above."""
    setting = [
        path.name
        for name in ("care_engage", "groups", "programs", "referrals")
        for path in (ROOT / name).rglob("*.py")
        if ".set_cookie(" in path.read_text() or ".set_signed_cookie(" in path.read_text()
    ]
    assert setting == ["middleware.py"]


HEADERS = {
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
}
POLICY = {
    "default-src 'none'",
    "script-src 'self'",
    "style-src 'self'",
    "img-src 'self' data:",
    "font-src 'self'",
    "connect-src 'self'",
    "manifest-src 'self'",
    "form-action 'self'",
    "base-uri 'none'",
    "frame-ancestors 'none'",
}


@pytest.mark.parametrize("path", ["/log-in/", "/guide/", "/nowhere/", "/plan/", "/way-in/nobodys/"])
def test_every_answer_carries_the_headers(client, manager, path):
    headers = client.get(path).headers
    assert HEADERS.items() <= headers.items()
    assert "camera=()" in headers["Permissions-Policy"]
    assert "geolocation=()" in headers["Permissions-Policy"]
    given = {part.strip() for part in headers["Content-Security-Policy"].split(";")}
    assert given >= POLICY
    assert "unsafe" not in headers["Content-Security-Policy"]


def test_no_answer_opens_itself_to_other_origins(client, manager):
    headers = client.get("/guide/", headers={"Origin": "https://elsewhere.example"}).headers
    assert not [name for name in headers if name.startswith("Access-Control")]


def test_only_the_hosts_named_are_answered(client):
    page = client.get("/log-in/", SERVER_NAME="elsewhere.example")
    assert page.status_code == 400
    assert "elsewhere" not in page.text


def test_a_body_that_is_too_large_is_refused_before_it_is_read(client, manager):
    class Unread:
        def read(self, *_size):
            raise AssertionError("the body was read")

        readline = read

    answer = client.generic(
        "POST",
        "/plan/import/",
        b"",
        "multipart/form-data; boundary=x",
        **{"wsgi.input": Unread()},
        CONTENT_LENGTH=str(settings.LARGEST_BODY + 1),
    )
    assert answer.status_code == 413
    assert "At most 12 MB" in answer.text


def test_a_length_that_is_no_number_is_refused(client):
    assert client.post("/log-in/", CONTENT_LENGTH="many").status_code == 413


def test_more_files_than_a_form_has_are_refused(client, manager):
    files = {f"file{n}": SimpleUploadedFile(f"{n}.xlsx", b"x") for n in range(6)}
    assert client.post("/plan/import/", files).status_code == 400


def test_more_fields_than_a_form_has_are_refused(client, manager):
    assert client.post(reverse("account"), {f"f{n}": "x" for n in range(5_001)}).status_code == 400


@pytest.mark.parametrize(("path", "status"), [("/nowhere/", 404), ("/log-in/", 403)])
def test_the_number_in_the_page_is_that_of_the_header_and_the_log(path, status, caplog):
    client = Client(enforce_csrf_checks=True)
    caplog.set_level(logging.INFO, "care_engage.requests")
    page = client.post(path) if status == 403 else client.get(path)
    number = NUMBER.fullmatch(page.headers["X-Request-Id"])[0]
    if status == 404:
        page = client.get(path)  # not logged in: 404 needs no log-in
        number = page.headers["X-Request-Id"]
    assert page.status_code == status
    assert number in page.text


def test_numbers_can_be_read_out():
    numbers = {new_number() for _each in range(1_000)}
    assert len(numbers) == 1_000
    assert all(NUMBER.fullmatch(number) for number in numbers)


def test_a_fault_says_its_number_and_nothing_of_the_inside(client, manager, monkeypatch, caplog):
    from programs.views import sessions

    def fail(*_arguments, **_more):
        raise DatabaseError(f"Failing row contains ({BETRAYING})")

    monkeypatch.setattr(sessions, "diary", fail)
    client.raise_request_exception = False
    page = client.get("/sessions/", {"q": BETRAYING})
    assert page.status_code == 500
    assert page.headers["X-Request-Id"] in page.text
    assert not re.search(r"Failing row|DatabaseError|Traceback|/work/", page.text)
    lines = "\n".join(QuietFormatter("%(message)s").format(record) for record in caplog.records)
    assert "DatabaseError" in lines
    assert "in fail" in lines, "the lines of code it passed"
    assert BETRAYING not in lines


def test_the_log_says_who_asked_for_what_and_not_what_was_sent(client, manager, caplog):
    caplog.set_level(logging.INFO, "care_engage.requests")
    client.post(reverse("account") + f"?note={BETRAYING}", {"what": "language", "language": BETRAYING})
    [line] = [record.getMessage() for record in caplog.records if record.name == "care_engage.requests"]
    assert line == f"POST /account/ 200 user={manager.pk}"


def test_the_log_keeps_no_key_of_an_invitation(client, caplog):
    caplog.set_level(logging.INFO, "care_engage.requests")
    client.get(reverse("choose_password", args=["a-key-that-opens"]))
    assert "a-key-that-opens" not in caplog.text
    assert "/way-in/<str:key>/" in caplog.text


def test_a_line_of_the_log_stays_one_line(client, caplog):
    caplog.set_level(logging.INFO, "care_engage.requests")
    client.get("/nowhere%0D%0AWARNING forged/")
    [record] = [record for record in caplog.records if record.name == "care_engage.requests"]
    assert "\n" not in QuietFormatter("%(message)s").format(record)


@pytest.mark.parametrize("route", ["import_plan", "account"])
def test_what_costs_much_is_bounded_for_each_person(client, manager, route):
    most, _lasting = rates.RATES[route]
    address = reverse(route)
    statuses = {client.post(address).status_code for _each in range(most)}
    assert 429 not in statuses
    answer = client.post(address)
    assert answer.status_code == 429
    assert 0 < int(answer.headers["Retry-After"]) <= _lasting.total_seconds()
    assert f"Try again in {answer.headers['Retry-After']} seconds" in answer.text
    assert client.get(address).status_code == 200, "reading goes on"
    other = Client()
    other.force_login(person("MANAGER", OfficeFactory()))
    assert other.post(address).status_code != 429, "a colleague is not held up"


def test_what_is_not_bounded_costs_no_query_for_it(manager, django_assert_num_queries):
    with django_assert_num_queries(0):
        assert rates.seconds_to_wait(manager, "my_sessions") == 0


def test_the_django_admin_asks_for_the_second_step(client, settings):
    settings.SECOND_STEP_WAIVED = False
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert client.get("/django-admin/").url == reverse("mfa_activate_totp")


def test_passwords_are_hashed_slowly():
    done = run(
        "-c",
        "import django; django.setup(); from django.contrib.auth.hashers import make_password;"
        "print(make_password('x'))",
        env=production(DJANGO_SETTINGS_MODULE="care_engage.settings"),
    )
    algorithm, rounds, *_rest = done.stdout.split("$")
    assert algorithm == "pbkdf2_sha256"
    assert int(rounds) >= 600_000


@pytest.mark.parametrize("word", ["short1", "password123", "aline@care.example"])
def test_weak_passwords_are_refused(client, word):
    user = UserFactory(email="aline@care.example", name="Aline")
    user.set_password("a goat on the road")
    user.save()
    client.force_login(user)
    data = {"what": "password", "old_password": "a goat on the road"}
    page = client.post(reverse("account"), data | {"new_password1": word, "new_password2": word})
    assert page.status_code == 200
    user.refresh_from_db()
    assert user.check_password("a goat on the road")


@pytest.mark.parametrize("word", ["x" * 64, "  spaces   inside and around  ", "пароль из слов 🐐"])
def test_long_passwords_of_any_signs_are_kept_as_they_are(client, word):
    user = UserFactory()
    user.set_password("a goat on the road")
    user.save()
    client.force_login(user)
    data = {"what": "password", "old_password": "a goat on the road"}
    assert client.post(reverse("account"), data | {"new_password1": word, "new_password2": word}).url
    user.refresh_from_db()
    assert user.check_password(word)


def test_the_log_goes_to_standard_error_alone():
    handlers = settings.LOGGING["handlers"].values()
    assert [handler["class"] for handler in handlers] == ["logging.StreamHandler"]
    assert not settings.ADMINS, "no traceback goes out by mail"


def test_the_entrance_is_logged_without_an_email(client, caplog):
    caplog.set_level(logging.INFO, "care_engage.entrance")
    user = UserFactory(email="aline@care.example")
    user.set_password("a goat on the road")
    user.save()
    for password in ["wrong"] * 5 + ["wrong"]:
        client.post("/log-in/", {"login": user.email, "password": password})
    Attempts.objects.all().delete()
    client.post("/log-in/", {"login": user.email, "password": "a goat on the road"})
    lines = "\n".join(record.getMessage() for record in caplog.records)
    assert lines.count("wrong password account=") == 5
    assert "must wait account=" in lines
    assert f"logged in user={user.pk} by=password" in lines
    assert "aline" not in lines
    assert "goat" not in lines


@pytest.mark.parametrize(("path", "status"), [("/guide/", 200), ("/plan/999999/", 404)])
def test_what_is_refused_is_logged_with_its_person(client, manager, caplog, path, status):
    caplog.set_level(logging.INFO, "care_engage.requests")
    client.get(path)
    [record] = [record for record in caplog.records if record.name == "care_engage.requests"]
    assert record.getMessage() == f"GET {path} {status} user={manager.pk}"
    assert record.levelno == (logging.WARNING if status >= 400 else logging.INFO)
