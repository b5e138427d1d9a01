"""Rows by the million, straight into the tables: `bulk_create` would take ten times as long."""

import csv
import io
from itertools import islice

from django.db import connection

CHUNK = 20_000


class Table:
    """Writes rows of one model. What a row does not name has the model's default; ids are counted."""

    def __init__(self, model):
        fields = [field for field in model._meta.concrete_fields if field.column != "uuid"]
        self.name = model._meta.db_table
        self.columns = [field.column for field in fields]
        self.place = {field.column: at for at, field in enumerate(fields)}
        self.usual = [self.default(field) for field in fields]
        self.has_uuid = any(field.column == "uuid" for field in model._meta.concrete_fields)

    @staticmethod
    def default(field):
        if getattr(field, "auto_now", False) or getattr(field, "auto_now_add", False):
            return connection.ops.adapt_datetimefield_value(field.pre_save(field.model(), add=True))
        value = field.get_default() if field.has_default() or not field.null else None
        return field.get_db_prep_save(value, connection) if not field.primary_key else value

    def write(self, rows):
        """Insert rows, each a dict of columns. A JSON column takes text."""
        insert(self.name, [*self.columns, *(["uuid"] if self.has_uuid else [])], map(self.row, rows))

    def row(self, values):
        row = self.usual.copy()
        for column, value in values.items():
            row[self.place[column]] = value
        if self.has_uuid:
            row.append(f"{values['id']:032x}")
        return row


def insert(table, columns, rows):
    """Insert rows of driver values: executemany on SQLite, COPY on PostgreSQL."""
    names = ", ".join(f'"{column}"' for column in columns)
    rows = iter(rows)
    with connection.cursor() as cursor:
        while chunk := list(islice(rows, CHUNK)):
            if connection.vendor == "sqlite":
                slots = ", ".join(["%s"] * len(columns))
                cursor.executemany(f"INSERT INTO {table} ({names}) VALUES ({slots})", chunk)
            else:
                cursor.copy_expert(
                    f"COPY {table} ({names}) FROM STDIN WITH (FORMAT csv, NULL '~')", as_csv(chunk)
                )


def as_csv(rows):
    text = io.StringIO()
    csv.writer(text).writerows([["~" if value is None else plain(value) for value in row] for row in rows])
    text.seek(0)
    return text


def plain(value):
    """Psycopg wraps JSON; COPY takes its text."""
    return value.dumps(value.adapted) if hasattr(value, "adapted") else value


def after_writing(models):
    """Let PostgreSQL count on from the ids that were given, and look at what it holds."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            for model in models:
                cursor.execute(
                    f"SELECT setval(pg_get_serial_sequence('{model._meta.db_table}', 'id'),"
                    f" (SELECT max(id) FROM {model._meta.db_table}))"
                )
            cursor.execute("ANALYZE")
