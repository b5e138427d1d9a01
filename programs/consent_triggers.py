"""The database refuses to schedule or publish a story without all consents, whoever asks (R22).

It is asked when a story comes to be scheduled or published, and when one that is shows more people, goes
further or moves to another day. That a consent ends later cannot be refused: then R22 speaks.

SQLite makes a table anew when a migration changes it, and loses its triggers: a migration of stories or
consents begins with `AWAY` and ends with `BACK`. A test holds that they stand in the end.
"""

from django.db import migrations

REFUSAL = "not everybody who is shown has agreed"

OUT = "NEW.status IN ('SCHEDULED', 'PUBLISHED')"
CHANGED = """(OLD.status <> NEW.status OR NEW.people > OLD.people OR NEW.reach > OLD.reach
    OR (OLD.no_harm_shown AND NOT NEW.no_harm_shown) OR NEW.shown_on <> OLD.shown_on)"""
HOLDS = """(c.given_on IS NOT NULL AND c.withdrawn_on IS NULL AND c.reach >= NEW.reach
    AND (c.expires_on IS NULL OR (c.expires_on >= NEW.shown_on AND c.expires_on >= CURRENT_DATE))
    AND (NOT c.child OR (c.guardian_on IS NOT NULL AND c.assent_on IS NOT NULL)))"""
CONSENTS = "programs_consentrecord c WHERE c.story_id = NEW.id AND c.deleted_at IS NULL"
LACKS = f"""(NOT NEW.no_harm_shown OR NEW.people > (SELECT count(*) FROM {CONSENTS} AND {HOLDS})
    OR EXISTS (SELECT 1 FROM {CONSENTS} AND NOT {HOLDS}))"""

SQLITE = [
    f"""CREATE TRIGGER story_needs_consent_first BEFORE INSERT ON programs_story
    WHEN {OUT} AND {LACKS} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
    f"""CREATE TRIGGER story_needs_consent BEFORE UPDATE ON programs_story
    WHEN {OUT} AND {CHANGED} AND {LACKS} BEGIN SELECT RAISE(ABORT, '{REFUSAL}'); END""",
]
POSTGRESQL = [
    f"""CREATE OR REPLACE FUNCTION story_needs_consent() RETURNS trigger AS $$
    BEGIN
        IF {OUT} THEN
            IF TG_OP = 'UPDATE' THEN
                IF NOT {CHANGED} THEN RETURN NEW; END IF;
            END IF;
            IF {LACKS} THEN
                RAISE EXCEPTION '{REFUSAL}' USING ERRCODE = 'integrity_constraint_violation';
            END IF;
        END IF;
        RETURN NEW;
    END $$ LANGUAGE plpgsql""",
    """CREATE TRIGGER story_needs_consent BEFORE INSERT OR UPDATE ON programs_story
    FOR EACH ROW EXECUTE FUNCTION story_needs_consent()""",
]


def run(connection, statements):
    with connection.cursor() as cursor:
        for statement in statements:
            cursor.execute(statement)


def install(connection):
    run(connection, SQLITE if connection.vendor == "sqlite" else POSTGRESQL)


def drop(connection):
    if connection.vendor == "sqlite":
        names = ("story_needs_consent_first", "story_needs_consent")
        run(connection, [f"DROP TRIGGER IF EXISTS {name}" for name in names])
    else:
        run(connection, ["DROP FUNCTION IF EXISTS story_needs_consent() CASCADE"])


def put_up(_apps, editor):
    install(editor.connection)


def take_down(_apps, editor):
    drop(editor.connection)


AWAY = migrations.RunPython(take_down, put_up)
BACK = migrations.RunPython(put_up, take_down)
