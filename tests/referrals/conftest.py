"""An office and its places, for all tests of referrals."""

import pytest

from tests.factories import OfficeFactory, PlaceFactory


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def country(office):
    return PlaceFactory(office=office)


@pytest.fixture
def province(office, country):
    return PlaceFactory(office=office, parent=country, level="ADMIN1", code="EAST", name="Eastern Province")


@pytest.fixture
def district(office, province):
    return PlaceFactory(office=office, parent=province, level="ADMIN2", code="KIREHE", name="Kirehe")
