"""Where a place lies is derived from its parent, and told by its history."""

import pytest
from django.urls import reverse

from programs.auditing import reaudit
from programs.models import Flag
from tests.factories import (
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    ProgramFactory,
    UserFactory,
    pathway,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def tree():
    office = OfficeFactory()
    country = PlaceFactory(office=office)
    east, west = (PlaceFactory(office=office, parent=country, level="ADMIN1", code=c) for c in ("E", "W"))
    kirehe = PlaceFactory(office=office, parent=east, level="ADMIN2", code="K")
    return (
        country,
        east,
        west,
        kirehe,
        PlaceFactory(office=office, parent=kirehe, level="COMMUNITY", code="V"),
    )


def paths(place):
    return list(place.history.order_by("history_id").values_list("path", flat=True))


def test_a_new_place_has_its_path_in_its_history_too(tree):
    country, east, _west, kirehe, village = tree
    assert village.path == f"/{country.pk}/{east.pk}/{kirehe.pk}/{village.pk}/"
    assert paths(village) == [village.path]
    assert village.lineage == [country.pk, east.pk, kirehe.pk, village.pk]


def test_what_lies_in_a_place_moves_along(tree, django_assert_num_queries):
    country, east, west, kirehe, village = tree
    before = village.path
    kirehe.parent = west
    with django_assert_num_queries(5):  # the place and its history; parts are read, moved, and told
        kirehe.save()
    village.refresh_from_db()
    assert village.path == f"/{country.pk}/{west.pk}/{kirehe.pk}/{village.pk}/"
    assert paths(village) == [before, village.path]
    east.refresh_from_db()
    assert east.path == f"/{country.pk}/{east.pk}/"


def test_saving_a_place_where_it_is_moves_nothing(tree, django_assert_num_queries):
    _country, east, _west, _kirehe, village = tree
    east.name = "Eastern Province"
    with django_assert_num_queries(2):
        east.save()
    assert len(paths(village)) == 1


def test_a_place_that_moves_away_from_its_pathway_is_heard_of_at_once(client, tree):
    country, east, west, kirehe, _village = tree
    on = country.office.today()
    pathway(country.office, place=east, on=on)
    program = ProgramFactory(office=country.office, place=kirehe, unsaid=[])
    InterventionFactory(program=program, space="COUPLES", starts_on=on, ends_on=None)
    reaudit([program.pk])
    assert not Flag.objects.filter(rule="R10", reason="NO_PATHWAY").exists()
    client.force_login(UserFactory(is_superuser=True, is_staff=True))
    fields = {
        "office": country.office.pk,
        "parent": west.pk,
        "level": "ADMIN2",
        "code": "K",
        "name": "Kirehe",
    }
    answer = client.post(reverse("admin:accounts_place_change", args=[kirehe.pk]), fields)
    assert answer.status_code == 302
    assert Flag.objects.filter(rule="R10", reason="NO_PATHWAY").exists()
