"""Days of a series and moves of it: pure dates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.series import LONGEST, Series, days, on_weekday, shifted

MONDAY = dt.date(2026, 3, 2)
DATES = st.dates(dt.date(2000, 1, 1), dt.date(2100, 12, 31))
WEEKDAYS = st.frozensets(st.integers(0, 6))


@pytest.mark.parametrize(
    ("series", "expected"),
    [
        pytest.param(Series(MONDAY, count=3), ["2026-03-02", "2026-03-09", "2026-03-16"], id="weekly"),
        pytest.param(Series(MONDAY, every=2, count=2), ["2026-03-02", "2026-03-16"], id="fortnightly"),
        pytest.param(
            Series(MONDAY, weekdays=frozenset({0, 3}), count=3),
            ["2026-03-02", "2026-03-05", "2026-03-09"],
            id="Mondays and Thursdays",
        ),
        pytest.param(
            Series(dt.date(2026, 3, 4), every=2, weekdays=frozenset({0, 3}), count=3),
            ["2026-03-05", "2026-03-16", "2026-03-19"],
            id="weeks are counted from the week of the first day",
        ),
        pytest.param(
            Series(MONDAY, until=dt.date(2026, 3, 16)),
            ["2026-03-02", "2026-03-09", "2026-03-16"],
            id="until a day, inclusive",
        ),
        pytest.param(
            Series(MONDAY, count=10, until=dt.date(2026, 3, 10)),
            ["2026-03-02", "2026-03-09"],
            id="whichever comes first",
        ),
        pytest.param(Series(MONDAY, until=dt.date(2026, 3, 1)), [], id="an end before the start"),
        pytest.param(
            Series(dt.date(9999, 12, 27), count=9), ["9999-12-27"], id="the calendar ends before the series"
        ),
    ],
)
def test_the_days_of_a_series(series, expected):
    assert [day.isoformat() for day in days(series)] == expected


@given(first=DATES, every=st.integers(1, 4), weekdays=WEEKDAYS, count=st.integers(1, 400))
def test_a_series_has_its_count_in_order_on_its_weekdays(first, every, weekdays, count):
    found = days(Series(first, every, weekdays, count=count))
    assert len(found) == min(count, LONGEST)
    assert found == sorted(set(found))
    assert found[0] >= first
    assert {day.weekday() for day in found} <= (weekdays or {first.weekday()})
    weeks = {(day - dt.timedelta(days=day.weekday())).toordinal() // 7 for day in found}
    assert len({week % every for week in weeks}) == 1


@given(first=DATES, weekdays=WEEKDAYS, length=st.integers(0, 900))
def test_a_series_with_an_end_misses_no_day_and_never_passes_it(first, weekdays, length):
    until = first + dt.timedelta(days=length)
    wanted = weekdays or {first.weekday()}
    every_day = [first + dt.timedelta(days=n) for n in range(length + 1)]
    expected = [day for day in every_day if day.weekday() in wanted][:LONGEST]
    assert days(Series(first, weekdays=weekdays, until=until)) == expected


@given(planned=st.lists(DATES), by=st.integers(-366, 366))
def test_shifting_there_and_back_changes_nothing(planned, by):
    assert shifted(shifted(planned, by), -by) == planned


@given(planned=st.lists(DATES), weekday=st.integers(0, 6))
def test_another_weekday_stays_in_the_same_week(planned, weekday):
    moved = on_weekday(planned, weekday)
    assert all(day.weekday() == weekday for day in moved)
    assert [day.isocalendar()[:2] for day in moved] == [day.isocalendar()[:2] for day in planned]
