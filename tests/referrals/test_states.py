"""A pathway is used only while somebody has verified it, and its services answer."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError

from referrals.models import PathwayStatus, ReferralLimits, ReferralPathway, Verification
from tests.factories import OfficeFactory, ServiceFactory, pathway

pytestmark = pytest.mark.django_db
State = PathwayStatus
DAY = dt.timedelta(days=1)
LIMITS = ReferralLimits(amber_after=90, drop_after=180)
CALLED = dt.date(2026, 6, 1)


@pytest.fixture
def today():
    return OfficeFactory().today()


@pytest.fixture
def ready(today):
    return pathway(on=today, status="VERIFIED")


def fresh(record):
    return ReferralPathway.objects.get(pk=record.pk)


def test_the_whole_way_from_draft_to_use_and_back(today):
    draft = pathway(on=today, status="DRAFT")
    for state in (State.VERIFIED, State.ACTIVE, State.NEEDS_REVIEW, State.VERIFIED, State.SUSPENDED):
        draft.moves.make(draft, state)
    assert fresh(draft).status == State.SUSPENDED


@pytest.mark.parametrize(
    ("start", "to"),
    [
        (State.DRAFT, State.ACTIVE),
        (State.NEEDS_REVIEW, State.ACTIVE),
        (State.SUSPENDED, State.ACTIVE),
        (State.SUSPENDED, State.VERIFIED),
        (State.RETIRED, State.VERIFIED),
        (State.RETIRED, State.NEEDS_REVIEW),
    ],
)
def test_no_short_cut_into_use(today, start, to):
    record = pathway(on=today, status=start)
    with pytest.raises(ValidationError, match="cannot become"):
        record.moves.make(record, to)


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"verified_by": ""}, "specialist"),
        ({"verified_by_organization": ""}, "organization"),
        ({"last_verified_on": None, "next_review_on": None}, "when the pathway was verified"),
        ({"consent_words": ""}, "consent"),
        ({"entry_point": ""}, "entry point"),
    ],
)
def test_verified_needs_a_named_specialist_and_days(today, fields, says):
    record = pathway(on=today, status="DRAFT", **fields)
    assert says in record.moves.refusal(record, State.VERIFIED)


def test_verified_needs_steps_and_places(today):
    assert "Add the steps" in (record := pathway(on=today, status="DRAFT", sectors=[])).moves.refusal(
        record, State.VERIFIED
    )
    record.places.clear()
    assert "which places" in record.moves.refusal(record, State.VERIFIED)


def test_verified_needs_every_service_called(today):
    record = pathway(on=today, status="DRAFT")
    service = record.steps.first().service
    service.last_checked_on, service.next_check_on = today - 181 * DAY, today
    service.save()
    assert (
        record.moves.refusal(fresh(record), State.VERIFIED) == f"Call these services first: {service.name}."
    )


def test_use_needs_each_mandatory_service_to_be_available(ready):
    assert ready.moves.refusal(ready, State.ACTIVE) == ""
    service = ready.services()[-1]
    service.status = "LIMITED"
    service.save()
    assert ready.moves.refusal(fresh(ready), State.ACTIVE) == "No available service for: Safety."


def test_a_pocket_guide_needs_somebody_to_call(today):
    record = pathway(on=today, kind="POCKET_GUIDE", status="VERIFIED", hotline="")
    assert "hotline" in record.moves.refusal(record, State.ACTIVE)
    record.remote_specialist = "Counselor on duty, 9901"
    assert record.moves.refusal(record, State.ACTIVE) == ""


@pytest.mark.parametrize(("days", "standing"), [(0, "ACTIVE"), (180, "ACTIVE"), (181, "NEEDS_REVIEW")])
def test_an_active_pathway_needs_review_once_its_days_are_over(days, standing):
    record = pathway(on=CALLED, next_review_on=CALLED + 300 * DAY)
    assert record.standing(CALLED + days * DAY, ReferralLimits(amber_after=90, drop_after=365)) == standing
    assert fresh(record).status == State.ACTIVE, "derived, not written"


def test_it_needs_review_when_the_day_of_review_has_passed():
    record = pathway(on=CALLED, next_review_on=CALLED + 30 * DAY)
    assert record.standing(CALLED + 30 * DAY, LIMITS) == State.ACTIVE
    assert record.standing(CALLED + 31 * DAY, LIMITS) == State.NEEDS_REVIEW


def test_it_needs_review_when_a_mandatory_service_closes():
    record = pathway(on=CALLED)
    service = record.services()[0]
    service.status = "TEMPORARILY_CLOSED"
    service.save()
    assert fresh(record).standing(CALLED, LIMITS) == State.NEEDS_REVIEW


@pytest.mark.parametrize(
    ("days", "standing"), [(0, "fresh"), (90, "fresh"), (91, "amber"), (180, "amber"), (181, "dropped")]
)
def test_a_service_turns_amber_then_drops(days, standing):
    service = ServiceFactory(last_checked_on=CALLED, next_check_on=CALLED + 300 * DAY)
    assert service.standing(CALLED + days * DAY, LIMITS) == standing


def test_a_service_is_amber_once_its_next_check_has_passed():
    service = ServiceFactory(last_checked_on=CALLED, next_check_on=CALLED + 10 * DAY)
    assert service.standing(CALLED + 10 * DAY, LIMITS) == "fresh"
    assert service.standing(CALLED + 11 * DAY, LIMITS) == "amber"


def call(service, outcome, day, **fields):
    then = None if outcome in ("NOT_REACHED", "CHANGED") else day + 90 * DAY
    return Verification(
        service=service, verified_by="Nurse Mutoni", verified_on=day, next_on=then, outcome=outcome, **fields
    ).record()


@pytest.mark.parametrize(
    ("outcome", "status"),
    [
        ("CONFIRMED", "AVAILABLE"),
        ("LIMITED", "LIMITED"),
        ("TEMPORARILY_CLOSED", "TEMPORARILY_CLOSED"),
        ("CLOSED", "CLOSED"),
    ],
)
def test_a_call_sets_what_it_found(outcome, status):
    service = ServiceFactory(status="UNVERIFIED", last_checked_on=None, next_check_on=None)
    call(service, outcome, CALLED)
    service.refresh_from_db()
    assert (service.status, service.last_checked_on) == (status, CALLED)
    assert service.next_check_on == CALLED + 90 * DAY


def test_a_call_that_reached_nobody_changes_nothing():
    service = ServiceFactory(last_checked_on=CALLED)
    call(service, "NOT_REACHED", CALLED + 5 * DAY)
    service.refresh_from_db()
    assert (service.status, service.last_checked_on) == ("AVAILABLE", CALLED)
    assert service.verifications.count() == 1


def test_changed_details_make_it_amber_until_they_are_confirmed():
    service = ServiceFactory(last_checked_on=CALLED, next_check_on=CALLED + 90 * DAY)
    later = CALLED + 5 * DAY
    call(service, "CHANGED", later)
    assert service.standing(later, LIMITS) == "amber"
    call(service, "CONFIRMED", later)
    assert service.standing(later, LIMITS) == "fresh"


def test_an_older_call_entered_late_does_not_undo_the_latest():
    service = ServiceFactory(last_checked_on=CALLED)
    call(service, "CLOSED", CALLED - 30 * DAY)
    service.refresh_from_db()
    assert (service.status, service.last_checked_on) == ("AVAILABLE", CALLED)
