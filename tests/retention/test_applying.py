"""What is due goes, from the row and from its past; what is not due by one day stays."""

import datetime as dt
from io import StringIO
from pathlib import Path

import pytest
from django.core.management import CommandError, call_command
from django.db import connection
from django.utils import timezone

from care_engage.accounts.models import Role, User
from care_engage.kit.erasing import erase, forget
from care_engage.retention.applying import apply_policy
from groups.models import Facilitator, Group, Member
from programs.models import (
    AccountabilityFeedback,
    Intervention,
    JointWaiver,
    OutboxEntry,
    Program,
    Session,
    SyncLink,
)
from referrals.models import Protocol, ProtocolAck, ReferralPathway, ReferralTally, Verification
from tests.factories import (
    AccountabilityFeedbackFactory,
    ExternalActivityFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    ProgramFactory,
    ProtocolFactory,
    ReferralTallyFactory,
    ServiceFactory,
    SyncLinkFactory,
    UserFactory,
    held,
    pathway,
    person,
    register,
)

pytestmark = pytest.mark.django_db
ENDED = dt.date(2025, 9, 30)
YEAR_LATER, DAY_BEFORE = dt.date(2026, 9, 30), dt.date(2026, 9, 29)


def purge(on):
    """Carry the policy out as of this day; `{(model label, act): rows}`."""
    return {(done.label, done.then): done.rows for done in apply_policy(on)}


def aged(model, keys, **moments):
    """Rows and their past with other moments than now."""
    model._base_manager.filter(pk__in=keys).update(**moments)


def noon(day):
    return dt.datetime.combine(day, dt.time(12), dt.UTC)


def ended_work(on=ENDED, **fields):
    """An intervention that ended on this day, with a group of three and a session that two came to."""
    group = GroupFactory()
    register(group, 3)
    work = InterventionFactory(
        groups=[group],
        starts_on=on - dt.timedelta(days=100),
        ends_on=on,
        program__starts_on=on - dt.timedelta(days=200),
        program__ends_on=on,
        **fields,
    )
    session = held(work, on - dt.timedelta(days=10), men=2, women=1)
    session.register = [[group.pk, number, "man", None] for number in (1, 2, 3)]
    session.present, session.others = [[group.pk, 1], [group.pk, 3]], {"women": 1}
    session.count_people()
    session.save()
    return work, session


class TestSessions:
    def test_the_numbers_go_a_year_after_the_intervention_and_the_counts_stay(self):
        _work, session = ended_work()
        assert ("programs.Session", "aggregate") not in purge(DAY_BEFORE)
        session.refresh_from_db()
        assert len(session.present) == 2
        assert purge(YEAR_LATER)["programs.Session", "aggregate"] == 1
        session.refresh_from_db()
        assert (session.present, session.register) == ([], [])
        assert (session.men, session.women, session.others) == (2, 1, {"men": 2, "women": 1})

    def test_the_counts_can_still_be_derived_from_what_is_left(self):
        _work, session = ended_work()
        purge(YEAR_LATER)
        session.refresh_from_db()
        session.count_people()
        assert session.attendance == 3

    def test_the_past_forgets_the_numbers_too(self):
        _work, session = ended_work()
        assert session.history.exclude(present=[]).exists()
        purge(YEAR_LATER)
        assert session.history.count() == 2
        assert not session.history.exclude(present=[], register=[]).exists()
        assert session.history.latest().others == {"men": 2, "women": 1}

    def test_nothing_of_it_is_written_into_the_history(self):
        _work, session = ended_work()
        before = session.history.count(), session.updated_at
        purge(YEAR_LATER)
        session.refresh_from_db()
        assert (session.history.count(), session.updated_at) == before

    def test_a_session_after_the_planned_end_keeps_the_intervention_going(self):
        work, _session = ended_work()
        late = held(work, ENDED + dt.timedelta(days=1), number=9)
        assert ("programs.Session", "aggregate") not in purge(YEAR_LATER)
        late.remove()
        assert ("programs.Session", "aggregate") in purge(YEAR_LATER)

    def test_without_an_end_the_last_session_counts(self):
        work, session = ended_work()
        Intervention.objects.filter(pk=work.pk).update(ends_on=None)
        limit = session.held_on.replace(year=2026)
        assert ("programs.Session", "aggregate") not in purge(limit - dt.timedelta(days=1))
        assert ("programs.Session", "aggregate") in purge(limit)

    def test_again_finds_nothing(self):
        ended_work()
        purge(YEAR_LATER)
        assert purge(YEAR_LATER) == {}


class TestPlan:
    def test_a_program_goes_seven_years_after_its_end_with_all_that_hangs_on_it(self):
        work, _session = ended_work()
        women = InterventionFactory(
            space="WOMEN", program=work.program, starts_on=work.starts_on, ends_on=ENDED
        )
        SyncLinkFactory(from_intervention=work, to_intervention=women)
        AccountabilityFeedbackFactory(intervention=work, given_on=ENDED)
        young = ProgramFactory(starts_on=dt.date(2026, 1, 1))
        purge(dt.date(2032, 9, 29))
        assert Program.objects.filter(pk=work.program_id).exists()
        purge(dt.date(2032, 9, 30))
        assert list(Program.objects.all()) == [young]
        for model in (Intervention, Session, SyncLink, AccountabilityFeedback):
            assert not model.with_deleted.exists(), model
            assert not model.history.exists(), model
        joins = [relation.related_model for relation in Intervention.history.model._meta.related_objects]
        assert len(joins) == 2
        assert not any(join.objects.exists() for join in joins)

    def test_an_intervention_that_goes_on_keeps_its_program(self):
        work, _session = ended_work()
        InterventionFactory(program=work.program, starts_on=dt.date(2025, 1, 1), ends_on=dt.date(2028, 1, 1))
        purge(dt.date(2032, 9, 30))
        assert Program.objects.filter(pk=work.program_id).exists()

    def test_what_groups_said_goes_a_year_after_the_intervention(self):
        work, _session = ended_work()
        said = AccountabilityFeedbackFactory(
            intervention=work, given_on=ENDED, changes_asked="Meet after the market.", response="We will."
        )
        waiver = JointWaiver.objects.create(
            intervention=work, topic_id="T24", recorded_on=ENDED, reason="Women advise against it."
        )
        purge(DAY_BEFORE)
        said.refresh_from_db()
        assert said.changes_asked
        purge(YEAR_LATER)
        said.refresh_from_db()
        waiver.refresh_from_db()
        assert (said.changes_asked, said.response, waiver.reason) == ("", "", "")
        assert said.given_on == ENDED
        assert not said.history.exclude(changes_asked="").exists()
        assert not waiver.history.exclude(reason="").exists()

    def test_text_that_only_the_past_still_holds_goes_too(self):
        work, _session = ended_work()
        said = AccountabilityFeedbackFactory(intervention=work, given_on=ENDED, changes_asked="Meet later.")
        said.changes_asked = ""
        said.save()
        purge(YEAR_LATER)
        assert not said.history.exclude(changes_asked="").exists()

    def test_colleagues_of_a_link_are_named_for_a_year_after_the_program(self):
        work, _session = ended_work()
        link = SyncLinkFactory(
            from_intervention=work,
            to_intervention=InterventionFactory(
                space="WOMEN", program=work.program, starts_on=ENDED, ends_on=ENDED
            ),
        )
        purge(DAY_BEFORE)
        link.refresh_from_db()
        assert link.contact_from
        purge(YEAR_LATER)
        link.refresh_from_db()
        assert (link.contact_from, link.contact_to) == ("", "")
        assert link.rationale

    def test_a_partners_activity_stays_while_a_link_leads_to_it(self):
        activity = ExternalActivityFactory(starts_on=ENDED, ends_on=ENDED)
        link = SyncLinkFactory(
            to_external=activity,
            from_intervention=InterventionFactory(starts_on=dt.date(2032, 1, 1), ends_on=None),
        )
        assert ("programs.ExternalActivity", "delete") not in purge(dt.date(2032, 9, 30))
        erase(SyncLink.objects.filter(pk=link.pk))
        assert ("programs.ExternalActivity", "delete") not in purge(dt.date(2032, 9, 29))
        assert purge(dt.date(2032, 9, 30))["programs.ExternalActivity", "delete"] == 1


class TestGroups:
    def closed(self, day):
        group = GroupFactory(status="CLOSED", prior_experience="A savings circle since 2019.", trust_level=3)
        register(group, 3)
        aged(Group, [group.pk], updated_at=noon(day))
        return group

    def test_the_register_goes_a_year_after_the_group_closed(self):
        group = self.closed(ENDED)
        purge(DAY_BEFORE)
        assert group.members.count() == 3
        purge(YEAR_LATER)
        assert not Member.with_deleted.filter(group=group).exists()
        assert not Member.history.filter(group_id=group.pk).exists()
        group.refresh_from_db()
        assert (group.prior_experience, group.trust_level) == ("", None)

    def test_a_group_that_nobody_closed_is_over_with_all_its_work(self):
        work, _session = ended_work()
        group = work.groups.get()
        purge(DAY_BEFORE)
        assert group.members.exists()
        purge(YEAR_LATER)
        assert not group.members.exists()

    def test_a_group_with_work_to_come_keeps_its_register(self):
        work, _session = ended_work()
        group = work.groups.get()
        InterventionFactory(groups=[group], starts_on=dt.date(2026, 8, 1), ends_on=dt.date(2027, 8, 1))
        purge(YEAR_LATER)
        assert group.members.exists()

    def test_a_group_without_any_work_yet_stays(self):
        group = GroupFactory()
        purge(dt.date(2045, 1, 1))
        assert Group.objects.filter(pk=group.pk).exists()

    def test_the_group_itself_goes_after_seven_years(self):
        group = self.closed(ENDED)
        purge(dt.date(2032, 9, 29))
        assert Group.objects.filter(pk=group.pk).exists()
        purge(dt.date(2032, 9, 30))
        assert not Group.with_deleted.filter(pk=group.pk).exists()
        assert not Group.history.filter(id=group.pk).exists()

    def test_a_group_whose_feedback_stays_waits_for_it(self):
        group = self.closed(ENDED)
        AccountabilityFeedbackFactory(
            intervention=InterventionFactory(starts_on=dt.date(2032, 1, 1), ends_on=None),
            from_group=group,
            from_organization=None,
        )
        (done,) = [
            d for d in apply_policy(dt.date(2032, 9, 30)) if (d.label, d.then) == ("groups.Group", "delete")
        ]
        assert (done.rows, done.waiting) == (0, 1)
        assert Group.objects.filter(pk=group.pk).exists()


class TestPeople:
    def left(self, day):
        user = person("FACILITATOR", OfficeFactory(), name="A. Uwase", email="uwase@care.example")
        user.roles.get().remove()
        aged(User, [user.pk], created_at=noon(ENDED - dt.timedelta(days=900)), last_login=noon(day))
        aged(Role, user.roles(manager="with_deleted").values("pk"), deleted_at=noon(day))
        Facilitator.objects.filter(user=user).update(left_on=day, gender="woman")
        return user

    def test_an_account_loses_its_name_a_year_after_the_person_left(self):
        user = self.left(ENDED)
        purge(DAY_BEFORE)
        user.refresh_from_db()
        assert user.name == "A. Uwase"
        purge(YEAR_LATER)
        user.refresh_from_db()
        assert (user.name, user.is_active) == ("Former colleague", False)
        assert "uwase" not in user.email
        assert not user.has_usable_password()
        assert user.facilitating.get().gender == ""
        assert purge(YEAR_LATER) == {}

    def test_whoever_has_a_role_or_logged_in_since_keeps_it(self):
        back, busy = self.left(ENDED), self.left_again()
        Role.objects.create(user=back, office=OfficeFactory(), kind="MEL")
        purge(YEAR_LATER)
        for user in (back, busy):
            user.refresh_from_db()
            assert user.name != "Former colleague"

    def left_again(self):
        user = UserFactory(name="J. Habimana")
        aged(User, [user.pk], created_at=noon(ENDED), last_login=noon(ENDED + dt.timedelta(days=1)))
        return user

    def test_an_account_that_was_switched_off_counts_as_left(self):
        user = person("MEL", OfficeFactory(), name="A. Uwase", is_active=False)
        aged(User, [user.pk], created_at=noon(ENDED), last_login=noon(ENDED))
        purge(DAY_BEFORE)
        user.refresh_from_db()
        assert user.name == "A. Uwase"
        purge(YEAR_LATER)
        user.refresh_from_db()
        assert user.name == "Former colleague"

    def test_a_facilitator_without_a_last_day_leaves_with_the_account(self):
        user = self.left(ENDED)
        Facilitator.objects.filter(user=user).update(left_on=None)
        purge(DAY_BEFORE)
        assert user.facilitating.get().gender == "woman"
        purge(YEAR_LATER)
        assert user.facilitating.get().gender == ""

    def test_superusers_are_left_alone(self):
        user = UserFactory(is_superuser=True)
        aged(User, [user.pk], created_at=noon(ENDED))
        purge(dt.date(2045, 1, 1))
        user.refresh_from_db()
        assert user.is_active

    def test_a_role_that_was_taken_away_is_known_for_two_years(self):
        user = self.left(ENDED)
        purge(dt.date(2027, 9, 29))
        assert Role.with_deleted.filter(user=user).exists()
        purge(dt.date(2027, 9, 30))
        assert not Role.with_deleted.filter(user=user).exists()
        assert not Role.history.filter(user=user).exists()


class TestReferrals:
    def test_tallies_go_after_five_years(self):
        ReferralTallyFactory(month=dt.date(2026, 6, 1))
        purge(dt.date(2031, 5, 31))
        assert ReferralTally.objects.exists()
        purge(dt.date(2031, 6, 1))
        assert not ReferralTally.with_deleted.exists()
        assert not ReferralTally.history.exists()

    def test_calls_go_after_two_years_and_the_service_stays(self):
        service = ServiceFactory()
        Verification.objects.create(
            service=service, verified_by="Duty counselor", verified_on=ENDED, outcome="NOT_REACHED"
        )
        purge(dt.date(2027, 9, 29))
        assert Verification.objects.exists()
        purge(dt.date(2027, 9, 30))
        assert not Verification.with_deleted.exists()
        service.refresh_from_db()

    def test_a_retired_pathway_goes_after_two_years(self):
        retired, in_use = pathway(), pathway()
        aged(ReferralPathway, [retired.pk], status="RETIRED", updated_at=noon(ENDED))
        purge(dt.date(2027, 9, 29))
        assert ReferralPathway.objects.filter(pk=retired.pk).exists()
        purge(dt.date(2027, 9, 30))
        assert list(ReferralPathway.with_deleted.all()) == [in_use]

    def test_a_protocol_goes_seven_years_after_it_was_replaced(self):
        old = ProtocolFactory()
        ProtocolAck.objects.create(protocol=old, user=UserFactory(), acknowledged_on=dt.date(2025, 1, 2))
        ProtocolFactory(version=2, published_on=ENDED)
        purge(dt.date(2032, 9, 29))
        assert Protocol.objects.count() == 2
        purge(dt.date(2032, 9, 30))
        assert [protocol.version for protocol in Protocol.with_deleted.all()] == [2]
        assert not ProtocolAck.with_deleted.exists()


class TestTraces:
    def test_what_was_removed_is_truly_gone_after_thirty_days(self):
        program = ProgramFactory()
        program.remove()
        aged(Program, [program.pk], deleted_at=noon(ENDED))
        purge(dt.date(2025, 10, 29))
        assert Program.with_deleted.filter(pk=program.pk).exists()
        purge(dt.date(2025, 10, 30))
        assert not Program.with_deleted.filter(pk=program.pk).exists()
        assert not Program.history.filter(id=program.pk).exists()

    def test_what_others_need_waits_and_goes_with_them(self):
        place = PlaceFactory(code="KIREHE", level="ADMIN1", parent=PlaceFactory())
        group = GroupFactory(place=place)
        place.remove()
        aged(type(place), [place.pk], deleted_at=noon(ENDED))
        done = {(d.label, d.rows, d.waiting) for d in apply_policy(YEAR_LATER)}
        assert ("accounts.Place", 0, 1) in done
        erase(Group.objects.filter(pk=group.pk))
        assert purge(YEAR_LATER)["accounts.Place", "delete"] == 1

    def test_the_history_of_changes_goes_after_two_years_with_its_joins(self):
        group = GroupFactory()
        other = GroupFactory()
        group.draws_from.add(other)
        past = Group.history.model
        join = next(
            r.related_model for r in past._meta.related_objects if "draws" in r.related_model.__name__
        )
        assert join.objects.exists()
        past.objects.update(history_date=noon(ENDED))
        purge(dt.date(2027, 9, 29))
        assert group.history.exists()
        purge(dt.date(2027, 9, 30))
        assert not past.objects.exists()
        assert not join.objects.exists()
        group.refresh_from_db()

    def test_receipts_of_devices_go_after_ninety_days(self):
        session = held(InterventionFactory(), dt.date(2026, 5, 1))
        OutboxEntry.objects.create(
            client_id="7c9e6679-7425-40de-944b-e07fc1f90ae7",
            user=UserFactory(),
            session=session,
            hash="a" * 64,
            outcome="LOGGED",
            stored_at=noon(ENDED),
        )
        purge(ENDED + dt.timedelta(days=89))
        assert OutboxEntry.objects.exists()
        purge(ENDED + dt.timedelta(days=90))
        assert not OutboxEntry.objects.exists()


class TestCommand:
    def call(self, **options):
        out = StringIO()
        call_command("apply_retention", on="2026-09-30", stdout=out, **options)
        return out.getvalue()

    def test_a_dry_run_counts_and_changes_nothing(self):
        _work, session = ended_work()
        said = self.call(dry_run=True)
        assert "1  aggregate  programs.Session" in said
        assert "are due as of 2026-09-30" in said
        session.refresh_from_db()
        assert session.present
        assert session.history.exclude(present=[]).exists()

    def test_it_says_what_it_did(self):
        ended_work()
        dry, wet = self.call(dry_run=True), self.call()
        assert dry.splitlines()[:-1] == wet.splitlines()[:-1]
        assert self.call() == "0 rows done as of 2026-09-30.\n"

    def test_it_asks_for_a_day(self):
        with pytest.raises(CommandError, match="is not a day"):
            call_command("apply_retention", on="soon")

    def test_nothing_is_due_on_what_was_made_today(self):
        _work, session = ended_work(on=timezone.now().date())
        out = StringIO()
        call_command("apply_retention", stdout=out)
        assert out.getvalue().startswith("0 rows")
        session.refresh_from_db()
        assert session.present


def test_many_rows_are_done_a_batch_at_a_time(monkeypatch):
    monkeypatch.setattr("care_engage.retention.applying.BATCH", 3)
    work, _session = ended_work()
    for number in range(10, 20):
        session = held(work, ENDED - dt.timedelta(days=20), number=number)
        session.present, session.register = [[1, 1]], [[1, 1, "man", None]]
        session.save()
    assert purge(YEAR_LATER)["programs.Session", "aggregate"] == 11
    assert not Session.objects.exclude(present=[]).exists()


def test_a_batch_is_done_together_or_not_at_all(monkeypatch):
    _work, session = ended_work()
    monkeypatch.setattr("care_engage.retention.applying.ACTS", {"aggregate": broken_half_way})
    with pytest.raises(RuntimeError):
        purge(YEAR_LATER)
    session.refresh_from_db()
    assert session.present
    assert session.history.exclude(present=[]).exists()


def broken_half_way(model, keys, _fields):
    model._base_manager.filter(pk__in=keys).update(present=[])
    raise RuntimeError


def test_erasing_leaves_no_row_that_says_it_was_erased():
    group = GroupFactory()
    erase(Group.objects.filter(pk=group.pk))
    assert not Group.history.filter(id=group.pk).exists()
    forget(Group, [group.pk])


@pytest.mark.django_db(transaction=True)
def test_nothing_of_it_is_left_in_the_file():
    """SQLite keeps what is deleted in its pages and its log, unless told otherwise."""
    if connection.vendor != "sqlite":
        pytest.skip("PostgreSQL reuses the space of dead rows after the vacuum at the end")
    work, _session = ended_work()
    SyncLinkFactory(
        from_intervention=work,
        to_intervention=InterventionFactory(program=work.program, starts_on=ENDED, ends_on=ENDED),
        contact_from="Zebras at midnight " * 6,
    )
    path = connection.settings_dict["NAME"]
    assert b"Zebras" in everything_in(path)
    purge(YEAR_LATER)
    assert b"Zebras" not in everything_in(path)


def everything_in(path):
    return b"".join(file.read_bytes() for file in Path(path).parent.glob(f"{Path(path).name}*"))
