"""The weekly letter, as a mail server receives it: what it says, to whom, how often, and how it stops."""

import datetime as dt
import re
import subprocess
import sys
import threading
import time
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse
from django.utils import timezone

from care_engage.accounts import letters
from care_engage.accounts.letters import LEFT_LYING, Letter, stop_token, week_of
from care_engage.dashboard.digest import MOST, readers
from tests import factories as make
from tests.factories import flag
from tests.processes import ROOT, environment
from tests.programs import cast

from .smtp_sink import sink

pytestmark = pytest.mark.django_db


@pytest.fixture
def server(settings):
    with sink() as server:
        settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
        settings.EMAIL_HOST, settings.EMAIL_PORT = "127.0.0.1", server.port
        settings.EMAIL_USE_TLS, settings.SENDS_MAIL = False, True
        settings.ADDRESS = "https://engage.example"
        yield server


@pytest.fixture
def here():
    here = cast.plan()
    here.today = here.office.today()
    for number, days in enumerate([-3, 0, 7, 8], start=1):
        make.SessionFactory(intervention=here.work, number=number, planned_on=here.today + dt.timedelta(days))
    return here


def ago(here, days):
    return here.today - dt.timedelta(days=days)


def send(*options):
    call_command("send_digest", *options, stdout=(said := StringIO()))
    return said.getvalue()


def texts(letter):
    plain, html = letter.iter_parts()
    assert (plain.get_content_type(), html.get_content_type()) == ("text/plain", "text/html")
    return plain.get_content(), html.get_content()


def test_facilitators_are_told_what_is_due_and_overdue(server, here):
    send()
    (letter,) = server.to(here.facilitator.email)
    plain, html = texts(letter)
    code = f"{here.program.code} M1-"
    for text in (plain, html):
        assert [n for n in range(1, 5) if f"{code}{n}" in text] == [1, 2, 3]
        assert "https://engage.example/sessions/" in text
    assert plain.index("Overdue") < plain.index(f"{code}1") < plain.index("Due this week")
    assert server.to(here.partner_staff.email)


def test_managers_are_told_of_new_and_ageing_flags(server, here):
    flag(here.program, "M1", ago(here, 2))
    flag(here.program, "M2", ago(here, 30))
    flag(here.program, "M3", ago(here, 20), severity="MEDIUM")  # has 30 days
    flag(here.program, "M4", ago(here, 9), status="ACKNOWLEDGED", plan="Ask.", due_on=ago(here, 1))
    flag(here.program, "M5", ago(here, 9), status="ACKNOWLEDGED", plan="Ask.", due_on=here.today)
    send()
    plain, html = texts(server.to(here.manager.email)[0])
    new, _sep, old = plain.partition("growing old")
    assert re.findall(rf"{here.program.code} (M\d)", new) == ["M1"]
    assert re.findall(rf"{here.program.code} (M\d)", old) == ["M2", "M4"]
    assert "Men-only work stands alone" in html
    assert "https://engage.example/inbox/" in plain


def test_nothing_in_it_points_to_anybody(server, here):
    """Codes and titles of rules: no name of a group, a place, a program or a person, nothing written."""
    written = "Ask the circle by the river."
    flag(here.program, "M1", ago(here, 9), status="ACKNOWLEDGED", plan=written, due_on=ago(here, 1))
    protected = make.protected(here.office, here.facilitator)
    hidden = make.InterventionFactory(
        program=here.program,
        code="Q9",
        space="LGBTQ",
        groups=[protected],
        facilitators=[here.facilitator.facilitating.get()],
        place=None,
    )
    make.SessionFactory(intervention=hidden, number=1, planned_on=here.today)
    send()
    secret = [written, "Q9", here.men.name, here.program.name, here.work.title, here.place.name]
    secret += [here.facilitator.name, here.manager.name]
    for _to, letter in server.letters:
        for text in (letter["subject"], *texts(letter)):
            assert not [word for word in secret if word in text]


def test_it_speaks_the_persons_language(server, here):
    here.facilitator.language = "ar"
    here.facilitator.save()
    send()
    html = texts(server.to(here.facilitator.email)[0])[1]
    assert '<html lang="ar" dir="rtl">' in html


def test_once_a_week_for_each_person(server, here):
    flag(here.program, "M1", here.today)
    send()
    count = len(server.letters)
    assert count == 3  # facilitator, partner staff, manager
    send()
    assert len(server.letters) == count
    assert set(Letter.objects.values_list("week", flat=True)) == {week_of(here.today)}
    Letter.objects.update(week="2026-W01")
    send()
    assert len(server.letters) == 2 * count


def test_only_those_with_something_to_read_and_who_want_it(server, here):
    here.facilitator.wants_letters = False
    here.facilitator.save()
    here.partner_staff.is_active = False
    here.partner_staff.save()
    send()  # the manager has no flag, MEL and the others no letter
    assert server.letters == []
    assert {here.mel, here.gbv, here.admin, here.viewer} & set(readers()) == set()


@pytest.mark.django_db(transaction=True)
def test_one_killed_before_the_server_said_yes_sends_no_letter_twice_unasked(server, here, settings):
    """Nobody can know whether a mail server has what it did not acknowledge: the next run says so."""
    on_its_way, killed = threading.Event(), threading.Event()
    server.before_ok = lambda: (on_its_way.set(), killed.wait(30))
    mail = {
        "EMAIL_HOST": "127.0.0.1",
        "EMAIL_PORT": str(server.port),
        "CARE_ENGAGE_ADDRESS": settings.ADDRESS,
    }
    run = [sys.executable, "manage.py", "send_digest"]
    process = subprocess.Popen(run, cwd=ROOT, env=environment(**mail), stderr=subprocess.DEVNULL)
    assert on_its_way.wait(60)
    process.kill()
    process.wait(30)
    killed.set()
    server.before_ok = lambda: None
    ((unlucky,), first) = server.letters[0]

    assert "2 letters" not in send()  # another process may still be about to send it
    assert len(server.letters) == 2  # the other one, who was not reached
    Letter.objects.filter(sent_at=None).update(claimed_at=timezone.now() - LEFT_LYING)
    for _week_long in range(2):
        assert "1 letters may have been sent or not" in send()
    assert len(server.to(unlucky)) == 1

    assert "may have been" not in send("--again")
    assert [letter["Message-ID"] for letter in server.to(unlucky)] == [first["Message-ID"]] * 2
    send("--again")
    assert len(server.letters) == 3
    assert len({letter["Message-ID"] for _to, letter in server.letters}) == 2


def test_a_line_that_breaks_ends_the_run_and_leaves_the_rest_for_the_next(server, here):
    def breaks():
        raise OSError("the cable is out")

    server.before_ok = breaks
    with pytest.raises(CommandError, match="cannot be reached"):
        send()
    assert len(server.letters) == Letter.objects.count() == 1
    server.before_ok = lambda: None
    send()
    assert len(server.letters) == 2
    assert len({to for (to,), _letter in server.letters}) == 2


def test_what_the_server_refuses_is_tried_again(server, here):
    server.refuses = {here.facilitator.email}
    with pytest.raises(CommandError, match="1 letters were not taken"):
        send()
    assert server.to(here.partner_staff.email)
    server.refuses = set()
    send()
    assert len(server.to(here.facilitator.email)) == 1
    assert len(server.to(here.partner_staff.email)) == 1


def test_without_a_mail_server_it_refuses_with_a_sentence(here, settings):
    settings.SENDS_MAIL = False
    with pytest.raises(CommandError, match="EMAIL_HOST"):
        send()
    settings.SENDS_MAIL, settings.EMAIL_HOST, settings.EMAIL_PORT = True, "127.0.0.1", 1
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"
    settings.EMAIL_USE_TLS = False
    with pytest.raises(CommandError, match="cannot be reached"):
        send()
    assert not Letter.objects.exists()


def test_one_click_in_the_mail_program_stops_them(client, server, here):
    send()
    letter = server.to(here.facilitator.email)[0]
    assert letter["List-Unsubscribe-Post"] == "List-Unsubscribe=One-Click"
    address = letter["List-Unsubscribe"].strip(" <>").removeprefix("https://engage.example")
    assert address in texts(letter)[0]
    mail_program = type(client)(enforce_csrf_checks=True)
    assert mail_program.post(address, {"List-Unsubscribe": "One-Click"}).status_code == 200
    here.facilitator.refresh_from_db()
    assert not here.facilitator.wants_letters


def wants(person):
    person.refresh_from_db()
    return person.wants_letters


def test_opening_the_address_asks_first_and_offers_the_way_back(client, here):
    address = reverse("letters_stop", args=[stop_token(here.facilitator)])
    assert "Stop these letters" in client.get(address).text
    assert wants(here.facilitator)
    page = client.post(address)
    assert "Send them again" in page.text
    assert not wants(here.facilitator)
    page = client.post(address, {"back": page.context["back"]})
    assert "comes to you by e-mail once a week" in page.text
    assert wants(here.facilitator)


def test_whoever_finds_a_letter_cannot_have_them_sent_again(client, here, monkeypatch):
    address = reverse("letters_stop", args=[stop_token(here.facilitator)])
    just_stopped = client.post(address).context["back"]
    for sent in ({}, {"again": "1"}, {"back": ""}, {"back": stop_token(here.facilitator)}):
        page = client.post(address, sent)
        assert not page.context["back"]
        assert "log in and choose so in your account" in page.text
        assert not wants(here.facilitator)
    theirs = reverse("letters_stop", args=[stop_token(here.manager)])
    client.post(theirs)
    client.post(theirs, {"back": just_stopped})
    assert not wants(here.manager)
    monkeypatch.setattr(letters, "BACK_FOR", dt.timedelta(seconds=-1))
    client.post(address, {"back": just_stopped})
    assert not wants(here.facilitator)


def test_the_oldest_letter_still_stops_them(client, here, monkeypatch):
    years_ago = time.time() - 5 * 365 * 86_400
    monkeypatch.setattr(time, "time", lambda: years_ago)
    address = reverse("letters_stop", args=[stop_token(here.facilitator)])
    monkeypatch.undo()
    client.post(address, {"List-Unsubscribe": "One-Click"})
    assert not wants(here.facilitator)


@pytest.mark.parametrize("token", ["nobodys", "1:abc:def", "é"])
def test_an_address_that_was_not_signed_opens_nothing(client, here, token):
    assert client.get(reverse("letters_stop", args=[token])).status_code == 404
    assert client.post(reverse("letters_stop", args=[token])).status_code == 404


def test_the_account_page_stops_them_too(client, here):
    client.force_login(here.facilitator)
    client.post(reverse("account"), {"what": "letters"})
    here.facilitator.refresh_from_db()
    assert not here.facilitator.wants_letters
    client.post(reverse("account"), {"what": "letters", "wants_letters": "on"})
    here.facilitator.refresh_from_db()
    assert here.facilitator.wants_letters


def test_long_lists_are_cut_and_counted(server, here):
    for number in range(MOST + 5):
        flag(here.program, f"W{number:02}", ago(here, 1))
    send()
    plain = texts(server.to(here.manager.email)[0])[0]
    assert len(re.findall(rf"{here.program.code} W\d\d", plain)) == MOST
    assert "and 5 more" in plain
