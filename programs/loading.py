"""Plans as the rules see them, read from the database as plain rows."""

import datetime as dt
import json
from collections import defaultdict
from dataclasses import dataclass, field, replace
from itertools import islice
from operator import attrgetter
from zoneinfo import ZoneInfo

from django.utils import timezone

from care_engage.kit.past import end_of

from .decisions import Decisions, said
from .limits import newest_limits
from .models import Program
from .rows import read
from .safeguards import Safeguards, groups_by_key
from .sequencing.plan import (
    External,
    Feedback,
    Intervention,
    Link,
    Partner,
    Plan,
    Session,
    Topic,
    Waiver,
)
from .voices import Voices

BLOCK = 500
"""So many programs are read at once: the statements are few, and the memory stays bounded."""


def load_plan(program_id):
    """One program's plan, in one statement. Raises Program.DoesNotExist, for a deleted one too."""
    for plan in load_plans([program_id]):
        return plan
    raise Program.DoesNotExist(f"No program has the id {program_id}.")


def load_plans(program_ids):
    """Plans of these programs in this order, deleted ones left out; two statements for each block of 500."""
    for block in blocks(program_ids):
        yield from block.plans


def blocks(program_ids, *, kept=False):
    ids = iter(program_ids)
    while some := list(islice(ids, BLOCK)):
        yield load_block(some, kept=kept)


@dataclass(frozen=True, slots=True)
class Block:
    """Plans with what is needed to judge them: each office's clock and limits, and what was kept."""

    plans: list
    office_of: dict  # program id: office id
    time_zones: dict  # office id: name
    versions: dict  # office id: [(version, in force from, values)]
    recorded: dict  # program id: the day on which it was first recorded, in ISO format
    flags: dict = field(default_factory=dict)  # program id: rows as in `flagging.KEPT`
    verdicts: dict = field(default_factory=dict)

    def today(self, plan):
        """The calendar date at the program's office."""
        zone = ZoneInfo(self.time_zones[self.office_of[plan.key]])
        return timezone.now().astimezone(zone).date()

    def end_of(self, plan, day):
        return end_of(day, self.time_zones[self.office_of[plan.key]])

    def limits(self, plan, on):
        return newest_limits(self.versions.get(self.office_of[plan.key], ()), on)


SESSION_NUMBER, TOPIC, KEY = attrgetter("number"), attrgetter("topic"), attrgetter("key")


class Days(dict):
    """Dates by their ISO text: the same few thousand days come a million times."""

    def __missing__(self, text):
        day = self[text] = dt.date.fromisoformat(text) if text else None
        return day


class Lists(dict):
    """Tuples by their JSON text."""

    def __missing__(self, text):
        found = self[text] = tuple(json.loads(text)) if text else ()
        return found


def load_block(program_ids, *, kept=False, moment=None):
    """Read these programs at once, as recorded before a `moment` if one is given.

    With `kept`, also the flags and the verdict of the last audit.
    """
    rows = read(program_ids, kept=kept, moment=moment)
    days, lists = Days(), Lists()
    versions = defaultdict(list)
    for office, version, since, values in rows["limits"]:
        versions[office].append((version, days[since], json.loads(values)))
    programs = {row[0]: row for row in rows["programs"]}
    return Block(
        plans=list(plans(programs, program_ids, rows, days, lists)),
        office_of={row[0]: row[4] for row in rows["programs"]},
        time_zones=dict(rows["offices"]),
        versions=versions,
        recorded={row[0]: row[7][:10] for row in rows["programs"]},
        flags=by_program(rows["flags"]),
        verdicts={row[0]: row for row in rows["verdicts"]},
    )


def plans(programs, program_ids, rows, days, lists):
    safeguards, decisions, voices = Safeguards(rows, days), Decisions(rows, days), Voices(rows, days)
    interventions = interventions_by_key(rows, days, lists)
    groups = groups_by_key(rows, days)
    externals = {
        row[0]: External(f"x{row[0]}", *row[1:5], days[row[5]], days[row[6]], held_days(row[7], days))
        for row in rows["externals"]
    }
    owned, users, links_at = defaultdict(list), defaultdict(list), defaultdict(list)
    for intervention in interventions.values():
        owned[intervention.program].append(intervention)
        for group in intervention.group_keys:
            users[group].append(intervention)
    for row in rows["links"]:
        if link := link_of(row, interventions, externals, days):
            for end in {row[1], row[2]} - {None}:
                links_at[end].append((row[0], link))
    partners = by_first(rows["partners"], 4)
    feedback = by_first(([interventions[row[0]].program, *row] for row in rows["feedback"]), 3)
    topics = topics_by_program(rows, programs)

    for program_id in program_ids:
        if not (row := programs.get(program_id)):
            continue
        own = list(map(safeguards.of, owned[program_id]))
        links = [link for _id, link in sorted({found for i in own for found in links_at[i.key]}, key=first)]
        yield Plan(
            key=program_id,
            code=row[1],
            status=row[2],
            starts_on=days[row[3]],
            own=tuple(own),
            others=tuple(others := others_of(program_id, own, links, interventions, groups, users)),
            externals=tuple(
                externals[key] for key in dict.fromkeys(int(link.b[1:]) for link in links if link.external)
            ),
            groups=tuple(groups_of(own, others, groups)),
            links=tuple(links),
            partners=said(
                "partners",
                lists[row[5]],
                [Partner(*each[1:5], days[each[5]], days[each[6]]) for each in partners.get(program_id, ())],
            ),
            feedback=said(
                "feedback",
                lists[row[5]],
                [
                    Feedback(each[1], days[each[2]], bool(each[3]), days[each[4]])
                    for each in feedback.get(program_id, ())
                ],
            ),
            topics=topics[program_id],
            pathways=safeguards.known_pathways(row[4], row[7], lists[row[5]]),
            facilitators=safeguards.known_people(own, lists[row[5]]),
            protocols=safeguards.protocols.get(row[4], ()),
            **decisions.of(program_id, lists[row[5]]),
            **voices.of(program_id, row[4], safeguards.sites.get(row[6]), own, lists[row[5]]),
        )


def first(pair):
    return pair[0]


def by_first(rows, order=0):
    """`{first column: [row, ...]}`, sorted by so many columns: databases give rows in any order."""
    found = defaultdict(list)
    for row in sorted(rows, key=lambda row: row[:order]):
        found[row[0]].append(row)
    return found


def by_program(flags):
    found = defaultdict(list)
    for row in flags:
        found[row[1]].append(row)
    return found


def held_days(text, days):
    return tuple(days[day] for day in json.loads(text or "[]"))


def interventions_by_key(rows, days, lists):
    """Interventions with their sessions, in the order of their ids; without those of deleted programs."""
    owners = {row[0] for row in rows["owners"]}
    found = sorted(row for row in rows["interventions"] if row[1] in owners)
    spaces = {row[0]: row[5] for row in found}
    sessions, waivers, members = defaultdict(list), defaultdict(list), defaultdict(list)
    for key, status, planned, held, space, topics, length, w, m, g, b, other, number, team, asked in rows[
        "sessions"
    ]:
        if key in spaces:
            where = space or spaces[key]
            told, teams = lists[topics], lists[team]
            day, met = days[planned], days[held]
            sessions[key].append(
                Session(status, day, met, where, told, length, w, m, g, b, other, number, teams, asked)
            )
    for key, topic, recorded in rows["waivers"]:
        waivers[key].append(Waiver(topic, days[recorded]))
    alive = {row[0] for row in rows["groups"]}
    for key, group in rows["memberships"]:
        if group in alive:
            members[key].append(group)
    return {
        row[0]: Intervention(
            key=row[0],
            code=row[2],
            title=row[3],
            program=row[1],
            element=row[4],
            space=row[5],
            status=row[6],
            starts_on=days[row[7]],
            ends_on=days[row[8]],
            group_keys=tuple(sorted(members[row[0]])),
            also_elements=lists[row[9]],
            purpose=lists[row[10]],
            stands_alone_by_design=bool(row[11]),
            waivers=tuple(sorted(waivers[row[0]], key=TOPIC)),
            sessions=tuple(sorted(sessions[row[0]], key=SESSION_NUMBER)),
        )
        for row in found
    }


def link_of(row, interventions, externals, days):
    """The link, or None if an end of it was deleted."""
    _id, a, b, external, kind, status, rationale, coordination, confirmed = row
    if a not in interventions or (external is None and b not in interventions):
        return None
    if external is not None and external not in externals:
        return None
    end = b if external is None else f"x{external}"
    return Link(a, end, kind, status, rationale, coordination, days[confirmed], external is not None)


def topics_by_program(rows, programs):
    """Each topic with its level in the program: the program's own, else the office's, else the general."""
    general = {row[0]: Topic(*row) for row in rows["topics"]}
    office_levels, program_levels = defaultdict(dict), defaultdict(dict)
    for office, topic, level in rows["office levels"]:
        office_levels[office][topic] = level
    for program, topic, level in rows["program levels"]:
        program_levels[program][topic] = level
    found = {}
    for program, row in programs.items():
        levels = office_levels.get(row[4], {}) | program_levels.get(program, {})
        found[program] = general | {
            code: Topic(code, level, general[code].separate_first, general[code].lens)
            for code, level in levels.items()
        }
    return found


def others_of(program_id, own, links, interventions, groups, users):
    """Interventions of other programs at the end of a link, in a group of ours, or in one it draws from."""
    keys = {end for link in links for end in (link.a, link.b) if not isinstance(end, str)}
    ours = {group for intervention in own for group in intervention.group_keys}
    near = ours.union(*(groups[group].draws_from for group in ours))
    keys.update(intervention.key for group in near for intervention in users[group])
    return [interventions[key] for key in sorted(keys) if interventions[key].program != program_id]


def groups_of(own, others, groups):
    """Groups of these interventions, and those that our own draw from; only ours say whom they draw from."""
    ours = {group for intervention in own for group in intervention.group_keys}
    sources = ours.union(*(groups[group].draws_from for group in ours))
    theirs = sources.union(group for intervention in others for group in intervention.group_keys) - ours
    strangers = [
        replace(groups[key], draws_from=()) if groups[key].draws_from else groups[key] for key in theirs
    ]
    return sorted([*map(groups.get, ours), *strangers], key=KEY)
