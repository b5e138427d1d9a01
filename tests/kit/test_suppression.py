"""Nobody can be found in a published number (D8): neither by totals, nor by filters, nor by this code."""

import itertools
from fractions import Fraction

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from care_engage.kit.suppression import (
    HIDDEN,
    Below,
    differs_too_little,
    protect,
    share,
)

LIMIT = 5


def row(*counts, limit=LIMIT, **ways):
    table = protect({(at,): count for at, count in enumerate(counts)}, limit, **ways)
    return [str(table.where([at])) for at in range(len(counts))], str(table.where(None))


@pytest.mark.parametrize(
    ("counts", "cells", "total"),
    [
        pytest.param((20, 0, 7), ["20", "0", "7"], "27", id="nothing is small; zero is shown"),
        pytest.param((4, 20, 30), ["<5", "–", "30"], "54", id="another goes with a small one"),
        pytest.param((4, 20), ["<5", "–"], "24", id="the sum may stay"),
        pytest.param((1, 5, 90), ["<5", "–", "–"], "96", id="1 + 5 = 6 would leave one answer only"),
        pytest.param((2, 3, 90), ["<5", "<5", "–"], "95", id="two small ones can be worked out too"),
        pytest.param((3, 0, 0), ["<5", "0", "0"], "<5", id="alone: the sum says the same"),
        pytest.param((3, 2), ["<5", "<5"], "–", id="nothing to hide them with: no sum"),
        pytest.param((3, 5), ["<5", "–"], "–", id="too small to hide them with: no sum"),
    ],
)
def test_of_one_row(counts, cells, total):
    assert row(*counts) == (cells, total)


def test_each_cell_may_have_its_own_limit():
    table = protect({("women",): 40, ("another",): 7}, lambda key: 10 if key == ("another",) else 5)
    assert table.where(["another"]) == Below(10)
    assert table.where(["women"]) == HIDDEN


def test_without_a_complement_a_small_number_takes_every_sum_with_it():
    assert row(40, 0, 20, limit=10, zeros=False, complement=False) == (["40", "<10", "20"], "–")


def test_a_limit_that_protects_nobody_is_refused():
    with pytest.raises(ValueError, match="protects nobody"):
        row(1, 2, limit=3)


def test_a_share_of_something_hidden_is_hidden():
    assert share(5, 20) == 0.25
    assert share(Below(5), 20) == share(5, HIDDEN) == share(0, 0) == HIDDEN


@pytest.mark.parametrize(
    ("now", "little"),
    [
        pytest.param({("a",): 20, ("b",): 30}, False, id="the same"),
        pytest.param({("a",): 23, ("b",): 30}, True, id="three more"),
        pytest.param({("a",): 20, ("b",): 26}, True, id="four fewer"),
        pytest.param({("a",): 25, ("b",): 30}, False, id="five more"),
        pytest.param({("a",): 20, ("b",): 30, ("c",): 2}, True, id="two in a new cell"),
        pytest.param({("a",): 20}, False, id="thirty are gone"),
        pytest.param({("a",): 27, ("b",): 24}, True, id="seven more, six fewer: one more in all"),
    ],
)
def test_two_tables_of_nearly_the_same_people(now, little):
    before = {("a",): 20, ("b",): 30}
    assert differs_too_little(now, before, lambda _key: LIMIT) == little


# An adversary who holds everything that a page, an export and every filter of them can ever show.

QUARTERS, ELEMENTS, COLUMNS = 2, 2, 4
counts = st.one_of(st.just(0), st.integers(1, 6), st.integers(1, 40))
cubes = st.lists(counts, min_size=16, max_size=16).map(
    lambda values: dict(
        zip(itertools.product(range(QUARTERS), range(ELEMENTS), range(COLUMNS)), values, strict=True)
    )
)


def limit_of(key):
    """As the pages have it: ten for the last column, five for all others."""
    return 10 if key[-1] == COLUMNS - 1 else LIMIT


def questions():
    """Every filter: of each dimension one coordinate or all; and of the columns also adults or children."""
    columns = [*([at] for at in range(COLUMNS)), None, [0, 1], [2, 3], [0, 1, 2]]
    return itertools.product([[0], [1], None], [[0], [1], None], columns)


def published(cells):
    table = protect(cells, limit_of)
    return {str(asked): (asked, table.where(*asked)) for asked in questions()}


def inside(asked, key):
    return all(wanted is None or part in wanted for part, wanted in zip(key, asked, strict=True))


def solved(rows):
    """Gauss-Jordan over fractions: every row is `({key: factor}, value)`; returns them reduced."""
    done = []
    for factors, value in rows:
        factors, value = dict(factors), Fraction(value)
        for pivot, (others, its_value) in done:
            if pivot in factors:
                by = factors.pop(pivot)
                for key, factor in others.items():
                    factors[key] = factors.get(key, 0) - by * factor
                    if not factors[key]:
                        del factors[key]
                value -= by * its_value
        if not factors:
            assert value == 0
            continue
        pivot = next(iter(factors))
        by = factors.pop(pivot)
        fresh = ({key: factor / by for key, factor in factors.items()}, value / by)
        for at, (known, (others, its_value)) in enumerate(done):
            if pivot in others:
                times = others.pop(pivot)
                for key, factor in fresh[0].items():
                    others[key] = others.get(key, 0) - times * factor
                    if not others[key]:
                        del others[key]
                done[at] = (known, (others, its_value - times * fresh[1]))
        done.append((pivot, fresh))
    return done


def narrowed(rows, bounds):
    """Bounds of each unknown, as often as some row makes one of them tighter."""
    again = True
    while again:
        again = False
        for factors, value in rows:
            for key, factor in factors.items():
                rest = [(times, bounds[one]) for one, times in factors.items() if one != key]
                least = sum(times * (low if times > 0 else high) for times, (low, high) in rest)
                most = sum(times * (high if times > 0 else low) for times, (low, high) in rest)
                ends = sorted([(value - least) / factor, (value - most) / factor])
                low, high = max(bounds[key][0], -(-ends[0] // 1)), min(bounds[key][1], ends[1] // 1)
                if (low, high) != bounds[key]:
                    bounds[key], again = (low, high), True
    return bounds


@settings(max_examples=150, deadline=None)
@given(cubes)
def test_linear_algebra_and_bounds_recover_no_hidden_cell(cells):
    table = protect(cells, limit_of)
    shown = {key: table.where(*([part] for part in key)) for key in cells}
    unknown = {key for key, value in shown.items() if not isinstance(value, int)}
    rows = []
    for asked, value in published(cells).values():
        if isinstance(value, int):
            keys = [key for key in cells if inside(asked, key)]
            rest = value - sum(shown[key] for key in keys if key not in unknown)
            rows.append(({key: Fraction(1) for key in keys if key in unknown}, Fraction(rest)))
    bounds = {
        key: (1, limit_of(key) - 1) if isinstance(shown[key], Below) else (limit_of(key), 10**6)
        for key in unknown
    }
    reduced = solved([one for one in rows if one[0]])
    bounds = narrowed(
        [one for one in rows if one[0]]
        + [({pivot: Fraction(1)} | others, value) for pivot, (others, value) in reduced],
        bounds,
    )
    for key in unknown:
        low, high = bounds[key]
        if isinstance(shown[key], Below):
            assert (low, high) == (1, limit_of(key) - 1), key
        else:
            assert high - low >= LIMIT - 2, key


@settings(max_examples=100, deadline=None)
@given(cubes, st.data())
def test_another_table_looks_the_same_to_every_filter(cells, data):
    """Not what some adversary fails to do, but why none can: the numbers fit any value of a small cell."""
    table = protect(cells, limit_of)
    small = sorted(key for key in cells if isinstance(table.where(*([part] for part in key)), Below))
    if not small:
        return
    key = data.draw(st.sampled_from(small))
    value = data.draw(st.integers(1, limit_of(key) - 1))
    other = dict(cells) | {key: value}
    owed = cells[key] - value
    block = table.block_of[key]
    for one in sorted(block.keys - {key}, key=lambda one: one in table.small):
        if not block.sealed:
            least, most = (1, limit_of(one) - 1) if one in table.small else (limit_of(one), 10**6)
            other[one] = min(max(cells[one] + owed, least), most)
            owed -= other[one] - cells[one]
    assert block.sealed or owed == 0
    for asked, value in published(cells).values():
        if isinstance(value, int):
            assert sum(count for at, count in other.items() if inside(asked, at)) == value


def test_who_knows_this_code_finds_nobody_either():
    """Every row that prints alike is tried: each hidden number has more than one value among them."""
    limit, alike = 4, {}
    for counts in itertools.product(range(10), repeat=3):
        cells, total = row(*counts, limit=limit)
        alike.setdefault((*cells, total), []).append(counts)
    for printed, tables in alike.items():
        for at, cell in enumerate(printed[:-1]):
            if not cell.isdecimal() and max(map(max, tables)) < 9:
                assert len({counts[at] for counts in tables}) > 1, (printed, tables)
