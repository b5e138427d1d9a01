"""What is confidential is watched by its address: who read it, who changed it, who came in."""

import pytest
from django.urls import reverse

from care_engage.trail.models import Entry
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def entries():
    return [(entry.act, entry.actor, entry.kind) for entry in Entry.objects.order_by("number")]


def test_each_look_at_the_tallies_is_an_entry(client, world):
    gbv = world.people["gbv"]
    client.force_login(gbv)
    assert client.get(reverse("referral_tallies", args=[world.office.pk])).status_code == 200
    entry = Entry.objects.get()
    assert (entry.act, entry.actor, entry.office) == ("READ", gbv.pk, world.office.pk)


def test_whoever_finds_nothing_has_read_nothing(client, world):
    client.force_login(world.people["manager"])
    assert client.get(reverse("referral_tallies", args=[world.office.pk])).status_code == 404
    assert entries() == []


def test_the_export_is_an_entry(client, world):
    client.force_login(world.people["gbv"])
    assert client.get(reverse("referral_export", args=[world.office.pk])).status_code == 200
    assert [row[:2] for row in entries()] == [("EXPORTED", world.people["gbv"].pk)]


def test_a_change_of_roles_is_an_entry_and_a_look_at_them_is_not(client, world):
    admin = world.people["admin"]
    client.force_login(admin)
    client.get(reverse("office_people", args=[world.office.pk]))
    client.post(reverse("office_role_remove", args=[world.role.pk]))
    assert entries() == [("CHANGED", admin.pk, "people and roles")]


def test_an_ordinary_page_costs_no_entry(client, world):
    client.force_login(world.people["manager"])
    client.get(reverse("board"))
    client.get(reverse("program_plan", args=[world.program.pk]))
    assert entries() == []


def test_coming_in_failing_to_and_going_out_are_entries(client, world):
    manager = world.people["manager"]
    manager.set_password("long enough for anybody")
    manager.save()
    client.post(reverse("log_in"), {"login": manager.email, "password": "wrong", "username": manager.email})
    client.post(
        reverse("log_in"),
        {"login": manager.email, "username": manager.email, "password": "long enough for anybody"},
    )
    client.post(reverse("log_out"))
    assert [row[:2] for row in entries()] == [
        ("LOG_IN_FAILED", None),
        ("LOGGED_IN", manager.pk),
        ("LOGGED_OUT", manager.pk),
    ]
    assert manager.email not in str(list(Entry.objects.values()))


def test_the_trail_is_a_confidential_page_in_words(client, world):
    client.force_login(world.people["gbv"])
    client.get(reverse("referral_tally", args=[world.tally.pk]))
    client.force_login(world.people["safeguarding"])
    page = client.get(reverse("trail"))
    assert page.headers["Cache-Control"] == "no-store, private"
    assert "tally of referrals" in page.text
    assert "ReferralTally" not in page.text
