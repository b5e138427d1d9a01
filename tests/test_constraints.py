"""Invariants are held by the database, and say the same sentence in form, shell and import."""

import datetime as dt

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.db import IntegrityError, models, transaction
from django.utils import timezone

from care_engage.accounts.letters import Letter
from care_engage.accounts.models import Invitation, Place, Role
from groups.models import Member
from programs.models import CalendarFeed, JointWaiver, MarketDay, OfficeHoliday, RuleLimits, TopicLevel
from referrals.models import ProtocolAck, ProtocolDiscussion, ReferralLimits, Schedule, Verification
from tests.factories import (
    AccountabilityFeedbackFactory,
    AlliancePartnerFactory,
    AppearanceFactory,
    ChangeAgentFactory,
    ConcernActionFactory,
    ConcernFactory,
    ConsentFactory,
    ExternalActivityFactory,
    FacilitatorFactory,
    GbvReviewFactory,
    GroupFactory,
    InclusionDecisionFactory,
    InterventionFactory,
    ObservationFactory,
    OfficeFactory,
    OrganizationFactory,
    OrgCommitmentFactory,
    OutboxEntryFactory,
    OutreachFactory,
    PartnerWorryFactory,
    PlaceFactory,
    ProgramFactory,
    ProtocolFactory,
    ReferralTallyFactory,
    ServiceFactory,
    ServiceOrganizationFactory,
    SessionFactory,
    SkillFactory,
    StaffReflectionFactory,
    StoryFactory,
    SuspensionFactory,
    SyncLinkFactory,
    UserFactory,
    flag,
    held,
    pathway,
    person,
    protected,
    register,
)

pytestmark = pytest.mark.django_db
DAY, EARLIER = dt.date(2026, 5, 2), dt.date(2026, 5, 1)


def changed(record, **fields):
    for name, value in fields.items():
        setattr(record, name, value)
    return record


def copy(record, **fields):
    """Another row like this one."""
    fresh = type(record)(
        **{
            field.attname: getattr(record, field.attname)
            for field in record._meta.concrete_fields
            if not field.primary_key and field.name != "uuid"
        }
    )
    return changed(fresh, **fields)


def second_invitation():
    user = UserFactory()
    invitation, _key = Invitation.make(user, OfficeFactory(), by=None)
    return copy(invitation, key_hash="another")


def second_role():
    user = person("MANAGER", OfficeFactory())
    return copy(user.roles.get())


def linked_twice(reverse=False, **fields):
    link = SyncLinkFactory(to_intervention=InterventionFactory(space="WOMEN"))
    ends = (
        (link.to_intervention, link.from_intervention)
        if reverse
        else (
            link.from_intervention,
            link.to_intervention,
        )
    )
    return copy(link, from_intervention=ends[0], to_intervention=ends[1], **fields)


def linked_outside_twice():
    return copy(SyncLinkFactory(to_external=ExternalActivityFactory()))


def a_link(**fields):
    return changed(SyncLinkFactory(to_intervention=InterventionFactory(space="WOMEN")), **fields)


def a_place():
    return PlaceFactory(parent=PlaceFactory(), level="ADMIN1", code="EAST", name="Eastern Province")


def a_waiver():
    return JointWaiver.objects.create(
        intervention=InterventionFactory(), topic_id="T24", recorded_on=DAY, reason="Women advise against it."
    )


def office_level(**fields):
    return TopicLevel.objects.create(office=OfficeFactory(), topic_id="T11", level="SENSITIVE", **fields)


def hours(**fields):
    row = Schedule(service=ServiceFactory(), byday="MO", opens_at="08:00", closes_at="17:00")
    return changed(row, **fields)


def a_call(**fields):
    row = Verification(
        service=ServiceFactory(), verified_by="Nurse", verified_on=EARLIER, next_on=DAY, outcome="CONFIRMED"
    )
    return changed(row, **fields)


def a_flag(**fields):
    return changed(flag(ProgramFactory(), "M1", DAY), **fields)


def set_aside(**fields):
    decided = {
        "dismissal": "The circle starts in the dry season.",
        "dismissed_on": DAY,
        "dismissed_until": DAY,
    }
    return a_flag(**decided | {"status": "DISMISSED"} | fields)


def a_discussion():
    return ProtocolDiscussion.objects.create(protocol=ProtocolFactory(), team="East", held_on=DAY)


def an_acknowledgement():
    return ProtocolAck.objects.create(protocol=ProtocolFactory(), user=UserFactory(), acknowledged_on=DAY)


def made_up_twice():
    cancelled = SessionFactory(status="CANCELLED")
    one = SessionFactory(intervention=cancelled.intervention, makes_up_for=cancelled)
    return copy(one, number=one.number + 1)


def a_holiday():
    return OfficeHoliday.objects.create(office=OfficeFactory(), day=DAY, name="Labor Day")


def a_market_day():
    return MarketDay.objects.create(place=PlaceFactory(), weekday=1)


def a_feed():
    return CalendarFeed.objects.create(user=UserFactory(), digest="a" * 64)


def saved(row):
    row.save()
    return row


BROKEN = {
    "one_flag_per_finding": lambda: copy(a_flag()),
    "flag_status_is_a_status": lambda: a_flag(status="ELSEWHERE"),
    "only_resolved_flags_have_a_day": lambda: a_flag(resolved_on=DAY),
    "acknowledged_flags_have_a_plan": lambda: a_flag(status="ACKNOWLEDGED", due_on=DAY),
    "dismissal_20_characters": lambda: set_aside(dismissal="Not now." + " " * 20),
    "dismissal_at_most_90_days": lambda: set_aside(dismissed_until=DAY + dt.timedelta(days=91)),
    "some_flags_are_never_dismissed": lambda: set_aside(rule="R10"),
    "one_letter_per_person_and_week": lambda: copy(
        Letter.objects.create(user=UserFactory(), week="2026-W18", claimed_at=timezone.now())
    ),
    "one_office_per_country": lambda: copy(OfficeFactory()),
    "office_iso2_two_capitals": lambda: changed(OfficeFactory(), iso2="rw"),
    "place_code_once_per_office": lambda: copy(a_place()),
    "place_below_country_has_parent": lambda: changed(a_place(), parent=None),
    "role_once": second_role,
    "one_open_invitation": second_invitation,
    "only_global_viewers_have_no_office": lambda: Role(user=UserFactory(), kind="MANAGER"),
    "partner_staff_are_facilitators": lambda: Role(
        user=UserFactory(), office=OfficeFactory(), kind="MANAGER", partner_staff=True
    ),
    "organization_once_per_office": lambda: copy(OrganizationFactory()),
    "facilitator_once_per_office": lambda: copy(FacilitatorFactory()),
    "group_code_once_per_office": lambda: copy(GroupFactory()),
    "group_space_is_a_space": lambda: changed(GroupFactory(), space="MANLY"),
    "group_ages_in_order": lambda: changed(GroupFactory(), min_age=20, max_age=16),
    "protected_group_is_head_count": lambda: changed(protected(OfficeFactory()), head_count_only=False),
    "protected_group_has_no_place": lambda: changed(protected(OfficeFactory()), place=PlaceFactory()),
    "protected_group_has_no_ages": lambda: changed(protected(OfficeFactory()), min_age=18),
    "protected_kind_in_protected_space": lambda: changed(GroupFactory(), kind="LGBTQ_GROUP"),
    "named_once": lambda: copy(protected(OfficeFactory(), UserFactory()).named.get()),
    "group_trust_level_1_to_4": lambda: changed(GroupFactory(), trust_level=5),
    "member_number_once_per_group": lambda: copy(register(GroupFactory(), 1)[0]),
    "member_number_1_to_9999": lambda: Member(group=GroupFactory(), number=0, column="man"),
    "member_column_is_a_column": lambda: Member(group=GroupFactory(), number=1, column="chief"),
    "member_dates_in_order": lambda: Member(
        group=GroupFactory(), number=1, column="man", joined_on=DAY, left_on=EARLIER
    ),
    "program_code_once_per_office": lambda: copy(ProgramFactory()),
    "program_dates_in_order": lambda: changed(ProgramFactory(starts_on=DAY), ends_on=EARLIER),
    "limits_version_once": lambda: copy(
        RuleLimits.objects.create(office=OfficeFactory(), version=1, in_force_from=DAY, note="Harvest")
    ),
    "topic_level_once_per_office": lambda: copy(office_level()),
    "topic_level_once_per_program": lambda: copy(office_level(program=ProgramFactory())),
    "intervention_code_once_per_program": lambda: copy(InterventionFactory()),
    "intervention_dates_in_order": lambda: changed(InterventionFactory(starts_on=DAY), ends_on=EARLIER),
    "intervention_actual_dates_in_order": lambda: changed(
        InterventionFactory(), actual_started_on=DAY, actual_ended_on=EARLIER
    ),
    "intervention_space_is_a_space": lambda: changed(InterventionFactory(), space="EVERYWHERE"),
    "protected_intervention_has_no_place": lambda: changed(
        InterventionFactory(space="LGBTQ"), place=PlaceFactory()
    ),
    "intervention_element_is_an_element": lambda: changed(InterventionFactory(), element="TRAINING"),
    "standing_alone_has_a_reason": lambda: changed(InterventionFactory(), stand_alone_by_design=True),
    "skill_once_a_day": lambda: copy(SkillFactory()),
    "skill_dates_in_order": lambda: changed(SkillFactory(obtained_on=DAY), expires_on=EARLIER),
    "skill_is_a_skill": lambda: changed(SkillFactory(), code="CHARM"),
    "observation_scores_1_to_4": lambda: changed(ObservationFactory(), score=5),
    "suspension_dates_in_order": lambda: changed(SuspensionFactory(starts_on=DAY), ends_on=EARLIER),
    "next_reflection_after_this_one": lambda: changed(StaffReflectionFactory(held_on=DAY), next_on=DAY),
    "joint_waiver_once": lambda: copy(a_waiver()),
    "session_number_once_per_intervention": lambda: copy(SessionFactory()),
    "session_status_is_a_status": lambda: changed(SessionFactory(), status="MAYBE"),
    "session_space_is_a_space": lambda: changed(SessionFactory(), space="OUTDOORS"),
    "only_held_sessions_have_a_day_held": lambda: changed(SessionFactory(), held_on=DAY),
    "held_sessions_have_somebody_present": lambda: changed(held(InterventionFactory(), DAY), men=0),
    "session_minutes_within_a_day": lambda: changed(SessionFactory(), minutes=1441),
    "session_number_1_to_9999": lambda: changed(SessionFactory(), number=0),
    "session_made_up_for_once": made_up_twice,
    "one_holiday_a_day": lambda: copy(a_holiday()),
    "market_day_once_per_place": lambda: copy(a_market_day()),
    "market_weekday_is_a_weekday": lambda: changed(a_market_day(), weekday=7),
    "one_calendar_address_per_person": lambda: copy(a_feed(), digest="b" * 64),
    "calendar_secret_once": lambda: copy(a_feed(), user=UserFactory()),
    "outbox_outcome_is_an_outcome": lambda: changed(OutboxEntryFactory(), outcome="LOST"),
    "outbox_hash_is_hexadecimal": lambda: changed(OutboxEntryFactory(), hash="Aline came"),
    "one_link_per_pair_and_kind": lambda: linked_twice(reverse=True),
    "one_external_link_per_pair_and_kind": linked_outside_twice,
    "link_has_one_other_end": lambda: a_link(to_intervention=None),
    "link_joins_two_interventions": lambda: changed(link := a_link(), to_intervention=link.from_intervention),
    "link_rationale_20_characters": lambda: a_link(rationale="  Same village, good  "),
    "link_kind_is_a_kind": lambda: a_link(kind="FRIENDLY"),
    "partner_once_per_role": lambda: copy(AlliancePartnerFactory()),
    "partner_contacts_in_order": lambda: changed(
        AlliancePartnerFactory(), first_contact_on=DAY, last_contact_on=EARLIER
    ),
    "external_code_once_per_office": lambda: copy(ExternalActivityFactory()),
    "external_dates_in_order": lambda: changed(ExternalActivityFactory(starts_on=DAY), ends_on=EARLIER),
    "external_space_is_a_space": lambda: changed(ExternalActivityFactory(), space="UNKNOWN"),
    "feedback_from_a_group_or_a_partner": lambda: changed(
        AccountabilityFeedbackFactory(), from_organization=None
    ),
    "feedback_answered_after_given": lambda: changed(
        AccountabilityFeedbackFactory(given_on=DAY), responded_on=EARLIER
    ),
    "amber_before_dropped": lambda: ReferralLimits(office=OfficeFactory(), amber_after=90, drop_after=90),
    "service_organization_once": lambda: copy(ServiceOrganizationFactory()),
    "service_once_per_organization": lambda: copy(ServiceFactory()),
    "safe_house_has_no_address": lambda: changed(
        ServiceFactory(sector="SAFETY"), safe_house=True, address="Behind the market"
    ),
    "gbv_part_reviewed_once_a_day": lambda: copy(GbvReviewFactory()),
    "inclusion_decided_once_a_day": lambda: copy(InclusionDecisionFactory()),
    "not_safe_now_rests_on_advice": lambda: changed(
        InclusionDecisionFactory(), decision="NOT_SAFE_NOW", advised_by=""
    ),
    "worry_once_per_partner": lambda: copy(PartnerWorryFactory()),
    "answered_worry_has_an_answer": lambda: changed(PartnerWorryFactory(), answered_on=DAY),
    "promise_once_per_office": lambda: copy(OrgCommitmentFactory()),
    "safe_house_is_about_safety": lambda: changed(ServiceFactory(), safe_house=True),
    "service_has_a_public_contact": lambda: changed(ServiceFactory(), phone="", email=""),
    "service_ages_in_order": lambda: changed(ServiceFactory(), minimum_age=18, maximum_age=12),
    "service_next_check_after_last": lambda: changed(
        ServiceFactory(), last_checked_on=DAY, next_check_on=EARLIER
    ),
    "service_open_only_when_checked": lambda: changed(
        ServiceFactory(), last_checked_on=None, next_check_on=None
    ),
    "opening_hours_once": lambda: copy(saved(hours())),
    "opening_hours_last": lambda: hours(closes_at="08:00"),
    "opening_hours_on_a_weekday": lambda: hours(byday="XX"),
    "verification_has_a_name": lambda: a_call(verified_by=""),
    "verification_names_the_next": lambda: a_call(next_on=EARLIER),
    "protocol_version_once": lambda: copy(ProtocolFactory()),
    "one_draft_protocol_per_office": lambda: copy(ProtocolFactory(published_on=None), version=2),
    "published_protocol_was_checked": lambda: changed(ProtocolFactory(), checked_by=""),
    "protocol_acknowledged_once": lambda: copy(an_acknowledgement()),
    "protocol_discussed_once_a_day": lambda: copy(a_discussion()),
    "pathway_ages_in_order": lambda: changed(pathway(), min_age=18, max_age=12),
    "pathway_review_after_verification": lambda: changed(
        pathway(), last_verified_on=DAY, next_review_on=EARLIER
    ),
    "pathway_in_use_was_verified": lambda: changed(pathway(), verified_by=""),
    "step_order_1_to_50": lambda: changed(pathway().steps.first(), order=51),
    "tally_once": lambda: copy(ReferralTallyFactory()),
    "tally_month_is_a_first": lambda: changed(ReferralTallyFactory(), month=DAY),
    "tally_counts_are_plausible": lambda: changed(ReferralTallyFactory(), declined=10_000),
    "agent_code_once_per_office": lambda: copy(ChangeAgentFactory()),
    "agent_named_only_with_consent": lambda: changed(ChangeAgentFactory(), display_name="Mayor"),
    "agent_vetted_after_women_were_asked": lambda: changed(ChangeAgentFactory(), vetting_outcome="SUITABLE"),
    "agent_status_is_a_status": lambda: changed(ChangeAgentFactory(), status="FAMOUS"),
    "agent_influences_somebody": lambda: changed(ChangeAgentFactory(), influences="CATS"),
    "outreach_once_a_month": lambda: copy(OutreachFactory()),
    "outreach_month_is_a_first": lambda: changed(OutreachFactory(), month=DAY),
    "outreach_counts_are_plausible": lambda: changed(OutreachFactory(), contacts=0),
    "outreach_purpose_is_a_purpose": lambda: changed(OutreachFactory(), purpose="GOSSIP"),
    "appears_once_per_session": lambda: copy(AppearanceFactory()),
    "concern_close_to_people_says_less": lambda: changed(ConcernFactory(), setting="HOME"),
    "safeguarding_notice_says_nothing": lambda: changed(ConcernFactory(), kind="SAFEGUARDING_NOTICE"),
    "concern_severity_is_a_severity": lambda: changed(ConcernFactory(), severity="HUGE"),
    "concern_status_is_a_status": lambda: changed(ConcernFactory(), status="FORGOTTEN"),
    "concern_handed_over_holds_no_text": lambda: changed(ConcernFactory(), status="ESCALATED"),
    "action_due_after_agreed": lambda: changed(ConcernActionFactory(agreed_on=DAY), due_on=EARLIER),
    "action_done_after_agreed": lambda: changed(ConcernActionFactory(agreed_on=DAY), done_on=EARLIER),
    "story_status_is_a_status": lambda: changed(StoryFactory(), status="VIRAL"),
    "story_people_are_plausible": lambda: changed(StoryFactory(), people=501),
    "story_reach_is_a_reach": lambda: changed(StoryFactory(), reach=4),
    "story_has_its_day": lambda: changed(StoryFactory(people=0), status="SCHEDULED", shown_on=None),
    "consent_once_per_person": lambda: copy(ConsentFactory()),
    "consent_is_a_number": lambda: changed(ConsentFactory(), person_ref="Aline"),
    "consent_ends_after_it_was_given": lambda: changed(ConsentFactory(given_on=DAY), expires_on=EARLIER),
    "consent_withdrawn_after_it_was_given": lambda: changed(
        ConsentFactory(given_on=DAY), withdrawn_on=EARLIER
    ),
    "consent_reach_is_a_reach": lambda: changed(ConsentFactory(), reach=0),
}


def own_constraints():
    for label in ("accounts", "groups", "programs", "referrals"):
        for model in apps.get_app_config(label).get_models():
            yield from model._meta.constraints


def test_every_constraint_has_its_broken_row():
    names = {constraint.name for constraint in own_constraints()}
    assert names == BROKEN.keys()


@pytest.mark.parametrize("name", BROKEN)
def test_the_database_refuses_it(name):
    row = BROKEN[name]()
    with pytest.raises(IntegrityError), transaction.atomic():
        models.Model.save(row)


@pytest.mark.parametrize("name", BROKEN)
def test_a_form_says_its_sentence(name):
    row = BROKEN[name]()
    (constraint,) = [one for one in own_constraints() if one.name == name]
    with pytest.raises(ValidationError) as refused:
        row.validate_constraints()
    assert str(constraint.violation_error_message) in str(refused.value.messages)


def test_every_constraint_speaks_to_people():
    silent = [
        constraint.name
        for constraint in own_constraints()
        if constraint.violation_error_message == constraint.default_violation_error_message
    ]
    assert silent == []


def test_a_withdrawn_link_makes_way_for_a_new_one():
    link = SyncLinkFactory(to_intervention=InterventionFactory(space="WOMEN"), status="WITHDRAWN")
    copy(link, status="AGREED").save()


def test_a_deleted_row_makes_way_for_a_new_one():
    program = ProgramFactory()
    program.remove()
    copy(program, deleted_at=None).save()


def test_a_place_lies_in_a_larger_one():
    with pytest.raises(ValidationError, match="larger"):
        Place(office=OfficeFactory(), parent=a_place(), level="ADMIN1", code="X", name="X").clean()


def test_a_place_knows_where_it_lies():
    province = a_place()
    district = PlaceFactory(parent=province, level="ADMIN2", code="KIREHE", name="Kirehe")
    assert district.lineage == [province.parent_id, province.pk, district.pk]
