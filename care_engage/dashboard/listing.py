"""Rows as a measure's page lists them."""

from dataclasses import dataclass

from care_engage.kit.paging import KeyPage, page_by_key


@dataclass(frozen=True)
class Line:
    """Cells as they are shown; the first leads to `url`, if there is one."""

    cells: tuple
    url: str = ""


@dataclass(frozen=True)
class Rows:
    heads: tuple
    lines: list
    page: KeyPage | None = None  # None: a short table that is shown whole
    numbers: frozenset = frozenset()  # which columns are numbers
    note: str = ""

    @property
    def told(self):
        """`[(line, [(head, cell), ...]), ...]`"""
        return [(line, list(zip(self.heads, line.cells, strict=True))) for line in self.lines]


def paged(queryset, order, cursor, heads, line, **fields):
    page = page_by_key(queryset, order, cursor)
    return Rows(heads, [line(row) for row in page.rows], page, **fields)
