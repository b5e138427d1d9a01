"""Statements about the past: the same SQL, over the tables as they stood at a moment.

Each table that has a history is replaced by a subquery of the same columns: of every row its last state
recorded by then. A row that is older than its history (it came without one, or its past was trimmed) counts
as it stands now. Many-to-many tables go with the row that they belong to. Tables without a history (people's
names, the topics) are read as they are.
"""

import datetime as dt
import re
from functools import cache
from zoneinfo import ZoneInfo

from django.apps import apps

from .erasing import history_of

LAST = """(SELECT n.history_id FROM {past} n WHERE n.id = {id} AND n.history_date < %(moment)s
    ORDER BY n.history_date DESC, n.history_id DESC LIMIT 1)"""

ROWS = """(
    SELECT {columns} FROM {past} h WHERE h.history_type <> '-' AND h.history_id = {last_of_h}
    UNION ALL
    SELECT {columns} FROM {table} h WHERE h.created_at < %(moment)s AND {last_of_h} IS NULL
)"""

JOINS = """(
    SELECT {columns} FROM {past_joins} m JOIN {past} h ON h.history_id = m.history_id
    WHERE h.history_type <> '-' AND h.history_id = {last_of_h}
    UNION ALL
    SELECT {columns} FROM {joins} m JOIN {table} h ON h.id = m.{here}
    WHERE h.created_at < %(moment)s AND {last_of_h} IS NULL
)"""


def end_of(day, time_zone):
    """The moment at which the day ends at an office."""
    return dt.datetime.combine(day + dt.timedelta(days=1), dt.time(), ZoneInfo(time_zone))


def as_of(sql):
    """The statement over the past; it takes one more parameter, `moment`: what was recorded before it."""
    tables = tables_of_the_past()
    names = "|".join(sorted(tables, key=len, reverse=True))
    return re.sub(
        rf"\b(FROM|JOIN)\s+({names})\s+(?=\w)", lambda found: f"{found[1]} {tables[found[2]]} ", sql
    )


@cache
def tables_of_the_past():
    """`{table: subquery}` for every table with a history."""
    found = {}
    for model in apps.get_models():
        past = history_of(model)
        if past is None:
            continue
        table, past_table = model._meta.db_table, past._meta.db_table
        last = LAST.format(past=past_table, id="h.id")
        names = {"table": table, "past": past_table, "last_of_h": last}
        there = {field.column for field in past._meta.concrete_fields}
        columns = ", ".join(
            f'h."{field.column}"' for field in model._meta.concrete_fields if field.column in there
        )
        found[table] = ROWS.format(columns=columns, **names)
        for field in past._history_m2m_fields:
            joins = field.remote_field.through
            past_joins = apps.get_model(joins._meta.app_label, f"Historical{joins.__name__}")
            here, other = field.m2m_column_name(), field.m2m_reverse_name()
            found[joins._meta.db_table] = JOINS.format(
                columns=f"m.{here}, m.{other}",
                past_joins=past_joins._meta.db_table,
                joins=joins._meta.db_table,
                here=here,
                **names,
            )
    return found
