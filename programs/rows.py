"""The plain rows that plans are made of, for any number of programs, in one or two statements.

A statement per table and program would be slow, and so would an object per row. So the small tables of
all the programs asked for come in one statement, each row as a JSON array; sessions, of which there are
far more, come along for a few programs, and in a statement of their own for many. Nothing is recursive,
every step follows an index (`CROSS JOIN` tells SQLite in which order), and what was deleted is left out.

The SQL is PostgreSQL's; `spoken` says the same to SQLite. `::text` keeps days and lists as the text that
both databases write, because the drivers' own conversions cost more than everything else together.
Protected spaces are left out too: what the rules say is read by many, so they never hear of them (D7).
"""

import json
import re
from collections import defaultdict
from functools import cache

from django.db import connection

FEW = 20
"""Up to so many programs, a statement more costs more than sessions written as JSON."""

REACH = """
WITH own AS MATERIALIZED (
    SELECT i.id, i.program_id FROM programs_intervention i JOIN programs_program p ON p.id = i.program_id
    WHERE i.program_id IN {ids} AND i.deleted_at IS NULL AND p.deleted_at IS NULL AND i.space <> 'LGBTQ'
), own_links AS MATERIALIZED (
    SELECT l.id, l.from_intervention_id, l.to_intervention_id, l.to_external_id
    FROM own CROSS JOIN programs_synclink l WHERE l.from_intervention_id = own.id AND l.deleted_at IS NULL
    UNION
    SELECT l.id, l.from_intervention_id, l.to_intervention_id, l.to_external_id
    FROM own CROSS JOIN programs_synclink l WHERE l.to_intervention_id = own.id AND l.deleted_at IS NULL
), own_groups AS MATERIALIZED (
    SELECT DISTINCT ig.group_id FROM own CROSS JOIN programs_intervention_groups ig
    WHERE ig.intervention_id = own.id
), near_groups AS MATERIALIZED (
    SELECT group_id FROM own_groups
    UNION
    SELECT d.to_group_id FROM own_groups CROSS JOIN groups_group_draws_from d
    WHERE d.from_group_id = own_groups.group_id
), reach AS MATERIALIZED (
    SELECT id FROM own
    UNION SELECT from_intervention_id FROM own_links
    UNION SELECT to_intervention_id FROM own_links WHERE to_intervention_id IS NOT NULL
    UNION
    SELECT ig.intervention_id FROM near_groups CROSS JOIN programs_intervention_groups ig
    WHERE ig.group_id = near_groups.group_id
), all_groups AS MATERIALIZED (
    SELECT group_id FROM near_groups
    UNION
    SELECT ig.group_id FROM reach CROSS JOIN programs_intervention_groups ig
    WHERE ig.intervention_id = reach.id
)"""
"""Own interventions, and others that a link of any status or a group ties to them: one hop, no further."""

SESSION = """s.intervention_id, s.status, s.planned_on::text, s.held_on::text, s.space, s.topics::text,
    s.minutes, s.women, s.men, s.girls, s.boys, s.another_or_unstated, s.number"""

OFFICES_OF_THESE = "(SELECT p.office_id FROM programs_program p WHERE p.id IN {ids})"

TABLES = {
    "programs": (
        "p.id, p.code, p.status, p.starts_on::text, p.office_id, p.unsaid::text",
        "programs_program p WHERE p.id IN {ids} AND p.deleted_at IS NULL",
    ),
    "offices": ("o.id, o.time_zone", f"accounts_countryoffice o WHERE o.id IN {OFFICES_OF_THESE}"),
    "interventions": (
        """i.id, i.program_id, i.code, i.title, i.element, i.space, i.status,
        coalesce(i.actual_started_on,i.starts_on)::text, coalesce(i.actual_ended_on,i.ends_on)::text,
        i.also_elements::text, i.purpose::text, i.stand_alone_by_design""",
        """reach CROSS JOIN programs_intervention i JOIN programs_program p ON p.id = i.program_id
        WHERE i.id = reach.id AND i.deleted_at IS NULL AND p.deleted_at IS NULL AND i.space <> 'LGBTQ'""",
    ),
    "links": (
        """l.id, l.from_intervention_id, l.to_intervention_id, l.to_external_id, l.kind, l.status,
        l.rationale, l.coordination, l.confirmed_on::text""",
        "own_links CROSS JOIN programs_synclink l WHERE l.id = own_links.id",
    ),
    "externals": (
        """x.id, x.code, x.description, x.space, x.status, x.starts_on::text, x.ends_on::text,
        x.held_on::text""",
        """programs_externalactivity x
        WHERE x.id IN (SELECT to_external_id FROM own_links) AND x.deleted_at IS NULL""",
    ),
    "groups": (
        "g.id, g.code, g.space, g.min_age, g.prior_experience <> ''",
        """all_groups CROSS JOIN groups_group g
        WHERE g.id = all_groups.group_id AND g.deleted_at IS NULL AND g.space <> 'LGBTQ'""",
    ),
    "memberships": (
        "ig.intervention_id, ig.group_id",
        "reach CROSS JOIN programs_intervention_groups ig WHERE ig.intervention_id = reach.id",
    ),
    "sources": (
        "d.from_group_id, d.to_group_id",
        "own_groups CROSS JOIN groups_group_draws_from d WHERE d.from_group_id = own_groups.group_id",
    ),
    "waivers": (
        "w.intervention_id, w.topic_id, w.recorded_on::text",
        """own CROSS JOIN programs_jointwaiver w
        WHERE w.intervention_id = own.id AND w.deleted_at IS NULL""",
    ),
    "feedback": (
        "own.program_id, f.intervention_id, f.given_on::text, f.changes_asked <> '', f.responded_on::text",
        """own CROSS JOIN programs_accountabilityfeedback f
        WHERE f.intervention_id = own.id AND f.deleted_at IS NULL""",
    ),
    "partners": (
        """a.program_id, CASE WHEN o.safe_alias <> '' THEN o.safe_alias ELSE o.name END, o.kind, a.role,
        a.status, a.first_contact_on::text, a.last_contact_on::text""",
        """programs_alliancepartner a JOIN groups_organization o ON o.id = a.organization_id
        WHERE a.program_id IN {ids} AND a.deleted_at IS NULL AND o.deleted_at IS NULL""",
    ),
    "topics": ("t.code, t.level, t.separate_first, t.lens", "programs_topic t"),
    "office levels": (
        "v.office_id, v.topic_id, v.level",
        f"""programs_topiclevel v
        WHERE v.deleted_at IS NULL AND v.program_id IS NULL AND v.office_id IN {OFFICES_OF_THESE}""",
    ),
    "program levels": (
        "v.program_id, v.topic_id, v.level",
        "programs_topiclevel v WHERE v.deleted_at IS NULL AND v.program_id IN {ids}",
    ),
    "limits": (
        'm.office_id, m.version, m.in_force_from::text, m."values"::text',
        f"programs_rulelimits m WHERE m.deleted_at IS NULL AND m.office_id IN {OFFICES_OF_THESE}",
    ),
}
KEPT = {
    "flags": (
        """f.program_id, f.id, f.rule, f.subject, f.reason, f.topic, f.severity, f.first_seen_on::text,
        f.last_seen_on::text""",
        "programs_flag f WHERE f.program_id IN {ids} AND f.resolved_on IS NULL",
    ),
    "verdicts": (
        """v.program_id, v.audited_on::text, v.rank, v.critical, v.high, v.medium, v.low, v.warning,
        v.oldest_flag_on::text, v.men_only, v.men_only_delivered""",
        "programs_verdict v WHERE v.program_id IN {ids}",
    ),
}
"""What `programs.auditing` kept of the last audit."""

SESSIONS_TOO = {
    "sessions": (
        SESSION,
        "reach CROSS JOIN programs_session s WHERE s.intervention_id = reach.id AND s.deleted_at IS NULL",
    )
}


def read(program_ids, *, kept=False):
    """`{table: [row, ...]}`: rows of plain values, days as ISO text and lists as JSON text.

    With `kept`, the open flags and the verdicts as well. One statement for up to `FEW` programs, two for
    more, however many.
    """
    few = len(program_ids) <= FEW
    rows = defaultdict(list)
    with connection.cursor() as cursor:
        cursor.execute(tables_statement(few, kept, connection.vendor), {"ids": as_ids(program_ids)})
        for table, row in cursor:
            rows[table].append(json.loads(row))
        if not few:
            reached = [row[0] for row in rows["interventions"]]
            cursor.execute(sessions_statement(connection.vendor), {"ids": as_ids(reached)})
            rows["sessions"] = cursor.fetchall()
    return rows


@cache
def tables_statement(few, kept, vendor):
    tables = TABLES | (SESSIONS_TOO if few else {}) | (KEPT if kept else {})
    parts = [
        f"SELECT '{name}', {{array}}({columns})::text FROM {source}"
        for name, (columns, source) in tables.items()
    ]
    return spoken(REACH + "\n" + "\nUNION ALL\n".join(parts), vendor)


@cache
def sessions_statement(vendor):
    source = "programs_session s WHERE s.intervention_id IN {ids} AND s.deleted_at IS NULL"
    return spoken(f"SELECT {SESSION} FROM {source}", vendor)


def as_ids(ids):
    """Ids as one parameter for `{ids}`: their number is bounded in SQLite and planned for in PostgreSQL."""
    return list(ids) if connection.vendor == "postgresql" else json.dumps(list(ids))


def spoken(sql, vendor):
    """The statement in the words of this database."""
    if vendor == "postgresql":
        sql = sql.replace("{ids}", "(SELECT unnest(%(ids)s::bigint[]))")
        return sql.replace("{array}", "json_build_array")
    sql = re.sub(r"([\w.\"]+|coalesce\([\w.,]+\))::text", r"CAST(\1 AS text)", sql)
    sql = sql.replace(")::text FROM", ") FROM").replace("{array}", "json_array")
    return sql.replace("{ids}", "(SELECT value FROM json_each(%(ids)s))")
