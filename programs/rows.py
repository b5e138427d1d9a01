"""The plain rows that plans are made of, for any number of programs, in one or two statements.

A statement per table and program would be slow, and so would an object per row. So the small tables of
all the programs asked for come in one statement, each row as a JSON array; sessions, of which there are
far more, come along for a few programs, and in a statement of their own for many. Nothing is recursive,
every step looks up the ids that the steps before it found (`CROSS JOIN` tells SQLite in which order), and
what was deleted is left out.

The SQL is PostgreSQL's; `spoken` says the same to SQLite. `::text` keeps days and lists as the text that
both databases write, because the drivers' own conversions cost more than everything else together.
Protected spaces are left out too: what the rules say is read by many, so they never hear of them (D7).
"""

import json
import re
from collections import defaultdict
from functools import cache

from django.db import connection

from care_engage.kit.past import as_of

from .decisions import DECISIONS
from .flagging import KEPT
from .openness import open_still
from .safeguards import SAFEGUARDS
from .voices import VOICES

FEW = 20
"""Up to so many programs, a statement more costs more than sessions written as JSON."""

REACH = """
WITH {asked}, offices AS MATERIALIZED (
    SELECT DISTINCT p.office_id AS id FROM programs_program p WHERE p.id IN (SELECT id FROM asked)
), alive AS MATERIALIZED (
    SELECT p.id FROM programs_program p WHERE p.id IN (SELECT id FROM asked) AND p.deleted_at IS NULL
), own AS MATERIALIZED (
    SELECT i.id FROM programs_intervention i
    WHERE i.program_id IN (SELECT id FROM alive) AND i.deleted_at IS NULL AND i.space <> 'LGBTQ'
), own_links AS MATERIALIZED (
    SELECT l.id, l.from_intervention_id, l.to_intervention_id, l.to_external_id
    FROM programs_synclink l WHERE l.from_intervention_id IN (SELECT id FROM own) AND l.deleted_at IS NULL
    UNION
    SELECT l.id, l.from_intervention_id, l.to_intervention_id, l.to_external_id
    FROM programs_synclink l WHERE l.to_intervention_id IN (SELECT id FROM own) AND l.deleted_at IS NULL
), own_groups AS MATERIALIZED (
    SELECT DISTINCT ig.group_id FROM programs_intervention_groups ig
    WHERE ig.intervention_id IN (SELECT id FROM own)
), near_groups AS MATERIALIZED (
    SELECT group_id FROM own_groups
    UNION
    SELECT d.to_group_id FROM groups_group_draws_from d
    WHERE d.from_group_id IN (SELECT group_id FROM own_groups)
), reach AS MATERIALIZED (
    SELECT id FROM own
    UNION SELECT from_intervention_id FROM own_links
    UNION SELECT to_intervention_id FROM own_links WHERE to_intervention_id IS NOT NULL
    UNION
    SELECT ig.intervention_id FROM programs_intervention_groups ig
    WHERE ig.group_id IN (SELECT group_id FROM near_groups)
), agents AS MATERIALIZED (
    SELECT a.id FROM groups_changeagent a
    WHERE a.office_id IN (SELECT id FROM offices) AND a.deleted_at IS NULL
), appeared AS MATERIALIZED (
    SELECT e.agent_id, e.role, e.session_id FROM programs_appearance e
    WHERE e.agent_id IN (SELECT id FROM agents) AND e.deleted_at IS NULL
), owners AS MATERIALIZED (
    SELECT DISTINCT i.program_id AS id FROM programs_intervention i WHERE i.id IN (SELECT id FROM reach)
), heard AS MATERIALIZED (
    SELECT f.from_group_id, f.from_organization_id FROM programs_accountabilityfeedback f
    WHERE f.intervention_id IN (SELECT id FROM own)
), all_groups AS MATERIALIZED (
    SELECT group_id FROM near_groups
    UNION
    SELECT ig.group_id FROM programs_intervention_groups ig
    WHERE ig.intervention_id IN (SELECT id FROM reach)
), posts AS MATERIALIZED (
    SELECT l.facilitator_id AS id FROM programs_intervention_facilitators l
    WHERE l.intervention_id IN (SELECT id FROM own)
    UNION
    SELECT l.facilitator_id FROM groups_group_facilitators l
    WHERE l.group_id IN (SELECT group_id FROM own_groups)
    UNION
    {teams}
)"""
"""Own interventions, and others that a link of any status or a group ties to them: one hop, no further."""

SESSION = """s.intervention_id, s.status, s.planned_on::text, s.held_on::text, s.space, s.topics::text,
    s.minutes, s.women, s.men, s.girls, s.boys, s.another_or_unstated, s.number, s.facilitators::text,
    CASE WHEN s.logged_at IS NULL THEN '' ELSE s.backlash_check END"""

TEAMS_OF_FEW = """SELECT CAST(who.value AS bigint) FROM programs_session s CROSS JOIN {each}
    WHERE s.intervention_id IN (SELECT id FROM own) AND s.deleted_at IS NULL"""
TEAMS_OF_MANY = "SELECT f.id FROM groups_facilitator f WHERE f.office_id IN (SELECT id FROM offices)"
"""Who led a session need not be named on the intervention. For many programs everybody in their offices
costs less than to look into every session."""

TABLES = {
    "programs": (
        """p.id, p.code, p.status, p.starts_on::text, p.office_id, p.unsaid::text, p.place_id,
        p.created_at::text""",
        "programs_program p WHERE p.id IN (SELECT id FROM asked) AND p.deleted_at IS NULL",
    ),
    "offices": ("o.id, o.time_zone", "accounts_countryoffice o WHERE o.id IN (SELECT id FROM offices)"),
    "interventions": (
        """i.id, i.program_id, i.code, i.title, i.element, i.space, i.status,
        coalesce(i.actual_started_on,i.starts_on)::text, coalesce(i.actual_ended_on,i.ends_on)::text,
        i.also_elements::text, i.purpose::text, i.stand_alone_by_design, i.place_id""",
        """programs_intervention i
        WHERE i.id IN (SELECT id FROM reach) AND i.deleted_at IS NULL AND i.space <> 'LGBTQ'""",
    ),
    "owners": (
        "p.id",
        "programs_program p WHERE p.id IN (SELECT id FROM owners) AND p.deleted_at IS NULL",
    ),
    "links": (
        """l.id, l.from_intervention_id, l.to_intervention_id, l.to_external_id, l.kind, l.status,
        l.rationale, l.coordination, l.confirmed_on::text""",
        "programs_synclink l WHERE l.id IN (SELECT id FROM own_links)",
    ),
    "externals": (
        """x.id, x.code, x.description, x.space, x.status, x.starts_on::text, x.ends_on::text,
        x.held_on::text""",
        """programs_externalactivity x
        WHERE x.id IN (SELECT to_external_id FROM own_links) AND x.deleted_at IS NULL""",
    ),
    "groups": (
        """g.id, g.code, g.space, g.min_age, g.prior_experience <> '', g.place_id, g.max_age,
        g.guardian_consent_on::text, g.child_assent_on::text""",
        """groups_group g
        WHERE g.id IN (SELECT group_id FROM all_groups) AND g.deleted_at IS NULL AND g.space <> 'LGBTQ'""",
    ),
    "memberships": (
        "ig.intervention_id, ig.group_id",
        "programs_intervention_groups ig WHERE ig.intervention_id IN (SELECT id FROM reach)",
    ),
    "sources": (
        "d.from_group_id, d.to_group_id",
        "groups_group_draws_from d WHERE d.from_group_id IN (SELECT group_id FROM own_groups)",
    ),
    "waivers": (
        "w.intervention_id, w.topic_id, w.recorded_on::text",
        """programs_jointwaiver w
        WHERE w.intervention_id IN (SELECT id FROM own) AND w.deleted_at IS NULL""",
    ),
    "feedback": (
        "f.intervention_id, f.given_on::text, f.changes_asked <> '', f.responded_on::text",
        """programs_accountabilityfeedback f
        WHERE f.intervention_id IN (SELECT id FROM own) AND f.deleted_at IS NULL
        AND coalesce(f.from_group_id, 0) NOT IN (
            SELECT g.id FROM groups_group g
            WHERE g.id IN (SELECT from_group_id FROM heard) AND g.space IN ('MEN', 'BOYS', 'STAFF')
        ) AND coalesce(f.from_organization_id, 0) NOT IN (
            SELECT o.id FROM groups_organization o
            WHERE o.id IN (SELECT from_organization_id FROM heard) AND o.kind = 'MENS_ORG'
        )""",
    ),
    "partners": (
        """a.program_id, CASE WHEN o.safe_alias <> '' THEN o.safe_alias ELSE o.name END, o.kind, a.role,
        a.status, a.first_contact_on::text, a.last_contact_on::text""",
        """programs_alliancepartner a JOIN groups_organization o ON o.id = a.organization_id
        WHERE a.program_id IN (SELECT id FROM asked) AND a.deleted_at IS NULL AND o.deleted_at IS NULL""",
    ),
    "topics": ("t.code, t.level, t.separate_first, t.lens", "programs_topic t"),
    "office levels": (
        "v.office_id, v.topic_id, v.level",
        """programs_topiclevel v
        WHERE v.deleted_at IS NULL AND v.program_id IS NULL AND v.office_id IN (SELECT id FROM offices)""",
    ),
    "program levels": (
        "v.program_id, v.topic_id, v.level",
        "programs_topiclevel v WHERE v.deleted_at IS NULL AND v.program_id IN (SELECT id FROM asked)",
    ),
    "limits": (
        'm.office_id, m.version, m.in_force_from::text, m."values"::text',
        "programs_rulelimits m WHERE m.deleted_at IS NULL AND m.office_id IN (SELECT id FROM offices)",
    ),
}
SESSIONS_TOO = {
    "sessions": (
        SESSION,
        "programs_session s WHERE s.intervention_id IN (SELECT id FROM reach) AND s.deleted_at IS NULL",
    )
}


def read(program_ids, *, kept=False, moment=None):
    """`{table: [row, ...]}`: rows of plain values, days as ISO text and lists as JSON text.

    With a `moment`, what was recorded before it (`kit.past`).
    With `kept`, the flags and the verdicts as well. One statement for up to `FEW` programs, two for
    more, however many.
    """
    few = len(program_ids) <= FEW
    ids = {"ids": as_ids(program_ids), "moment": moment and connection.ops.adapt_datetimefield_value(moment)}
    rows = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(tables_statement(few, kept, connection.vendor, bool(moment)), ids)
        for table, row in cursor:
            rows[table].append(json.loads(row))
        if not few:
            reached = [row[0] for row in rows["interventions"]]
            cursor.execute(
                sessions_statement(connection.vendor, bool(moment)), ids | {"ids": as_ids(reached)}
            )
            rows["sessions"] = cursor.fetchall()
    return rows


@cache
def tables_statement(few, kept, vendor, past=False):
    tables = TABLES | SAFEGUARDS | DECISIONS | VOICES | (SESSIONS_TOO if few else {}) | (KEPT if kept else {})
    parts = [
        f"SELECT '{name}', {{array}}({columns})::text FROM {source}"
        for name, (columns, source) in tables.items()
    ]
    reach = REACH.replace("{teams}", TEAMS_OF_FEW if few else TEAMS_OF_MANY)
    sql = spoken(reach + "\n" + "\nUNION ALL\n".join(parts), vendor)
    return open_still(as_of(sql)) if past else sql


@cache
def sessions_statement(vendor, past=False):
    source = "programs_session s WHERE s.intervention_id IN (SELECT id FROM asked) AND s.deleted_at IS NULL"
    sql = spoken(f"WITH {{asked}} SELECT {SESSION} FROM {source}", vendor)
    return open_still(as_of(sql)) if past else sql


def as_ids(ids):
    """The ids of `asked`, as one parameter: SQLite bounds their number."""
    return list(ids) if connection.vendor == "postgresql" else json.dumps(list(ids))


def spoken(sql, vendor):
    """The statement in the words of this database.

    PostgreSQL would rather read whole tables than look some thousand rows up, which takes five times as
    long: an array of ids makes it follow the index.
    """
    if vendor == "postgresql":
        sql = re.sub(r"\bIN (\(SELECT \w+ FROM \w+\))", r"= ANY(ARRAY\1)", sql)
        sql = sql.replace("{asked}", "asked AS MATERIALIZED (SELECT unnest(%(ids)s::bigint[]) AS id)")
        sql = sql.replace("{each}", "jsonb_array_elements_text(s.facilitators) AS who(value)")
        return sql.replace("{array}", "json_build_array")
    sql = re.sub(r"([\w.\"]+|coalesce\([\w.,]+\))::text", r"CAST(\1 AS text)", sql)
    sql = sql.replace("{asked}", "asked AS MATERIALIZED (SELECT value AS id FROM json_each(%(ids)s))")
    sql = sql.replace("{each}", "json_each(s.facilitators) AS who")
    return sql.replace(")::text FROM", ") FROM").replace("{array}", "json_array")
