"""What rules on safety read (R10, R11), from rows: pathways, protocols, and the people who lead.

Programs and referrals share a place and a date and nothing else: no foreign key joins them, so they meet
here, by the ids of the places that a pathway covers and of those that an intervention's place lies in.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from functools import cached_property

from .sequencing.plan import Facilitator, Group, Observation, Pathway, Service, Site, Skill

SAFEGUARDS = {
    "places": (
        "pl.id, pl.name, pl.path",
        """accounts_place pl WHERE pl.id IN (
            SELECT i.place_id FROM programs_intervention i WHERE i.id IN (SELECT id FROM own)
            UNION
            SELECT g.place_id FROM groups_group g WHERE g.id IN (SELECT group_id FROM own_groups)
            UNION
            SELECT p.place_id FROM programs_program p WHERE p.id IN (SELECT id FROM asked)
        )""",
    ),
    "leads": (
        "l.intervention_id, l.facilitator_id",
        "programs_intervention_facilitators l WHERE l.intervention_id IN (SELECT id FROM own)",
    ),
    "group leads": (
        "l.group_id, l.facilitator_id",
        "groups_group_facilitators l WHERE l.group_id IN (SELECT group_id FROM own_groups)",
    ),
    "facilitators": (
        "f.id, u.name, f.gender, f.left_on::text",
        """groups_facilitator f CROSS JOIN accounts_user u
        WHERE f.id IN (SELECT id FROM posts) AND u.id = f.user_id AND f.deleted_at IS NULL""",
    ),
    "skills": (
        "k.facilitator_id, k.code, k.obtained_on::text, k.expires_on::text",
        "groups_skill k WHERE k.facilitator_id IN (SELECT id FROM posts) AND k.deleted_at IS NULL",
    ),
    "observations": (
        "o.facilitator_id, o.observed_on::text, o.score, o.safe_for_sensitive",
        """groups_observation o
        WHERE o.facilitator_id IN (SELECT id FROM posts) AND o.deleted_at IS NULL""",
    ),
    "reflections": (
        "a.facilitator_id, r.held_on::text",
        """groups_staffreflection_attendees a CROSS JOIN groups_staffreflection r
        WHERE a.facilitator_id IN (SELECT id FROM posts) AND r.id = a.staffreflection_id
        AND r.deleted_at IS NULL""",
    ),
    "suspensions": (
        "n.facilitator_id, n.starts_on::text, n.ends_on::text",
        "groups_suspension n WHERE n.facilitator_id IN (SELECT id FROM posts) AND n.deleted_at IS NULL",
    ),
    "acknowledged": (
        "f.id, c.version, k.acknowledged_on::text",
        """groups_facilitator f CROSS JOIN referrals_protocolack k
        CROSS JOIN referrals_protocol c
        WHERE f.id IN (SELECT id FROM posts) AND k.user_id = f.user_id AND k.deleted_at IS NULL
        AND c.id = k.protocol_id AND c.office_id = f.office_id AND c.deleted_at IS NULL""",
    ),
    "protocols": (
        "c.office_id, c.version, c.published_on::text",
        """referrals_protocol c WHERE c.office_id IN (SELECT id FROM offices)
        AND c.published_on IS NOT NULL AND c.deleted_at IS NULL""",
    ),
    "pathways": (
        """y.id, y.office_id, y.kind, y.status, y.last_verified_on::text, y.next_review_on::text,
        (y.hotline <> '' OR y.remote_specialist <> ''), y.created_at::text""",
        """referrals_referralpathway y WHERE y.office_id IN (SELECT id FROM offices)
        AND y.deleted_at IS NULL""",
    ),
    "pathway places": (
        "c.referralpathway_id, c.place_id",
        """referrals_referralpathway y CROSS JOIN referrals_referralpathway_places c
        WHERE y.office_id IN (SELECT id FROM offices) AND c.referralpathway_id = y.id
        AND y.deleted_at IS NULL""",
    ),
    "pathway services": (
        """t.pathway_id, v.sector, v.status, v.last_checked_on::text,
        coalesce((SELECT m.drop_after FROM referrals_referrallimits m
            WHERE m.office_id = y.office_id AND m.deleted_at IS NULL), 180)""",
        """referrals_referralpathway y CROSS JOIN referrals_pathwaystep t CROSS JOIN referrals_service v
        WHERE y.office_id IN (SELECT id FROM offices) AND t.pathway_id = y.id AND v.id = t.service_id
        AND y.deleted_at IS NULL AND t.deleted_at IS NULL AND v.deleted_at IS NULL""",
    ),
}
"""What R10 and R11 read. No foreign key leads from here to there: they meet in places and people only."""


class Safeguards:
    """The facts of a block of programs, each worked out once: people and places serve many programs."""

    def __init__(self, rows, days):
        self.rows = rows
        self.days = days
        self.leads = gathered(rows["leads"])
        self.group_leads = gathered(rows["group leads"])
        self.own_places = {row[0]: row[12] for row in rows["interventions"]}
        self.program_places = {row[0]: row[6] for row in rows["programs"]}
        self.group_places = {row[0]: row[5] for row in rows["groups"]}
        self.sites = {
            key: Site(name, frozenset(int(part) for part in path.split("/") if part))
            for key, name, path in rows["places"]
        }

    def of(self, own):
        """One of a program's own interventions, with who leads it and where it meets."""
        found = self.leads.get(own.key) or [
            row for key in own.group_keys for row in self.group_leads.get(key, ())
        ]
        team = tuple(sorted({who for (who,) in found if who in self.people}))
        return replace(own, facilitators=team, places=self.places(own))

    def places(self, own):
        """Its own place, else its groups', else the program's."""
        place = self.own_places[own.key]
        ids = [place] if place else [self.group_places.get(key) for key in own.group_keys]
        ids = sorted({key for key in ids if key}) or [self.program_places.get(own.program)]
        return tuple(self.sites[key] for key in ids if key in self.sites)

    @cached_property
    def people(self):
        """Facilitators by id."""
        skills, observations = gathered(self.rows["skills"]), gathered(self.rows["observations"])
        reflections, suspensions = gathered(self.rows["reflections"]), gathered(self.rows["suspensions"])
        read, days = gathered(self.rows["acknowledged"]), self.days
        return {
            key: Facilitator(
                key,
                name,
                gender,
                days[left],
                tuple(Skill(code, days[since], days[until]) for code, since, until in skills.get(key, ())),
                tuple(sorted(days[met] for (met,) in reflections.get(key, ()))),
                tuple(
                    Observation(days[on], score, bool(safe)) for on, score, safe in observations.get(key, ())
                ),
                tuple((version, days[on]) for version, on in read.get(key, ())),
                tuple((days[since], days[until]) for since, until in suspensions.get(key, ())),
            )
            for key, name, gender, left in self.rows["facilitators"]
        }

    @cached_property
    def protocols(self):
        """`{office: ((version, published on), ...)}`."""
        found = gathered(self.rows["protocols"])
        return {
            office: tuple((version, self.days[since]) for version, since in versions)
            for office, versions in found.items()
        }

    @cached_property
    def pathways(self):
        """`{office: [(entered at, pathway), ...]}`."""
        places, services = gathered(self.rows["pathway places"]), gathered(self.rows["pathway services"])
        found, days = defaultdict(list), self.days
        for key, office, kind, status, verified, review, elsewhere, entered in sorted(self.rows["pathways"]):
            pathway = Pathway(
                kind,
                status,
                frozenset(place for (place,) in places.get(key, ())),
                days[verified],
                days[review],
                tuple(
                    Service(sector, how, days[checked] and days[checked] + dt.timedelta(days=trusted))
                    for sector, how, checked, trusted in services.get(key, ())
                ),
                bool(elsewhere),
            )
            found[office].append((entered, pathway))
        return found

    def known_pathways(self, office, entered_at, unsaid):
        """The office's pathways, or None where a workbook said nothing of them and none came since."""
        found = self.pathways.get(office, ())
        if "pathways" in unsaid and not any(entered > entered_at for entered, _pathway in found):
            return None
        return tuple(pathway for _entered, pathway in found)

    def known_people(self, own, unsaid):
        """Who leads or led these interventions; None where a workbook said nothing, and nobody has since."""
        if "facilitators" in unsaid and not any(intervention.facilitators for intervention in own):
            return None
        keys = {key for intervention in own for key in intervention.facilitators}
        for team in {session.team for intervention in own for session in intervention.sessions}:
            keys.update(team)
        return tuple(self.people[key] for key in sorted(keys) if key in self.people)


def groups_by_key(rows, days):
    """Groups by id, with the ages and the consent that work with children asks for."""
    alive = {row[0] for row in rows["groups"]}
    sources = defaultdict(list)
    for group, source in rows["sources"]:
        if source in alive:
            sources[group].append(source)
    return {
        key: Group(
            *(key, code, space, youngest, tuple(sorted(sources[key])), bool(experienced)),
            *(oldest, days[guardians], days[children]),
        )
        for key, code, space, youngest, experienced, _place, oldest, guardians, children in rows["groups"]
    }


def gathered(rows):
    """`{first column: [the rest of each row, ...]}`, sorted: databases give rows in any order."""
    found = defaultdict(list)
    for key, *rest in sorted(rows, key=str):
        found[key].append(tuple(rest))
    return dict(found)
