"""One session is written down: what is kept, what is refused, and what it costs."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from groups.models import Facilitator
from programs.auditing import reaudit
from programs.logging import Entry, log_session, not_held
from programs.models import Flag, Intervention, Program, Session, SyncLink, Verdict
from tests.factories import (
    TODAY,
    ExternalActivityFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    SessionFactory,
    SyncLinkFactory,
    held,
    person,
    register,
)

pytestmark = pytest.mark.django_db
NOON = dt.datetime(2026, 7, 2, 12, tzinfo=dt.UTC)
THEN = dt.date(2026, 7, 1)
DAY = dt.timedelta(days=1)


@pytest.fixture
def men():
    """A group of 20 men and its active intervention."""
    group = GroupFactory()
    register(group, 20)
    return InterventionFactory(groups=[group])


@pytest.fixture
def uwase(men):
    """The facilitator of the men's group."""
    user = person("FACILITATOR", men.program.office)
    men.facilitators.set(user.facilitating.all())
    return user


@pytest.fixture
def session(men):
    return SessionFactory(intervention=men, planned_on=THEN, number=3)


def entry(session, numbers=(1, 2, 7), **fields):
    group = session.intervention.groups.first()
    usual = {
        "version": session.version,
        "held_on": THEN,
        "topics": ["T05"],
        "facilitators": list(Facilitator.objects.values_list("pk", flat=True)),
        "present": [[group.pk, number] for number in numbers],
    }
    return Entry(**usual | fields)


def refusal(session, by, at=NOON, **fields):
    with pytest.raises(ValidationError) as refused:
        log_session(session, by=by, entry=entry(session, **fields), at=at)
    return " ".join(refused.value.messages)


def test_everything_said_is_kept(session, men, uwase):
    said = entry(
        session,
        others={"women": 2, "boys": 0},
        topics=["T05", "T01"],
        minutes=90,
        space="COUPLES",
        checklist={"safe_space_set": True, "ground_rules_read": False},
        who_spoke="BALANCED",
        backlash_check="NONE",
    )

    log_session(session, by=uwase, entry=said, at=NOON)

    kept = Session.objects.get()
    group = men.groups.get()
    assert (kept.status, kept.held_on, kept.logged_at) == ("DELIVERED", THEN, NOON)
    assert kept.present == [[group.pk, 1], [group.pk, 2], [group.pk, 7]]
    assert kept.register == [[group.pk, number, "man", None] for number in range(1, 21)]
    assert (kept.men, kept.women, kept.boys, kept.others) == (3, 2, 0, {"women": 2})
    assert (kept.topics, kept.minutes, kept.space) == (["T05", "T01"], 90, "COUPLES")
    assert kept.checklist == {"safe_space_set": True}
    assert (kept.who_spoke, kept.backlash_check) == ("BALANCED", "NONE")
    assert kept.facilitators == [uwase.facilitating.get().pk]
    assert kept.version == session.version == 2
    last = kept.history.order_by("-history_id").first()
    assert (last.history_user, last.history_date, last.status, last.men) == (uwase, NOON, "DELIVERED", 3)


def test_the_usual_space_is_no_override(session, uwase):
    log_session(session, by=uwase, entry=entry(session, space="MEN"), at=NOON)

    assert Session.objects.get().space == ""


def test_the_register_is_that_of_the_day_held(session, men, uwase):
    group = men.groups.get()
    group.members.filter(number=1).update(left_on=THEN - DAY)
    group.members.filter(number=2).update(left_on=THEN)
    group.members.filter(number=3).update(joined_on=THEN + DAY)
    group.members.get(number=4).remove()

    assert "on that day: 1, 3, 4" in refusal(session, uwase, numbers=[1, 2, 3, 4, 5])
    log_session(session, by=uwase, entry=entry(session, numbers=[2, 5]), at=NOON)

    assert [row[1] for row in Session.objects.get().register] == [2, *range(5, 21)]


def test_a_correction_keeps_the_register_as_it_stood(session, men, uwase):
    log_session(session, by=uwase, entry=entry(session), at=NOON)
    register(men.groups.get(), 1, start=21)
    men.groups.get().members.get(number=7).remove()
    again = Session.objects.get()

    assert "on that day: 21" in refusal(again, uwase, numbers=[21])
    log_session(again, by=uwase, entry=entry(again, numbers=[7]), at=NOON + DAY)

    kept = Session.objects.get()
    assert (kept.men, kept.logged_at, kept.version) == (1, NOON, 3)
    assert kept.history.count() == 3


def test_a_head_count_is_enough(session, men, uwase):
    log_session(session, by=uwase, entry=entry(session, numbers=[], others={"men": 9}), at=NOON)

    assert Session.objects.get().men == 9


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        pytest.param({"held_on": dt.date(2999, 1, 1)}, "still to come", id="future"),
        pytest.param({"numbers": []}, "Nobody is marked", id="nobody"),
        pytest.param({"numbers": [], "others": {"men": 0}}, "Nobody is marked", id="zeros"),
        pytest.param({"numbers": [99]}, "99", id="unknown number"),
        pytest.param({"others": {"dogs": 1}}, "columns that do not exist", id="unknown column"),
        pytest.param({"others": {"men": -1}}, "between 0 and", id="negative"),
        pytest.param({"topics": []}, "at least one topic", id="no topic"),
        pytest.param({"topics": ["T99"]}, "not on its list", id="unknown topic"),
        pytest.param({"facilitators": []}, "who facilitated", id="no facilitator"),
        pytest.param({"facilitators": [10**9]}, "not one of this office", id="unknown facilitator"),
        pytest.param({"space": "PUB"}, "not on its list", id="unknown space"),
        pytest.param({"minutes": 0}, "not on its list", id="no time"),
        pytest.param({"version": 7}, "Somebody else", id="saved meanwhile"),
    ],
)
def test_what_is_refused(session, uwase, fields, words):
    assert words in refusal(session, uwase, **fields)
    kept = Session.objects.get()
    assert (kept.status, kept.version, kept.history.count()) == ("PLANNED", 1, 1)


def test_all_faults_are_named_at_once(session, uwase):
    words = refusal(session, uwase, topics=[], numbers=[])

    assert "topic" in words
    assert "Nobody" in words


@pytest.mark.parametrize(
    ("status", "words"), [("CANCELLED", "called off"), ("DRAFT", "draft"), ("COMPLETED", "completed")]
)
def test_the_intervention_must_be_open(session, men, uwase, status, words):
    men.status = status
    men.save()

    assert words in refusal(session, uwase)


def test_a_session_that_was_called_off_is_not_logged(men, uwase):
    session = SessionFactory(intervention=men, status="CANCELLED")

    assert "cannot become" in refusal(session, uwase)


def test_a_postponed_session_that_took_place_after_all(men, uwase):
    session = SessionFactory(intervention=men, status="POSTPONED", not_held_reason="WEATHER_ROAD")

    log_session(session, by=uwase, entry=entry(session), at=NOON)

    assert (Session.objects.get().status, Session.objects.get().not_held_reason) == ("DELIVERED", "")


def test_after_seven_days_a_manager_corrects(session, men, uwase):
    log_session(session, by=uwase, entry=entry(session), at=NOON)
    again = Session.objects.get()
    log_session(again, by=uwase, entry=entry(again, numbers=[1]), at=NOON + 7 * DAY)
    late = NOON + 7 * DAY + dt.timedelta(seconds=1)

    again = Session.objects.get()
    assert "seven days" in refusal(again, uwase, at=late, numbers=[2])
    manager = person("MANAGER", men.program.office)
    log_session(again, by=manager, entry=entry(again, numbers=[2, 3]), at=late)

    assert Session.objects.get().men == 2


def test_an_imported_session_is_corrected_by_a_manager(men, uwase):
    session = held(men, THEN)

    assert "seven days" in refusal(session, uwase, numbers=[], others={"men": 4})
    log_session(
        session,
        by=person("MANAGER", men.program.office),
        entry=entry(session, numbers=[], others={"men": 4}),
        at=NOON,
    )

    assert Session.objects.get().men == 4


def test_the_first_session_starts_the_intervention_and_the_link_whose_other_end_has_met(men, uwase):
    men.status = "PLANNED"
    men.save()
    met = held(InterventionFactory(program=men.program, space="WOMEN"), THEN).intervention
    waiting = InterventionFactory(program=men.program, space="WOMEN")
    links = {
        "to met": SyncLinkFactory(from_intervention=men, to_intervention=met, status="AGREED"),
        "from met": SyncLinkFactory(
            from_intervention=met, to_intervention=men, kind="BRIDGES_TO_MIXED", status="AGREED"
        ),
        "to waiting": SyncLinkFactory(from_intervention=men, to_intervention=waiting, status="AGREED"),
        "proposed": SyncLinkFactory(
            from_intervention=men, to_intervention=met, kind="INFLUENCER_SUPPORT", status="PROPOSED"
        ),
        "partner met": SyncLinkFactory(
            from_intervention=men,
            to_external=ExternalActivityFactory(held_on=["2026-06-01"]),
            status="AGREED",
        ),
        "partner not": SyncLinkFactory(
            from_intervention=men, to_external=ExternalActivityFactory(), status="AGREED"
        ),
    }

    session = SessionFactory(intervention=men)
    log_session(session, by=uwase, entry=entry(session), at=NOON)

    men.refresh_from_db()
    assert men.status == "ACTIVE"
    status = dict(SyncLink.objects.values_list("pk", "status"))
    assert links["to met"].history.order_by("-history_id").first().status == "ACTIVE"
    assert {name: status[link.pk] for name, link in links.items()} == {
        "to met": "ACTIVE",
        "from met": "ACTIVE",
        "to waiting": "AGREED",
        "proposed": "PROPOSED",
        "partner met": "ACTIVE",
        "partner not": "AGREED",
    }


def test_flags_follow_at_once_here_and_in_the_linked_program(men, uwase):
    women = InterventionFactory(program=ProgramFactory(), space="WOMEN")
    SyncLinkFactory(from_intervention=men, to_intervention=women, status="ACTIVE")

    session = SessionFactory(intervention=men, planned_on=TODAY, number=3)
    log_session(
        session, by=uwase, entry=entry(session, held_on=TODAY, others={"women": 3}), at=timezone.now()
    )

    assert set(Verdict.objects.values_list("program", flat=True)) == {men.program_id, women.program_id}
    assert Flag.objects.filter(rule="R20", subject=men.code, reason="SPACE_BREACH").exists()


def test_a_session_moved_to_another_day(session, uwase):
    day = session.intervention.program.office.today() + DAY

    not_held(session, by=uwase, reason="WEATHER_ROAD", new_date=day, at=NOON)

    kept = Session.objects.get()
    assert (kept.status, kept.planned_on, kept.not_held_reason, kept.version) == (
        "PLANNED",
        day,
        "WEATHER_ROAD",
        2,
    )
    assert kept.history.order_by("-history_id").first().history_user == uwase


def test_a_session_put_off_and_then_given_a_day(session, uwase):
    not_held(session, by=uwase, reason="FEW_CAME", at=NOON)
    assert (Session.objects.get().status, Session.objects.get().planned_on) == ("POSTPONED", THEN)

    day = session.intervention.program.office.today()
    not_held(Session.objects.get(), by=uwase, reason="FEW_CAME", new_date=day, at=NOON)

    assert (Session.objects.get().status, Session.objects.get().planned_on) == ("PLANNED", day)


def test_a_session_called_off(session, uwase):
    not_held(session, by=uwase, reason="GROUP_ASKED", cancelled=True, at=NOON)

    assert Session.objects.get().status == "CANCELLED"


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"reason": "BORED"}, "reason from the list"),
        ({"reason": "OTHER", "new_date": dt.date(2000, 1, 1)}, "past"),
        ({"reason": "OTHER", "version": 9}, "Somebody else"),
    ],
)
def test_what_not_held_refuses(session, uwase, fields, words):
    with pytest.raises(ValidationError, match=words):
        not_held(session, by=uwase, at=NOON, **fields)
    assert Session.objects.get().status == "PLANNED"


def test_a_held_session_was_held(men, uwase):
    with pytest.raises(ValidationError, match="Held cannot become"):
        not_held(held(men, THEN), by=uwase, reason="OTHER", at=NOON)


def test_who_may_log_it(session, men, uwase):
    def may(user):
        return Session.objects.for_logging(user).filter(pk=session.pk).exists()

    office = men.program.office
    elsewhere = person("MANAGER", OfficeFactory(iso2="UG", name="CARE Uganda"))
    assert may(uwase)
    assert may(person("MANAGER", office))
    assert not may(person("FACILITATOR", office))
    assert not may(person("MEL", office))
    assert not may(elsewhere)

    men.program.remove()
    assert not may(uwase)


def test_the_lookup_brings_all_that_logging_asks_for(session, men, uwase, django_assert_num_queries):
    group = men.groups.get()
    counted = GroupFactory(head_count_only=True)
    register(counted, 3)
    men.groups.add(counted)

    scope = uwase.scope
    with django_assert_num_queries(1):
        found = Session.objects.for_logging(uwase).get(pk=session.pk)
        office = found.intervention.program.office

    assert office in scope.office_list
    assert found.members[0] == [group.pk, 1, "man", None, None, None]
    assert len(found.members) == 20
    assert found.people == [[uwase.facilitating.get().pk, uwase.name]]
    assert len(found.all_topics) == 36
    assert found.ripe_links == []


# ------------------------------------------------------------------ what one save costs


def post(client, session, numbers, **fields):
    group = session.intervention.groups.first()
    data = {
        "version": session.version,
        "held_on": THEN.isoformat(),
        "topics": ["T05"],
        "came": [f"{group.pk}:{number}" for number in numbers],
        "facilitators": [str(key) for key in session.intervention.facilitators.values_list("pk", flat=True)],
        "backlash_check": "NOT_ASKED",
        "minutes": "120",
        "space": "",
        "who_spoke": "",
    }
    with CaptureQueriesContext(connection) as captured:
        response = client.post(reverse("log_session", args=[session.pk]), data | fields)
    assert response.status_code == 302, response.context["form"].errors
    assert Session.objects.get(pk=session.pk).held
    return [query["sql"] for query in captured]


@pytest.mark.parametrize("sent", [{"told": "in place"}, {}], ids=["with scripts", "without"])
@pytest.mark.parametrize("size", [1, 25, 200])
def test_one_save_costs_at_most_twelve_statements(client, men, uwase, size, sent):
    group = men.groups.get()
    register(group, 200, start=21)
    for other in range(3):
        women = InterventionFactory(program=men.program if other else ProgramFactory(), space="WOMEN")
        SyncLinkFactory(from_intervention=men, to_intervention=women, status="ACTIVE")
        held(women, THEN)
    for number in range(1, 6):
        held(men, THEN - number * DAY, number=number, men=1)
    client.force_login(uwase)
    reaudit([men.program_id])
    session = SessionFactory(intervention=men, planned_on=THEN, number=100)

    statements = post(client, session, range(1, size + 1), **sent)
    assert len(statements) <= 12, "\n".join(statements)


@pytest.mark.parametrize("size", [1, 25, 200])
def test_without_a_script_the_server_weighs_a_harder_topic_with_one_more(client, men, uwase, size):
    register(men.groups.get(), 200, start=21)
    for number in range(1, 6):
        held(men, THEN - number * DAY, number=number, men=1)
    client.force_login(uwase)
    reaudit([men.program_id])
    session = SessionFactory(intervention=men, planned_on=THEN, number=100)

    statements = post(client, session, range(1, size + 1), topics=["T12"])
    assert len(statements) <= 13, "\n".join(statements)


def test_so_does_one_that_changes_flags_and_verdicts(client, men, uwase):
    client.force_login(uwase)
    reaudit([men.program_id])
    session = SessionFactory(intervention=men, planned_on=TODAY, number=100)

    statements = post(client, session, range(1, 21), women="5", anyway="1", held_on=TODAY)

    assert Flag.objects.filter(rule="R20").exists()
    assert len(statements) <= 12, "\n".join(statements)


def test_among_a_thousand_programs_it_costs_the_same(client, men, uwase):
    program, work = men.program, men
    programs = Program.objects.bulk_create(
        Program(
            office=program.office,
            place=program.place,
            code=f"N{n}",
            name="N",
            starts_on=THEN,
            status="ACTIVE",
        )
        for n in range(1_000)
    )
    Intervention.objects.bulk_create(
        Intervention(program=one, code="M1", title="M", space="MEN", element=work.element, starts_on=THEN)
        for one in programs
    )
    client.force_login(uwase)
    reaudit([program.pk])
    session = SessionFactory(intervention=men, planned_on=TODAY, number=100)

    statements = post(client, session, range(1, 21), women="5", anyway="1", held_on=TODAY)

    assert len(statements) <= 12, "\n".join(statements)
    assert Verdict.objects.count() == 1  # the programs it touches, and no others


def test_the_first_session_of_all_costs_a_few_more(client, men, uwase):
    men.status = "PLANNED"
    men.save()
    met = held(InterventionFactory(program=men.program, space="WOMEN"), THEN).intervention
    SyncLinkFactory(from_intervention=men, to_intervention=met, status="AGREED")
    client.force_login(uwase)
    session = SessionFactory(intervention=men, planned_on=THEN)

    statements = post(client, session, [1, 2])

    assert len(statements) <= 24, "\n".join(statements)
