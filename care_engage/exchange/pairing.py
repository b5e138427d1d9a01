"""Rows of which several may share a day and a kind: which record each of them is about."""

from collections import defaultdict, deque


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
