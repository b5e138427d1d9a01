"""A code from an app: who must have it, what is open before, and what lets one in without the phone."""

import time

import pytest
from allauth.mfa.models import Authenticator
from django.test import Client
from django.urls import reverse

from care_engage.accounts.entry import Device
from tests.accounts.entering import asked_for, code, log_in, secret_on, somebody, with_app  # noqa: F401
from tests.factories import UserFactory

pytestmark = [pytest.mark.django_db, pytest.mark.usefixtures("asked_for")]
SET_UP = "/account/second-step/set-up/"


def test_the_code_is_that_of_the_standard():
    assert code("GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ", at=59) == "287082"  # RFC 6238, appendix B


@pytest.mark.parametrize("kind", ["GBV_FOCAL_POINT", "SAFEGUARDING_FOCAL_POINT", "OFFICE_ADMIN"])
def test_these_roles_get_nothing_before_it_is_set_up(client, kind):
    user = somebody(kind)
    log_in(client, user.email)
    for page in ("home", "board", "programs", "guide", "office", "account", "devices", "mfa_index", "style"):
        assert client.get(reverse(page)).url == SET_UP, page
    assert client.post(reverse("account"), {"what": "language", "language": "fr"}).url == SET_UP
    assert client.get(reverse("harm")).status_code == 200
    assert client.post(reverse("log_out")).url == reverse("log_in")


def test_superusers_too_and_the_django_admin_with_them(client):
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    assert client.get("/django-admin/").url == SET_UP
    assert client.get("/django-admin/accounts/user/").url == SET_UP


@pytest.mark.parametrize("kind", ["FACILITATOR", "MANAGER", "MEL", "GLOBAL_VIEWER"])
def test_others_may_do_without(client, kind):
    log_in(client, somebody(kind).email)
    assert client.get(reverse("guide")).status_code == 200


def test_setting_it_up_opens_the_rest_and_ends_the_other_devices(client):
    user = somebody("OFFICE_ADMIN")
    log_in(other := Client(), user.email)
    log_in(client, user.email)
    page = client.get(SET_UP)
    assert '<svg class="qr"' in page.text
    answer = client.post(SET_UP, {"code": code(secret_on(page))})
    assert answer.url == reverse("mfa_view_recovery_codes")
    codes = client.get(answer.url).text
    assert codes.count("<code>") == 10
    assert client.get(reverse("office"), follow=True).status_code == 200
    assert other.get(reverse("guide")).url.startswith(reverse("log_in"))


def test_a_wrong_code_does_not_set_it_up(client):
    log_in(client, somebody("OFFICE_ADMIN").email)
    client.get(SET_UP)
    assert "This code is not right" in client.post(SET_UP, {"code": "000000"}).text
    assert not Authenticator.objects.exists()


def test_the_log_in_asks_for_the_code(client):
    user = somebody("GBV_FOCAL_POINT")
    secret = with_app(user)
    assert log_in(client, user.email).url == reverse("mfa_authenticate")
    assert client.get(reverse("guide")).url.startswith(reverse("log_in")), "the password alone opens nothing"
    assert client.post(reverse("mfa_authenticate"), {"code": code(secret)}).url == reverse("home")
    assert client.get(reverse("guide")).status_code == 200


def test_a_facilitator_who_chose_it_is_asked_too(client):
    user = somebody("FACILITATOR")
    with_app(user)
    assert log_in(client, user.email).url == reverse("mfa_authenticate")


def test_a_code_opens_once(client):
    user = somebody("GBV_FOCAL_POINT")
    used = code(with_app(user))
    for browser, opened in ((client, 302), (Client(), 200)):
        log_in(browser, user.email)
        assert browser.post(reverse("mfa_authenticate"), {"code": used}).status_code == opened


def test_wrong_codes_are_counted_for_the_person_wherever_they_come_from(client):
    user = somebody("GBV_FOCAL_POINT")
    secret = with_app(user)
    for n in range(6):
        log_in(browser := Client(REMOTE_ADDR=f"10.0.0.{n}"), user.email)
        said = browser.post(reverse("mfa_authenticate"), {"code": "000000"}).text
    assert "Too many wrong codes" in said
    assert browser.post(reverse("mfa_authenticate"), {"code": code(secret)}).status_code == 200


def test_a_recovery_code_lets_one_in_once(client):
    user = somebody("GBV_FOCAL_POINT")
    with_app(user)
    kept = Authenticator.objects.get(type="recovery_codes").wrap().get_unused_codes()[3]
    for browser, opened in ((client, 302), (Client(), 200)):
        log_in(browser, user.email)
        assert browser.post(reverse("mfa_authenticate"), {"code": kept}).status_code == opened


def test_recovery_codes_are_shown_once_and_made_anew(client):
    user = somebody("GBV_FOCAL_POINT")
    secret = with_app(user)
    log_in(client, user.email)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    address = reverse("mfa_view_recovery_codes")
    first = client.get(address).text
    assert first.count("<code>") == 10
    assert "<code>" not in client.get(address).text
    assert client.post(reverse("mfa_generate_recovery_codes")).url == address
    again = client.get(address).text
    assert again.count("<code>") == 10
    assert again != first


def test_whoever_must_have_it_cannot_remove_it(client):
    user = somebody("OFFICE_ADMIN")
    secret = with_app(user)
    log_in(client, user.email)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert "it stays" in client.get(reverse("mfa_deactivate_totp")).text
    client.post(reverse("mfa_deactivate_totp"))
    assert Authenticator.objects.filter(type="totp").exists()


def test_whoever_chose_it_can_remove_it(client):
    user = somebody("FACILITATOR")
    secret = with_app(user)
    log_in(client, user.email)
    client.post(reverse("mfa_authenticate"), {"code": code(secret)})
    assert client.post(reverse("mfa_deactivate_totp")).url == reverse("mfa_index")
    assert not Authenticator.objects.exists()


def test_changing_how_one_logs_in_takes_the_password_again_after_five_minutes(client):
    user = somebody("FACILITATOR")
    client.force_login(user)  # a session without the moment of its log-in, as an old one
    assert client.get(SET_UP).url.startswith(reverse("account_reauthenticate"))
    confirm = reverse("account_reauthenticate") + f"?next={SET_UP}"
    assert "not your password" in client.post(confirm, {"password": "wrong"}).text
    assert client.post(confirm, {"password": "a goat on the road"}).url == SET_UP
    assert client.get(SET_UP).status_code == 200


def test_the_secret_is_sealed_in_the_database():
    user = somebody()
    secret = with_app(user)
    kept = str(list(Authenticator.objects.values_list("data", flat=True)))
    assert secret not in kept
    assert "seed" in kept


def test_an_administrator_takes_it_off_for_a_colleague_who_lost_the_phone(client, settings):
    settings.SECOND_STEP_WAIVED = True
    admin, user = somebody("OFFICE_ADMIN", "admin@care.example"), somebody("GBV_FOCAL_POINT")
    with_app(user)
    theirs = Client()
    theirs.force_login(user)
    client.force_login(admin)
    client.post(reverse("office_way_in", args=[admin.roles.get().office_id, user.pk]), {"lost_phone": "on"})
    assert not Authenticator.objects.filter(user=user).exists()
    assert not Device.objects.filter(user=user).exists()


def test_nobody_signs_up():
    for address in ("/log-in/sign-up/", "/signup/", "/accounts/signup/", "/accounts/password/reset/"):
        assert Client().get(address).status_code == 404


def test_a_code_of_the_minute_before_opens_nothing(client):
    user = somebody("GBV_FOCAL_POINT")
    secret = with_app(user)
    log_in(client, user.email)
    for seconds in (-61, 61):
        stale = code(secret, at=time.time() + seconds)
        assert client.post(reverse("mfa_authenticate"), {"code": stale}).status_code == 200
