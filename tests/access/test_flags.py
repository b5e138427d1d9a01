"""Whose flags a person reads (D9): all, their own, counts alone, or none."""

import pytest
from django.urls import reverse

from care_engage.accounts.models import RoleKind
from programs.auditing import reaudit
from programs.flag_sight import Sight, sight_of
from tests.factories import OfficeFactory, ProgramFactory, person
from tests.world import World

pytestmark = pytest.mark.django_db


@pytest.fixture
def world():
    world = World()
    world.link.remove()  # so that work with men stands alone
    reaudit([world.program.pk])
    return world


EVERYTHING = Sight(all=True, counts=True)
SIGHTS = {
    "facilitator": EVERYTHING,
    "partner": EVERYTHING,
    "manager": EVERYTHING,
    "superuser": EVERYTHING,
    "mel": Sight(counts=True),
    "global": Sight(counts=True),
    "gbv": Sight(rules=frozenset({"R10", "R15", "R23"})),
    "safeguarding": Sight(rules=frozenset({"R22", "R24"})),
    "admin": Sight(),
    "other_partner": Sight(),
    "stranger": Sight(),
}


@pytest.mark.parametrize("who", SIGHTS)
def test_who_reads_which(world, who):
    assert sight_of(world.people[who], world.program) == SIGHTS[who]


def test_field_staff_read_flags_of_their_own_programs_only(world):
    elsewhere = ProgramFactory(office=world.office)
    assert sight_of(world.people["facilitator"], elsewhere) == Sight()


def test_roles_in_another_office_open_nothing_here(world):
    user = person(RoleKind.OFFICE_ADMIN, world.office)
    user.roles.create(kind=RoleKind.MANAGER, office=OfficeFactory(iso2="UG", name="CARE Uganda"))
    assert sight_of(user, world.program) == Sight()


@pytest.mark.parametrize(
    ("who", "told", "counted"),
    [("manager", True, True), ("mel", False, True), ("global", False, True), ("admin", False, False)],
)
def test_the_pages_keep_to_it(client, world, who, told, counted):
    client.force_login(world.people[who])
    sequence = client.get(reverse("sequence", args=[world.program.pk]))
    assert bool(sequence.context["page"].items) == told
    assert bool(sequence.context["page"].severities) == counted
    assert ("Repair:" in sequence.text or "men_stand_alone" in sequence.text) <= told
    plan = client.get(reverse("program_plan", args=[world.program.pk]))
    assert bool(plan.context["standing"]) == told
    (row,) = [
        row for row in client.get(reverse("board")).context["rows"] if row.program.pk == world.program.pk
    ]
    assert bool(row.badges) == counted


def test_the_board_does_not_tell_by_its_order_or_its_filters(client, world):
    client.force_login(world.people["admin"])
    kept = ProgramFactory(office=world.office, name="Nothing to repair", place=world.country)
    reaudit([kept.pk])
    rows = client.get(reverse("board")).context["rows"]
    assert [row.program.pk for row in rows] == sorted([kept.pk, world.program.pk])
    assert client.get(reverse("board"), {"flagged": "on"}).context["rows"] == []
    assert client.get(reverse("board"), {"rule": "R1"}).context["rows"] == []
