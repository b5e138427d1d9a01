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

from care_engage.kit.past import as_of

from .decisions import DECISIONS
from .flagging import KEPT
from .openness import open_still
from .voices import VOICES

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
), posts AS MATERIALIZED (
    SELECT l.facilitator_id AS id FROM own CROSS JOIN programs_intervention_facilitators l
    WHERE l.intervention_id = own.id
    UNION
    SELECT l.facilitator_id FROM own_groups CROSS JOIN groups_group_facilitators l
    WHERE l.group_id = own_groups.group_id
    UNION
    {teams}
)"""
"""Own interventions, and others that a link of any status or a group ties to them: one hop, no further."""

SESSION = """s.intervention_id, s.status, s.planned_on::text, s.held_on::text, s.space, s.topics::text,
    s.minutes, s.women, s.men, s.girls, s.boys, s.another_or_unstated, s.number, s.facilitators::text,
    CASE WHEN s.logged_at IS NULL THEN '' ELSE s.backlash_check END"""

OFFICES_OF_THESE = "(SELECT p.office_id FROM programs_program p WHERE p.id IN {ids})"

TEAMS_OF_FEW = """SELECT CAST(who.value AS bigint) FROM own CROSS JOIN programs_session s CROSS JOIN {each}
    WHERE s.intervention_id = own.id AND s.deleted_at IS NULL"""
TEAMS_OF_MANY = f"SELECT f.id FROM groups_facilitator f WHERE f.office_id IN {OFFICES_OF_THESE}"
"""Who led a session need not be named on the intervention. For many programs everybody in their offices
costs less than to look into every session."""

TABLES = {
    "programs": (
        """p.id, p.code, p.status, p.starts_on::text, p.office_id, p.unsaid::text, p.place_id,
        p.created_at::text""",
        "programs_program p WHERE p.id IN {ids} AND p.deleted_at IS NULL",
    ),
    "offices": ("o.id, o.time_zone", f"accounts_countryoffice o WHERE o.id IN {OFFICES_OF_THESE}"),
    "interventions": (
        """i.id, i.program_id, i.code, i.title, i.element, i.space, i.status,
        coalesce(i.actual_started_on,i.starts_on)::text, coalesce(i.actual_ended_on,i.ends_on)::text,
        i.also_elements::text, i.purpose::text, i.stand_alone_by_design, i.place_id""",
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
        """g.id, g.code, g.space, g.min_age, g.prior_experience <> '', g.place_id, g.max_age,
        g.guardian_consent_on::text, g.child_assent_on::text""",
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
SAFEGUARDS = {
    "places": (
        "pl.id, pl.name, pl.path",
        """accounts_place pl WHERE pl.id IN (
            SELECT i.place_id FROM own CROSS JOIN programs_intervention i WHERE i.id = own.id
            UNION
            SELECT g.place_id FROM own_groups CROSS JOIN groups_group g WHERE g.id = own_groups.group_id
            UNION
            SELECT p.place_id FROM programs_program p WHERE p.id IN {ids}
        )""",
    ),
    "leads": (
        "l.intervention_id, l.facilitator_id",
        "own CROSS JOIN programs_intervention_facilitators l WHERE l.intervention_id = own.id",
    ),
    "group leads": (
        "l.group_id, l.facilitator_id",
        "own_groups CROSS JOIN groups_group_facilitators l WHERE l.group_id = own_groups.group_id",
    ),
    "facilitators": (
        "f.id, u.name, f.gender, f.left_on::text",
        """posts CROSS JOIN groups_facilitator f CROSS JOIN accounts_user u
        WHERE f.id = posts.id AND u.id = f.user_id AND f.deleted_at IS NULL""",
    ),
    "skills": (
        "k.facilitator_id, k.code, k.obtained_on::text, k.expires_on::text",
        "posts CROSS JOIN groups_skill k WHERE k.facilitator_id = posts.id AND k.deleted_at IS NULL",
    ),
    "observations": (
        "o.facilitator_id, o.observed_on::text, o.score, o.safe_for_sensitive",
        """posts CROSS JOIN groups_observation o
        WHERE o.facilitator_id = posts.id AND o.deleted_at IS NULL""",
    ),
    "reflections": (
        "a.facilitator_id, r.held_on::text",
        """posts CROSS JOIN groups_staffreflection_attendees a CROSS JOIN groups_staffreflection r
        WHERE a.facilitator_id = posts.id AND r.id = a.staffreflection_id AND r.deleted_at IS NULL""",
    ),
    "suspensions": (
        "n.facilitator_id, n.starts_on::text, n.ends_on::text",
        "posts CROSS JOIN groups_suspension n WHERE n.facilitator_id = posts.id AND n.deleted_at IS NULL",
    ),
    "acknowledged": (
        "f.id, c.version, k.acknowledged_on::text",
        """posts CROSS JOIN groups_facilitator f CROSS JOIN referrals_protocolack k
        CROSS JOIN referrals_protocol c
        WHERE f.id = posts.id AND k.user_id = f.user_id AND k.deleted_at IS NULL
        AND c.id = k.protocol_id AND c.office_id = f.office_id AND c.deleted_at IS NULL""",
    ),
    "protocols": (
        "c.office_id, c.version, c.published_on::text",
        f"""referrals_protocol c WHERE c.office_id IN {OFFICES_OF_THESE}
        AND c.published_on IS NOT NULL AND c.deleted_at IS NULL""",
    ),
    "pathways": (
        """y.id, y.office_id, y.kind, y.status, y.last_verified_on::text, y.next_review_on::text,
        (y.hotline <> '' OR y.remote_specialist <> ''), y.created_at::text""",
        f"""referrals_referralpathway y WHERE y.office_id IN {OFFICES_OF_THESE}
        AND y.deleted_at IS NULL""",
    ),
    "pathway places": (
        "c.referralpathway_id, c.place_id",
        f"""referrals_referralpathway y CROSS JOIN referrals_referralpathway_places c
        WHERE y.office_id IN {OFFICES_OF_THESE} AND c.referralpathway_id = y.id
        AND y.deleted_at IS NULL""",
    ),
    "pathway services": (
        """t.pathway_id, v.sector, v.status, v.last_checked_on::text,
        coalesce((SELECT m.drop_after FROM referrals_referrallimits m
            WHERE m.office_id = y.office_id AND m.deleted_at IS NULL), 180)""",
        f"""referrals_referralpathway y CROSS JOIN referrals_pathwaystep t CROSS JOIN referrals_service v
        WHERE y.office_id IN {OFFICES_OF_THESE} AND t.pathway_id = y.id AND v.id = t.service_id
        AND y.deleted_at IS NULL AND t.deleted_at IS NULL AND v.deleted_at IS NULL""",
    ),
}
"""What R10 and R11 read. No foreign key leads from here to there: they meet in places and people only."""

SESSIONS_TOO = {
    "sessions": (
        SESSION,
        "reach CROSS JOIN programs_session s WHERE s.intervention_id = reach.id AND s.deleted_at IS NULL",
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
        if moment and connection.vendor == "postgresql":
            cursor.execute("SET jit = off")  # compiling so long a statement takes seconds, running it 30 ms
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
    source = "programs_session s WHERE s.intervention_id IN {ids} AND s.deleted_at IS NULL"
    sql = spoken(f"SELECT {SESSION} FROM {source}", vendor)
    return open_still(as_of(sql)) if past else sql


def as_ids(ids):
    """Ids as one parameter for `{ids}`: their number is bounded in SQLite and planned for in PostgreSQL."""
    return list(ids) if connection.vendor == "postgresql" else json.dumps(list(ids))


def spoken(sql, vendor):
    """The statement in the words of this database."""
    if vendor == "postgresql":
        sql = sql.replace("{ids}", "(SELECT unnest(%(ids)s::bigint[]))")
        sql = sql.replace("{each}", "jsonb_array_elements_text(s.facilitators) AS who(value)")
        return sql.replace("{array}", "json_build_array")
    sql = re.sub(r"([\w.\"]+|coalesce\([\w.,]+\))::text", r"CAST(\1 AS text)", sql)
    sql = sql.replace("{each}", "json_each(s.facilitators) AS who")
    sql = sql.replace(")::text FROM", ") FROM").replace("{array}", "json_array")
    return sql.replace("{ids}", "(SELECT value FROM json_each(%(ids)s))")
