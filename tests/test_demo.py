"""The demo shows each rule in each verdict, whatever the day on which it is loaded."""

import datetime as dt
import re
from io import StringIO

import pytest
from django.core.management import call_command

from care_engage.demo import build, cast
from groups.models import Member
from programs.loading import load_plan
from programs.models import MarketDay, OfficeHoliday, Program, Session, SessionStatus
from programs.sequencing.audit import RULES, audit

pytestmark = pytest.mark.django_db
TODAY = dt.date.today()
STORIES = {story.code: story for story in build.STORIES}
REASONS_OF_R1 = {
    "NO_LINK",
    "LINK_NOT_AGREED",
    "EXTERNAL_UNCONFIRMED",
    "COUNTERPART_NOT_WOMEN_OR_MIXED",
    "COUNTERPART_DRAFT_OR_CANCELLED",
    "GAP_OVER_180",
}
"""All but NO_RATIONALE, which the database does not let in."""
REASONS_OF_SAFETY = {
    *("R10 NO_PATHWAY", "R10 EXPIRED", "R10 MISSING_CHILD_PROTECTION", "R10 PROTOCOL"),
    *("R11 NOT_READY", "R11 SKILLS", "R11 GENDER"),
}
"""Of the services that may be missing, one."""


def found(code, today):
    plan = load_plan(Program.objects.get(code=code).pk)
    return {f"{finding.rule} {finding.reason}".strip() for finding in audit(plan, today)}


@pytest.mark.parametrize("days", [0, 100])
def test_each_program_shows_what_its_story_says(days):
    today = TODAY + dt.timedelta(days=days)
    build.load(today)
    assert {code: found(code, today) for code in STORIES} == {
        code: set(story.shows) for code, story in STORIES.items()
    }


def test_every_rule_speaks_and_is_silent_somewhere():
    shows_of_all = [story.shows for story in STORIES.values()]
    shown = [{each.split()[0] for each in story.shows} for story in STORIES.values()]
    numbers = {re.search(r"R\d+", rule.__doc__).group() for rule in RULES}
    assert set.union(*shown) == numbers
    assert set.intersection(*shown) == set()
    assert {f"R1 {reason}" for reason in REASONS_OF_R1} <= set.union(
        *(set(s.shows) for s in STORIES.values())
    )
    assert set.union(*map(set, shows_of_all)) >= REASONS_OF_SAFETY
    assert any(not story.shows and story.status == "ACTIVE" for story in STORIES.values())


def test_it_is_loaded_once_and_large_enough_to_believe():
    out = StringIO()
    call_command("demo", stdout=out)
    sessions = Session.objects.count()
    call_command("demo", stdout=out)
    assert "loaded already" in out.getvalue()
    assert Session.objects.count() == sessions > 2_000
    assert Program.objects.values("office").distinct().count() == 3
    assert Member.objects.count() > 500
    for days_off, office in ((OfficeHoliday, "office"), (MarketDay, "place__office")):
        assert days_off.objects.values(office).distinct().count() == 3


def test_sessions_of_the_past_are_held_and_none_of_the_future_is():
    build.load(TODAY)
    held = Session.objects.filter(status=SessionStatus.DELIVERED)
    assert not held.filter(held_on__gte=TODAY).exists()
    assert held.filter(present=[]).exclude(others={}).exists()
    mine = Session.objects.filter(intervention__facilitators__user__email=cast.email("mukamana"))
    assert mine.filter(planned_on=TODAY, status=SessionStatus.PLANNED).exists(), "something to log today"


def test_the_people_can_log_in(client):
    out = StringIO()
    call_command("demo", stdout=StringIO())
    call_command("demo", people=True, stdout=out)
    for line in out.getvalue().splitlines():
        _role, email, password = line.split("\t")
        assert client.login(username=email, password=password)
