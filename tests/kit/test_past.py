"""The rules on a past day hear what was recorded by its end, whatever was changed or removed since."""

import datetime as dt
import re

import pytest
from django.db import connection
from django.utils import timezone

from care_engage.kit.past import as_of, tables_of_the_past
from programs import rows
from programs.loading import load_block
from programs.models import Session
from tests.factories import GroupFactory, InterventionFactory, SyncLinkFactory, held

pytestmark = pytest.mark.django_db
MAY, JUN, JUL = (dt.datetime(2026, month, 1, 12, tzinfo=dt.UTC) for month in (5, 6, 7))


@pytest.fixture
def at(monkeypatch):
    """`at(moment)`: from here on it is then."""

    def turn(moment):
        monkeypatch.setattr(timezone, "now", lambda: moment)

    return turn


def plan(program, moment=None):
    block = load_block([program.pk], moment=moment)
    return block.plans[0] if block.plans else None


def test_every_table_that_a_plan_is_made_of_is_read_as_it_was():
    """Those that are not have no history: people's names, and the topics, which migrations lay down."""
    for few in (True, False):
        now = rows.tables_statement(few, False, connection.vendor)
        now += rows.sessions_statement(connection.vendor)
        read = {table for table in connection.introspection.table_names() if f" {table} " in now}
        assert read - tables_of_the_past().keys() == {"accounts_user", "programs_topic"}
        past = as_of(now)
        for table in read - {"accounts_user", "programs_topic"}:
            assert not re.search(rf"(FROM|JOIN) {table} (?!h (WHERE h.created_at|ON h.id)|m JOIN)", past)


def test_what_was_changed_moved_removed_or_added_since_does_not_count(at):
    at(MAY)
    men = InterventionFactory(code="M1", title="Before")
    program, group = men.program, GroupFactory()
    men.groups.add(group)
    session = held(men, dt.date(2026, 4, 20))
    before = plan(program)

    at(JUL)
    men.title, men.status = "After", "PAUSED"
    men.save()
    men.groups.set([GroupFactory()])
    session.remove()
    held(men, dt.date(2026, 4, 27), number=2)
    SyncLinkFactory(from_intervention=men, to_intervention=InterventionFactory(program=program, code="W1"))

    assert plan(program, JUN) == before
    assert plan(program) != before
    assert plan(program, JUL + dt.timedelta(seconds=1)) == plan(program)


def test_a_program_that_was_removed_since_was_there(at):
    at(MAY)
    program = InterventionFactory().program
    at(JUL)
    program.remove()
    assert plan(program) is None
    assert plan(program, JUN).code == program.code
    assert plan(program, MAY - dt.timedelta(days=1)) is None


def test_many_programs_read_the_same_past(at):
    at(MAY)
    programs = [held(InterventionFactory(), dt.date(2026, 4, 20)).intervention.program for _ in range(25)]
    ids = [program.pk for program in programs]
    before = load_block(ids).plans
    at(JUL)
    for session in Session.objects.all():
        session.remove()
    assert load_block(ids, moment=JUN).plans == before
    assert load_block(ids).plans != before


def test_a_row_without_a_history_of_then_counts_as_it_stands(at):
    at(MAY)
    men = InterventionFactory(title="As it stands")
    men.groups.add(GroupFactory())
    men.history.all().delete()  # its time was over
    assert plan(men.program, JUN) == plan(men.program)
