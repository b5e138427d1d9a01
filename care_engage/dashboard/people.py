"""How many people an office reaches (B5, S103), with small numbers hidden (D8).

Two measures that are never mixed. *People reached* are counted once a year, in the quarter and the element
in which they first came: so the parts add up to the whole, and what is hidden in a part cannot be worked
out from it. *Attendances* count somebody as often as they come. Only quarters that are over are counted, so
that nobody watches a number grow; protected, staff and community spaces never are.
"""

import datetime as dt
from collections import Counter
from dataclasses import dataclass

from django.db.models import Sum
from django.utils.translation import gettext_lazy as _

from care_engage.kit.suppression import LEAST_LIMIT, Protected, protect
from groups.spaces import COLUMN_OF_SPACE, COUNTS, Column, GenderSpace
from programs.models import Element, Intervention, Session

from .periods import Period, quarter_of

UNCOUNTED = (GenderSpace.LGBTQ, GenderSpace.STAFF, GenderSpace.COMMUNITY)
ANOTHER = COUNTS[Column.ANOTHER]
ADULTS, CHILDREN = ("women", "men"), ("girls", "boys")
UNSPLIT = "unsplit"
COLUMNS = (*ADULTS, *CHILDREN, UNSPLIT)
SENSITIVE_LIMIT = 10
"""For children, whose groups may take up sensitive topics, and for people of another gender (D8)."""

LINES = (
    (_("Women"), ("women",)),
    (_("Men"), ("men",)),
    (_("Girls"), ("girls",)),
    (_("Boys"), ("boys",)),
    (_("Adults"), ADULTS),
    (_("Children under 18"), CHILDREN),
    (_("In mixed groups that are only counted"), (UNSPLIT,)),
    (_("All of these"), None),
)


@dataclass(frozen=True)
class Measure:
    """A protected table by (quarter, element, column), and people of another gender in the whole year."""

    table: Protected
    another: Protected

    def lines(self, quarters, elements):
        """What may be shown of each line, for these quarters and elements (None: all)."""
        return [self.table.where(quarters, elements, columns) for _label, columns in LINES]


@dataclass(frozen=True)
class People:
    year: int
    quarters: tuple  # those that are over, from 1
    reached: Measure
    attended: Measure

    def lines(self, quarters, elements):
        """`[(label, people reached, attendances)]`"""
        both = self.reached.lines(quarters, elements), self.attended.lines(quarters, elements)
        return [(label, *shown) for (label, _columns), *shown in zip(LINES, *both, strict=True)]

    def by_element(self, quarters):
        """`[(element's label, people reached, attendances)]`"""
        return [
            (label, *(one.table.where(quarters, [code], None) for one in (self.reached, self.attended)))
            for code, label in Element.choices
        ]

    @property
    def another(self):
        """People of another gender or not stated, for the whole office and year: never broken down (B2)."""
        return self.reached.another.where(None), self.attended.another.where(None)


def people_of(office, year, on):
    """What may be shown of this office in the quarters of a year that were over on a day. Three queries."""
    quarters = tuple(quarter for quarter in range(1, 5) if Period(year, quarter).last < on)
    if not quarters:
        return People(year, (), *[measured(Counter(), office)] * 2)
    sessions = Session.objects.filter(
        intervention__program__office=office,
        intervention__program__deleted_at=None,
        intervention__deleted_at=None,
        held_on__range=(dt.date(year, 1, 1), Period(year, quarters[-1]).last),
    ).exclude(intervention__space__in=UNCOUNTED)
    sessions = sessions.exclude(space__in=UNCOUNTED)
    return People(
        year,
        quarters,
        reached=measured(reached(sessions, office), office),
        attended=measured(attended(sessions), office),
    )


def measured(counts, office):
    usual = max(office.suppression_threshold, LEAST_LIMIT)

    def limit(key):
        return usual if key[-1] in (*ADULTS, UNSPLIT) else max(usual, SENSITIVE_LIMIT)

    keys = [
        (quarter, element, column)
        for quarter in range(1, 5)
        for element in Element.values
        for column in COLUMNS
    ]
    another = sum(count for key, count in counts.items() if key[-1] == ANOTHER)
    return Measure(
        table=protect({key: counts[key] for key in keys}, limit),
        another=protect({(ANOTHER,): another}, limit),
    )


def attended(sessions):
    """Attendances by (quarter, element, column)."""
    found = Counter()
    sums = {field: Sum(field) for field in COUNTS.values()}
    rows = sessions.order_by().values("held_on", "intervention__element").annotate(**sums)
    for row in rows:
        for field in sums:
            found[quarter_of(row["held_on"]).quarter, row["intervention__element"], field] += row[field]
    return found


def reached(sessions, office):
    """People by the (quarter, element, column) in which they first came; each counts once."""
    found, seen = Counter(), set()
    headcounts = only_counted(office)
    rows = sessions.order_by("held_on", "pk").values_list(
        "held_on", "intervention", "intervention__element", "present", "register"
    )
    for day, intervention, element, present, register in rows.iterator(chunk_size=2000):
        quarter = quarter_of(day).quarter
        columns = {(group, number): column for group, number, column, _pair in register}
        for group, number in present:
            if (group, number) not in seen:
                seen.add((group, number))
                found[quarter, element, COUNTS[columns[group, number]]] += 1
        for group, enrolled, space in headcounts.get(intervention, ()):
            if group not in seen:
                seen.add(group)
                column = COUNTS[COLUMN_OF_SPACE[space]] if space in COLUMN_OF_SPACE else UNSPLIT
                found[quarter, element, column] += enrolled
    return found


def only_counted(office):
    """`{intervention: [(group, people enrolled, space)]}` of groups without a register of numbers."""
    rows = Intervention.groups.through.objects.filter(
        intervention__program__office=office, group__head_count_only=True, group__deleted_at=None
    )
    found = {}
    for intervention, *group in rows.values_list("intervention", "group", "group__enrolled", "group__space"):
        found.setdefault(intervention, []).append(group)
    return found
