"""Facilitators as the rules see them, for the pages about readiness: the ladder, and what lacks."""

from dataclasses import dataclass

from django.db.models import prefetch_related_objects
from django.utils.translation import gettext_lazy as _

from referrals.models import Protocol, ProtocolAck

from .limits import limits_for
from .sentences.safety import step_name
from .sequencing.plan import Facilitator, Observation, Skill
from .sequencing.readiness import LADDER, STATES, Records, readiness

STATE_NAMES = {
    "NOT_STARTED": _("Not started"),
    "REFLECTING": _("Reflecting"),
    "TRAINED": _("Trained"),
    "OBSERVED": _("Observed"),
    "READY_SENSITIVE": _("Ready for sensitive topics"),
    "SUSPENDED": _("Leads nothing for now"),
}


@dataclass(frozen=True)
class Standing:
    """Where a person stands today. `rungs`: (name, reached, [(what it asks for, done)])."""

    state: str
    name: str
    ready: bool
    missing: list
    rungs: list


def standings(people, office, on):
    """`{facilitator id: Standing}` of facilitators of one office; at most eight queries for all."""
    limits = limits_for(office.pk, on)
    versions = Protocol.objects.filter(office=office, published_on__isnull=False)
    protocols = tuple(versions.values_list("version", "published_on"))
    return {who.key: standing(who, protocols, on, limits) for who in facts(people, office)}


def facts(people, office):
    """The dated records of these facilitators, as the rules read them."""
    prefetch_related_objects(people, "user", "skills", "observations", "reflections", "suspensions")
    read = {}
    for user, version, on in ProtocolAck.objects.filter(
        protocol__office=office, user__in=[person.user_id for person in people]
    ).values_list("user", "protocol__version", "acknowledged_on"):
        read.setdefault(user, []).append((version, on))
    for person in people:
        yield Facilitator(
            person.pk,
            person.user.name,
            person.gender,
            person.left_on,
            tuple(Skill(one.code, one.obtained_on, one.expires_on) for one in kept(person.skills)),
            tuple(one.held_on for one in kept(person.reflections)),
            tuple(
                Observation(one.observed_on, one.score, one.safe_for_sensitive)
                for one in kept(person.observations)
            ),
            tuple(read.get(person.user_id, ())),
            tuple((one.starts_on, one.ends_on) for one in kept(person.suspensions)),
        )


def kept(rows):
    return [row for row in rows.all() if row.deleted_at is None]


def standing(who, protocols, on, limits):
    found = readiness(who, protocols, on, on, limits)
    records = Records(who, protocols, on, on, limits)
    rungs = [
        (
            STATE_NAMES[state],
            number <= found.rung and found.state != "SUSPENDED",
            [(step_name(step.code), step.done(records)) for step in LADDER if step.rung == state],
        )
        for number, state in enumerate(STATES)
        if number
    ]
    missing = [step_name(code) for code in found.missing]
    return Standing(found.state, STATE_NAMES[found.state], found.ready, missing, rungs)
