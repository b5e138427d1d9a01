"""What the rules say is kept: flags open, stay, are resolved and open again; verdicts follow."""

import datetime as dt
import threading
from operator import attrgetter

import pytest
from django.db import connection, transaction

from programs.auditing import audit_program, programs_touched, reaudit, reaudit_around
from programs.models import Flag, Program, RuleLimits, SyncLink, Verdict
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    SyncLinkFactory,
    held,
)

pytestmark = pytest.mark.django_db
JUN, JUL, AUG = (dt.date(2026, month, 1) for month in (6, 7, 8))


@pytest.fixture
def alone():
    """A program whose men's work stands alone."""
    return InterventionFactory(code="M1", program__code="KIR").program


def link_up(program):
    women = InterventionFactory(program=program, space="WOMEN", code="W1")
    return SyncLinkFactory(from_intervention=program.interventions.get(code="M1"), to_intervention=women)


def flags(program, rule="R1"):
    kept = Flag.objects.filter(program=program, rule=rule).order_by("pk")
    return [(f.subject, f.reason, f.first_seen_on, f.last_seen_on, f.resolved_on) for f in kept]


def test_a_finding_becomes_a_flag_and_a_verdict(alone):
    reaudit([alone.pk], on=JUN)

    assert flags(alone) == [("M1", "NO_LINK", JUN, JUN, None)]
    verdict = Verdict.objects.get(program=alone)
    found = audit_program(alone.pk, JUN)
    assert verdict.audited_on == JUN
    assert verdict.oldest_flag_on == JUN
    assert (verdict.men_only, verdict.men_only_delivered) == (1, 0)
    counts = {
        name: getattr(verdict, name.lower()) for name in ("CRITICAL", "HIGH", "MEDIUM", "LOW", "WARNING")
    }
    assert sum(counts.values()) == len(found) == Flag.objects.count()
    worst = found[0].severity
    assert counts[worst] > 0
    assert verdict.rank == 5 - list(counts).index(worst)


def test_twice_on_the_same_day_changes_nothing(alone, django_assert_num_queries):
    reaudit([alone.pk], on=JUN)
    before = list(Flag.objects.values()), list(Verdict.objects.values())
    queries = 1 if connection.vendor == "sqlite" else 2  # the other one locks

    with django_assert_num_queries(queries):
        reaudit([alone.pk], on=JUN)

    assert (list(Flag.objects.values()), list(Verdict.objects.values())) == before


def test_a_flag_keeps_its_first_day_while_it_lasts(alone):
    reaudit([alone.pk], on=JUN)
    reaudit([alone.pk], on=JUL)

    assert flags(alone) == [("M1", "NO_LINK", JUN, JUL, None)]
    assert Verdict.objects.get().oldest_flag_on == JUN


def the_link_goes(program, on, back=False):
    """Withdraw the one link of the program, or take it back, and audit."""
    link = SyncLink.objects.get()
    link.status, link.status_reason = ("AGREED", "") if back else ("WITHDRAWN", "The group moved away.")
    link.save()
    reaudit([program.pk], on=on)


def test_a_flag_that_returns_opens_the_same_row_again(alone):
    reaudit([alone.pk], on=JUN)
    link = link_up(alone)
    reaudit([alone.pk], on=JUL)
    assert flags(alone) == [("M1", "NO_LINK", JUN, JUN, JUL)]
    link.remove()
    reaudit([alone.pk], on=AUG)

    flag = Flag.objects.get(program=alone, rule="R1")
    assert (flag.first_seen_on, flag.opened_on, flag.last_seen_on) == (JUN, AUG, AUG)
    assert (flag.status, flag.resolved_on) == ("OPEN", None)
    assert [(day, what) for day, what, _severity in flag.story] == [
        ("2026-06-01", "OPENED"),
        ("2026-07-01", "RESOLVED"),
        ("2026-08-01", "REOPENED"),
    ]


def test_what_is_taken_back_the_same_day_goes_on_as_if_nothing_had_been(alone):
    reaudit([alone.pk], on=JUN)
    link = link_up(alone)
    reaudit([alone.pk], on=JUL)
    link.remove()
    reaudit([alone.pk], on=JUL)

    flag = Flag.objects.get(program=alone, rule="R1")
    assert (flag.first_seen_on, flag.opened_on, flag.resolved_on) == (JUN, JUN, None)


def test_a_link_that_was_withdrawn_does_not_lose_the_first_day(alone):
    """The reason is another one then, but it is the same trouble."""
    reaudit([alone.pk], on=JUN)
    link_up(alone)
    reaudit([alone.pk], on=JUL)
    the_link_goes(alone, AUG)

    first, then = Flag.objects.filter(program=alone, rule="R1").order_by("pk")
    assert (first.reason, first.resolved_on) == ("NO_LINK", JUL)
    assert (then.reason, then.first_seen_on, then.opened_on) == ("LINK_NOT_AGREED", JUN, AUG)
    the_link_goes(alone, AUG, back=True)
    the_link_goes(alone, AUG)
    then.refresh_from_db()
    assert (then.first_seen_on, then.opened_on, then.resolved_on) == (JUN, AUG, None)


def test_what_was_decided_passes_over_when_only_the_reason_changes(alone):
    reaudit([alone.pk], on=JUN)
    flag = Flag.objects.get(program=alone, rule="R1")
    flag.plan, flag.due_on, flag.status = "Ask the women's circle in Nyabugogo.", AUG, "ACKNOWLEDGED"
    flag.save()
    link_up(alone)
    SyncLink.objects.update(status="PROPOSED")
    reaudit([alone.pk], on=JUL)

    now = Flag.objects.get(program=alone, rule="R1", resolved_on=None)
    assert (now.reason, now.status, now.plan, now.due_on) == (
        "LINK_NOT_AGREED",
        "ACKNOWLEDGED",
        "Ask the women's circle in Nyabugogo.",
        AUG,
    )
    assert (now.first_seen_on, now.opened_on) == (JUN, JUN)


@pytest.mark.parametrize(("on", "status"), [(JUL, "DISMISSED"), (AUG, "OPEN")], ids=["until", "after"])
def test_a_dismissal_lapses_by_its_day(alone, on, status):
    reaudit([alone.pk], on=JUN)
    Flag.objects.filter(rule="R1").update(
        status="DISMISSED",
        dismissal="The women's circle starts in the dry season.",
        dismissed_on=JUN,
        dismissed_until=JUL,
    )
    reaudit([alone.pk], on=on)

    flag, verdict = Flag.objects.get(rule="R1"), Verdict.objects.get()
    assert flag.status == status
    assert verdict.dismissed == (status == "DISMISSED")
    assert ("LAPSED" in [what for _day, what, _severity in flag.story]) == (status == "OPEN")


def test_a_day_before_the_last_audit_is_passed_over(alone):
    reaudit([alone.pk], on=JUL)
    before = list(Flag.objects.values()), list(Verdict.objects.values())
    link_up(alone)
    reaudit([alone.pk], on=JUN)

    assert (list(Flag.objects.values()), list(Verdict.objects.values())) == before


def test_a_clean_program_has_a_verdict_of_nothing_to_repair():
    program = ProgramFactory()

    reaudit([program.pk], on=JUN)

    verdict = Verdict.objects.get(program=program)
    assert (verdict.rank, verdict.oldest_flag_on, verdict.men_only) == (0, None, 0)


def test_linked_and_delivered_is_counted(alone):
    link = link_up(alone)
    held(link.from_intervention, JUN)
    held(link.to_intervention, JUN)

    reaudit([alone.pk], on=JUL)

    verdict = Verdict.objects.get()
    assert (verdict.men_only, verdict.men_only_delivered) == (1, 1)


def test_an_offices_limits_count(alone):
    RuleLimits.objects.create(
        office=alone.office, version=1, in_force_from=JUN, values={"due_within": 10}, note="-"
    )
    alone.interventions.update(status="PLANNED", starts_on=AUG, ends_on=None)

    assert "R1" not in {finding.rule for finding in audit_program(alone.pk, JUL)}
    assert "R1" in {finding.rule for finding in audit_program(alone.pk, dt.date(2026, 7, 25))}


def test_today_is_the_offices_own(alone):
    reaudit([alone.pk])

    assert Verdict.objects.get().audited_on == alone.office.today()


def test_an_unknown_or_deleted_program(alone):
    alone.remove()

    with pytest.raises(Program.DoesNotExist):
        audit_program(alone.pk, JUN)
    reaudit([alone.pk, 10**9], on=JUN)
    assert not Flag.objects.exists()


def test_programs_touched_are_its_own_those_linked_and_those_that_draw_from_its_groups(
    django_assert_num_queries,
):
    source, group = GroupFactory.create_batch(2)
    group.draws_from.add(source)
    one = InterventionFactory(groups=[source])
    after = SyncLinkFactory(from_intervention=one, to_intervention=InterventionFactory()).to_intervention
    before = SyncLinkFactory(to_intervention=one).from_intervention
    same = InterventionFactory(groups=[source])
    drawing = InterventionFactory(groups=[group])
    InterventionFactory()
    SyncLinkFactory(from_intervention=after, to_intervention=InterventionFactory())

    with django_assert_num_queries(1):
        touched = programs_touched([one.pk])

    assert touched == sorted(i.program_id for i in (one, after, before, same, drawing))


def test_a_change_reaches_the_linked_program_too(alone):
    women = InterventionFactory(space="WOMEN", program=ProgramFactory(code="FAR"))
    SyncLinkFactory(from_intervention=alone.interventions.get(), to_intervention=women)

    reaudit_around([women.pk], on=JUN)

    assert {v.program.code for v in Verdict.objects.all()} == {"KIR", "FAR"}


def test_many_programs_at_once_cost_no_more_queries(django_assert_max_num_queries):
    programs = [InterventionFactory().program for _ in range(30)]

    with django_assert_max_num_queries(7):
        reaudit([program.pk for program in programs], on=JUN)

    assert Verdict.objects.count() == 30
    assert Flag.objects.filter(rule="R1").count() == 30


@pytest.mark.django_db(transaction=True)
def test_two_at_once_keep_one_flag_each():
    programs = [InterventionFactory(code="M1").program.pk for _ in range(5)]
    together, failures = threading.Barrier(4), []

    def audit_repeatedly():
        try:
            together.wait(timeout=10)
            for day in (JUN, JUL):
                with transaction.atomic():
                    reaudit(programs, on=day)
        except Exception as error:
            failures.append(error)
        finally:
            connection.close()

    threads = [threading.Thread(target=audit_repeatedly) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(timeout=60)

    assert failures == []
    kept = Flag.objects.filter(rule="R1")
    assert sorted(map(attrgetter("program_id"), kept.filter(resolved_on=None))) == programs
    assert kept.count() == 5
    assert Verdict.objects.count() == 5


def test_offices_are_kept_apart(alone):
    """A code that two offices share names two programs."""
    other = InterventionFactory(
        code="M1", program=ProgramFactory(code="KIR", office=OfficeFactory(iso2="UG", name="CARE Uganda"))
    ).program

    reaudit([alone.pk], on=JUN)

    assert not Flag.objects.filter(program=other).exists()
