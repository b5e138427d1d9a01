"""Rows of which several may share a day and a kind: which record each of them is about."""

from collections import defaultdict, deque

from .given import given
from .settling import Wanted


def want_paired(sheet, said, records, *, names, columns, traces, many=lambda mark: {}):
    """What the rows of a sheet want, and the records that they are about, by their keys.

    `said` has the `(key, mark)` of each row, the key being the values of the fields `names`; `records` and
    `traces` are those of `pair`; `many` are the many-to-many fields of a mark.
    """
    found = pair(said, records, traces)
    wanted = [
        Wanted(
            row,
            record and record.pk,
            given(row, columns),
            dict(zip(names, key, strict=True)),
            many(mark),
        )
        for row, (key, mark), record in zip(sheet, said, found, strict=True)
    ]
    return wanted, {record.pk: record for record in found if record}, None


def pair(rows, records, traces):
    """The record that each `(key, mark)` of `rows` is about, or None where it is new; each record once.

    `records` are `(key, mark, record)`. The one with the same mark comes first; then, so that a mark can be
    corrected, the first that is left of the same key and shares one of the mark's `traces` or has none.
    """
    alike, near, taken = defaultdict(deque), defaultdict(deque), set()
    for key, mark, record in records:
        alike[key, mark].append(record)
        for trace in traces(mark) or (None,):
            near[key, trace].append(record)

    def take(waiting):
        while waiting:
            record = waiting.popleft()
            if record.pk not in taken:
                taken.add(record.pk)
                return record
        return None

    found = [take(alike[key, mark]) for key, mark in rows]
    for at, (key, mark) in enumerate(rows):
        if found[at] is None:
            found[at] = next(filter(None, (take(near[key, trace]) for trace in (*traces(mark), None))), None)
    return found
