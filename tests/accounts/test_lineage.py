"""Where a place lies is derived from its parent, and told by its history."""

import pytest

from tests.factories import OfficeFactory, PlaceFactory

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
