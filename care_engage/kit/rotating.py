"""Moving every confidential text to the newest key, row by row: it may be killed at any moment and run again.

A row is read under the old key or the new one, and each says in itself under which. What to do next stands
in the rows alone, so nothing has to be remembered between runs.
"""

from dataclasses import dataclass

from django.apps import apps
from django.db import connection, transaction

from .crypto import MARK, EncryptedCharField, KeyMissing, decrypt, encrypt, keyring

BATCH = 500


@dataclass(frozen=True)
class Column:
    table: str
    key: str
    name: str

    def select(self, what, where):
        q = connection.ops.quote_name
        return f"SELECT {what} FROM {q(self.table)} WHERE {q(self.name)} LIKE %s AND {where}"


def columns():
    """Every column of confidential text, those of the history too."""
    for model in apps.get_models():
        for field in model._meta.local_concrete_fields:
            if isinstance(field, EncryptedCharField):
                yield Column(model._meta.db_table, model._meta.pk.column, field.column)


def rotate(told=lambda moved: None):
    """Encrypt under the newest key what stands under others; gives `(moved, lost)`.

    Lost are texts whose key is not here: they stay as they are. `told(moved)` hears of each batch once it
    is written. Whoever changes a text meanwhile wins: a row is written only if it still is as it was read.
    """
    newest = keyring().keys[0].mark
    moved = lost = 0
    for column in columns():
        after = None
        while rows := older(column, newest, after):
            after = rows[-1][0]
            with transaction.atomic():
                for key, stored in rows:
                    try:
                        moved += move(column, key, stored)
                    except KeyMissing:
                        lost += 1
            told(moved)
    return moved, lost


def older(column, newest, after):
    """The next rows under other keys, by their primary key."""
    q = connection.ops.quote_name
    beyond = "" if after is None else f" AND {q(column.key)} > %s"
    sql = column.select(f"{q(column.key)}, {q(column.name)}", f"{q(column.name)} NOT LIKE %s{beyond}")
    values = [f"{MARK}%", f"{newest}%", *([] if after is None else [after])]
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY {q(column.key)} LIMIT {BATCH}", values)
        return cursor.fetchall()


def move(column, key, stored):
    q = connection.ops.quote_name
    with connection.cursor() as cursor:
        cursor.execute(
            f"UPDATE {q(column.table)} SET {q(column.name)} = %s "
            f"WHERE {q(column.key)} = %s AND {q(column.name)} = %s",
            [encrypt(decrypt(stored)), key, stored],
        )
        return cursor.rowcount


def left_under_others():
    """How many texts do not stand under the newest key."""
    newest, left = keyring().keys[0].mark, 0
    q = connection.ops.quote_name
    for column in columns():
        with connection.cursor() as cursor:
            cursor.execute(
                column.select("count(*)", f"{q(column.name)} NOT LIKE %s"), [f"{MARK}%", f"{newest}%"]
            )
            left += cursor.fetchone()[0]
    return left
