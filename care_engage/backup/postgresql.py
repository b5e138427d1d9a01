"""PostgreSQL: pg_dump from one snapshot, and back in one transaction."""

import os
import shutil
import subprocess
import tempfile
from contextlib import suppress
from pathlib import Path

from django.conf import settings
from django.db import connection, transaction

from .refusal import Refusal

LIBPQ = {
    "HOST": "PGHOST",
    "PORT": "PGPORT",
    "USER": "PGUSER",
    "PASSWORD": "PGPASSWORD",
    "NAME": "PGDATABASE",
}
OPTIONS = {
    "sslmode": "PGSSLMODE",
    "sslrootcert": "PGSSLROOTCERT",
    "sslcert": "PGSSLCERT",
    "sslkey": "PGSSLKEY",
}
BLOCK = 1024 * 1024

# Extensions stay: the dump leaves them to whoever runs the server.
BEGIN = """\
BEGIN;
SET LOCAL lock_timeout = '60s';
DO $$
DECLARE found record;
BEGIN
    FOR found IN SELECT c.oid::regclass AS name, c.relkind FROM pg_class c
        WHERE c.relnamespace = {schema}::regnamespace AND c.relkind IN ('r', 'p', 'v', 'm')
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = c.oid AND d.deptype = 'e')
    LOOP
        IF to_regclass(found.name::text) IS NOT NULL THEN
            EXECUTE format('DROP %s IF EXISTS %s CASCADE', CASE found.relkind WHEN 'v' THEN 'VIEW'
                WHEN 'm' THEN 'MATERIALIZED VIEW' ELSE 'TABLE' END, found.name);
        END IF;
    END LOOP;
    FOR found IN SELECT p.oid::regprocedure AS name FROM pg_proc p
        WHERE p.pronamespace = {schema}::regnamespace
        AND NOT EXISTS (SELECT 1 FROM pg_depend d WHERE d.objid = p.oid AND d.deptype = 'e')
    LOOP
        EXECUTE format('DROP ROUTINE %s CASCADE', found.name);
    END LOOP;
END $$;
"""
CHECK = """\
DO $$ BEGIN
    IF (SELECT count(*) FROM {table}) <> {rows} THEN RAISE EXCEPTION 'not all rows of {table} came'; END IF;
END $$;
"""


def scratch():
    """Where a dump is unpacked: in this copy's own folder, always under the same name."""
    Path(settings.HOME).mkdir(parents=True, exist_ok=True)
    return Path(settings.HOME) / "postgresql.restoring"


def program(name):
    """One of PostgreSQL's own programs. Raises Refusal where it is not installed."""
    found = shutil.which(name)
    if not found:
        raise Refusal(f"{name} is not on this machine. Install the server's version of PostgreSQL's client.")
    return found


def environment():
    """How its programs reach the database; a password never stands on a command line, where all see it."""
    said = connection.settings_dict
    env = {variable: str(said[key]) for key, variable in LIBPQ.items() if said.get(key)}
    chosen = said.get("OPTIONS", {})
    return os.environ | env | {variable: str(chosen[k]) for k, variable in OPTIONS.items() if k in chosen}


def dump(path):
    """Dump one snapshot of the database, while others go on writing; `{table: rows}` of that snapshot."""
    command = [program("pg_dump"), "--format=custom", "--no-owner", "--no-privileges", f"--file={path}"]
    with transaction.atomic(durable=True), connection.cursor() as cursor:
        cursor.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY")
        cursor.execute("SELECT pg_export_snapshot(), current_schema()")
        snapshot, _schema = cursor.fetchone()
        done = subprocess.run(
            [*command, f"--snapshot={snapshot}"], env=environment(), capture_output=True, text=True
        )
        if done.returncode:
            raise Refusal(f"pg_dump failed: {last_line(done.stderr)}")
        rows = {}
        for table in sorted(connection.introspection.table_names(cursor)):
            cursor.execute(f"SELECT count(*) FROM {connection.ops.quote_name(table)}")
            rows[table] = cursor.fetchone()[0]
        return rows


def restore(path, rows):
    """Put the dump in the place of whatever is there, in one transaction of PostgreSQL's.

    The last statement is sent only once everything before it has come through. If this process dies, that
    statement never comes, the server rolls back, and the old database stays as it was.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT current_schema()")
        (schema,) = cursor.fetchone()
    connection.close()
    read = [program("pg_restore"), "--no-owner", "--no-privileges", "--no-comments", f"--schema={schema}"]
    psql = [program("psql"), "--no-psqlrc", "--quiet", "--set=ON_ERROR_STOP=1", "--output=/dev/null"]
    with tempfile.TemporaryFile() as complaints:
        writer = subprocess.Popen(psql, env=environment(), stdin=subprocess.PIPE, stderr=complaints)
        reader = subprocess.Popen([*read, "--file=-", str(path)], stdout=subprocess.PIPE, stderr=complaints)
        try:
            whole = sent(writer.stdin, reader, schema, rows)
        except BrokenPipeError:  # psql gave up, and has said why
            whole = False
        finally:
            reader.stdout.close()
            reader.wait()
            close(writer.stdin)
        if writer.wait() or not whole:
            complaints.seek(0)
            said = last_line(complaints.read().decode(errors="replace"))
            raise Refusal(f"Nothing was restored: {said}")


def sent(target, reader, schema, rows):
    """Send the script; the COMMIT only behind a whole dump. Whether it was."""
    target.write(BEGIN.format(schema=literal(schema)).encode())
    while block := reader.stdout.read(BLOCK):
        target.write(block)
    if reader.wait():
        return False
    for table, count in rows.items():
        name = f"{connection.ops.quote_name(schema)}.{connection.ops.quote_name(table)}"
        target.write(CHECK.format(table=name, rows=int(count)).encode())
    target.write(b"COMMIT;\n")
    target.flush()
    return True


def literal(text):
    return "'" + text.replace("'", "''") + "'"


def close(pipe):
    with suppress(BrokenPipeError):
        pipe.close()


def last_line(text):
    lines = [line for line in text.splitlines() if "ERROR" in line or "error" in line] or text.splitlines()
    return lines[0].strip() if lines else "it did not say why"
