"""The sheets on change agents, outreach, concerns, stories and consents: what they bring in, and refuse."""

import copy
import datetime as dt
from io import StringIO

import pytest
from django.core.management import call_command
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from care_engage.accounts.models import RoleKind
from care_engage.exchange.forms import hold
from care_engage.exchange.importing import import_plan
from care_engage.trail.models import Entry
from groups.models import ChangeAgent, Outreach
from programs.auditing import audit_program
from programs.loading import load_plan
from programs.models import Concern, ConsentRecord, Program, Story
from tests.factories import OfficeFactory, UserFactory, person

from .books import PEOPLE, book, plan, spoiled
from .bringing import bring_in, faults_of
from .rows import counted, stamps

pytestmark = pytest.mark.django_db
D = dt.date
MAY = D(2026, 5, 4)


def full(**sheets):
    return plan(**copy.deepcopy(PEOPLE) | sheets)


def only_fault(sheets, **options):
    (fault,) = faults_of(sheets, **options)
    return fault.sheet, fault.column, fault.expected


def test_every_sheet_arrives_once():
    report = bring_in(full())
    assert {sheet: report.tallies[sheet].new for sheet in PEOPLE} == {k: len(v) for k, v in PEOPLE.items()}

    active, named = ChangeAgent.objects.order_by("code")
    assert (active.code, active.place.name, active.influences) == ("A7", "Kirehe", "MEN")
    assert (active.display_name, active.vetting_outcome) == ("", "")
    assert active.states == [["TRAINED", "2026-01-10"], ["ACTIVE", "2026-01-20"]]
    assert (named.status, named.place.name, named.vetting_outcome) == ("NOMINATED", "Rwanda", "")
    outreach = Outreach.objects.get()
    assert (outreach.group.code, outreach.month, outreach.contacts) == ("KT-M", D(2026, 2, 1), 14)
    mocked, threat = Concern.objects.order_by("pk")
    assert mocked.states == [["OPEN", "2026-02-10"], ["ACKNOWLEDGED", "2026-02-12"]]
    assert (mocked.opened_on, mocked.office, mocked.summary) == (D(2026, 2, 10), mocked.program.office, "")
    assert (threat.opened_on, threat.states) == (D(2026, 2, 1), [["OPEN", "2026-02-01"]])
    story = Story.objects.get()
    assert (story.reach, story.people, story.no_harm_shown, story.status) == (2, 2, True, "CONSENT_CHECKED")
    assert list(story.agents.all()) == [active]
    adult, child = story.consents.order_by("person_ref")
    assert (adult.reach, adult.child, adult.expires_on) == (2, False, D(2036, 2, 15))
    assert (child.child, child.of_household, child.assent_on) == (True, True, D(2026, 2, 16))

    rows, moments = counted(), stamps()
    assert bring_in(full()).changes_nothing
    assert (counted(), stamps()) == (rows, moments)


def rules_of(program, on):
    return {finding.rule for finding in audit_program(program.pk, on)} & {"R13", "R14", "R15", "R22"}


def stepping_out(**sheets):
    """The plan, in which the men's work steps out, and one of two people shown has not agreed."""
    made = plan(**sheets)
    made["interventions"][0]["element"] = "STEPPING_OUT"
    return made


def test_absent_sheets_are_silent_and_present_ones_let_the_rules_speak():
    program = bring_in(stepping_out()).programs[0]
    assert load_plan(program.pk).change_agents is None
    assert rules_of(program, D(2026, 7, 1)) == set()
    told = copy.deepcopy(PEOPLE)
    told["consents"] = told["consents"][:1]
    bring_in(stepping_out(**told))
    assert "change_agents" not in Program.objects.get().unsaid
    assert rules_of(program, D(2026, 7, 1)) == {"R13", "R14", "R15", "R22"}


def test_each_of_these_sheets_alone_wakes_its_own_rule():
    people = copy.deepcopy(PEOPLE)
    program = bring_in(stepping_out(concerns=people["concerns"])).programs[0]
    assert rules_of(program, D(2026, 7, 1)) == {"R15"}
    bring_in(stepping_out(change_agents=[]))
    assert rules_of(program, D(2026, 7, 1)) == {"R14", "R15"}


def test_checked_consents_without_their_sheet_are_a_fault_not_a_silence():
    sheet, column, expected = only_fault(full(consents=None))
    assert (sheet, column) == ("stories", "status")
    assert "Add sheet consents" in expected
    drafts = full(consents=None)
    drafts["stories"][0]["status"] = "DRAFT"
    program = bring_in(drafts).programs[0]
    assert "R22" not in rules_of(program, D(2026, 7, 1))


@pytest.mark.parametrize(("sheet", "row", "column", "value", "expected"), [
    pytest.param("change_agents", 0, "agent", "Jean Bosco Habimana", "", id="a name for a code"),
    pytest.param("change_agents", 1, "agent", "A7", "Row 2 says this already", id="same agent twice"),
    pytest.param("change_agents", 0, "office", "NP", "office of a program", id="office without a program"),
    pytest.param("change_agents", 0, "status", "DECLINED", "NOMINATED, TRAINED", id="outcome of vetting"),
    pytest.param("change_agents", 0, "since", None, "A value is missing", id="since when unknown"),
    pytest.param("change_agents", 0, "influences", "ALL", "WOMEN, MEN, BOTH", id="bad influence"),
    pytest.param("outreach", 0, "group", "NO", "has no NO", id="unknown group"),
    pytest.param("outreach", 0, "contacts", 0, "from 1 to 9999", id="no contacts"),
    pytest.param("concerns", 0, "kind", "SAFEGUARDING_NOTICE", "BACKLASH", id="notice to safeguarding"),
    pytest.param("concerns", 0, "status", "ESCALATED", "OPEN, ACKNOWLEDGED", id="handed over"),
    pytest.param("concerns", 0, "since", D(2026, 2, 9), "before it was opened", id="acknowledged first"),
    pytest.param("concerns", 0, "program", "NO", "has no NO", id="unknown program"),
    pytest.param("stories", 0, "story", "Claudine was beaten by her husband", "", id="harm in a title"),
    pytest.param("stories", 0, "status", "PUBLISHED", "DRAFT, CONSENT_CHECKED", id="published by workbook"),
    pytest.param("stories", 0, "people", 501, "from 0 to 500", id="a crowd"),
    pytest.param("stories", 0, "agents", "A7;A9", "has no A9", id="unknown agent"),
    pytest.param("stories", 0, "no_harm_shown", "maybe", "“yes” or “no”", id="neither yes nor no"),
    pytest.param("stories", 0, "reach", 2, "HERE, COUNTRY, ANYWHERE", id="reach by number"),
    pytest.param("consents", 0, "story", "Another one", "no such story", id="unknown story"),
    pytest.param("consents", 0, "person_ref", "Jean", "letters, a dash and digits", id="a name for a paper"),
    pytest.param("consents", 1, "person_ref", "C-14", "Row 2 says this already", id="same paper twice"),
    pytest.param("consents", 0, "expires_on", D(2026, 1, 1), "ends before it was given", id="ends first"),
    pytest.param("consents", 0, "withdrawn_on", D(2026, 1, 1), "before it was given", id="withdrawn first"),
])  # fmt: skip
def test_a_bad_cell_is_named(sheet, row, column, value, expected):
    found = [f for f in faults_of(spoiled(sheet, row, **{column: value})) if f.sheet == sheet]
    assert [(fault.row, fault.column) for fault in found] == [(row + 2, column)]
    assert expected in found[0].expected
    if not expected:  # what would betray somebody is repeated nowhere
        assert found[0].value == ""
        assert value not in found[0].expected


def test_two_concerns_that_say_the_same_once_reduced_are_one():
    sheets = full()
    sheets["concerns"].append(sheets["concerns"][1] | {"opened_on": D(2026, 2, 25)})
    assert only_fault(sheets)[:2] == ("concerns", "opened_on")


def test_concerns_come_from_managers_of_the_office_only():
    office = OfficeFactory()
    manager, chief = person(RoleKind.MANAGER, office), UserFactory(is_superuser=True, is_staff=True)
    assert {fault.column for fault in faults_of(full(), user=chief)} == {"program"}
    assert bring_in(full(), user=manager).tallies["concerns"].new == 2
    assert bring_in(full(concerns=None), user=chief).changes_nothing


def test_what_was_moved_on_here_is_not_moved_by_a_workbook():
    bring_in(full())
    concern = Concern.objects.get(form="RIDICULE")
    concern.status = "MONITORING"
    concern.save()
    assert only_fault(full())[:2] == ("concerns", "status")
    assert bring_in(full(concerns=None)).changes_nothing


def test_a_workbook_says_nothing_of_vetting_and_ends_none():
    bring_in(full())
    agent = ChangeAgent.objects.get(code="A8")
    agent.status = "SUSPENDED"
    agent.save()
    assert bring_in(full()).changes_nothing
    assert only_fault(full_with_trained())[:2] == ("change_agents", "status")
    agent.refresh_from_db()
    assert agent.status == "SUSPENDED"


def full_with_trained():
    sheets = full()
    sheets["change_agents"][1] |= {"status": "TRAINED", "since": D(2026, 3, 1)}
    return sheets


def test_an_agent_goes_on_with_the_days_of_earlier_states_kept():
    bring_in(full())
    sheets = full()
    sheets["change_agents"][0] |= {"status": "PAUSED", "since": D(2026, 4, 1)}
    bring_in(sheets)
    states = ChangeAgent.objects.get(code="A7").states
    assert states == [["TRAINED", "2026-01-10"], ["ACTIVE", "2026-01-20"], ["PAUSED", "2026-04-01"]]
    sheets["change_agents"][0] |= {"status": "ENDED", "since": D(2026, 3, 1)}
    assert only_fault(sheets)[:2] == ("change_agents", "since")


def test_a_scheduled_story_and_a_withdrawn_consent_stay_as_they_are():
    bring_in(full())
    story = Story.objects.get()
    story.status = "SCHEDULED"
    story.save()
    ConsentRecord.objects.get(person_ref="C-14").withdraw(MAY)
    assert {(fault.sheet, fault.column) for fault in faults_of(full())} == {
        ("stories", "status"),
        ("consents", "withdrawn_on"),
    }


def test_safeguarding_hears_of_a_critical_concern(
    client, settings, mailoutbox, django_capture_on_commit_callbacks
):
    settings.SENDS_MAIL = True
    office = OfficeFactory()
    focal_point = person(RoleKind.SAFEGUARDING_FOCAL_POINT, office)
    client.force_login(manager := person(RoleKind.MANAGER, office))
    sheets = full()
    sheets["concerns"][1]["severity"] = "CRITICAL"
    held = {"held": hold(book(sheets), manager)}
    for _once_is_enough in range(2):
        with django_capture_on_commit_callbacks(execute=True):
            assert client.post(reverse("import_plan"), held).status_code == 302
    (letter,) = mailoutbox
    assert letter.to == [focal_point.email]
    concern = Concern.objects.get(severity="CRITICAL")
    assert reverse("concern", args=[concern.pk]) in letter.body
    entry = Entry.objects.get(kind="concerns")
    assert (entry.act, entry.actor, entry.office) == ("IMPORTED", manager.pk, office.pk)


def test_safeguarding_hears_of_it_from_the_command_line_too(
    settings, mailoutbox, tmp_path, django_capture_on_commit_callbacks
):
    settings.SENDS_MAIL, settings.ADDRESS = True, "https://engage.example"
    focal_point = person(RoleKind.SAFEGUARDING_FOCAL_POINT, OfficeFactory())
    sheets = full()
    sheets["concerns"][1]["severity"] = "CRITICAL"
    (file := tmp_path / "plan.xlsx").write_bytes(book(sheets))
    for dry_run, letters in ((True, 0), (False, 1), (False, 1)):  # the second time it is no news
        with django_capture_on_commit_callbacks(execute=True):
            call_command("import_plan", file, stdout=StringIO(), dry_run=dry_run)
        assert len(mailoutbox) == letters
    assert mailoutbox[0].to == [focal_point.email]
    path = reverse("concern", args=[Concern.objects.get(severity="CRITICAL").pk])
    assert f"https://engage.example{path}" in mailoutbox[0].body


def many(n):
    """The plan with so many rows in each of these sheets."""
    sheets = full()
    for at in range(n):
        sheets["change_agents"].append(sheets["change_agents"][1] | {"agent": f"B{at}"})
        sheets["outreach"].append(sheets["outreach"][0] | {"month": D(2020 + at // 12, at % 12 + 1, 1)})
        opened = D(2025, 1, 1) + dt.timedelta(days=at)
        sheets["concerns"].append(sheets["concerns"][0] | {"opened_on": opened})
        sheets["stories"].append(sheets["stories"][0] | {"story": f"Fathers who cook {at}"})
        consent = {"story": f"Fathers who cook {at}", "person_ref": f"D-{at}"}
        sheets["consents"].append(sheets["consents"][0] | consent)
    return book(sheets)


def test_more_rows_cost_no_more_queries():
    costs = []
    for n in (1, 30, 60):
        with CaptureQueriesContext(connection) as told:
            assert import_plan(data=many(n)).faults == []
        costs.append(len(told))
    assert costs[1] == costs[2] <= 50
