"""What rules on people read (R13 to R15, R19, R22), from rows: who speaks, what befalls, what is shown.

Change agents belong to a place, not to a program: a program knows those of the places it works in, of
larger ones around them, and whoever appears in it.
"""

import json
from collections import defaultdict

from .safeguards import gathered
from .sequencing.people import Appearance, ChangeAgent, Concern, Consent, Story

VOICES = {
    "change agents": (
        "a.id, a.office_id, a.code, a.influences, l.path, a.states::text, a.last_support_on::text",
        """groups_changeagent a JOIN accounts_place l ON l.id = a.place_id
        WHERE a.office_id IN (SELECT id FROM offices) AND a.deleted_at IS NULL""",
    ),
    "appearances": (
        """e.agent_id, e.role, s.intervention_id, s.space, s.status,
        coalesce(s.held_on,s.planned_on)::text""",
        """appeared e CROSS JOIN programs_session s
        WHERE s.id IN (SELECT session_id FROM appeared) AND s.id = e.session_id AND s.deleted_at IS NULL
        AND s.status IN ('PLANNED', 'DELIVERED') AND s.intervention_id IN (SELECT id FROM own)""",
    ),
    "concerns": (
        "c.program_id, c.id, c.kind, c.setting, c.severity, c.opened_on::text, c.states::text",
        "programs_concern c WHERE c.program_id IN (SELECT id FROM asked) AND c.deleted_at IS NULL",
    ),
    "concern actions": (
        "n.concern_id, n.agreed_on::text",
        """programs_concern c CROSS JOIN programs_concernaction n WHERE c.program_id IN (SELECT id FROM asked)
        AND c.deleted_at IS NULL AND n.concern_id = c.id AND n.deleted_at IS NULL""",
    ),
    "stories": (
        """y.program_id, y.id, y.title, y.states::text, y.shown_on::text, y.reach, y.people,
        y.no_harm_shown""",
        "programs_story y WHERE y.program_id IN (SELECT id FROM asked) AND y.deleted_at IS NULL",
    ),
    "consents": (
        """c.story_id, c.given_on::text, c.expires_on::text, c.withdrawn_on::text, c.reach, c.child,
        c.guardian_on::text, c.assent_on::text""",
        """programs_story y CROSS JOIN programs_consentrecord c WHERE y.program_id IN (SELECT id FROM asked)
        AND y.deleted_at IS NULL AND c.story_id = y.id AND c.deleted_at IS NULL""",
    ),
    "story agents": (
        "j.story_id, j.changeagent_id",
        """programs_story y CROSS JOIN programs_story_agents j WHERE y.program_id IN (SELECT id FROM asked)
        AND y.deleted_at IS NULL AND j.story_id = y.id""",
    ),
}


class Voices:
    """The facts of a block of programs, each worked out once."""

    def __init__(self, rows, days):
        self.days = days
        self.agents, self.at, self.within = {}, defaultdict(set), defaultdict(set)
        for key, office, code, influences, path, states, supported in sorted(rows["change agents"]):
            lineage = [int(part) for part in path.split("/") if part]
            self.agents[key] = ChangeAgent(
                key, code, influences, frozenset(lineage), self.dated(states), days[supported]
            )
            self.at[office, lineage[-1]].add(key)
            for place in lineage:
                self.within[office, place].add(key)
        self.appearances = gathered(
            (work, agent, role, space, day, status == "PLANNED")
            for agent, role, work, space, status, day in rows["appearances"]
        )
        self.concerns, self.actions = gathered(rows["concerns"]), gathered(rows["concern actions"])
        self.stories, self.consents = gathered(rows["stories"]), gathered(rows["consents"])
        self.story_agents = gathered(rows["story agents"])

    def dated(self, states):
        return tuple((state, self.days[since]) for state, since in json.loads(states))

    def of(self, program_id, office, place, own, unsaid):
        """Fields of a program's plan; `place` is its site, `own` its interventions."""
        seen = [
            Appearance(agent, work.key, role, space or work.space, self.days[day], planned)
            for work in own
            for agent, role, space, day, planned in self.appearances.get(work.key, ())
        ]
        stories = [self.story(row) for row in self.stories.get(program_id, ())]
        keys = {one.agent for one in seen}.union(*(story.agents for story in stories))
        for site in [place, *(site for work in own for site in work.places)]:
            if site is not None:
                keys |= self.near(office, site)
        agents = [self.agents[key] for key in sorted(keys) if key in self.agents]
        return {
            "place": place,
            "change_agents": None if "change_agents" in unsaid and not agents else tuple(agents),
            "appearances": tuple(seen),
            "concerns": tuple(self.concern(row) for row in self.concerns.get(program_id, ())),
            "stories": tuple(stories),
        }

    def near(self, office, site):
        """Those who live in a place or a part of it, and those of the places that it lies in."""
        around = set().union(*(self.at.get((office, key), ()) for key in site.lineage))
        inside = [self.within.get((office, key), set()) for key in site.lineage]
        return around | (set.intersection(*inside) if inside else set())

    def concern(self, row):
        key, kind, setting, severity, opened, states = row
        acted = tuple(self.days[on] for (on,) in self.actions.get(key, ()))
        return Concern(kind, setting, severity, self.days[opened], self.dated(states), acted)

    def story(self, row):
        key, title, states, shown, reach, people, no_harm = row
        days = self.days
        return Story(
            title,
            self.dated(states),
            days[shown],
            reach,
            people,
            bool(no_harm),
            tuple(
                Consent(
                    *(days[given], days[expires], days[withdrawn]),
                    *(reach, bool(child), days[guardian], days[assent]),
                )
                for given, expires, withdrawn, reach, child, guardian, assent in self.consents.get(key, ())
            ),
            tuple(agent for (agent,) in self.story_agents.get(key, ())),
        )
