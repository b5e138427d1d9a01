"""The database refuses to change or remove an entry, whoever asks: the application, its admin or a shell.

Old entries may go once a checkpoint stands for them (`chain.trim`). Tests empty tables by deleting, so they
take these triggers away and put them back where they are what is tested.
"""

REFUSAL = "entries of the audit trail are never changed or removed"
KEPT_DAYS = 700

SQLITE = [
    f"""CREATE TRIGGER trail_no_update BEFORE UPDATE ON trail_entry
    BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER trail_no_delete BEFORE DELETE ON trail_entry
    WHEN julianday(OLD.at) > julianday('now') - {KEPT_DAYS} OR NOT EXISTS (
        SELECT 1 FROM trail_entry c WHERE c.act = 'CHECKPOINT' AND c.through >= OLD.number
    ) BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]
POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION trail_refuse() RETURNS trigger AS $$
    BEGIN
        IF TG_OP = 'DELETE' THEN
            IF OLD.at < now() - interval '{KEPT_DAYS} days' AND EXISTS (
                SELECT 1 FROM trail_entry c WHERE c.act = 'CHECKPOINT' AND c.through >= OLD.number
            ) THEN RETURN OLD; END IF;
        END IF;
        RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
    END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER trail_no_change BEFORE UPDATE OR DELETE ON trail_entry
    FOR EACH ROW EXECUTE FUNCTION trail_refuse()""",
    """CREATE TRIGGER trail_no_truncate BEFORE TRUNCATE ON trail_entry
    FOR EACH STATEMENT EXECUTE FUNCTION trail_refuse()""",
]
NAMES = {
    "sqlite": ("trail_no_update", "trail_no_delete"),
    "postgresql": ("trail_no_change", "trail_no_truncate"),
}


def run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install(connection):
    run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def drop(connection):
    on = "" if connection.vendor == "sqlite" else " ON trail_entry"
    run(connection, [f"DROP TRIGGER IF EXISTS {name}{on}" for name in NAMES[connection.vendor]])


def stand(connection):
    """Whether all of them are there: a table that was made anew has lost them."""
    table = "sqlite_master WHERE type = 'trigger' AND name" if connection.vendor == "sqlite" else (
        "pg_trigger WHERE tgrelid = 'trail_entry'::regclass AND tgenabled <> 'D' AND tgname"
    )  # fmt: skip
    names = NAMES[connection.vendor]
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table} IN ({', '.join(['%s'] * len(names))})", names)
        return cursor.fetchone()[0] == len(names)
