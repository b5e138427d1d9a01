"""A confidential page left alone for ten minutes asks for the password, and keeps what was typed."""

import datetime as dt

import pytest
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from care_engage.accounts.entry import Device
from care_engage.accounts.models import Role
from tests.accounts.entering import PASSWORD, log_in, somebody

pytestmark = pytest.mark.django_db
NEW = {"email": "b@care.example", "name": "Beata <Iradukunda>", "kind": "MEL"}


@pytest.fixture
def admin():
    return somebody("OFFICE_ADMIN")


@pytest.fixture
def client(admin):
    client = Client(enforce_csrf_checks=False)
    log_in(client, admin.email)
    return client


@pytest.fixture
def people(admin):
    return reverse("office_people", args=[admin.roles.get().office_id])


@pytest.fixture
def new(admin):
    return reverse("office_person_new", args=[admin.roles.get().office_id])


def away(**how_long):
    Device.objects.update(seen_at=timezone.now() - dt.timedelta(**how_long))


def test_nine_minutes_are_nothing(client, people):
    away(minutes=9)
    assert client.get(people).status_code == 200


def test_ten_minutes_lock_the_page(client, people):
    away(minutes=10, seconds=1)
    page = client.get(people)
    assert page.status_code == 403
    assert "Are you still there?" in page.text
    assert "aline@care.example</small>" not in page.text, "nothing of the page itself"


def test_other_pages_stay_open_and_do_not_unlock_it(client, people):
    away(minutes=11)
    assert client.get(reverse("guide")).status_code == 200
    assert client.get(people).status_code == 403


def test_the_password_opens_it_again(client, people):
    away(minutes=11)
    client.get(people)
    wrong = client.post(people, {"again_password": "wrong", "again_method": "GET"})
    assert wrong.status_code == 403
    assert "not your password" in wrong.text
    assert client.post(people, {"again_password": PASSWORD, "again_method": "GET"}).url == people
    assert client.get(people).status_code == 200


def test_what_was_sent_stays_in_the_page_and_is_saved_with_the_password(client, new):
    away(minutes=11)
    locked = client.post(new, NEW)
    assert locked.status_code == 403
    assert 'name="name" value="Beata &lt;Iradukunda&gt;"' in locked.text
    assert not Role.objects.filter(user__email="b@care.example").exists()
    again = client.post(new, NEW | {"again_password": "wrong", "again_method": "POST"})
    assert 'value="Beata &lt;Iradukunda&gt;"' in again.text
    assert "wrong" not in again.text[again.text.index("<form") :].split("</form>")[0]
    client.post(new, NEW | {"again_password": PASSWORD, "again_method": "POST"})
    assert Role.objects.filter(user__name="Beata <Iradukunda>").exists()


def test_nothing_that_was_sent_is_kept_on_the_server(client, new):
    away(minutes=11)
    client.post(new, NEW)
    kept = [Device(session_data=data) for data in Device.objects.values_list("session_data", flat=True)]
    assert not any("Beata" in str(device.get_decoded()) for device in kept)


def test_wrong_passwords_at_the_lock_make_it_wait(client, people):
    away(minutes=11)
    client.post("/log-out/")
    log_in(client, "aline@care.example")
    away(minutes=11)
    for _each in range(6):
        said = client.post(people, {"again_password": "wrong", "again_method": "GET"}).text
    assert "Too many wrong passwords" in said


def test_a_fragment_asks_for_the_whole_page(client, people):
    away(minutes=11)
    answer = client.get(people, headers={"HX-Request": "true", "HX-Target": "people"})
    assert answer.headers["HX-Refresh"] == "true"
    assert "@care.example" not in answer.text


def test_what_one_types_keeps_it_open(client, people):
    away(minutes=9, seconds=59)
    client.post(reverse("still_here"))
    away(minutes=5)
    assert client.get(people).status_code == 200


@pytest.mark.parametrize("site", ["same-origin", "cross-site", None])
def test_what_is_sent_after_the_log_in_has_ended_is_not_lost(client, new, site):
    Device.objects.all().delete()
    headers = {"Sec-Fetch-Site": site} if site else {}
    answer = client.post(new, NEW, headers=headers)
    if site == "same-origin":
        assert answer.status_code == 403
        assert "Nothing is lost" in answer.text
        assert 'name="email" value="b@care.example"' in answer.text
    else:
        assert answer.url.startswith(reverse("log_in"))


def test_no_confidential_page_is_kept_by_a_cache(client, people, new):
    for page in (people, new, reverse("devices")):
        assert client.get(page).headers["Cache-Control"] == "no-store, private"
    away(minutes=11)
    assert client.get(people).headers["Cache-Control"] == "no-store, private"
    assert client.get(reverse("guide")).headers["Cache-Control"] == "private, no-cache"


def test_the_session_goes_on_under_a_new_key_after_the_lock(client, people):
    away(minutes=11)
    client.get(people)
    before = client.session.session_key
    client.post(people, {"again_password": PASSWORD, "again_method": "GET"})
    assert client.session.session_key != before
    assert not Device.objects.filter(session_key=before).exists()
