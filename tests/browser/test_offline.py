"""Logging without a network, in a real browser whose network is cut: nothing lost, nothing counted twice."""

import json
from importlib import import_module

import pytest
from django.conf import settings
from django.utils import timezone
from playwright.sync_api import expect

from programs.logging import Entry, log_session
from programs.models import OutboxEntry, Session
from tests.browser.phones import Phone, came, expect_soon, kept, log_offline, wait_sent
from tests.browser.serving import Server
from tests.factories import (
    person,
)
from tests.sound import assert_sound

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True, serialized_rollback=True)]


def test_two_sessions_logged_offline_across_a_closed_browser_are_stored_once_each(phone, sessions):
    one, two = sessions
    phone.visit()
    phone.go_offline()
    log_offline(phone, one, 1, 2, 3)
    expect(phone.line).to_have_text("Saved here, waiting for network · 1 waiting")

    phone.reopen()
    phone.page.goto("/sessions/")
    expect(phone.line).to_have_attribute("data-person", "device")
    expect(phone.line).to_have_text("Saved here, waiting for network · 1 waiting")
    log_offline(phone, two, 4, 5)
    expect(phone.line).to_have_text("Saved here, waiting for network · 2 waiting")
    assert Session.objects.filter(status="DELIVERED").count() == 0

    phone.come_back()
    wait_sent(phone)
    assert (came(one), came(two)) == ([1, 2, 3], [4, 5])
    assert [session.version for session in sessions] == [2, 2]
    assert OutboxEntry.objects.count() == 2
    assert kept(phone, "entries") == []


def test_a_cut_in_the_middle_of_a_batch(phone, sessions):
    """The server stores both, and the answer never arrives: the second time it says that it has them."""
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 1)
    log_offline(phone, sessions[1], 2)
    cuts = []

    def cut_once(route):
        if cuts:
            return route.continue_()
        cuts.append(route.fetch().json())
        return route.abort("connectionreset")

    phone.page.route("**/sessions/outbox/", cut_once)
    phone.come_back()
    wait_sent(phone)
    assert [answer["is"] for answer in cuts[0]["answers"]] == ["stored", "stored"]
    assert [(came(session), session.version) for session in sessions] == [([1], 2), ([2], 2)]
    assert OutboxEntry.objects.count() == 2


def test_the_server_is_killed_between_storing_and_answering(browser, facilitator, sessions, tmp_path):
    server = Server.from_sources(tmp_path / "home", settings.SECRET_KEY)
    phone = Phone(browser, server.port, tmp_path / "profile")
    try:
        phone.log_in(facilitator)
        phone.visit()
        phone.page.goto(f"/sessions/{sessions[0].pk}/log/")
        phone.mark(6, 7)
        phone.proxy.holding = True
        phone.save()
        expect_soon(lambda: Session.objects.get(pk=sessions[0].pk).held)
        server.kill()
        phone.proxy.cut()
        phone.proxy.holding = False
        expect(phone.line).to_have_text("Saved here, waiting for network · 1 waiting")
        server.start()
        wait_sent(phone)
    finally:
        phone.close()
        server.kill()
    assert (came(sessions[0]), sessions[0].version) == ([6, 7], 2)
    assert OutboxEntry.objects.count() == 1


@pytest.mark.parametrize(("second", "waiting"), [((1, 2), 1), ((2, 3), 2)], ids=["the same", "another"])
def test_one_form_saved_in_two_tabs(phone, sessions, second, waiting):
    """The same content is one entry. Other content is two: one is stored, the other shown beside it."""
    phone.visit()
    other = phone.context.new_page()
    for page in (phone.page, other):
        page.goto(f"/sessions/{sessions[0].pk}/log/")
    phone.go_offline()
    phone.mark(1, 2)
    phone.save()
    expect(phone.page.get_by_role("heading", name="My sessions")).to_be_visible()
    for number in second:
        other.get_by_label(f"Number {number}", exact=True).check()
    other.get_by_role("button", name="Save session").tap()
    expect(other.get_by_role("heading", name="My sessions")).to_be_visible()  # it has tried to send
    expect(other.locator("#outbox")).to_have_text(f"Saved here, waiting for network · {waiting} waiting")
    phone.come_back()
    if waiting == 1:
        wait_sent(phone)
    else:
        expect(phone.line).to_have_text("Needs your attention · 1 on this device")
    assert (came(sessions[0]), sessions[0].version) == ([1, 2], 2)
    assert OutboxEntry.objects.count() == 1
    other.close()


def test_changed_by_a_manager_meanwhile(phone, facilitator, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 1, 2)
    meanwhile(sessions[0], [2, 3])
    phone.come_back()
    expect(phone.line).to_have_text("Needs your attention · 1 on this device")
    assert came(sessions[0]) == [2, 3], "never a silent winner"

    phone.line.get_by_role("link").tap()
    row = phone.page.get_by_role("row", name="Numbers")
    expect(row).to_contain_text("1, 2")
    expect(row).to_contain_text("2, 3")
    phone.page.get_by_role("link", name="Take the numbers of both").tap()
    expect(phone.page.locator(".count")).to_have_text("3 of 12")
    phone.page.locator(".save .btn-primary").tap()
    expect(phone.page.get_by_role("status").first).to_contain_text("Saved. 3 people.")
    assert came(sessions[0]) == [1, 2, 3]
    assert kept(phone, "entries") == []


def meanwhile(session, numbers):
    manager = person("MANAGER", session.intervention.program.office)
    group = session.intervention.groups.get().pk
    found = Session.objects.for_logging(manager).get(pk=session.pk)
    leaders = session.intervention.facilitators.values_list("pk", flat=True)
    entry = Entry(
        version=found.version,
        held_on=session.planned_on,
        topics=["T11"],
        facilitators=list(leaders),
        present=[[group, number] for number in numbers],
    )
    log_session(found, by=manager, entry=entry, at=timezone.now())


def test_the_log_in_has_ended_meanwhile(phone, facilitator, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 3)
    end_log_ins(facilitator)
    phone.come_back()
    expect(phone.line).to_have_text("Log in again; your work waits here · 1 waiting")
    expect_soon(lambda: kept(phone, "keys") == [])
    assert len(kept(phone, "entries")) == 1
    assert Session.objects.filter(status="DELIVERED").count() == 0

    phone.log_in(facilitator)
    phone.page.goto("/sessions/")
    wait_sent(phone)
    assert came(sessions[0]) == [3]


def end_log_ins(user):
    store = import_module(settings.SESSION_ENGINE).SessionStore
    for row in store.get_model_class().objects.all():
        if row.get_decoded().get("_auth_user_id") == str(user.pk):
            row.delete()


def test_a_second_person_on_the_device(phone, facilitator, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 8)
    (entry,) = kept(phone, "entries")
    assert "Umoja" not in entry["sealed"]
    assert "T11" not in entry["sealed"]

    phone.context.clear_cookies()
    phone.log_in(person("FACILITATOR", sessions[0].intervention.program.office, name="Jean Habimana"))
    phone.come_back()
    phone.page.goto("/sessions/waiting/")
    expect(phone.page.get_by_text("Nothing waits here.")).to_be_visible()
    assert Session.objects.filter(status="DELIVERED").count() == 0
    for store in ("copies", "keys"):
        expect_soon(lambda store=store: facilitator.pk not in [row["person"] for row in kept(phone, store)])
    assert [row["id"] for row in kept(phone, "entries")] == [entry["id"]]

    phone.page.goto("/sessions/")
    phone.page.get_by_text("Menu", exact=True).tap()
    phone.page.get_by_role("button", name="Log out", exact=True).tap()
    expect(phone.page.get_by_role("heading", name="Log in")).to_be_visible()
    assert [row["id"] for row in kept(phone, "entries")] == [entry["id"]], "it is not theirs to throw away"

    phone.log_in(facilitator)
    phone.page.goto("/sessions/")
    wait_sent(phone)
    assert came(sessions[0]) == [8]
    assert Session.history.filter(id=sessions[0].pk).latest("history_date").history_user == facilitator


def test_log_out_asks_while_something_waits_and_leaves_nothing(phone, facilitator, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 1)
    sessions[0].intervention.status = "COMPLETED"
    sessions[0].intervention.save()
    phone.come_back()
    expect(phone.line).to_have_text("Needs your attention · 1 on this device")
    phone.page.goto("/sessions/")
    phone.page.get_by_text("Menu", exact=True).tap()
    phone.page.get_by_role("button", name="Log out", exact=True).tap()
    dialog = phone.page.get_by_role("dialog")
    expect(dialog).to_contain_text("have not been sent")
    dialog.get_by_role("button", name="Stay logged in").tap()
    assert len(kept(phone, "entries")) == 1
    phone.page.get_by_text("Menu", exact=True).tap()
    phone.page.get_by_role("button", name="Log out", exact=True).tap()
    dialog.get_by_role("button", name="Throw away and log out").tap()
    expect(phone.page.get_by_role("heading", name="Log in")).to_be_visible()
    for store in ("entries", "keys", "copies"):
        assert kept(phone, store) == []


def test_refused_work_is_kept_told_downloaded_and_thrown_away_on_purpose(phone, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 5)
    sessions[0].remove()
    phone.come_back()
    expect(phone.line).to_have_text("Needs your attention · 1 on this device")
    phone.page.goto("/sessions/waiting/")
    expect(phone.page.get_by_text("This session was deleted from the plan.")).to_be_visible()
    assert_sound(phone.page)
    with phone.page.expect_download() as download:
        phone.page.get_by_role("button", name="Download").tap()
    content = json.loads(download.value.path().read_text())
    assert content["fields"]["came"] == [f"{sessions[0].intervention.groups.get().pk}:5"]
    phone.page.get_by_role("button", name="Throw away").tap()
    phone.page.get_by_role("dialog").get_by_role("button", name="Throw away").tap()
    expect(phone.page.get_by_text("Nothing waits here.")).to_be_visible()


def test_did_not_happen_is_said_offline_too(phone, sessions):
    phone.visit()
    phone.go_offline()
    phone.page.goto(f"/sessions/{sessions[0].pk}/did-not-happen/")
    phone.page.locator(".chip", has_text="Weather or road").tap()
    phone.page.locator(".chip", has_text="Not yet known").tap()
    phone.page.get_by_role("button", name="Save").tap()
    expect(phone.line).to_have_text("Saved here, waiting for network · 1 waiting")
    expect(phone.page.get_by_text("waits on this device").filter(visible=True)).to_have_count(1)
    phone.come_back()
    wait_sent(phone)
    sessions[0].refresh_from_db()
    assert (sessions[0].status, sessions[0].not_held_reason) == ("POSTPONED", "WEATHER_ROAD")


def test_a_waiting_entry_is_corrected_before_it_is_sent(phone, sessions):
    phone.visit()
    phone.go_offline()
    log_offline(phone, sessions[0], 1, 2)
    phone.page.goto("/sessions/waiting/")
    which = "Umoja savings circle · Power in my home · session 1 of 2"
    expect(phone.page.get_by_role("heading", name=which)).to_be_visible()
    phone.page.get_by_role("link", name="Open and correct").tap()
    expect(phone.page.locator(".count")).to_have_text("2 of 12")
    phone.mark(9)
    phone.save()
    expect(phone.page.get_by_role("heading", name="My sessions")).to_be_visible()
    expect(phone.line).to_have_text("Saved here, waiting for network · 1 waiting")
    phone.come_back()
    wait_sent(phone)
    assert (came(sessions[0]), sessions[0].version) == ([1, 2, 9], 2)
