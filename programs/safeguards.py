"""What rules on safety read (R10, R11), from rows: pathways, protocols, and the people who lead.

Programs and referrals share a place and a date and nothing else: no foreign key joins them, so they meet
here, by the ids of the places that a pathway covers and of those that an intervention's place lies in.
"""

import datetime as dt
from collections import defaultdict
from dataclasses import replace
from functools import cached_property

from .sequencing.plan import Facilitator, Group, Observation, Pathway, Service, Site, Skill


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
