"""SQLite: copied page by page in one read transaction, and put back in one write transaction."""

import sqlite3
from contextlib import closing, contextmanager
from pathlib import Path

from django.db import connection
from django.db.backends.sqlite3._functions import register

from .refusal import Refusal

WAIT = 60  # seconds for others to finish writing


def database():
    return Path(connection.settings_dict["NAME"])


def scratch():
    """Where a dump is unpacked: on the disk that has room for the database."""
    database().parent.mkdir(parents=True, exist_ok=True)
    return database().parent / f"{database().name}.restoring"


@contextmanager
def opened(path):
    """A copy, with the functions that Django's constraints call whenever a row is looked at whole."""
    with closing(sqlite3.connect(path)) as database:
        register(database)
        yield database


def dump(path):
    """Copy the database as it stands at one moment, while others go on writing; `{table: rows}`.

    The copy is compacted: what was deleted is not in its pages any more.
    """
    with closing(sqlite3.connect(database(), timeout=WAIT)) as source, opened(path) as copy:
        source.backup(copy)
        copy.execute("PRAGMA journal_mode = DELETE")
        copy.execute("VACUUM")
        return counted(copy)


def counted(database):
    tables = database.execute(
        "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name"
    ).fetchall()
    return {name: database.execute(f'SELECT count(*) FROM "{name}"').fetchone()[0] for (name,) in tables}


def restore(path, rows):
    """Check the dump, then copy it over the database.

    That copy is one transaction of SQLite's own: whoever reads meanwhile sees the old database, servers
    that are running see the new one from their next request on, and if this process dies, the old one
    stays. Renaming files would be none of the three, because of SQLite's log beside the file.
    """
    with opened(path) as fresh:
        try:
            sound = fresh.execute("PRAGMA integrity_check").fetchone()[0] == "ok" and counted(fresh) == rows
        except sqlite3.DatabaseError:
            sound = False
        if not sound:
            raise Refusal("What is in this backup is not a whole database. Use another one.")
        connection.close()
        with closing(sqlite3.connect(database(), timeout=WAIT)) as live:
            fresh.backup(live)
            live.execute("PRAGMA wal_checkpoint(TRUNCATE)")
