"""Small numbers (D8): which counts of people may be shown, decided once for every page, export and filter.

A table is protected as a whole, in its finest cells, before anybody asks for a part of it. Hidden cells are
tied into blocks, and whatever is shown afterwards is a sum of whole blocks: so no combination of totals and
filters says more of a hidden cell than the sum of its block, and that sum leaves each small cell free to be
any number below its limit.

Whoever knows this text learns no more. Which cell is hidden beside a small one follows from their order, not
from how large they are: "the next smallest" would tell that it is no larger than those that are shown.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Mapping
from dataclasses import dataclass

Key = tuple[Hashable, ...]
LEAST_LIMIT = 4
"""With a lower one, that a block had to grow would give a small cell away."""


@dataclass(frozen=True)
class Below:
    """A number below its limit."""

    limit: int

    def __str__(self):
        return f"<{self.limit}"


@dataclass(frozen=True)
class Hidden:
    """A number that would give a small one away."""

    def __str__(self):
        return "–"


HIDDEN = Hidden()
Shown = int | Below | Hidden


@dataclass(frozen=True)
class Block:
    """Cells of which only the sum may be told, or, if it is sealed, not even that."""

    keys: frozenset
    sealed: bool


@dataclass(frozen=True)
class Protected:
    """A table of which everything may be asked. `cells` are the true counts: never show them."""

    cells: Mapping[Key, int]
    limits: Mapping[Key, int]
    block_of: Mapping[Key, Block]
    small: frozenset

    def of(self, keys: Iterable[Key]) -> Shown:
        """What may be shown as the sum of these cells, whichever they are."""
        keys = frozenset(keys) & self.cells.keys()
        blocks = {self.block_of[key] for key in keys if key in self.block_of}
        if all(not block.sealed and block.keys <= keys for block in blocks):
            return sum(self.cells[key] for key in keys)
        told = [key for key in keys if self.cells[key] or key in self.small]
        if len(told) == 1 and told[0] in self.small:
            return Below(self.limits[told[0]])
        return HIDDEN

    def where(self, *coordinates: Collection | None) -> Shown:
        """The sum over all cells with these coordinates; None stands for any."""
        return self.of(
            key
            for key in self.cells
            if all(wanted is None or part in wanted for part, wanted in zip(key, coordinates, strict=True))
        )


def protect(
    cells: Mapping[Key, int],
    limit: int | Callable[[Key], int],
    *,
    zeros: bool = True,
    complement: bool = True,
) -> Protected:
    """Decide what may be shown of this table of people, whose keys are coordinates, the coarsest first.

    `limit` is the least number that is shown, for all cells or by key. Zero is shown unless `zeros` is
    False. Beside a small number others are hidden until it cannot be worked out; without `complement` it
    stands alone, and every sum that contains it is hidden instead. Raises ValueError for a limit below 4.
    """
    limits = {key: limit(key) if callable(limit) else limit for key in cells}
    if complement and min(limits.values(), default=LEAST_LIMIT) < LEAST_LIMIT:
        raise ValueError(f"A limit below {LEAST_LIMIT} protects nobody.")
    small = frozenset(key for key, count in cells.items() if count < limits[key] and (count or not zeros))
    if complement:
        blocks = list(tie(cells, limits, small))
    else:
        blocks = [Block(frozenset([key]), sealed=True) for key in small]
    return Protected(cells, limits, {key: block for block in blocks for key in block.keys}, small)


def tie(cells, limits, small):
    """Blocks around the small cells: each takes in its neighbours, the nearest first, until it is safe.

    What cannot be made safe within a row goes on to the rows beside it, and so to ever larger parts of the
    table; what is not safe in the whole table is sealed.
    """
    free = [key for key, count in cells.items() if count and key not in small]
    waiting = [{key} for key in small]
    depth = len(next(iter(cells), ()))
    while waiting and depth:
        depth -= 1
        merged = {}
        for keys in waiting:
            merged.setdefault(next(iter(keys))[:depth], set()).update(keys)
        waiting = []
        for start, keys in sorted(merged.items(), key=lambda item: repr(item[0])):
            near = [key for key in free if key[:depth] == start]
            near.sort(key=lambda key: key[-1] not in {one[-1] for one in keys})  # the same column first
            while near and not is_safe(keys, cells, limits, small):
                keys.add(near.pop(0))
            free = [key for key in free if key not in keys]
            if is_safe(keys, cells, limits, small):
                yield Block(frozenset(keys), sealed=False)
            else:
                waiting.append(keys)
    yield from (Block(frozenset(keys), sealed=True) for keys in waiting)


def is_safe(keys, cells, limits, small):
    """Whether the sum of the block leaves each of its small cells free to be any number below its limit.

    It asks for the sum, which is shown, and for nothing else that is hidden. There must be a larger cell,
    which can stand for any excess; and enough for a small cell to be as large as it can be while all others
    are as small as they can be.
    """
    larger = keys - small
    least = len(keys & small) - 1 + sum(limits[key] for key in larger)
    largest = max(limits[key] for key in keys & small) - 1
    return bool(larger) and sum(cells[key] for key in keys) >= least + largest


def share(part: Shown, whole: Shown) -> float | Hidden:
    """A share, hidden where one of its numbers is; of nobody there is none."""
    if isinstance(part, int) and isinstance(whole, int) and whole:
        return part / whole
    return HIDDEN


def differs_too_little(
    now: Mapping[Key, int], before: Mapping[Key, int], limit: Callable[[Key], int]
) -> bool:
    """Whether who holds both tables could tell what a few people did between them: by a cell, or in all."""
    changes = {key: abs(now.get(key, 0) - before.get(key, 0)) for key in now.keys() | before.keys()}
    if any(0 < change < limit(key) for key, change in changes.items()):
        return True
    return 0 < abs(sum(now.values()) - sum(before.values())) < min(map(limit, changes))
