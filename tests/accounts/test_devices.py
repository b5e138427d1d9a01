"""Sessions: whose they are, when they end, and how a person ends those elsewhere."""

import datetime as dt
import time

import pytest
from django.contrib.auth import get_user_model
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from care_engage.accounts.browsers import family
from care_engage.accounts.entry import Device
from tests.accounts.entering import PASSWORD, log_in, somebody
from tests.factories import OfficeFactory, person

pytestmark = pytest.mark.django_db
PHONE = "Mozilla/5.0 (Linux; Android 14; SM-A146P) AppleWebKit/537.36 Chrome/126.0 Mobile Safari/537.36"
DESK = "Mozilla/5.0 (Windows NT 10.0; Win64; x64; rv:128.0) Gecko/20100101 Firefox/128.0"


@pytest.fixture
def user():
    return somebody()


@pytest.fixture
def phone(user):
    log_in(client := Client(headers={"User-Agent": PHONE}), user.email)
    return client


@pytest.fixture
def desk(user, phone):
    log_in(client := Client(headers={"User-Agent": DESK}), user.email)
    return client


def inside(client):
    return client.get(reverse("guide")).status_code == 200


@pytest.mark.parametrize(
    ("agent", "name"),
    [(PHONE, "Chrome, Android"), (DESK, "Firefox, Windows"), ("curl/8", ""), ("", "")],
)
def test_browsers_are_named_as_people_name_them(agent, name):
    assert family(agent) == name


def test_all_devices_are_listed_with_their_browser(desk):
    page = desk.get(reverse("devices")).text
    assert "Chrome, Android" in page
    assert "Firefox, Windows" in page
    assert page.count("This device") == 1


def test_the_list_holds_no_key_of_a_session(desk):
    page = desk.get(reverse("devices")).text
    assert not [key for key in Device.objects.values_list("session_key", flat=True) if key in page]


def test_one_device_is_ended(desk, phone):
    mark = Device.objects.get(browser="Chrome, Android").mark
    assert desk.post(reverse("devices"), {"device": mark}, follow=True).status_code == 200
    assert (inside(desk), inside(phone)) == (True, False)


def test_all_others_are_ended(desk, phone):
    assert "1 device was logged out." in desk.post(reverse("devices"), {"all": "yes"}, follow=True).text
    assert (inside(desk), inside(phone)) == (True, False)


def test_nobody_ends_the_device_of_another(desk, phone):
    client = Client()
    client.force_login(person("MANAGER", OfficeFactory()))
    mark = Device.objects.get(browser="Chrome, Android").mark
    assert client.post(reverse("devices"), {"device": mark}).status_code == 404
    assert "Android" not in client.get(reverse("devices")).text
    assert inside(phone)


def test_a_new_password_ends_the_others(desk, phone):
    new = {"new_password1": "another goat on it", "new_password2": "another goat on it"}
    desk.post(reverse("account"), {"what": "password", "old_password": PASSWORD} | new)
    assert (inside(desk), inside(phone)) == (True, False)
    assert Device.objects.count() == 1


def test_logging_out_ends_the_row(desk, phone):
    desk.post(reverse("log_out"))
    assert [device.browser for device in Device.objects.filter(user__isnull=False)] == ["Chrome, Android"]


def test_the_key_of_the_session_is_new_after_the_log_in(client, user):
    client.get(reverse("log_in"))
    session = client.session
    session["before"] = True
    session.save()
    before = session.session_key
    log_in(client, user.email)
    assert client.session.session_key != before
    assert not Device.objects.filter(session_key=before).exists()


def test_a_session_ends_twelve_hours_after_the_log_in_however_much_it_is_used(phone):
    device = Device.objects.get()
    assert dt.timedelta(hours=11, minutes=59) < device.expire_date - timezone.now() <= dt.timedelta(hours=12)
    session = phone.session
    session["began"] = int(time.time()) - 12 * 3600 + 60
    session.save()
    left = Device.objects.get().expire_date - timezone.now()
    assert left <= dt.timedelta(seconds=60), "saving does not lengthen it"
    assert inside(phone)
    Device.objects.update(expire_date=timezone.now())
    assert not inside(phone)


def test_the_cookie_ends_with_the_session(client, user):
    cookie = log_in(client, user.email).cookies["sessionid"]
    assert 12 * 3600 - 5 < int(cookie["max-age"]) <= 12 * 3600
    assert cookie["httponly"]
    assert cookie["samesite"] == "Lax"


def test_what_is_over_is_swept_out_at_the_next_log_in(phone, user):
    Device.objects.update(expire_date=timezone.now())
    log_in(Client(), user.email)
    assert Device.objects.count() == 1


def test_a_closed_account_is_out_at_once(phone, user):
    get_user_model().objects.filter(pk=user.pk).update(is_active=False)
    assert not inside(phone)


def test_using_a_device_costs_an_update_each_half_minute_and_no_more(phone):
    def statements(**since):
        Device.objects.update(seen_at=timezone.now() - dt.timedelta(**since))
        with CaptureQueriesContext(connection) as asked:
            assert phone.post(reverse("still_here")).status_code == 204
        return [query["sql"] for query in asked]

    writes = [[sql for sql in statements(seconds=since) if "UPDATE" in sql] for since in (0, 31, 0)]
    assert [len(each) for each in writes] == [0, 1, 0]
    assert '"seen_at"' in writes[1][0]
    assert len(statements(seconds=0)) <= 3  # the session, the person, their roles
