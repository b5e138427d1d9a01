"""What accounts and machines leave behind, at both sides of each limit."""

import datetime as dt
import uuid

import pytest
from allauth.account.models import EmailAddress, EmailConfirmation
from allauth.mfa.models import Authenticator
from django.apps import apps
from django.contrib.admin.models import LogEntry
from django.contrib.contenttypes.models import ContentType

from care_engage.accounts.models import Attempts, Device, Invitation, User
from care_engage.retention.applying import apply_policy
from care_engage.retention.policy import entries
from care_engage.trail.chain import append, verify
from care_engage.trail.models import Act, Entry
from groups.models import Observation, Skill, StaffReflection, Suspension
from programs.models import OfficeHoliday
from tests.factories import FacilitatorFactory, OfficeFactory, UserFactory, person

pytestmark = pytest.mark.django_db
DAY = dt.date(2025, 9, 30)


def noon(day):
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def log_entry():
    content = ContentType.objects.get_for_model(User)
    row = LogEntry.objects.create(
        user=UserFactory(), content_type=content, object_repr="x", action_flag=1, change_message=""
    )
    LogEntry.objects.filter(pk=row.pk).update(action_time=noon(DAY))
    return row


def invitation():
    row, _key = Invitation.make(UserFactory(), OfficeFactory(), UserFactory())
    Invitation.objects.filter(pk=row.pk).update(created_at=noon(DAY))
    return row


def device():
    return Device.objects.create(
        session_key=uuid.uuid4().hex, expire_date=noon(DAY), began_at=noon(DAY), seen_at=noon(DAY)
    )


def left_facilitator():
    return FacilitatorFactory(left_on=DAY)


def skill():
    return Skill.objects.create(facilitator=left_facilitator(), code="PSEA", obtained_on=dt.date(2024, 1, 1))


def observation():
    return Observation.objects.create(
        facilitator=left_facilitator(), observer=UserFactory(), observed_on=dt.date(2024, 1, 1), score=3
    )


def suspension():
    return Suspension.objects.create(
        facilitator=FacilitatorFactory(), starts_on=dt.date(2025, 1, 1), ends_on=DAY
    )


def open_suspension():
    return Suspension.objects.create(facilitator=left_facilitator(), starts_on=dt.date(2025, 1, 1))


def departed():
    user = UserFactory()
    User.objects.filter(pk=user.pk).update(created_at=noon(DAY))
    return user


def address():
    return EmailAddress.objects.create(user=departed(), email=f"{uuid.uuid4().hex}@care.example")


def confirmation():
    return EmailConfirmation.objects.create(email_address=address(), key=uuid.uuid4().hex)


@pytest.mark.parametrize(
    ("make", "due"),
    [
        pytest.param(log_entry, dt.date(2027, 9, 30), id="technical administration, 24 months"),
        pytest.param(invitation, DAY + dt.timedelta(days=90), id="invitation, 90 days"),
        pytest.param(device, DAY + dt.timedelta(days=1), id="device, a day"),
        pytest.param(
            lambda: Attempts.objects.create(key="k", count=3, last_at=noon(DAY), expires_at=noon(DAY)),
            DAY + dt.timedelta(days=1),
            id="attempts, a day",
        ),
        pytest.param(skill, dt.date(2026, 9, 30), id="training, 12 months after leaving"),
        pytest.param(observation, dt.date(2026, 9, 30), id="observation, 12 months after leaving"),
        pytest.param(suspension, dt.date(2026, 9, 30), id="suspension, 12 months after it ended"),
        pytest.param(open_suspension, dt.date(2026, 9, 30), id="suspension, 12 months after leaving"),
        pytest.param(
            lambda: StaffReflection.objects.create(office=OfficeFactory(), held_on=DAY),
            dt.date(2030, 9, 30),
            id="reflection, 5 years",
        ),
        pytest.param(
            lambda: OfficeHoliday.objects.create(office=OfficeFactory(), day=DAY, name="Umuganura"),
            dt.date(2032, 9, 30),
            id="holiday, 7 years",
        ),
        pytest.param(address, dt.date(2026, 9, 30), id="e-mail address, 12 months after leaving"),
        pytest.param(confirmation, dt.date(2026, 9, 30), id="its confirmation"),
        pytest.param(
            lambda: Authenticator.objects.create(user=departed(), type="totp", data={}),
            dt.date(2026, 9, 30),
            id="second step",
        ),
    ],
)
def test_it_is_deleted_on_the_day_and_not_before(make, due):
    row = make()
    there = type(row)._base_manager.filter(pk=row.pk)
    list(apply_policy(due - dt.timedelta(days=1)))
    assert there.exists()
    list(apply_policy(due))
    assert not there.exists()


def test_a_suspension_that_goes_on_stays():
    facilitator = person("FACILITATOR", OfficeFactory()).facilitating.get()
    row = Suspension.objects.create(facilitator=facilitator, starts_on=dt.date(2020, 1, 1))
    list(apply_policy(dt.date(2045, 1, 1)))
    assert Suspension.objects.filter(pk=row.pk).exists()


def test_the_audit_trail_is_closed_off_after_two_years_and_still_holds():
    for month in range(1, 13):
        append(act=Act.READ, at=noon(dt.date(2023, month, 15)))
    list(apply_policy(dt.date(2025, 6, 14)))
    assert Entry.objects.filter(act=Act.READ).count() == 7
    list(apply_policy(dt.date(2025, 6, 15)))
    assert Entry.objects.filter(act=Act.READ).count() == 6
    assert Entry.objects.filter(act=Act.PURGED).exists(), "that something was purged is on record"
    assert not verify().fault


def test_a_run_that_finds_nothing_leaves_no_entry():
    list(apply_policy(DAY))
    assert not Entry.objects.exists()


def test_a_dry_run_leaves_no_entry():
    suspension()
    assert list(apply_policy(dt.date(2026, 9, 30), dry_run=True))
    assert not Entry.objects.exists()


def test_every_entry_can_be_carried_out(django_assert_max_num_queries):
    """On empty tables, dry and not: each condition is one that both databases understand."""
    kinds = {entry.then for entry in entries()}
    assert kinds == {"", "delete", "blank", "aggregate", "anonymize", "trim"}
    with django_assert_max_num_queries(2 * len(apps.get_models())):
        assert list(apply_policy(DAY, dry_run=True)) == []
    assert list(apply_policy(DAY)) == []
