"""The matrix of D9, tried as a whole over HTTP: every role, every kind of thing, every act."""

import pytest
from django.db import transaction

from care_engage.accounts import matrix
from care_engage.accounts.matrix import ACTS, DOORS, EDIT, MATRIX, READ, ROLES, SHOWN, opens
from groups.models import Named
from tests.test_front_doors import addresses, routes
from tests.world import World

PLAYED_BY = {
    "FACILITATOR": "facilitator",
    "PARTNER_STAFF": "partner",
    "MANAGER": "manager",
    "MEL": "mel",
    "GBV_FOCAL_POINT": "gbv",
    "SAFEGUARDING_FOCAL_POINT": "safeguarding",
    "OFFICE_ADMIN": "admin",
    "GLOBAL_VIEWER": "global",
    "SUPERUSER": "superuser",
}
TRIED = 3
"""Addresses tried of each cell, before the next one is; `test_front_doors` walks through all of them."""
OF_OTHERS_TOO = {"undo", "groups", "group", "plan_remove", "plan_purge"}
"""Addresses at which several kinds of things are met: what is behind them is told apart by the querysets."""


@pytest.fixture
def world(db):
    """Everybody is named on the protected group, so that being named alone opens nothing."""
    world = World()
    for user in world.people.values():
        Named.objects.get_or_create(group=world.protected, user=user)
    return world


def ways_to(thing, act):
    """Addresses; what can only be edited is read where it is edited."""
    names = SHOWN.get((thing, act), SHOWN.get((thing, EDIT), "") if act == READ else "")
    return [name for name in names.split() if name not in OF_OTHERS_TOO]


def tried(client, path):
    """Whether it opens, by GET or by an empty POST; whatever was written is taken back."""
    for method in ("get", "post"):
        with transaction.atomic():
            response = getattr(client, method)(path)
            transaction.set_rollback(True)
        assert response.status_code != 500
        if response.status_code in (200, 302):
            return True
        assert response.status_code in (403, 404, 405)
    return False


@pytest.mark.django_db
def test_every_cell(client, world, capsys):
    where = addresses(world)
    cells = opened = asked = without_a_way = 0
    wrong = []
    for role in ROLES:
        client.force_login(world.people[PLAYED_BY[role]])
        for thing in MATRIX:
            for act in ACTS:
                cells += 1
                ways = [name for name in ways_to(thing, act) if name in where][:TRIED]
                without_a_way += not ways
                found = [tried(client, where[name]) for name in ways]
                asked += len(found)
                may = act in cell(role, thing).acts
                opened += may and bool(ways)
                if ways and any(found) != may:
                    wrong.append((role, thing, act, dict(zip(ways, found, strict=True))))
    with capsys.disabled():
        print(
            f"\n{len(ROLES)} roles x {len(MATRIX)} kinds of things x {len(ACTS)} acts = {cells} cells: "
            f"{opened} open, {cells - opened - without_a_way} closed, {without_a_way} without an address; "
            f"{asked} addresses tried"
        )
    assert wrong == []
    assert cells == len(ROLES) * len(MATRIX) * len(ACTS)


def cell(role, thing):
    """A role may do what anybody may, too."""
    own, anybody = MATRIX[thing].get(role), MATRIX[thing].get(matrix.ANYBODY)
    return own if own.acts or anybody is None else anybody


def test_every_address_has_its_entry():
    names = {name for name, _pattern in routes()}
    assert names - DOORS.keys() - matrix.BEFORE_LOG_IN == set(), "add it to care_engage/accounts/matrix.py"


@pytest.mark.django_db
def test_an_address_without_an_entry_is_closed_to_everybody(client, world, monkeypatch):
    monkeypatch.delitem(matrix.DOORS, "guide")
    for person in world.people.values():
        client.force_login(person)
        assert client.get("/guide/").status_code == 404


@pytest.mark.django_db
def test_nobody_confidential_opens_while_viewing_as(world):
    viewed = world.people["gbv"]
    viewed.viewed_by = world.people["admin"]
    assert not opens(viewed.scope, "referral_tallies")
    assert not opens(viewed.scope, "account")
    assert opens(viewed.scope, "program_plan")


def test_a_person_without_a_role_reads_what_anybody_reads(db, client):
    from tests.factories import UserFactory

    client.force_login(UserFactory())
    assert client.get("/guide/").status_code == 200
    assert client.get("/synchronization/").status_code == 404
    assert client.get("/groups/").status_code == 404
