"""A way in for one person: made, sent or shown once, used once, renewed, withdrawn, too old."""

import datetime as dt

import pytest
from django.core import mail
from django.test import Client
from django.urls import reverse
from django.utils import timezone

from care_engage.accounts.entry import Invitation
from tests.accounts.entering import log_in, with_app
from tests.factories import OfficeFactory, UserFactory, person

pytestmark = pytest.mark.django_db
NEW = {"new_password1": "umusozi-mwiza-9", "new_password2": "umusozi-mwiza-9"}


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def admin(client, office):
    user = person("OFFICE_ADMIN", office)
    client.force_login(user)
    return user


@pytest.fixture
def beata(office):
    return person("MEL", office, email="beata@care.example", name="Beata", language="fr")


@pytest.fixture
def address(office, beata, admin):
    return reverse("office_way_in", args=[office.pk, beata.pk])


def opens(link):
    return "no longer opens" not in Client().get(link).text


def test_the_link_opens_once(client, address, beata):
    link = client.post(address).context["link"]
    assert opens(link)
    assert Client().post(link, NEW).url == reverse("log_in")
    assert not opens(link)
    assert Client().post(link, NEW).status_code == 200
    beata.refresh_from_db()
    assert beata.check_password("umusozi-mwiza-9")
    assert Invitation.objects.get().accepted_at


def test_a_weak_password_leaves_the_link_open(client, address):
    link = client.post(address).context["link"]
    for weak in ("short", "CareRwanda2026!", "1234567890"):
        assert Client().post(link, {"new_password1": weak, "new_password2": weak}).status_code == 200
    assert opens(link)


def test_it_is_too_old_after_three_days(client, address):
    link = client.post(address).context["link"]
    Invitation.objects.update(created_at=timezone.now() - dt.timedelta(days=3))
    assert not opens(link)
    assert Client().post(link, NEW).status_code == 200
    assert Invitation.objects.get().accepted_at is None


def test_renewing_closes_the_earlier_link(client, address):
    first, second = (client.post(address).context["link"] for _each in range(2))
    assert not opens(first)
    assert opens(second)
    assert Invitation.objects.count() == 1


def test_withdrawing_closes_it(client, address, office):
    link = client.post(address).context["link"]
    assert client.post(address, {"withdraw": "yes"}).url == reverse("office_people", args=[office.pk])
    assert not opens(link)


def test_pending_ones_stand_in_the_list(client, address, office):
    people = reverse("office_people", args=[office.pk])
    assert "invited on" not in client.get(people).text
    client.post(address)
    assert "invited on" in client.get(people).text
    assert "has not been used" in client.get(address).text
    Invitation.objects.update(created_at=timezone.now() - dt.timedelta(days=4))
    assert "invitation too old" in client.get(people).text


def test_without_mail_the_link_is_shown_once_and_kept_nowhere(client, address):
    link = client.post(address).context["link"]
    assert link not in client.get(address).text
    assert link.rstrip("/").split("/")[-1] not in str(list(Invitation.objects.values()))
    assert not mail.outbox


def test_with_mail_it_goes_to_the_person_in_their_language_and_is_not_shown(client, address, settings):
    settings.SENDS_MAIL = True
    page = client.post(address)
    [sent] = mail.outbox
    assert sent.to == ["beata@care.example"]
    assert page.context["link"] in sent.body
    assert page.context["link"] not in page.text


def test_a_name_or_address_with_a_line_break_sends_no_other_header(client, address, settings, beata):
    settings.SENDS_MAIL = True
    type(beata).objects.filter(pk=beata.pk).update(name="Beata\nBcc: other@elsewhere.example")
    client.post(address)
    assert mail.outbox[0].recipients() == ["beata@care.example"]


def test_using_it_ends_all_devices_of_the_person(client, address, beata):
    old = Client()
    old.force_login(beata)
    Client().post(client.post(address).context["link"], NEW)
    assert old.get(reverse("guide")).url.startswith(reverse("log_in"))


def test_a_closed_account_is_not_opened_by_a_link(client, address, beata):
    link = client.post(address).context["link"]
    type(beata).objects.filter(pk=beata.pk).update(is_active=False)
    assert not opens(link)


def test_the_administrator_logs_a_colleague_out_everywhere(client, address, beata):
    theirs = Client()
    theirs.force_login(beata)
    client.post(address, {"log_out": "yes"})
    assert theirs.get(reverse("guide")).url.startswith(reverse("log_in"))


@pytest.mark.parametrize("key", ["", "x", "a" * 43, "é" * 20])
def test_keys_that_nobody_has_open_nothing(key):
    if key:
        assert not opens(f"/way-in/{key}/")
    assert Invitation.opened_by(key) is None


def test_only_this_office_sees_and_makes_them(client, address, office):
    Invitation.make(UserFactory(), office, by=None)
    stranger = person("OFFICE_ADMIN", OfficeFactory(iso2="NP"))
    assert not Invitation.objects.visible_to(stranger).exists()
    client.force_login(stranger)
    assert client.post(address).status_code == 404


def test_mail_that_does_not_go_out_still_gives_the_link(client, address, settings, monkeypatch):
    def fail(*_arguments, **_more):
        raise ConnectionRefusedError

    settings.SENDS_MAIL = True
    monkeypatch.setattr("care_engage.office.people.send_mail", fail)
    page = client.post(address)
    assert page.context["link"] in page.text
    assert opens(page.context["link"])


def test_a_new_password_does_not_take_the_second_step_off(client, address, beata):
    with_app(beata)
    Client().post(client.post(address).context["link"], NEW)
    asked = log_in(Client(), beata.email, "umusozi-mwiza-9")
    assert asked.url == reverse("mfa_authenticate")
