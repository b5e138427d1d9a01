"""Change agents, concerns, stories and outreach of the demo. Nobody has a name; weeks are from today."""

from dataclasses import dataclass

from groups.models import ChangeAgent, Outreach
from programs.models import (
    Appearance,
    Concern,
    ConcernAction,
    ConsentRecord,
    Program,
    Session,
    Story,
)


@dataclass(frozen=True)
class Agent:
    """`states` by week; whoever came so far was asked about, looked at, trained and signed in time."""

    code: str
    place: str
    kind: str
    influences: str
    states: tuple[tuple[str, int], ...]
    via: str = "WOMENS_GROUP"


PREPARED = (("NOMINATED", -30), ("VETTING", -28), ("VETTED", -26), ("TRAINED", -22))
AGENTS = (
    Agent("A1", "Kirehe", "ELDER", "MEN", (*PREPARED, ("ACTIVE", -20))),
    Agent("A2", "Kirehe", "EDUCATION", "WOMEN", PREPARED),
    Agent("A3", "Nyamagabe", "MALE_ALLY", "MEN", (*PREPARED, ("ACTIVE", -18)), "PEER"),
    Agent("A4", "Nyamagabe", "HEALTH", "BOTH", PREPARED),
    Agent("A5", "Ngoma", "RELIGIOUS", "MEN", (("NOMINATED", -6),), "LEADER"),
    Agent("A6", "Ngoma", "BUSINESS", "MEN", (*PREPARED, ("ACTIVE", -10)), "STAFF"),
)


def lay_voices(world):
    agents = {agent.code: write_agent(world, agent) for agent in AGENTS}
    programs = {program.code: program for program in world.programs}
    appear(programs["KT"], agents["A1"], "COHOST")
    appear(programs["RS"], agents["A5"], "SPEAKER")
    appear(programs["RS"], agents["A6"], "SPEAKER")
    lay_concerns(world, programs)
    lay_stories(world, programs, agents)
    network = programs["KT"].interventions.get(code="AC").groups.get()
    for weeks, contacts in ((-14, 6), (-9, 9), (-5, 8)):
        month = world.day(weeks).replace(day=1)
        Outreach.objects.get_or_create(
            group=network, month=month, purpose="PEER", defaults={"contacts": contacts}
        )


def write_agent(world, agent):
    days = {state: world.day(week) for state, week in agent.states}
    trained = days.get("TRAINED")
    office = world.offices["RW"]
    return ChangeAgent.objects.create(
        office=office,
        code=agent.code,
        kind=agent.kind,
        influences=agent.influences,
        nominated_via=agent.via,
        place=world.places["RW", agent.place],
        committed_on=trained,
        consulted_women_on=days.get("VETTING"),
        conduct_check_on=days.get("VETTED"),
        vetting_outcome="SUITABLE" if "VETTED" in days else "",
        decided_by=world.people["uwase"] if "VETTED" in days else None,
        trained_on=trained,
        code_of_conduct_on=trained,
        supporter=world.facilitators["gasana"] if "ACTIVE" in days else None,
        last_support_on=world.day(-3) if trained else None,
        status=agent.states[-1][0],
        states=[[state, day.isoformat()] for state, day in days.items()],
    )


def appear(program: Program, agent, role):
    """In the last public session that was held."""
    public = Session.objects.filter(intervention__program=program, intervention__element="STEPPING_OUT")
    last = public.filter(status="DELIVERED").order_by("-held_on").first()
    Appearance.objects.create(agent=agent, session=last, role=role)


def lay_concerns(world, programs):
    seen_to = write_concern(
        world,
        programs["KT"],
        severity="MEDIUM",
        states=(("OPEN", -9), ("ACKNOWLEDGED", -9), ("ACTION_AGREED", -8), ("MONITORING", -6)),
        summary="At the market they laugh about men who carry water.",
    )
    ConcernAction.objects.create(concern=seen_to, agreed_on=world.day(-8), what="ALLY_SUPPORT")
    write_concern(
        world,
        programs["RS"],
        severity="HIGH",
        states=(("OPEN", -2),),
        summary="After the theater some shout at the players and stop the music.",
    )


def write_concern(world, program, *, severity, states, summary):
    return Concern.objects.create(
        office=program.office,
        program=program,
        kind="BACKLASH",
        form="RIDICULE",
        toward="MEN_ALLIES",
        setting="COMMUNITY",
        severity=severity,
        opened_on=world.day(states[0][1]),
        summary=summary,
        owner=program.manager,
        opened_by=world.people["gasana"],
        status=states[-1][0],
        states=[[state, world.day(week).isoformat()] for state, week in states],
    )


def lay_stories(world, programs, agents):
    """One is as it should be; from the other somebody has withdrawn since it was shown."""
    shown = write_story(world, programs["KT"], "Fathers who cook", week=-4, numbers=("C-1", "C-2"))
    shown.agents.add(agents["A1"])
    taken_back = write_story(world, programs["RS"], "A day at the market", week=-3, numbers=("C-3", "C-4"))
    ConsentRecord.objects.filter(story=taken_back, person_ref="C-4").first().withdraw(world.day(-1))


def write_story(world, program, title, *, week, numbers):
    story = Story.objects.create(
        program=program,
        title=title,
        kind="CELEBRATION",
        reach=1,
        people=len(numbers),
        no_harm_shown=True,
        shown_on=world.day(week),
    )
    for number in numbers:
        ConsentRecord.objects.create(
            story=story,
            person_ref=number,
            of_household=number == numbers[-1],
            given_on=world.day(week - 2),
            reach=1,
        )
    story.states = [["DRAFT", world.day(week - 3).isoformat()], ["PUBLISHED", world.day(week).isoformat()]]
    story.status = "PUBLISHED"
    story.save()
    return story
