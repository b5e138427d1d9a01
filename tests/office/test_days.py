"""Holidays and market days: the administrator's own list."""

import datetime as dt

import pytest
from django.urls import reverse

from programs.models import MarketDay, OfficeHoliday
from tests.factories import OfficeFactory, PlaceFactory, person


@pytest.fixture
def office(db, client):
    office = OfficeFactory()
    PlaceFactory(office=office)
    client.force_login(person("OFFICE_ADMIN", office))
    return office


def address(office):
    return reverse("office_days", args=[office.pk])


def test_a_holiday_is_added_once_and_removed(client, office):
    data = {"what": "holiday", "day": "2026-02-01", "name": "Heroes' Day"}
    assert client.post(address(office), data).status_code == 302
    again = client.post(address(office), data)
    assert "This day is on the list of holidays already." in again.text
    holiday = OfficeHoliday.objects.get()
    assert (holiday.office, holiday.day, holiday.history.count()) == (office, dt.date(2026, 2, 1), 1)
    client.post(reverse("office_holiday_remove", args=[holiday.pk]))
    assert not OfficeHoliday.objects.exists()
    assert client.post(address(office), data).status_code == 302, "what was removed may come again"


def test_a_market_day_is_of_a_place_of_this_office(client, office):
    place = office.places.get()
    client.post(address(office), {"what": "market", "place": place.pk, "weekday": "1"})
    elsewhere = PlaceFactory(office=OfficeFactory(iso2="UG", name="CARE Uganda"))
    refused = client.post(address(office), {"what": "market", "place": elsewhere.pk, "weekday": "1"})
    assert refused.status_code == 200
    market = MarketDay.objects.get()
    assert str(market) == "Rwanda, Tuesday"
    client.post(reverse("office_market_day_remove", args=[market.pk]))
    assert not MarketDay.objects.exists()


@pytest.mark.parametrize("kind", ["MANAGER", "FACILITATOR", "MEL"])
def test_only_administrators(client, office, kind):
    holiday = OfficeHoliday.objects.create(office=office, day=dt.date(2026, 2, 1), name="Heroes' Day")
    client.force_login(person(kind, office))
    assert client.get(address(office)).status_code == 404
    assert client.post(reverse("office_holiday_remove", args=[holiday.pk])).status_code == 404
    assert OfficeHoliday.objects.exists()


def test_of_another_office_they_find_nothing(client, office):
    other = OfficeFactory(iso2="UG", name="CARE Uganda")
    holiday = OfficeHoliday.objects.create(office=other, day=dt.date(2026, 2, 1), name="Heroes' Day")
    assert client.get(address(other)).status_code == 404
    assert client.post(reverse("office_holiday_remove", args=[holiday.pk])).status_code == 404
