"""What rules on people read comes with the plan, in the same one or two statements, and by place."""

import datetime as dt

import pytest

from programs.loading import load_plan, load_plans
from programs.stage import reaudit_around_agent
from tests.factories import (
    AppearanceFactory,
    ChangeAgentFactory,
    ConcernActionFactory,
    ConcernFactory,
    ConsentFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    ProgramFactory,
    SessionFactory,
    StoryFactory,
    held,
    protected,
)

pytestmark = pytest.mark.django_db
DAY, LATER = dt.date(2026, 6, 1), dt.date(2026, 6, 9)


@pytest.fixture
def places():
    """A country with two districts, one with a village."""
    office = OfficeFactory()
    country = PlaceFactory(office=office)
    east, west = (
        PlaceFactory(office=office, parent=country, level="ADMIN2", code=code, name=code) for code in "EW"
    )
    village = PlaceFactory(office=office, parent=east, level="COMMUNITY", code="V", name="V")
    return {"country": country, "east": east, "west": west, "village": village}


def both_ways(program):
    """The plan alone, and as one of many."""
    yield load_plan(program.pk)
    yield from load_plans([program.pk, *range(900_001, 900_030)])


def test_change_agents_come_by_place_and_by_appearance(places):
    here = {
        name: ChangeAgentFactory(office=place.office, place=place, code=name)
        for name, place in places.items()
    }
    stranger = ChangeAgentFactory(office=OfficeFactory(iso2="NP", name="CARE Nepal"), code="NP")
    program = ProgramFactory(place=places["east"])
    for plan in both_ways(program):
        assert [who.code for who in plan.change_agents] == ["country", "east", "village"]
        assert (plan.place.name, plan.place.lineage) == ("E", frozenset(places["east"].lineage))
    work = InterventionFactory(program=program, place=places["west"])
    session = held(work, DAY, number=1)
    AppearanceFactory(agent=stranger, session=session, role="COHOST")
    gone = AppearanceFactory(agent=here["west"], session=session)
    gone.remove()
    here["village"].remove()
    for plan in both_ways(program):
        assert {who.code for who in plan.change_agents} == {"country", "east", "west"}
        assert plan.appearances == ()


def test_everything_of_a_change_agent_and_of_an_appearance(places):
    states = [["NOMINATED", "2026-01-01"], ["TRAINED", "2026-05-01"]]
    agent = ChangeAgentFactory(
        place=places["east"], influences="WOMEN", status="TRAINED", states=states, last_support_on=DAY
    )
    program = ProgramFactory(place=places["village"])
    work = InterventionFactory(program=program, space="COMMUNITY", element="STEPPING_OUT")
    AppearanceFactory(agent=agent, session=held(work, DAY, number=1), role="SPEAKER")
    other = SessionFactory(intervention=work, number=2, planned_on=LATER, space="MEN")
    AppearanceFactory(agent=agent, session=other, role="PARTICIPANT")
    called_off = SessionFactory(intervention=work, number=3, status="CANCELLED")
    AppearanceFactory(agent=agent, session=called_off)
    for plan in both_ways(program):
        (who,) = plan.change_agents
        assert (who.key, who.code, who.influences, who.supported_on) == (agent.pk, agent.code, "WOMEN", DAY)
        assert who.lineage == frozenset(places["east"].lineage)
        assert who.states == (("NOMINATED", dt.date(2026, 1, 1)), ("TRAINED", dt.date(2026, 5, 1)))
        assert {(e.agent, e.intervention, e.role, e.space, e.on, e.planned) for e in plan.appearances} == {
            (agent.pk, work.pk, "SPEAKER", "COMMUNITY", DAY, False),
            (agent.pk, work.pk, "PARTICIPANT", "MEN", LATER, True),
        }


def test_concerns_with_their_actions():
    concern = ConcernFactory(severity="HIGH", opened_on=DAY, states=[["OPEN", DAY.isoformat()]])
    ConcernActionFactory(concern=concern, agreed_on=LATER)
    ConcernActionFactory(concern=concern, agreed_on=DAY).remove()
    ConcernFactory(program=concern.program).remove()
    for plan in both_ways(concern.program):
        (found,) = plan.concerns
        assert (found.kind, found.setting, found.severity, found.opened_on) == (
            "BACKLASH",
            "COMMUNITY",
            "HIGH",
            DAY,
        )
        assert (found.states, found.acted_on) == ((("OPEN", DAY),), (LATER,))


def test_stories_with_their_consents_and_change_agents():
    story = StoryFactory(title="Fathers who cook", reach=2, people=3, shown_on=LATER)
    agent = ChangeAgentFactory(office=story.program.office)
    story.agents.add(agent)
    ConsentFactory(story=story, given_on=DAY, reach=3, expires_on=LATER, child=True, guardian_on=DAY)
    ConsentFactory(story=story).remove()
    for plan in both_ways(story.program):
        (found,) = plan.stories
        assert (found.title, found.reach, found.people, found.shown_on) == ("Fathers who cook", 2, 3, LATER)
        assert (found.states[-1][0], found.no_harm_shown, found.agents) == ("DRAFT", True, (agent.pk,))
        (consent,) = found.consents
        assert consent == (DAY, LATER, None, 3, True, DAY, None)


def test_ages_consent_and_what_was_asked_come_along():
    group = GroupFactory(min_age=12, max_age=15, guardian_consent_on=DAY, child_assent_on=LATER)
    work = InterventionFactory(groups=[group])
    held(work, DAY, number=1)
    held(work, DAY, number=2, logged_at=dt.datetime(2026, 6, 1, tzinfo=dt.UTC), backlash_check="NONE")
    for plan in both_ways(work.program):
        (found,) = plan.groups
        assert (found.min_age, found.max_age) == (12, 15)
        assert (found.guardian_consent_on, found.child_assent_on) == (DAY, LATER)
        assert [session.backlash for session in plan.own[0].sessions] == ["", "NONE"]


def test_a_register_that_nobody_spoke_of_is_unknown_until_somebody_is_on_it(places):
    silent, told = ProgramFactory(place=places["east"]), ProgramFactory(place=places["east"], unsaid=[])
    assert [plan.change_agents for plan in load_plans([silent.pk, told.pk])] == [None, ()]
    ChangeAgentFactory(place=places["east"])
    assert [len(plan.change_agents) for plan in load_plans([silent.pk, told.pk])] == [1, 1]


def test_of_protected_spaces_nobody_hears(places):
    group = protected(places["country"].office)
    program = ProgramFactory(place=places["east"])
    work = InterventionFactory(program=program, space="LGBTQ", groups=[group])
    AppearanceFactory(
        agent=ChangeAgentFactory(place=places["west"]), session=SessionFactory(intervention=work)
    )
    for plan in both_ways(program):
        assert plan.appearances == plan.own == plan.groups == ()
        assert not plan.change_agents


def test_a_change_is_judged_in_the_programs_it_touches_and_no_others(places, monkeypatch):
    judged = []
    monkeypatch.setattr("programs.stage.reaudit", judged.extend)
    near, far, by_group, by_stage, by_story = (
        ProgramFactory(place=places[name]) for name in ("village", "west", "west", "west", "west")
    )
    agent = ChangeAgentFactory(place=places["east"])
    InterventionFactory(program=by_group, groups=[GroupFactory(place=places["village"])])
    AppearanceFactory(agent=agent, session=SessionFactory(intervention=InterventionFactory(program=by_stage)))
    StoryFactory(program=by_story).agents.add(agent)
    reaudit_around_agent(agent)
    assert set(judged) == {near.pk, by_group.pk, by_stage.pk, by_story.pk}
    judged.clear()
    reaudit_around_agent(agent, also=places["west"])
    assert far.pk in judged
