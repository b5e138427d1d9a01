"""Logging in, the first page by role, one's own account, and the pages of failure."""

import datetime as dt
import re

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from tests.factories import OfficeFactory, UserFactory, person

pytestmark = pytest.mark.django_db
PASSWORD = "a goat on the road"


@pytest.fixture
def user():
    user = person("FACILITATOR", OfficeFactory(), email="aline@care.example")
    user.set_password(PASSWORD)
    user.save()
    return user


def log_in(client, email, password=PASSWORD, **more):
    return client.post(reverse("log_in"), {"login": email, "password": password} | more)


@pytest.mark.parametrize("email", ["aline@care.example", " Aline@CARE.example "])
def test_the_email_is_blind_to_case_and_spaces(client, user, email):
    assert log_in(client, email).url == reverse("home")


def test_a_wrong_password_says_what_to_do(client, user):
    assert "ask your office administrator" in log_in(client, user.email, "wrong").text


def test_a_closed_account_stays_out(client, user):
    type(user).objects.update(is_active=False)
    assert log_in(client, user.email).status_code == 200


def test_one_returns_to_the_page_one_wanted(client, user):
    assert client.get(reverse("my_sessions")).url == f"{reverse('log_in')}?next=/sessions/"
    assert log_in(client, user.email, next="/sessions/").url == "/sessions/"


def test_nobody_is_sent_to_another_site(client, user):
    assert log_in(client, user.email, next="https://elsewhere.example/").url == reverse("home")


@pytest.mark.parametrize(
    ("kind", "page"),
    [
        ("FACILITATOR", "my_sessions"),
        ("MANAGER", "board"),
        ("MEL", "board"),
        ("GBV_FOCAL_POINT", "board"),
        ("SAFEGUARDING_FOCAL_POINT", "guide"),
        ("OFFICE_ADMIN", "office"),
        ("GLOBAL_VIEWER", "board"),
    ],
)
def test_the_first_page_follows_from_the_role(client, kind, page):
    client.force_login(person(kind, OfficeFactory()))
    assert client.get(reverse("home")).url == reverse(page)


def test_partner_staff_begin_with_their_sessions(client):
    client.force_login(person("FACILITATOR", OfficeFactory(), partner_staff=True))
    assert client.get(reverse("home")).url == reverse("my_sessions")


def test_without_a_role_one_is_told_whom_to_ask(client):
    client.force_login(UserFactory())
    assert "Ask the administrator of your office" in client.get(reverse("home")).text


@pytest.mark.parametrize(
    ("kind", "pages"),
    [
        ("FACILITATOR", ["My sessions", "Synchronization", "Plan", "Groups", "Referral pathways", "Guide"]),
        ("MEL", ["Synchronization", "Plan", "Groups", "Referral pathways", "Guide"]),
        ("SAFEGUARDING_FOCAL_POINT", ["Groups", "Concerns", "Referral pathways", "Guide", "Audit trail"]),
        ("OFFICE_ADMIN", ["Synchronization", "Plan", "Groups", "Referral pathways", "Guide", "Office"]),
    ],
)
def test_the_header_names_what_the_role_opens(client, kind, pages):
    from care_engage.accounts.templatetags.navigation import navigation

    client.force_login(person(kind, OfficeFactory()))
    request = client.get(reverse("account")).wsgi_request
    assert [link.label for link in navigation({"request": request})] == pages


def test_the_present_page_is_marked(client, user):
    client.force_login(user)
    assert '<a href="/sessions/" aria-current="page">' in client.get("/sessions/").text


def test_the_language_turns_the_page_round(client, user):
    client.force_login(user)
    answer = client.post(reverse("account"), {"what": "language", "language": "ar"}, follow=True)
    assert '<html lang="ar" dir="rtl">' in answer.text
    assert "css/site.rtl.css" in answer.text


def test_a_language_that_is_not_offered_is_refused(client, user):
    client.force_login(user)
    client.post(reverse("account"), {"what": "language", "language": "tlh"})
    user.refresh_from_db()
    assert user.language == "en"


def test_a_new_password_keeps_one_logged_in(client, user):
    client.force_login(user)
    new = "another goat on it"
    data = {"what": "password", "old_password": PASSWORD, "new_password1": new, "new_password2": new}
    assert client.post(reverse("account"), data).url == reverse("account")
    assert client.get(reverse("account")).status_code == 200
    assert log_in(Client(), user.email, new).url == reverse("home")


@pytest.mark.parametrize("old", ["", "not mine"])
def test_a_new_password_takes_the_old_one(client, user, old):
    client.force_login(user)
    data = {"what": "password", "old_password": old, "new_password1": "another goat on it"}
    page = client.post(reverse("account"), data | {"new_password2": "another goat on it"})
    assert page.status_code == 200
    user.refresh_from_db()
    assert user.check_password(PASSWORD)


def test_logging_out_empties_the_cache_and_leaves_what_waits_to_be_sent(client, user):
    client.force_login(user)
    assert client.post(reverse("log_out")).headers["Clear-Site-Data"] == '"cache"'


def test_logging_out_takes_a_post(client, user):
    client.force_login(user)
    assert client.get(reverse("log_out")).status_code == 405
    assert client.post(reverse("log_out")).url == reverse("log_in")


def test_the_style_guide_is_for_superusers(client, user):
    client.force_login(user)
    assert client.get(reverse("style")).status_code == 404
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(reverse("style")).status_code == 200


def test_a_page_that_is_not_there_says_nothing_of_the_inside(client, user):
    client.force_login(user)
    page = client.get("/nowhere/")
    assert page.status_code == 404
    assert "There is no such page" in page.text
    assert "urlconf" not in page.text.lower()


def test_a_fault_says_what_to_do_and_nothing_of_the_inside(client, user, monkeypatch):
    from programs.views import sessions

    def fail(*_args, **_kwargs):
        raise RuntimeError("secret of the inside")

    client.force_login(user)
    client.raise_request_exception = False
    monkeypatch.setattr(sessions, "diary", fail)
    page = client.get("/sessions/")
    assert page.status_code == 500
    assert "go back, and try again" in page.text
    assert "secret" not in page.text


@pytest.mark.parametrize(("site", "again"), [("same-origin", True), ("cross-site", False), (None, False)])
def test_a_form_from_a_stale_page_is_not_lost(user, site, again):
    client = Client(enforce_csrf_checks=True)
    client.force_login(user)
    headers = {"Sec-Fetch-Site": site} if site else {}
    page = client.post(reverse("account"), {"what": "language", "language": "fr"}, headers=headers)
    assert page.status_code == 403
    assert "Not saved yet" in page.text
    assert ('name="language" value="fr"' in page.text) is again


@pytest.mark.parametrize("name", ["password", "old_password", "new_password1"])
def test_a_password_is_never_written_back_into_a_page(user, name):
    client = Client(enforce_csrf_checks=True)
    page = client.post(reverse("log_in"), {name: PASSWORD}, headers={"Sec-Fetch-Site": "same-origin"})
    assert page.status_code == 403
    assert PASSWORD not in page.text


def test_the_password_field_hides_and_takes_what_a_manager_fills_in(client, user):
    field = re.search(r'<input type="password"[^>]*>', client.get(reverse("log_in")).text)[0]
    assert 'autocomplete="current-password"' in field
    assert "onpaste" not in field


def test_a_password_does_not_age(client, user):
    long_ago = timezone.now() - dt.timedelta(days=4_000)
    type(user).objects.filter(pk=user.pk).update(created_at=long_ago, last_login=long_ago)
    assert log_in(client, user.email).url == reverse("home")
