"""Days of a series and moves of it: pure dates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.series import KEEP, LATER, LONGEST, SKIP, Series, days, next_free, on_weekday, shifted

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


# ------------------------------------------------------------------ holidays and market days

OFF = st.tuples(st.frozensets(DATES, max_size=20), WEEKDAYS).map(
    lambda off: lambda day: day in off[0] or day.weekday() in off[1]
)
SERIES = {"first": DATES, "every": st.integers(1, 4), "weekdays": WEEKDAYS, "count": st.integers(1, 60)}


@pytest.mark.parametrize(
    ("if_off", "expected"),
    [
        (KEEP, ["2026-03-02", "2026-03-09", "2026-03-16"]),
        (SKIP, ["2026-03-02", "2026-03-16", "2026-03-23"]),
        (LATER, ["2026-03-02", "2026-03-11", "2026-03-16"]),
    ],
)
def test_a_day_off_stays_is_left_out_or_moves(if_off, expected):
    off = {dt.date(2026, 3, 9), dt.date(2026, 3, 10)}
    found = days(Series(MONDAY, count=3, is_off=off.__contains__, if_off=if_off))
    assert [day.isoformat() for day in found] == expected


@given(is_off=OFF, **SERIES)
def test_left_out_means_that_nobody_meets_on_a_day_off(is_off, **series):
    plain = days(Series(**series | {"count": LONGEST}))
    found = days(Series(**series, is_off=is_off, if_off=SKIP))
    assert not any(is_off(day) for day in found)
    free = [day for day in plain if not is_off(day)]
    assert found[: len(free)] == free[: series["count"]]
    every_weekday_off = all(is_off(day) for day in plain)
    assert len(found) == series["count"] or every_weekday_off


@given(is_off=OFF, **SERIES)
def test_moved_means_within_a_week_in_order_and_never_on_a_day_off(is_off, **series):
    plain = days(Series(**series | {"count": LONGEST}))
    found = days(Series(**series, is_off=is_off, if_off=LATER))
    assert found == sorted(set(found))
    assert not any(is_off(day) for day in found)
    assert len(found) <= series["count"]
    for day in found:
        assert any(0 <= (day - planned).days < 7 for planned in plain + [series["first"]]) or day > plain[-1]


@given(day=DATES, is_off=OFF)
def test_the_next_free_day_is_the_nearest(day, is_off):
    found = next_free(day, is_off)
    week = [day + dt.timedelta(days=n) for n in range(7)]
    assert found == next((one for one in week if not is_off(one)), None)


def test_the_calendar_ends_before_a_free_day():
    assert next_free(dt.date.max, lambda day: True) is None


@given(**SERIES)
def test_where_every_day_is_off_nobody_meets_and_it_ends(**series):
    for if_off in (SKIP, LATER):
        assert days(Series(**series, is_off=lambda day: True, if_off=if_off)) == []
