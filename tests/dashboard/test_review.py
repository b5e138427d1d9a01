"""The review of a quarter: what opened and closed in it, the mix, the commitments; for whom it may tell."""

import datetime as dt

import pytest
from django.urls import reverse

from care_engage.dashboard.review import quarter_asked
from programs.models import ActionCommitment, Flag
from tests.factories import InterventionFactory, OfficeFactory, ProgramFactory, held, person, protected

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def program(office):
    return ProgramFactory(office=office)


@pytest.fixture
def manager(client, office):
    user = person("MANAGER", office)
    client.force_login(user)
    return user


def review(client, program, quarter="2026-Q2"):
    page = client.get(reverse("review", args=[program.pk]), {"quarter": quarter})
    assert page.status_code == 200
    return page


def kept(program, subject, *story, rule="R3", reason="", severity="MEDIUM"):
    days = [day for day, _what, _severity in story]
    over = story[-1][1] == "RESOLVED"
    return Flag.objects.create(
        program=program,
        rule=rule,
        subject=subject,
        reason=reason,
        severity=severity,
        first_seen_on=days[0],
        opened_on=days[0],
        last_seen_on=days[-1],
        resolved_on=days[-1] if over else None,
        status="RESOLVED" if over else "OPEN",
        story=[list(line) for line in story],
    )


def subjects(lines):
    return [line.flag.subject for line in lines]


def test_flags_stand_where_their_story_puts_them(client, manager, program):
    kept(program, "BEFORE", ("2026-03-31", "OPENED", "MEDIUM"))
    kept(program, "IN", ("2026-04-01", "OPENED", "MEDIUM"), ("2026-06-30", "RESOLVED", ""))
    kept(program, "LATER", ("2026-06-30", "OPENED", "MEDIUM"), ("2026-07-01", "RESOLVED", ""))
    kept(
        program,
        "AGAIN",
        ("2026-01-05", "OPENED", "MEDIUM"),
        ("2026-02-05", "RESOLVED", ""),
        ("2026-05-05", "REOPENED", "MEDIUM"),
    )
    kept(program, "AFTER", ("2026-07-01", "OPENED", "MEDIUM"))
    found = review(client, program).context["review"]
    assert subjects(found.opened) == ["AGAIN", "IN", "LATER"]
    assert subjects(found.closed) == ["IN"]
    assert subjects(found.standing) == ["AGAIN", "BEFORE", "LATER"]


def test_a_flag_says_what_it_was_about(client, manager, program):
    InterventionFactory(program=program, code="M1", title="Fathers' circles")
    lasted = ("2026-04-01", "OPENED", "MEDIUM"), ("2026-06-01", "RESOLVED", "")
    kept(program, "M1", *lasted)
    kept(program, program.code, *lasted, rule="R23", reason="MONITOR")
    kept(program, program.code, *lasted, rule="R23", reason="PREVENT")
    page = review(client, program)
    assert {line.about for line in page.context["review"].closed} == {
        "“Fathers' circles”: no linked step soon before or after.",
        "The part on monitoring violence and its risks.",
        "The part on preventing violence.",
    }
    assert "The part on preventing violence." in page.text


def test_the_mix_counts_sessions_and_hours(client, manager, program):
    men = InterventionFactory(program=program)
    held(men, dt.date(2026, 4, 1), minutes=90)
    held(men, dt.date(2026, 6, 30), minutes=90)
    held(men, dt.date(2026, 6, 30), minutes=60, space="COUPLES")
    held(men, dt.date(2026, 7, 1))
    found = review(client, program).context["review"]
    assert found.mix == [("Conscientization", [(2, 3), (1, 1)])]
    assert [str(space.label) for space in found.spaces] == ["Men", "Couples"]
    assert (found.held, found.due) == (3, 3)


def test_commitments_of_the_quarter_or_for_a_day_in_it(client, manager, program):
    couples = InterventionFactory(program=program, space="COUPLES")
    before, inside = (held(couples, dt.date(2026, month, 20)) for month in (3, 5))
    for session, text, due in (
        (before, "Meet the chief", dt.date(2026, 4, 20)),
        (before, "Long since due", dt.date(2026, 3, 30)),
        (inside, "Share the cooking", None),
    ):
        ActionCommitment.objects.create(session=session, kind="AT_HOME", text=text, due_on=due)
    texts = {one.text for one in review(client, program).context["review"].commitments}
    assert texts == {"Meet the chief", "Share the cooking"}


def test_a_protected_space_is_not_in_it(client, manager, office, program):
    group = protected(office, manager)
    hidden = InterventionFactory(program=program, title="River talks", space="LGBTQ", groups=[group])
    held(hidden, dt.date(2026, 5, 5), men=12)
    kept(program, group.code, ("2026-05-01", "OPENED", "HIGH"), rule="R8", severity="HIGH")
    assert subjects(review(client, program).context["review"].opened) == [group.code], "who is named"
    client.force_login(person("MANAGER", office))
    page = review(client, program)
    assert page.context["review"].mix == []
    assert page.context["review"].opened == []
    assert "River talks" not in page.text


def test_flags_are_told_to_whom_they_are_for(client, office, program):
    kept(program, "M1", ("2026-05-01", "OPENED", "MEDIUM"))
    kept(program, "M2", ("2026-05-01", "OPENED", "CRITICAL"), rule="R10", severity="CRITICAL")
    for kind, seen in (("MANAGER", ["M2", "M1"]), ("MEL", []), ("GBV_FOCAL_POINT", ["M2"])):
        client.force_login(person(kind, office))
        assert subjects(review(client, program).context["review"].opened) == sorted(
            seen, key=lambda subject: subject == "M1"
        ), kind
    client.force_login(person("MANAGER", OfficeFactory(iso2="NP", name="CARE Nepal")))
    assert client.get(reverse("review", args=[program.pk])).status_code == 404


@pytest.mark.parametrize(
    ("code", "today", "found"),
    [
        ("2026-Q2", dt.date(2026, 11, 1), "2026-Q2"),
        ("", dt.date(2026, 11, 1), "2026-Q3"),
        ("2026", dt.date(2026, 2, 1), "2025-Q4"),
        ("nonsense", dt.date(2026, 12, 31), "2026-Q3"),
    ],
)
def test_which_quarter_is_meant(code, today, found):
    assert quarter_asked(code, today).code == found


@pytest.mark.parametrize("count", [1, 30])
def test_a_program_that_did_much_costs_no_more(client, manager, program, count, django_assert_num_queries):
    for number in range(count):
        work = InterventionFactory(program=program, space="COUPLES")
        session = held(work, dt.date(2026, 5, 5))
        ActionCommitment.objects.create(session=session, kind="AT_HOME", text="Share the cooking")
        kept(program, f"I{number}", ("2026-05-01", "OPENED", "MEDIUM"))
    with django_assert_num_queries(14):
        review(client, program)
