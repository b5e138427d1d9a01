"""How ready the demo's facilitators are. Most are ready for everything; two show what can be missing."""

import datetime as dt
from dataclasses import dataclass

from groups.models import Observation, Skill, StaffReflection

TRAINING = ("GENDER_REFLECTION", "FACILITATION", "GBV_DISCLOSURE", "PSEA", "ACTIVE_LISTENING")
CHILDREN = ("CHILD_SAFEGUARDING",)
INTIMATE = ("CONFLICT_RESOLUTION", "PSYCHOSOCIAL", "COUNSELLING")


@dataclass(frozen=True)
class Preparation:
    """`observed` and the days are days ago."""

    skills: tuple[str, ...] = (*TRAINING, *INTIMATE, *CHILDREN)
    observed: tuple[int, ...] = (160, 130)
    gender: str = ""


USUAL = Preparation()
OTHERS = {
    "keza": Preparation(skills=(*TRAINING, "PSYCHOSOCIAL"), observed=()),
    "hirwa": Preparation(gender="man"),
}


AWAY = ("thapa",)
"""Who was not at the last reflection."""


def lay_readiness(world):
    for key, facilitator in world.facilitators.items():
        lay_one(world, facilitator, OTHERS.get(key, USUAL))
    for office in world.offices.values():
        team = [one for one in world.facilitators.values() if one.office_id == office.pk]
        away = {world.facilitators[key] for key in AWAY}
        for days in (240, 170, 100, 40):
            reflection = StaffReflection.objects.create(
                office=office, held_on=ago(world, days), topics=["T36"], next_on=ago(world, days - 60)
            )
            reflection.attendees.set([one for one in team if days > 40 or one not in away])


def lay_one(world, facilitator, preparation):
    facilitator.gender = preparation.gender
    facilitator.save()
    for code in preparation.skills:
        Skill.objects.create(facilitator=facilitator, code=code, obtained_on=ago(world, 230))
    observer = next(
        person for key, person in world.people.items() if world.manages(key, facilitator.office.iso2)
    )
    for days in preparation.observed:
        Observation.objects.create(
            facilitator=facilitator,
            observer=observer,
            observed_on=ago(world, days),
            score=3,
            safe_for_sensitive=True,
        )


def ago(world, days):
    return world.today - dt.timedelta(days=days)
