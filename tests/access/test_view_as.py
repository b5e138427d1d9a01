"""An administrator views as a colleague: reads only, finds nothing confidential, and is written down."""

import pytest
from django.urls import reverse

from care_engage.trail.models import Entry
from tests.factories import person
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    return World()


def view_as(client, world, key):
    client.force_login(world.people["admin"])
    address = reverse("office_view_as", args=[world.office.pk, world.people[key].pk])
    response = client.post(address)
    assert response.status_code == 302
    return client


def acts():
    return list(Entry.objects.order_by("number").values_list("act", "actor", "viewing_as"))


def test_it_shows_what_the_colleague_finds_and_says_so_on_every_page(client, world):
    view_as(client, world, "facilitator")
    for name in ("my_sessions", "groups", "guide"):
        page = client.get(reverse(name)).text
        assert f"You view as {world.people['facilitator'].name}." in page
    assert client.get(reverse("office_people", args=[world.office.pk])).status_code == 404


def test_nothing_can_be_sent(client, world):
    view_as(client, world, "manager")
    before = world.program.name
    response = client.post(reverse("program_edit", args=[world.program.pk]), {"name": "Another"})
    assert response.status_code == 403
    world.program.refresh_from_db()
    assert world.program.name == before
    for method in ("put", "patch", "delete"):
        assert getattr(client, method)(reverse("groups")).status_code == 403


def test_what_is_confidential_stays_closed(client, world):
    view_as(client, world, "gbv")
    assert client.get(reverse("referral_tallies", args=[world.office.pk])).status_code == 404
    assert client.get(reverse("account")).status_code == 404
    client.post(reverse("view_as_stop"))
    view_as(client, world, "facilitator")
    assert client.get(reverse("group", args=[world.protected.pk])).status_code == 404
    assert world.protected.name not in client.get(reverse("groups")).text


@pytest.mark.parametrize("who", ["superuser", "stranger", "global", "admin"])
def test_nobody_with_other_powers_and_nobody_elsewhere(client, world, who):
    client.force_login(world.people["admin"])
    address = reverse("office_view_as", args=[world.office.pk, world.people[who].pk])
    assert client.get(address).status_code == 404
    assert client.post(address).status_code == 404


def test_only_administrators_may(client, world):
    for key, user in world.people.items():
        if key not in ("admin", "superuser"):
            client.force_login(user)
            address = reverse("office_view_as", args=[world.office.pk, world.people["mel"].pk])
            assert client.post(address).status_code == 404


def test_offices_that_the_administrator_does_not_run_stay_closed(client, world):
    both = person("MANAGER", world.office)
    both.roles.create(office=world.elsewhere, kind="MANAGER")
    client.force_login(world.people["admin"])
    client.post(reverse("office_view_as", args=[world.office.pk, both.pk]))
    from tests.factories import ProgramFactory

    far = ProgramFactory(office=world.elsewhere)
    assert client.get(reverse("program_plan", args=[far.pk])).status_code == 404
    assert client.get(reverse("program_plan", args=[world.program.pk])).status_code == 200


def test_start_and_stop_are_written_down_and_what_is_read_names_both(client, world):
    admin, viewed = world.people["admin"].pk, world.people["mel"].pk
    view_as(client, world, "mel")
    assert client.post(reverse("view_as_stop")).url == reverse("home")
    assert [row for row in acts() if row[0].startswith("VIEW_AS")] == [
        ("VIEW_AS_STARTED", admin, None),
        ("VIEW_AS_STOPPED", admin, None),
    ]
    assert set(Entry.objects.values_list("subject", flat=True)) >= {str(viewed)}
    assert client.get(reverse("office_people", args=[world.office.pk])).status_code == 200


def test_it_ends_with_the_role_it_stood_on(client, world):
    view_as(client, world, "mel")
    world.people["admin"].roles.get().remove()
    page = client.get(reverse("guide")).text
    assert "You view as" not in page
    assert acts()[-1][0] == "VIEW_AS_STOPPED"


def test_it_ends_with_the_session(client, world):
    view_as(client, world, "mel")
    client.post(reverse("log_out"))
    assert acts()[-1][0] in ("VIEW_AS_STOPPED", "LOGGED_OUT")
    assert "VIEW_AS_STOPPED" in {act for act, *_rest in acts()}
    client.force_login(world.people["admin"])
    assert "You view as" not in client.get(reverse("guide")).text
