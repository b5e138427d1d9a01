"""Open now: in the office's time, over midnight, and never guessed."""

import datetime as dt
from zoneinfo import ZoneInfo

import pytest
from django.core.exceptions import ValidationError
from hypothesis import given
from hypothesis import strategies as st

from referrals.hours import in_words, open_now, read_hours, set_hours, written
from tests.factories import OfficeFactory, ServiceFactory, ServiceOrganizationFactory

KIGALI = ZoneInfo("Africa/Kigali")
MONDAY = dt.date(2026, 6, 1)


def service_open(zone="Africa/Kigali", iso2="RW", **days):
    office = OfficeFactory(time_zone=zone, iso2=iso2)
    service = ServiceFactory(organization=ServiceOrganizationFactory(office=office))
    set_hours(service, {day: read_hours(text) for day, text in days.items()})
    return service


def at(hour, minute=0, day=0, zone=KIGALI):
    moment = dt.datetime.combine(MONDAY + dt.timedelta(days=day), dt.time(hour, minute), zone)
    return moment.astimezone(dt.UTC)


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("hour", "minute", "is_open"),
    [
        (7, 59, False),
        (8, 0, True),
        (11, 59, True),
        (12, 0, False),
        (13, 59, False),
        (14, 0, True),
        (17, 0, False),
    ],
)
def test_with_a_break_at_noon(hour, minute, is_open):
    service = service_open(MO="08:00-12:00, 14:00-17:00")
    assert open_now(service, at(hour, minute)) is is_open


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("day", "hour", "is_open"),
    [(0, 17, False), (0, 18, True), (0, 23, True), (1, 0, True), (1, 5, True), (1, 6, False), (1, 18, False)],
)
def test_over_midnight_into_the_next_day(day, hour, is_open):
    service = service_open(MO="18:00-06:00")
    assert open_now(service, at(hour, day=day)) is is_open


@pytest.mark.django_db
def test_sunday_night_ends_on_monday():
    service = service_open(SU="22:00-04:00")
    assert open_now(service, at(3)) is True
    assert open_now(service, at(4)) is False


@pytest.mark.django_db
def test_until_midnight():
    service = service_open(MO="20:00-24:00")
    assert open_now(service, at(23, 59)) is True
    assert open_now(service, at(0, day=1)) is False


@pytest.mark.django_db
def test_the_same_moment_is_another_hour_in_another_office():
    kigali = service_open(MO="08:00-09:00")
    kathmandu = service_open(zone="Asia/Kathmandu", iso2="NP", MO="12:00-12:30")
    moment = dt.datetime(2026, 6, 1, 6, 30, tzinfo=dt.UTC)  # 08:30 in Kigali, 12:15 in Kathmandu
    assert open_now(kigali, moment) is True
    assert open_now(kathmandu, moment) is True
    assert open_now(kathmandu, moment + dt.timedelta(minutes=20)) is False


@pytest.mark.django_db
def test_the_day_is_that_of_the_office_too():
    service = service_open(zone="Asia/Kathmandu", iso2="NP", TU="00:00-02:00")
    assert open_now(service, dt.datetime(2026, 6, 1, 19, 0, tzinfo=dt.UTC)) is True  # Tuesday 00:45


@pytest.mark.django_db
def test_unknown_hours_are_not_guessed():
    assert open_now(ServiceFactory(), at(10)) is None
    assert open_now(ServiceFactory(always_open=True), at(3)) is True


@pytest.mark.django_db
def test_days_with_the_same_hours_are_joined():
    service = service_open(**dict.fromkeys(["MO", "TU", "WE", "TH", "FR"], "08:00-17:00"), SA="8-12")
    assert in_words(service) == "Mon–Fri 08:00–17:00; Sat 08:00–12:00"


@pytest.mark.django_db
def test_setting_hours_keeps_what_stays():
    service = service_open(MO="08:00-17:00", TU="08:00-17:00")
    kept = service.schedules.get(byday="MO").pk
    set_hours(service, {"MO": read_hours("08:00-17:00"), "TU": read_hours("09:00-17:00")})
    alive = service.schedules.filter(deleted_at=None)
    assert [(row.byday, f"{row.opens_at:%H:%M}") for row in alive] == [("MO", "08:00"), ("TU", "09:00")]
    assert alive.get(byday="MO").pk == kept


@pytest.mark.parametrize(
    "text", ["morning", "8", "25:00-26:00", "08:60-09:00", "08:00-08:00", "8-9, 8-10", "1-2,3-4,5-6,7-8,9-10"]
)
def test_what_is_no_time_is_refused(text):
    with pytest.raises(ValidationError):
        read_hours(text)


times = st.times().map(lambda time: time.replace(second=0, microsecond=0))


@given(st.dictionaries(times, times, max_size=4).filter(lambda spans: all(a != b for a, b in spans.items())))
def test_what_is_written_is_read_again(spans):
    spans = sorted(spans.items())
    assert read_hours(written(spans)) == spans
