import datetime as dt

import pytest
from django.core.management import CommandError, call_command

from care_engage.accounts.models import CountryOffice, Place
from care_engage.exchange.importing import import_plan
from groups.models import Group, Member, Organization
from programs.auditing import audit_program
from programs.loading import load_plan
from programs.models import (
    AccountabilityFeedback,
    AlliancePartner,
    ExternalActivity,
    Flag,
    InclusionDecision,
    Intervention,
    Program,
    Session,
    SyncLink,
    Verdict,
)
from tests.factories import OfficeFactory, PlaceFactory

from .books import COLUMNS, WHY, book, plan, spoiled
from .bringing import bring_in
from .rows import counted, stamps

pytestmark = pytest.mark.django_db
D = dt.date


def test_every_sheet_arrives():
    report = bring_in(plan())

    program = Program.objects.get()
    assert (program.code, program.name, program.status) == ("KT", "Kirehe Together", "ACTIVE")
    assert (program.office.iso2, program.office.time_zone) == ("RW", "Africa/Kigali")
    assert program.place.name == "Kirehe"
    assert program.place.parent.name == "Rwanda"
    assert program.unsaid == ["pathways", "facilitators", "gbv_plan", "inclusion", "change_agents"]

    men, women, couples = (Group.objects.get(code=code) for code in ("KT-M", "KT-W", "KT-C"))
    assert (men.status, men.origin, men.min_age, men.max_age) == ("ACTIVE", "NEW", 21, 45)
    assert set(couples.draws_from.all()) == {men, women}
    husbands = Intervention.objects.get(code="M")
    assert list(husbands.groups.all()) == [men]
    assert husbands.also_elements == ["BUILDING_BASE"]
    assert not husbands.stand_alone_by_design

    held = husbands.sessions.get(number=1)
    assert (held.held_on, held.minutes, held.topics) == (D(2026, 1, 6), 90, ["T01", "T08"])
    assert (held.men, held.another_or_unstated, held.others) == (11, 1, {"men": 11, "another_or_unstated": 1})
    held.count_people()
    assert held.attendance == 12
    planned = husbands.sessions.get(number=2)
    assert (planned.status, planned.space, planned.minutes, planned.others) == ("PLANNED", "COUPLES", 120, {})

    first, second = SyncLink.objects.order_by("pk")
    assert (first.from_intervention, first.to_intervention.code) == (husbands, "W")
    assert (second.from_intervention, second.to_external.code) == (husbands, "X1")
    assert ExternalActivity.objects.get().held_on == ["2025-10-01", "2025-10-08"]
    partner = AlliancePartner.objects.get()
    assert (partner.organization.kind, partner.status) == ("WRO", "FORMAL")
    assert Organization.objects.get(name="Haguruka").kind == "OTHER"
    by_women, by_partner = AccountabilityFeedback.objects.order_by("given_on")
    assert (by_women.from_group, by_women.responded_on) == (women, D(2026, 2, 5))
    assert by_partner.from_organization == partner.organization
    assert by_partner.changes_asked == ""
    assert report.programs == [program]
    assert {sheet: tally.new for sheet, tally in report.tallies.items()} == {
        name: len(rows) for name, rows in plan().items()
    }


def test_single_gender_groups_get_numbers_and_mixed_ones_a_head_count():
    bring_in(plan())
    men, couples = Group.objects.get(code="KT-M"), Group.objects.get(code="KT-C")
    assert list(men.members.values_list("number", "column")) == [(n, "man") for n in range(1, 13)]
    assert (men.head_count_only, men.enrolled) == (False, 0)
    assert set(Member.objects.filter(group__code="KT-W").values_list("column", flat=True)) == {"woman"}
    assert (couples.head_count_only, couples.enrolled, couples.members.count()) == (True, 24, 0)


def test_a_group_without_members_has_no_register():
    bring_in(spoiled("groups", 0, members=None))
    group = Group.objects.get(code="KT-M")
    assert (group.head_count_only, group.members.count()) == (False, 0)


def test_a_space_that_is_the_interventions_own_is_no_override():
    bring_in(spoiled("sessions", 1, space="MEN"))
    assert Session.objects.get(intervention__code="M", number=2).space == ""


def test_order_of_sheets_and_columns_is_free():
    columns = {name: list(reversed(names)) for name, names in COLUMNS.items()}
    sheets = dict(reversed(plan().items()))
    report = import_plan(data=book(sheets, columns))
    assert report.faults == []
    assert Session.objects.count() == 3


def test_blank_rows_blanks_around_words_and_iso_text_are_understood():
    sheets = spoiled(
        "sessions", 0, planned_on=" 2026-01-05 ", held_on="2026-01-06T00:00:00", status=" DELIVERED "
    )
    sheets["sessions"][1:1] = [{}, {"status": "   "}]
    bring_in(sheets)
    assert Session.objects.count() == 3
    assert Session.objects.get(intervention__code="M", number=1).held_on == D(2026, 1, 6)


def test_codes_typed_as_numbers_are_codes():
    sheets = spoiled("groups", 1, group=7)
    sheets["groups"][2] |= {"draws_from": "KT-M;7"}
    sheets["interventions"][1] |= {"groups": 7}
    sheets["feedback"] = []
    bring_in(sheets)
    assert Group.objects.filter(code="7").exists()


def test_an_absent_sheet_says_nothing():
    bring_in(plan(partners=None, feedback=None, links=None, external_activities=None))
    never = ["pathways", "facilitators", "gbv_plan", "inclusion", "change_agents"]
    assert Program.objects.get().unsaid == ["partners", "feedback", *never]
    bring_in(plan(feedback=None))
    assert Program.objects.get().unsaid == ["feedback", *never]


MARCH = dt.date(2026, 3, 1)
GBV = [
    {"program": "KT", "part": part, "text": "We ask at every session.", "owner": who, "reviewed_on": MARCH}
    for part, who in (("MONITOR", "GBV focal point"), ("PREVENT", None))
]
DECIDED = {"program": "KT", "decision": "QUIET", "advised_by": "A local network", "decided_on": MARCH}


def test_the_gbv_plan_and_inclusion_speak_once_a_workbook_has_their_sheets():
    silent = bring_in(plan()).programs[0]
    assert (load_plan(silent.pk).gbv_plan, load_plan(silent.pk).inclusion) == (None, None)
    bring_in(plan(gbv_plan=GBV, inclusion=[DECIDED]))
    told = load_plan(silent.pk)
    assert told.gbv_plan == ((MARCH, "MONITOR", True), (MARCH, "PREVENT", False))
    assert told.inclusion == ((MARCH, "QUIET"),)
    assert Program.objects.get().unsaid == ["pathways", "facilitators", "change_agents"]
    report = bring_in(plan(gbv_plan=GBV, inclusion=[DECIDED | {"decision": "EXPLICIT"}]))
    assert [sheet for sheet, tally in report.tallies.items() if tally.changed] == ["inclusion"]
    assert InclusionDecision.objects.get().decision == "EXPLICIT"


def test_empty_sheets_say_that_there_is_none():
    program = bring_in(plan(gbv_plan=[], inclusion=[])).programs[0]
    assert (load_plan(program.pk).gbv_plan, load_plan(program.pk).inclusion) == ((), ())


def test_not_safe_now_names_its_advice():
    alone = DECIDED | {"decision": "NOT_SAFE_NOW", "advised_by": None}
    (fault,) = import_plan(data=book(plan(inclusion=[alone]))).faults
    assert (fault.sheet, fault.column) == ("inclusion", "advised_by")


def test_an_absent_column_says_nothing_of_what_is_here():
    bring_in(plan())
    columns = COLUMNS | {"interventions": [name for name in COLUMNS["interventions"] if name != "ends_on"]}
    report = import_plan(data=book(plan(), columns))
    assert report.changes_nothing
    assert Intervention.objects.get(code="M").ends_on == D(2026, 6, 29)


def test_an_empty_cell_empties_what_is_here():
    bring_in(plan())
    bring_in(spoiled("interventions", 0, ends_on=None))
    assert Intervention.objects.get(code="M").ends_on is None


def test_importing_twice_changes_nothing():
    bring_in(plan())
    rows, moments = counted(), stamps()
    report = bring_in(plan())
    assert report.changes_nothing
    assert counted() == rows
    assert stamps() == moments


def test_a_dry_run_writes_nothing():
    rows = counted()
    report = bring_in(plan(), dry_run=True)
    assert report.tallies["sessions"].new == 3
    assert counted() == rows


@pytest.mark.parametrize(("sheet", "row", "cells", "table"), [
    pytest.param("programs", 0, {"name": "Kirehe United"}, "programs.Program", id="program"),
    pytest.param("groups", 1, {"min_age": 20}, "groups.Group", id="group"),
    pytest.param("groups", 2, {"draws_from": "KT-M"}, "groups.Group", id="group's sources"),
    pytest.param("groups", 2, {"members": 30}, "groups.Group", id="head count"),
    pytest.param("interventions", 0, {"status": "PAUSED"}, "programs.Intervention", id="intervention"),
    pytest.param("interventions", 0, {"groups": "KT-M;KT-C"}, "programs.Intervention", id="its groups"),
    pytest.param("sessions", 0, {"men": 9}, "programs.Session", id="session"),
    pytest.param("links", 0, {"status": "WITHDRAWN"}, "programs.SyncLink", id="link"),
    pytest.param("links", 1, {"from": "M", "to": "X1", "status": "AGREED"}, "programs.SyncLink", id="turned"),
    pytest.param("partners", 0, {"stage": "PAUSED"}, "programs.AlliancePartner", id="partner"),
    pytest.param("partners", 0, {"kind": "FEMINIST"}, "groups.Organization", id="organization"),
    pytest.param("external_activities", 0, {"held_on": D(2025, 10, 1)}, "programs.ExternalActivity", id="X"),
    pytest.param("feedback", 0, {"responded_on": None}, "programs.AccountabilityFeedback", id="feedback"),
])  # fmt: skip
def test_a_changed_cell_changes_that_record_only(sheet, row, cells, table):
    bring_in(plan())
    rows, moments = counted(), stamps()
    bring_in(spoiled(sheet, row, **cells))
    changed = {key for key, moment in stamps().items() if moments[key] != moment}
    assert {label for label, _pk in changed} == {table}
    assert len(changed) == 1
    app, name = table.split(".")
    grown = {label for label, number in counted().items() if number > rows[label] and "Historical" in label}
    assert f"{app}.Historical{name}" in grown


def test_history_tells_the_groups_of_an_intervention():
    bring_in(plan())
    bring_in(spoiled("interventions", 0, groups="KT-M;KT-C"))
    now, before = Intervention.objects.get(code="M").history.all()
    assert {row.group.code for row in now.groups.all()} == {"KT-M", "KT-C"}
    assert {row.group.code for row in before.groups.all()} == {"KT-M"}


def test_a_link_turned_round_is_the_same_link():
    bring_in(plan())
    turned = spoiled("links", 0, **{"from": "W", "to": "M", "timing": "SEQUENTIAL"})
    bring_in(turned)
    link = SyncLink.objects.get(to_external=None)
    assert (link.from_intervention.code, link.timing) == ("W", "SEQUENTIAL")


def test_a_withdrawn_link_gives_way_to_a_standing_one():
    bring_in(plan())
    old = SyncLink.objects.get(to_external=None)
    SyncLink.objects.filter(pk=old.pk).update(status="WITHDRAWN")
    new = SyncLink.objects.create(
        from_intervention=old.to_intervention,
        to_intervention=old.from_intervention,
        kind=old.kind,
        rationale=WHY,
        status="AGREED",
    )
    bring_in(spoiled("links", 0, confirmed_on=D(2026, 1, 9)))
    old.refresh_from_db()
    new.refresh_from_db()
    assert (old.status, old.confirmed_on) == ("WITHDRAWN", None)
    assert new.confirmed_on == D(2026, 1, 9)


def test_rows_that_are_gone_from_the_file_stay():
    bring_in(plan())
    report = bring_in(plan(sessions=[], feedback=[]))
    assert report.changes_nothing
    assert Session.objects.count() == 3


def test_a_register_that_is_here_stays():
    bring_in(plan())
    report = bring_in(spoiled("groups", 0, members=20))
    assert report.changes_nothing
    assert Member.objects.filter(group__code="KT-M").count() == 12


def logged(session):
    session.register = [[1, 1, "man", None]]
    session.present = [[1, 1]]
    session.men = 1
    session.save()


def test_a_session_logged_here_is_never_overwritten():
    bring_in(plan())
    logged(Session.objects.get(intervention__code="M", number=1))
    rows = counted()
    report = import_plan(data=book(spoiled("groups", 0, name="Another name")))
    (fault,) = report.faults
    assert (fault.sheet, fault.row, fault.column) == ("sessions", 2, "men")
    assert "logged here" in fault.expected
    assert counted() == rows
    assert Group.objects.get(code="KT-M").name == "Husbands' circle"


def test_a_session_logged_here_and_told_the_same_is_no_fault():
    bring_in(plan())
    logged(Session.objects.get(intervention__code="M", number=1))
    report = bring_in(spoiled("sessions", 0, men=1, another_or_unstated=1))
    assert report.tallies["sessions"].unchanged == 3


def test_places_are_found_by_code_or_name_however_written():
    office = OfficeFactory()
    country = PlaceFactory(office=office)
    kirehe = PlaceFactory(office=office, parent=country, level="ADMIN1", code="KRH", name="Kirehe")
    bring_in(spoiled("programs", 0, place="krh"))
    assert Program.objects.get().place == kirehe
    assert Group.objects.get(code="KT-M").place == kirehe
    assert Place.objects.count() == 2


def test_the_country_is_a_place_and_stands_in_for_none():
    sheets = spoiled("programs", 0, place="rwanda")
    sheets["groups"][0]["place"] = None
    bring_in(sheets)
    assert Program.objects.get().place.level == "COUNTRY"
    assert Group.objects.get(code="KT-M").place.level == "COUNTRY"


def test_two_offices_in_one_workbook():
    sheets = plan()
    sheets["programs"].append(
        sheets["programs"][0] | {"program": "NP", "office": "NP", "place": "Kapilvastu"}
    )
    sheets["groups"].append(sheets["groups"][0] | {"group": "NP-M", "place": "Kapilvastu"})
    sheets["interventions"].append(
        sheets["interventions"][0] | {"program": "NP", "intervention": "NM", "groups": "NP-M"}
    )
    bring_in(sheets)
    assert Group.objects.get(code="NP-M").office.iso2 == "NP"
    assert {group.office.iso2 for group in Group.objects.filter(code__startswith="KT")} == {"RW"}
    assert CountryOffice.objects.get(iso2="NP").name == "CARE Nepal"


def test_the_rules_are_asked_at_once():
    bring_in(plan(links=[], feedback=[]))
    assert Verdict.objects.get().program.code == "KT"
    assert Flag.objects.filter(rule="R1").exists()


def test_what_the_guards_would_have_asked_is_told():
    report = bring_in(plan())
    owed = {label for labels in report.owed.values() for label in labels}
    assert {"KT", "KT-M", "M ~ W"} <= owed
    assert "M" not in owed


def test_the_number_of_queries_does_not_grow_with_the_rows(django_assert_max_num_queries):
    def sessions(number):
        row = {"intervention": "M", "status": "PLANNED"}
        return [
            row | {"number": n, "planned_on": D(2026, 1, 1) + dt.timedelta(n)} for n in range(1, number + 1)
        ]

    import_plan(data=book(plan(sessions=[])))
    with django_assert_max_num_queries(70):
        import_plan(data=book(plan(sessions=sessions(10))))
    with django_assert_max_num_queries(70):
        import_plan(data=book(plan(sessions=sessions(300))))


def test_the_command_tells_what_it_did(tmp_path, capsys):
    file = tmp_path / "plan.xlsx"
    file.write_bytes(book(plan()))
    call_command("import_plan", str(file), dry_run=True)
    assert "nothing was written" in capsys.readouterr().out
    assert not Program.objects.exists()
    call_command("import_plan", str(file))
    out = capsys.readouterr().out
    assert "sessions: 3 new" in out
    assert "New country office: CARE Rwanda" in out
    assert "Still to be completed" in out
    call_command("import_plan", str(file))
    assert "Nothing to do" in capsys.readouterr().out


def test_the_command_names_every_fault_and_fails(tmp_path, capsys):
    file = tmp_path / "plan.xlsx"
    file.write_bytes(book(spoiled("sessions", 0, men=-1, topics="T99")))
    with pytest.raises(CommandError, match="nothing was imported"):
        call_command("import_plan", str(file))
    assert "sheet sessions, row 2, column men: “-1”." in capsys.readouterr().err
    with pytest.raises(CommandError, match="cannot be read"):
        call_command("import_plan", str(tmp_path / "absent.xlsx"))
    file.write_bytes(b"hello")
    with pytest.raises(CommandError, match="not an .xlsx workbook"):
        call_command("import_plan", str(file))


@pytest.mark.parametrize(("sheets", "silent"), [
    pytest.param({"partners": None, "feedback": None}, True, id="no sheet: unknown"),
    pytest.param({"partners": [], "feedback": []}, False, id="an empty sheet: none"),
])  # fmt: skip
def test_a_rule_whose_sheet_is_absent_stays_silent(sheets, silent):
    bring_in(plan(**sheets))
    rules = {finding.rule for finding in audit_program(Program.objects.get().pk, D(2026, 5, 1))}
    assert ("R9" not in rules) == silent
