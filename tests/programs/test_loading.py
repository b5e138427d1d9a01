"""Plans are read in few statements, whole, and across programs."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from programs.limits import limits_for
from programs.loading import load_plan, load_plans
from programs.models import (
    AccountabilityFeedback,
    AlliancePartner,
    JointWaiver,
    Program,
    RuleLimits,
    TopicLevel,
)
from programs.rows import FEW
from programs.sequencing.limits import Limits
from tests.factories import (
    ExternalActivityFactory,
    FacilitatorFactory,
    GbvReviewFactory,
    GroupFactory,
    InclusionDecisionFactory,
    InterventionFactory,
    OfficeFactory,
    OrganizationFactory,
    PlaceFactory,
    ProgramFactory,
    ProtocolFactory,
    SessionFactory,
    SyncLinkFactory,
    held,
    pathway,
    ready,
)

pytestmark = pytest.mark.django_db
JAN, MAR, JUN, JUL = (dt.date(2026, month, 1) for month in (1, 3, 6, 7))


def men(program, **fields):
    return InterventionFactory(program=program, **fields)


def women(program, **fields):
    return InterventionFactory(program=program, space="WOMEN", **fields)


def test_everything_a_rule_reads_is_in_the_plan():
    program = ProgramFactory(code="KIR", status="CLOSING", starts_on=JAN)
    source = GroupFactory(code="SRC", space="WOMEN", prior_experience="Two years of reflection.")
    group = GroupFactory(code="GRP", min_age=16)
    group.draws_from.add(source)
    one = men(
        program,
        code="M1",
        title="Man box",
        groups=[group],
        also_elements=["BUILDING_BASE"],
        purpose=["OWN_CHANGE"],
        actual_started_on=MAR,
        stand_alone_by_design=True,
        stand_alone_reason="They asked.",
    )
    held(one, JUN, topics=["T24", "T05"], men=7, minutes=90, number=1)
    SessionFactory(intervention=one, planned_on=JUL, space="COUPLES", number=2)
    JointWaiver.objects.create(intervention=one, topic_id="T24", recorded_on=JUN, reason="Not safe yet.")
    external = ExternalActivityFactory(held_on=["2026-04-02"])
    link = SyncLinkFactory(
        from_intervention=one,
        to_external=external,
        status="AGREED",
        coordination="OTHER_ORGANIZATION",
        confirmed_on=JUN,
    )
    wro = OrganizationFactory(name="Haguruka", safe_alias="Partner A")
    AlliancePartner.objects.create(
        program=program, organization=wro, role="ACCOUNTABILITY", status="FORMAL", last_contact_on=JUN
    )
    AccountabilityFeedback.objects.create(
        intervention=one, given_on=JUN, from_organization=wro, changes_asked="Start later."
    )

    plan = load_plan(program.pk)

    assert (plan.key, plan.code, plan.status, plan.starts_on) == (program.pk, "KIR", "CLOSING", JAN)
    (own,) = plan.own
    assert (own.key, own.code, own.title, own.program) == (one.pk, "M1", "Man box", program.pk)
    assert (own.starts_on, own.ends_on) == (MAR, one.ends_on)
    assert (own.also_elements, own.purpose) == (("BUILDING_BASE",), ("OWN_CHANGE",))
    assert own.stands_alone_by_design
    assert own.group_keys == (group.pk,)
    assert [(w.topic, w.recorded_on) for w in own.waivers] == [("T24", JUN)]
    first, second = own.sessions
    assert (first.status, first.held_on, first.space, first.topics) == (
        "DELIVERED",
        JUN,
        "MEN",
        ("T24", "T05"),
    )
    assert (first.men, first.women, first.minutes, first.number) == (7, 0, 90, 1)
    assert (second.status, second.planned_on, second.held_on, second.space) == (
        "PLANNED",
        JUL,
        None,
        "COUPLES",
    )
    assert [(g.code, g.min_age, g.experienced) for g in plan.groups] == [
        ("SRC", None, True),
        ("GRP", 16, False),
    ]
    assert plan.groups[1].draws_from == (source.pk,)
    (activity,) = plan.externals
    assert (activity.key, activity.code, activity.held_on) == (
        f"x{external.pk}",
        external.code,
        (dt.date(2026, 4, 2),),
    )
    (tie,) = plan.links
    assert (tie.a, tie.b, tie.external, tie.status) == (one.pk, f"x{external.pk}", True, "AGREED")
    assert (tie.coordination, tie.confirmed_on, tie.rationale) == (link.coordination, JUN, link.rationale)
    assert [(p.organization, p.kind, p.stage, p.last_contact_on) for p in plan.partners] == [
        ("Partner A", "WRO", "FORMAL", JUN)
    ]
    assert [(f.intervention, f.given_on, f.changes_asked, f.responded_on) for f in plan.feedback] == [
        (one.pk, JUN, True, None)
    ]
    assert len(plan.topics) == 36
    assert (plan.topics["T24"].level, plan.topics["T24"].separate_first) == ("SENSITIVE", "YES")


@pytest.mark.parametrize("status", ["PROPOSED", "ACTIVE", "WITHDRAWN"])
@pytest.mark.parametrize("ours_first", [True, False])
def test_the_other_end_of_a_link_comes_from_any_program_and_either_side(status, ours_first):
    ours, theirs = ProgramFactory(), ProgramFactory()
    one, other = men(ours), women(theirs)
    held(other, JUN)
    bystander = women(theirs)
    ends = (one, other) if ours_first else (other, one)
    SyncLinkFactory(from_intervention=ends[0], to_intervention=ends[1], status=status)

    plan = load_plan(ours.pk)

    assert [i.key for i in plan.own] == [one.pk]
    assert [(i.key, i.program, len(i.sessions)) for i in plan.others] == [(other.pk, theirs.pk, 1)]
    assert bystander.pk not in {i.key for i in plan.others}
    assert [link.status for link in plan.links] == [status]


def test_one_hop_and_no_further():
    ours, theirs, third = ProgramFactory.create_batch(3)
    one, other, far = men(ours), women(theirs), women(third)
    SyncLinkFactory(from_intervention=one, to_intervention=other)
    SyncLinkFactory(from_intervention=other, to_intervention=far)

    plan = load_plan(ours.pk)

    assert [i.key for i in plan.others] == [other.pk]
    assert len(plan.links) == 1


def test_work_of_the_same_group_and_of_groups_it_draws_from_comes_along():
    source, group, stranger = GroupFactory.create_batch(3)
    group.draws_from.add(source)
    program = ProgramFactory()
    men(program, groups=[group])
    same = men(ProgramFactory(), groups=[group])
    drawn = women(ProgramFactory(), groups=[source])
    men(ProgramFactory(), groups=[stranger])

    plan = load_plan(program.pk)

    assert {i.key for i in plan.others} == {same.pk, drawn.pk}
    assert {g.key for g in plan.groups} == {source.pk, group.pk}


def test_the_program_of_the_source_group_does_not_see_who_draws_from_it():
    source, group = GroupFactory.create_batch(2)
    group.draws_from.add(source)
    program = ProgramFactory()
    women(program, groups=[source])
    men(ProgramFactory(), groups=[group])

    assert load_plan(program.pk).others == ()


def test_what_was_deleted_is_left_out():
    program, other_program, gone_program = ProgramFactory.create_batch(3)
    group, gone_group = GroupFactory.create_batch(2)
    one = men(program, groups=[group, gone_group])
    SessionFactory(intervention=one, number=1)
    gone = [
        SessionFactory(intervention=one, number=2),
        men(program),
        gone_group,
        gone_program,
        SyncLinkFactory(from_intervention=one, to_intervention=women(other_program)),
        AlliancePartner.objects.create(program=program, organization=OrganizationFactory()),
        JointWaiver.objects.create(intervention=one, topic_id="T24", recorded_on=JUN, reason="No."),
        AccountabilityFeedback.objects.create(intervention=one, given_on=JUN, from_group=group),
        TopicLevel.objects.create(office=program.office, topic_id="T05", level="SENSITIVE"),
    ]
    external, gone_end = ExternalActivityFactory(), women(other_program)
    SyncLinkFactory(from_intervention=one, to_external=external)
    SyncLinkFactory(from_intervention=one, to_intervention=gone_end)
    SyncLinkFactory(from_intervention=one, to_intervention=women(gone_program))
    for record in [*gone, external, gone_end]:
        record.remove()

    plan = load_plan(program.pk)

    assert [i.key for i in plan.own] == [one.pk]
    assert [s.number for s in plan.own[0].sessions] == [1]
    assert plan.own[0].group_keys == (group.pk,)
    assert [g.key for g in plan.groups] == [group.pk]
    assert plan.own[0].waivers == plan.links == plan.externals == plan.others == ()
    assert plan.partners == plan.feedback == ()
    assert plan.topics["T05"].level == "ENTRY"
    with pytest.raises(Program.DoesNotExist):
        load_plan(gone_program.pk)


@pytest.mark.parametrize(
    ("given_by", "heard"),
    [
        *(({"space": space}, True) for space in ("WOMEN", "GIRLS", "COUPLES")),
        *(({"space": space}, False) for space in ("MEN", "BOYS", "STAFF")),
        *(({"kind": kind}, True) for kind in ("WRO", "LGBTQ_ORG")),
        ({"kind": "MENS_ORG"}, False),
    ],
)
def test_men_do_not_answer_for_women(given_by, heard):
    """A workbook may bring in what a men's group said of its own work; R21 asks what women say."""
    one = men(ProgramFactory())
    by = (
        {"from_group": GroupFactory(**given_by)}
        if "space" in given_by
        else {"from_organization": OrganizationFactory(office=one.program.office, **given_by)}
    )
    AccountabilityFeedback.objects.create(intervention=one, given_on=JUN, **by)
    assert len(load_plan(one.program_id).feedback) == heard


def test_a_programs_own_level_of_a_topic_wins_over_the_offices():
    office = OfficeFactory()
    special, usual = ProgramFactory(office=office), ProgramFactory(office=office)
    elsewhere = ProgramFactory(office=OfficeFactory(iso2="UG", name="CARE Uganda"))
    TopicLevel.objects.create(office=office, topic_id="T13", level="SENSITIVE")
    TopicLevel.objects.create(office=office, program=special, topic_id="T13", level="ENTRY")

    levels = [plan.topics["T13"].level for plan in load_plans([special.pk, usual.pk, elsewhere.pk])]

    assert levels == ["ENTRY", "SENSITIVE", "INTERMEDIATE"]


def test_the_newest_limits_in_force_on_the_day_hold():
    office = OfficeFactory()
    RuleLimits.objects.create(
        office=office, version=1, in_force_from=JAN, values={"stale_after": 30}, note="-"
    )
    RuleLimits.objects.create(office=office, version=2, in_force_from=JUN, values={"recent": 90}, note="-")

    assert limits_for(office.pk, dt.date(2025, 12, 31)) == Limits()
    assert limits_for(office.pk, MAR) == Limits(stale_after=30)
    assert limits_for(office.pk, JUN) == Limits(recent=90)


def queries(program_ids):
    with CaptureQueriesContext(
        connection,
    ) as captured:
        plans = list(load_plans(program_ids))
    assert len(plans) == len(program_ids)
    return len(captured)


def test_the_number_of_queries_does_not_grow_with_the_programs():
    programs = ProgramFactory.create_batch(FEW + 20)
    for program, other in zip(programs, programs[1:], strict=False):
        SyncLinkFactory(from_intervention=men(program), to_intervention=held(women(other), JUN).intervention)
    ids = [program.pk for program in programs]

    assert queries(ids[:1]) == queries(ids[:FEW]) == 1
    assert queries(ids[: FEW + 1]) == queries(ids) == 2


def test_a_plan_is_the_same_alone_and_among_many():
    programs = ProgramFactory.create_batch(FEW + 1)
    sources = GroupFactory.create_batch(FEW + 1)
    for program, other, source in zip(programs, programs[1:], sources, strict=False):
        group = GroupFactory()
        group.draws_from.add(source)
        link = SyncLinkFactory(
            from_intervention=men(program, groups=[group]), to_intervention=women(other, groups=[source])
        )
        held(link.from_intervention, JUN, topics=["T05"])
    ids = [program.pk for program in programs]

    assert [load_plan(key) for key in ids] == list(load_plans(ids))


def test_plans_come_in_the_order_asked_for():
    ids = [program.pk for program in ProgramFactory.create_batch(3)][::-1]

    assert [plan.key for plan in load_plans(ids)] == ids


def test_a_thousand_ids_are_no_problem_for_the_parameter_limit():
    assert list(load_plans(range(10**12, 10**12 + 2_000))) == []


def test_pathways_people_and_places_meet_in_the_plan_without_a_key_between_them():
    office = OfficeFactory()
    country = PlaceFactory(office=office)
    district = PlaceFactory(office=office, parent=country, level="ADMIN2", code="KIR", name="Kirehe")
    post = FacilitatorFactory(office=office, gender="woman")
    who_came_once = FacilitatorFactory(office=office)
    protocol = ProtocolFactory(office=office, published_on=JAN)
    ready(post, JUN, skills=["PSEA"], protocol=protocol)
    way = pathway(office, place=country, on=JUN, sectors=["HEALTH"])
    program = ProgramFactory(office=office, place=country, unsaid=[])
    group = GroupFactory(office=office, place=district)
    named = men(program, groups=[group], facilitators=[post])
    elsewhere = men(program, place=country)
    held(named, JUN, number=1, facilitators=[who_came_once.pk])

    for plan in (load_plan(program.pk), *load_plans([program.pk, *range(900_001, 900_030)])):
        first, second = plan.own
        assert (first.key, first.facilitators, first.sessions[0].team) == (
            named.pk,
            (post.pk,),
            (who_came_once.pk,),
        )
        assert [(site.name, site.lineage) for site in first.places] == [
            ("Kirehe", frozenset({country.pk, district.pk}))
        ]
        assert (second.key, [site.name for site in second.places]) == (elsewhere.pk, [country.name])
        (found,) = plan.pathways
        assert (found.kind, found.status, found.places) == ("GBV", "ACTIVE", frozenset({country.pk}))
        assert (found.verified_on, found.review_on, found.help_elsewhere) == (JUN, way.next_review_on, True)
        (service,) = found.services
        assert (service.sector, service.status) == ("HEALTH", "AVAILABLE")
        assert service.trusted_until == JUN + dt.timedelta(days=180)
        assert plan.protocols == ((1, JAN),)
        people = {who.key: who for who in plan.facilitators}
        assert people.keys() == {post.pk, who_came_once.pk}
        mine = people[post.pk]
        assert (mine.name, mine.gender, mine.left_on) == (post.user.name, "woman", None)
        assert [(one.code, one.obtained_on, one.expires_on) for one in mine.skills] == [("PSEA", JUN, None)]
        assert mine.reflections == (JUN - dt.timedelta(days=1), JUN)
        assert [(one.score, one.safe_for_sensitive) for one in mine.observations] == [(3, True)] * 2
        assert mine.acknowledged == ((1, JUN),)


def test_what_a_workbook_did_not_say_is_unknown_until_somebody_enters_it():
    earlier = pathway(on=JUN)
    program = ProgramFactory(office=earlier.office, unsaid=["pathways", "facilitators"])
    work = men(program)
    plan = load_plan(program.pk)
    assert (plan.pathways, plan.facilitators) == (None, None)
    pathway(earlier.office, on=JUN)
    work.facilitators.add(FacilitatorFactory(office=earlier.office))
    plan = load_plan(program.pk)
    assert len(plan.pathways) == 2
    assert len(plan.facilitators) == 1


def test_decisions_are_known_once_somebody_made_one():
    program = ProgramFactory(unsaid=["gbv_plan", "inclusion"])
    assert (load_plan(program.pk).gbv_plan, load_plan(program.pk).inclusion) == (None, None)
    review, decision = GbvReviewFactory(program=program, owner=""), InclusionDecisionFactory(program=program)
    plan = load_plan(program.pk)
    assert plan.gbv_plan == ((review.reviewed_on, "MONITOR", False),)
    assert plan.inclusion == ((decision.decided_on, "QUIET"),)
    review.remove()
    decision.remove()
    assert load_plan(program.pk).gbv_plan is None
    assert load_plan(ProgramFactory(unsaid=[]).pk).inclusion == ()
