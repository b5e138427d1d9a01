"""The board: worst first, filters in the address, pages that never overlap, the same queries for any."""

import datetime as dt
import re

import pytest
from django.urls import reverse
from django.utils import timezone

from care_engage.accounts.models import today_for
from programs.models import Flag, Intervention, Program, Verdict
from tests.factories import (
    FacilitatorFactory,
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    held,
    person,
)

pytestmark = pytest.mark.django_db

RANKS = {"critical": 5, "high": 4, "medium": 3, "low": 2, "warning": 1}


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def manager(office, client):
    user = person("MANAGER", office)
    client.force_login(user)
    return user


def judged(program, oldest=None, men_only=0, delivered=0, **counts):
    """Give the program a verdict with these counts by severity."""
    rank = max((RANKS[severity] for severity in counts), default=0)
    return Verdict.objects.create(
        program=program,
        audited_at=timezone.now(),
        audited_on=timezone.localdate(),
        rank=rank,
        oldest_flag_on=oldest,
        men_only=men_only,
        men_only_delivered=delivered,
        **counts,
    )


def flag(program, rule="R1", severity="CRITICAL", subject="M1", since=dt.date(2026, 3, 1), **fields):
    return Flag.objects.create(
        program=program,
        rule=rule,
        severity=severity,
        subject=subject,
        first_seen_on=since,
        opened_on=since,
        last_seen_on=since,
        **fields,
    )


def names(response):
    return [row.program.name for row in response.context["rows"]]


def board(client, **asked):
    response = client.get(reverse("board"), asked)
    assert response.status_code == 200
    return response


def test_worst_first_then_oldest_flag_then_id(client, manager, office):
    for name, oldest, counts in [
        ("Clean", None, {}),
        ("Warned", dt.date(2026, 1, 1), {"warning": 1}),
        ("Critical, young", dt.date(2026, 5, 1), {"critical": 1}),
        ("Critical, old", dt.date(2026, 2, 1), {"critical": 1}),
        ("High", dt.date(2025, 1, 1), {"high": 9}),
        ("Critical, young too", dt.date(2026, 5, 1), {"critical": 2}),
    ]:
        judged(ProgramFactory(office=office, name=name), oldest, **counts)
    assert names(board(client)) == [
        "Critical, old",
        "Critical, young",
        "Critical, young too",
        "High",
        "Warned",
        "Clean",
    ]


def test_a_program_never_checked_is_listed_before_those_with_nothing_to_repair(client, manager, office):
    judged(ProgramFactory(office=office, name="Clean"))
    ProgramFactory(office=office, name="New")
    judged(ProgramFactory(office=office, name="Low"), dt.date(2026, 1, 1), low=1)
    response = board(client)
    assert names(response) == ["Low", "New", "Clean"]
    assert "not checked yet" in response.content.decode()
    assert response.context["figures"].not_checked == 1


def test_pages_neither_skip_nor_repeat_under_ties(client, manager, office):
    programs = [ProgramFactory(office=office, name=f"Tie {n}") for n in range(60)]
    for program in programs[:28]:
        judged(program, dt.date(2026, 2, 1), critical=1)
    for program in programs[28:50]:
        judged(program)
    seen, address, pages = [], reverse("board"), 0
    while address:
        response = client.get(address)
        seen += names(response)
        following = re.search(r'href="([^"]+)" rel="next"', response.content.decode())
        address = following and reverse("board") + following[1].replace("&amp;", "&")
        pages += 1
    assert pages == 3
    expected = programs[:28] + programs[50:] + programs[28:50]
    assert seen == [program.name for program in expected]


@pytest.mark.parametrize(
    "cursor",
    [
        "nonsense",
        "WzEsMiwzXQ",  # [1, 2, 3]
        "WyJhIiwiYiIsImMiXQ",  # ["a", "b", "c"]
        "WzEsIjIwMjYtMTMtNDUiLDFd",  # [1, "2026-13-45", 1]
        "WzEsIjIwMjYtMDEtMDEiLDk5OTk5OTk5OTk5OTk5OTk5OTk5OTk5XQ",  # an id of 24 digits
        "Wzk5OTk5OTk5OTk5OTk5OTk5OTk5OTksIjIwMjYtMDEtMDEiLDFd",  # a rank of 22 digits
    ],
)
def test_a_broken_cursor_is_no_error(client, manager, office, cursor):
    judged(ProgramFactory(office=office, name="Only"))
    assert board(client, after=cursor).status_code == 200


def test_filters_by_office(client, office):
    client.force_login(person("GLOBAL_VIEWER"))
    nepal = OfficeFactory(iso2="NP", name="CARE Nepal")
    ProgramFactory(office=office, name="Here")
    ProgramFactory(office=nepal, name="There")
    assert names(board(client, office=nepal.pk)) == ["There"]
    assert len(names(board(client))) == 2


def test_filters_by_element_of_work_that_is_not_cancelled(client, manager, office):
    wanted = ProgramFactory(office=office, name="Alliances")
    InterventionFactory(program=wanted, element="ALLIANCES")
    InterventionFactory(
        program=ProgramFactory(office=office, name="Gone"), element="ALLIANCES", status="CANCELLED"
    )
    InterventionFactory(program=ProgramFactory(office=office, name="Other"))
    assert names(board(client, element="ALLIANCES")) == ["Alliances"]


def test_filters_by_rule_of_open_flags(client, manager, office):
    flag(ProgramFactory(office=office, name="Open"), rule="R9")
    flag(
        ProgramFactory(office=office, name="Resolved"),
        rule="R9",
        resolved_on=dt.date(2026, 4, 1),
        status="RESOLVED",
    )
    flag(ProgramFactory(office=office, name="Another rule"), rule="R4")
    assert names(board(client, rule="R9")) == ["Open"]


@pytest.mark.parametrize(
    ("period", "found"),
    [("2026", True), ("2026-Q1", True), ("2026-Q3", True), ("2026-Q4", False), ("2025", False)],
)
def test_filters_by_the_period_in_which_work_runs(client, manager, office, period, found):
    program = ProgramFactory(office=office, name="Spring and summer")
    InterventionFactory(program=program, starts_on=dt.date(2026, 3, 31), ends_on=dt.date(2026, 7, 1))
    assert names(board(client, period=period)) == (["Spring and summer"] if found else [])


def test_work_that_has_no_end_runs_on(client, manager, office):
    program = ProgramFactory(office=office, name="Open-ended")
    InterventionFactory(program=program, starts_on=dt.date(2026, 3, 31), ends_on=None)
    assert names(board(client, period="2030")) == ["Open-ended"]


def test_element_and_period_mean_the_same_work(client, manager, office):
    program = ProgramFactory(office=office)
    InterventionFactory(program=program, element="ALLIANCES", ends_on=dt.date(2026, 9, 30))
    InterventionFactory(program=program, element="BUILDING_BASE", ends_on=None)
    assert names(board(client, element="ALLIANCES", period="2030")) == []


@pytest.mark.parametrize("words", ["tea estates", "estates TEA", "TE-07", "rwanda tea"])
def test_finds_by_name_code_and_place(client, manager, office, words):
    ProgramFactory(office=office, name="Tea Estates Dialogue", code="TE-07")
    ProgramFactory(office=office, name="Fathers for Nutrition", code="FN-01")
    assert names(board(client, q=words)) == ["Tea Estates Dialogue"]


def test_only_with_flags(client, manager, office):
    judged(ProgramFactory(office=office, name="Flagged"), dt.date(2026, 1, 1), low=1)
    judged(ProgramFactory(office=office, name="Clean"))
    ProgramFactory(office=office, name="New")
    assert names(board(client, flagged="on")) == ["Flagged"]


@pytest.mark.parametrize(
    "asked", [{"office": "x"}, {"office": "9" * 25}, {"rule": "R99"}, {"period": "0000-Q9"}, {"element": "?"}]
)
def test_a_filter_that_cannot_be_read_is_left_out(client, manager, office, asked):
    ProgramFactory(office=office, name="Still here")
    assert names(board(client, **asked)) == ["Still here"]


def test_nothing_found_and_nothing_there_say_what_to_do(client, manager):
    assert "There are no programs yet." in board(client).content.decode()
    assert "No program fits these filters." in board(client, q="zebra").content.decode()


def test_each_person_sees_their_own_programs(client, office):
    nepal = OfficeFactory(iso2="NP", name="CARE Nepal")
    mine = ProgramFactory(office=office, name="Mine")
    ProgramFactory(office=office, name="Colleague's")
    ProgramFactory(office=nepal, name="Abroad")
    partner = person("FACILITATOR", office, partner_staff=True)
    InterventionFactory(program=mine, facilitators=[partner.facilitating.get()])
    FacilitatorFactory(office=office)
    expected = {
        partner: {"Mine"},
        person("FACILITATOR", office): {"Mine", "Colleague's"},
        person("MEL", office): {"Mine", "Colleague's"},
        person("MANAGER", nepal): {"Abroad"},
        person("GLOBAL_VIEWER"): {"Mine", "Colleague's", "Abroad"},
    }
    for user, seen in expected.items():
        client.force_login(user)
        assert set(names(board(client))) == seen, user.roles.get()
    client.force_login(person("SAFEGUARDING_FOCAL_POINT", office))  # who reads no plans (D9)
    assert client.get(reverse("board")).status_code == 404


def test_the_board_asks_for_a_log_in(client):
    assert client.get(reverse("board")).status_code == 302


def test_the_mini_sequence_shows_spaces_by_lane_and_outlines_what_stands_alone(client, manager, office):
    program = ProgramFactory(office=office)
    today = today_for(manager)
    span = {"starts_on": today - dt.timedelta(days=60), "ends_on": today + dt.timedelta(days=60)}
    InterventionFactory(program=program, code="M1", space="MEN", **span)
    InterventionFactory(program=program, code="W1", space="GIRLS", **span)
    InterventionFactory(program=program, code="S1", space="STAFF", **span)
    InterventionFactory(program=program, code="L1", space="LGBTQ", **span)
    InterventionFactory(program=program, code="D1", space="COUPLES", status="DRAFT", **span)
    flag(program, subject="M1")
    (row,) = board(client).context["rows"]
    assert [(bar.lane, bar.alone) for bar in row.mini.bars] == [("FEMALE", False), ("MALE", True)]
    assert "1 of the men's or boys' stands alone" in row.mini.words


def test_figures_count_programs_flags_and_sessions(client, manager, office):
    today = today_for(manager)
    judged(ProgramFactory(office=office, name="Clean"))
    program = ProgramFactory(office=office)
    judged(program, today - dt.timedelta(days=90), critical=3)
    for subject, days in (("A", 90), ("B", 61), ("C", 3)):
        flag(program, subject=subject, since=today - dt.timedelta(days=days))
    flag(program, rule="R2", severity="HIGH", since=today - dt.timedelta(days=300))
    flag(program, subject="D", since=today, resolved_on=today, status="RESOLVED")
    men = InterventionFactory(program=program)
    first = today.replace(month=(today.month - 1) // 3 * 3 + 1, day=1)
    held(men, today)
    held(men, first)
    held(men, today, space="COUPLES")
    held(men, first - dt.timedelta(days=1))
    held(InterventionFactory(program=program, space="WOMEN"), today)
    held(InterventionFactory(program=program, space="STAFF"), today, men=3)
    figures = board(client).context["figures"]
    assert (figures.in_sync, figures.programs) == (1, 2)
    assert (figures.critical, figures.critical_new, figures.critical_days) == (3, 1, 61)
    assert figures.sessions == {"MALE": 2, "FEMALE": 1, "MIXED": 1}


def test_the_median_of_two_is_the_middle_between_them(client, manager, office):
    today = today_for(manager)
    program = ProgramFactory(office=office)
    for subject, days in (("A", 10), ("B", 20)):
        flag(program, subject=subject, since=today - dt.timedelta(days=days))
    assert board(client).context["figures"].critical_days == 15


def test_figures_follow_the_filters(client, manager, office):
    judged(ProgramFactory(office=office, name="Clean"))
    judged(ProgramFactory(office=office, name="Flagged"), dt.date(2026, 1, 1), high=1)
    assert board(client, flagged="on").context["figures"].programs == 1


def test_htmx_gets_the_fragment_and_a_short_address(client, manager, office):
    ProgramFactory(office=office, name="Tea Estates")
    response = client.get(
        reverse("board"),
        {"q": "tea", "office": "", "rule": ""},
        headers={"HX-Request": "true", "HX-Target": "board"},
    )
    assert response.content.decode().lstrip().startswith('<div id="board"')
    assert response["HX-Push-Url"] == "/synchronization/?q=tea"


def fill(office, count):
    """Many programs at once, each with a verdict, two flags, three interventions."""
    place = ProgramFactory(office=office).place
    today = timezone.localdate()
    programs = Program.objects.bulk_create(
        [
            Program(office=office, place=place, code=f"B{n}", name=f"Bulk {n}", starts_on=today)
            for n in range(count)
        ]
    )
    Verdict.objects.bulk_create(
        [
            Verdict(
                program=program,
                audited_at=timezone.now(),
                audited_on=today,
                rank=5,
                critical=1,
                oldest_flag_on=today,
            )
            for program in programs
        ]
    )
    Flag.objects.bulk_create(
        [
            Flag(
                program=program,
                rule=rule,
                subject="I0",
                severity="CRITICAL",
                first_seen_on=today,
                opened_on=today,
                last_seen_on=today,
            )
            for program in programs
            for rule in ("R1", "R2")
        ]
    )
    Intervention.objects.bulk_create(
        [
            Intervention(
                program=program, code=f"I{n}", title="Circle", element="WGE", space="WOMEN", starts_on=today
            )
            for program in programs
            for n in range(3)
        ]
    )


@pytest.mark.parametrize("count", [10, 1000])
def test_ten_and_a_thousand_programs_cost_the_same(client, manager, office, count, django_assert_num_queries):
    fill(office, count)
    with django_assert_num_queries(12):
        response = board(client)
    assert len(response.context["rows"]) == min(count + 1, 25)
