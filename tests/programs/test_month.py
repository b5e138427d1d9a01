"""Weeks and months: pure dates."""

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from programs.month import EARLIEST, LATEST, day_meant, month_of, week_of

DAYS = st.dates(EARLIEST, LATEST)
TODAY = dt.date(2026, 11, 24)


@given(DAYS)
def test_a_month_is_whole_weeks_without_a_gap(day):
    span = month_of(day)
    assert span.first <= day <= span.last
    assert (span.first.day, span.last.month) == (1, day.month)
    assert all(week[0].weekday() == 0 and len(week) == 7 for week in span.weeks)
    numbers = [one.toordinal() for one in span.days]
    assert numbers == list(range(numbers[0], numbers[0] + len(numbers)))
    meant = [one for one in span.days if not span.outside(one)]
    assert (meant[0], meant[-1], len(meant)) == (span.first, span.last, span.last.day)
    assert all(any(not span.outside(one) for one in week) for week in span.weeks)


@given(DAYS, st.sampled_from([month_of, week_of]))
def test_one_page_on_and_one_back_is_the_same_page(day, page):
    span = page(day)
    assert page(span.after).before == span.first
    assert page(span.before).after == span.first


@given(DAYS)
def test_a_week_has_its_day(day):
    span = week_of(day)
    assert day in span.days
    assert len(span.days) == 7
    assert not any(span.outside(one) for one in span.days)


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("2026-02-03", dt.date(2026, 2, 3)),
        ("2026-02", dt.date(2026, 2, 1)),
        ("", TODAY),
        ("tomorrow", TODAY),
        ("2026-02-31", TODAY),
        ("1200-01-01", TODAY),
        ("9999-12-31", TODAY),
        ("0" * 4000, TODAY),
    ],
)
def test_an_address_names_a_day_or_today_is_meant(text, day):
    assert day_meant(text, TODAY) == day


@given(st.text(max_size=12))
def test_any_address_leads_to_a_page_that_can_be_shown(text):
    month_of(day_meant(text, TODAY))
