"""Decisions about flags: who makes them, what they ask, how they are undone, and what the pages show."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.urls import reverse
from django.utils.html import escape

from care_engage.kit.guard.judging import judge
from programs import deciding
from programs.auditing import reaudit
from programs.flag_words import suggested_plan
from programs.models import Flag, FlagEvent, FlagStatus, GbvReview, Verdict
from programs.sequencing.audit import NEVER_DISMISSED
from programs.texts import RULE_TEXTS
from tests import factories
from tests.factories import person
from tests.programs import cast

pytestmark = pytest.mark.django_db
WHY = "The savings circle starts in the dry season."


@pytest.fixture
def here():
    here = cast.plan()
    reaudit([here.program.pk])
    here.today = here.office.today()
    here.flag = Flag.objects.get(program=here.program, rule="R1")
    return here


def soon(here, days=5):
    return here.today + dt.timedelta(days=days)


def verdict(here):
    return Verdict.objects.get(program=here.program)


def test_acknowledged_with_a_plan_and_a_day(client, here):
    client.force_login(here.manager)
    address = reverse("flag_acknowledge", args=[here.flag.pk])
    form = client.get(address).context["form"]
    assert form.initial["plan"] == suggested_plan(here.flag)
    assert form.initial["due_on"] == here.today + dt.timedelta(days=3)  # critical (B3)

    client.post(
        address, {"plan": "Ask the circle.", "due_on": soon(here), "assigned_to": here.facilitator.pk}
    )

    here.flag.refresh_from_db()
    assert (here.flag.status, here.flag.plan, here.flag.due_on) == (
        "ACKNOWLEDGED",
        "Ask the circle.",
        soon(here),
    )
    assert here.flag.assigned_to == here.facilitator
    event = here.flag.events.get()
    assert (event.what, event.by, event.to, event.happened_on) == (
        "ACKNOWLEDGED",
        here.manager,
        here.facilitator,
        here.today,
    )
    assert verdict(here).critical == 1  # it is still to be repaired


def test_setting_aside_suggests_a_month(client, here):
    client.force_login(here.manager)
    page = client.get(reverse("flag_dismiss", args=[here.flag.pk]))
    assert f'value="{soon(here, 30).isoformat()}"' in page.text


def test_set_aside_leaves_the_counts_and_stands_apart(client, here):
    client.force_login(here.manager)
    client.post(
        reverse("flag_dismiss", args=[here.flag.pk]), {"dismissal": WHY, "dismissed_until": soon(here, 90)}
    )

    here.flag.refresh_from_db()
    assert here.flag.status == "DISMISSED"
    assert (verdict(here).critical, verdict(here).dismissed) == (0, 1)
    page = client.get(reverse("sequence", args=[here.program.pk])).context["page"]
    assert [item.finding.rule for item in page.aside] == ["R1"]
    assert "R1" not in [item.finding.rule for item in page.to_repair]
    assert page.counts["CRITICAL"] == 0


REFUSED = {
    "too short": ({"reason": "Not now.", "until": 30}, "at least 20 characters"),
    "blanks": ({"reason": "x" + " " * 30, "until": 30}, "at least 20 characters"),
    "too long": ({"reason": WHY, "until": 91}, "at most 90 days"),
    "past": ({"reason": WHY, "until": -1}, "at most 90 days"),
    "no day": ({"reason": WHY, "until": None}, "at most 90 days"),
}


@pytest.mark.parametrize("case", REFUSED)
def test_form_and_shell_refuse_with_the_same_sentence(client, here, case):
    said, words = REFUSED[case]
    until = None if said["until"] is None else soon(here, said["until"])
    with pytest.raises(ValidationError, match=words):
        deciding.dismiss(here.flag, by=here.manager, reason=said["reason"], until=until)
    client.force_login(here.manager)
    response = client.post(
        reverse("flag_dismiss", args=[here.flag.pk]),
        {"dismissal": said["reason"], "dismissed_until": until or ""},
    )
    assert words in str(response.context["form"].errors)
    assert said["reason"].strip() in response.text  # nothing that was typed is lost
    assert not FlagEvent.objects.exists()


@pytest.mark.parametrize("rule", sorted(NEVER_DISMISSED))
def test_some_flags_are_never_set_aside_by_whatever_way(client, here, rule):
    flag = factories.flag(here.program, "M1", here.today, rule=rule)
    with pytest.raises(ValidationError, match="never set aside"):
        deciding.dismiss(flag, by=here.manager, reason=WHY, until=soon(here))
    client.force_login(here.manager)
    client.post(reverse("flag_dismiss", args=[flag.pk]), {"dismissal": WHY, "dismissed_until": soon(here)})
    with pytest.raises(IntegrityError, match="never_dismissed"), transaction.atomic():
        Flag.objects.filter(pk=flag.pk).update(
            status="DISMISSED", dismissal=WHY, dismissed_on=here.today, dismissed_until=here.today
        )
    flag.refresh_from_db()
    assert flag.status == "OPEN"


@pytest.mark.parametrize(
    "fields",
    [
        {"status": "ACKNOWLEDGED"},
        {"status": "ACKNOWLEDGED", "plan": "  ", "due_on": dt.date(2026, 5, 1)},
        {"status": "RESOLVED"},
        {"resolved_on": dt.date(2026, 5, 1)},
        {"status": "DISMISSED", "dismissal": WHY},
        {
            "status": "DISMISSED",
            "dismissal": WHY,
            "dismissed_on": dt.date(2026, 5, 1),
            "dismissed_until": dt.date(2026, 7, 31),
        },
        {"status": "ELSEWHERE"},
    ],
)
def test_the_database_holds_the_states(here, fields):
    with pytest.raises(IntegrityError), transaction.atomic():
        Flag.objects.filter(pk=here.flag.pk).update(**fields)


@pytest.mark.parametrize("here_", FlagStatus.values)
@pytest.mark.parametrize("there", FlagStatus.values)
def test_only_the_moves_of_the_table_are_open(here, here_, there):
    """Whoever has said all that is asked meets no refusal but the table's."""
    flag = here.flag
    flag.plan, flag.due_on, flag.dismissal = "Ask the circle.", here.today, WHY
    flag.dismissed_on = flag.dismissed_until = flag.resolved_on = here.today
    flag.status = here_
    open_to = {
        "OPEN": {"ACKNOWLEDGED", "DISMISSED", "RESOLVED"},
        "ACKNOWLEDGED": {"OPEN", "ACKNOWLEDGED", "DISMISSED", "RESOLVED"},
        "DISMISSED": {"OPEN", "ACKNOWLEDGED", "DISMISSED", "RESOLVED"},
        "RESOLVED": {"OPEN"},
    }
    assert bool(flag.moves.refusal(flag, there)) == (there not in open_to[here_])


def test_nobody_resolves_a_flag_by_hand(here):
    with pytest.raises(ValidationError, match="resolved by itself"):
        here.flag.moves.make(here.flag, "RESOLVED")


def test_ninety_days_are_counted_by_the_calendar(here):
    fields = {"status": "DISMISSED", "dismissal": WHY, "dismissed_on": dt.date(2026, 5, 1)}
    Flag.objects.filter(pk=here.flag.pk).update(**fields, dismissed_until=dt.date(2026, 7, 30))


def test_the_guard_stands_before_both_texts(here):
    with pytest.raises(ValidationError, match="e-mail"):
        deciding.acknowledge(here.flag, by=here.manager, plan="Write to ana@care.org", due_on=soon(here))
    with pytest.raises(ValidationError, match="e-mail"):
        deciding.dismiss(here.flag, by=here.manager, reason=f"{WHY} ana@care.org", until=soon(here))


def test_what_the_rules_suggest_passes_the_guard():
    for text in RULE_TEXTS.values():
        for reason in text.remedies:
            plan = suggested_plan(Flag(rule=text.number, reason=reason))
            assert plan, (text.number, reason)
            assert not judge(plan).blocks


WHO = ["facilitator", "partner_staff", "mel", "gbv", "admin", "safeguarding", "viewer", "stranger"]


@pytest.mark.parametrize("who", WHO)
def test_nobody_but_a_manager_decides(client, here, who):
    user = getattr(here, who)
    with pytest.raises(ValidationError, match="Only a manager"):
        deciding.acknowledge(here.flag, by=user, plan="x", due_on=soon(here))
    client.force_login(user)
    for name in ("flag_acknowledge", "flag_assign", "flag_dismiss", "flag_take_up"):
        answer = client.post(reverse(name, args=[here.flag.pk]), {"plan": "x", "due_on": soon(here)})
        assert answer.status_code in (403, 404)
    assert not FlagEvent.objects.exists()


READS = {"manager": 200, "facilitator": 200, "partner_staff": 200, "viewer": 404, "mel": 404, "gbv": 404}


@pytest.mark.parametrize("who", READS)
def test_who_reads_a_flag_and_its_history(client, here, who):
    client.force_login(getattr(here, who))
    assert client.get(reverse("flag", args=[here.flag.pk])).status_code == READS[who]


@pytest.mark.parametrize(("who", "rule"), [("gbv", "R10"), ("safeguarding", "R22")])
def test_focal_points_read_their_own_rules(client, here, who, rule):
    flag = factories.flag(here.program, here.program.code, here.today, rule=rule)
    client.force_login(getattr(here, who))
    assert client.get(reverse("flag", args=[flag.pk])).status_code == 200
    page = client.get(reverse("program_flags", args=[here.program.pk]))
    assert {one.rule for one, *_words in page.context["standing"]} == {rule}


def test_the_list_tells_what_the_rules_say_now_of_what_stands(client, here):
    client.force_login(here.manager)
    page = client.get(reverse("program_flags", args=[here.program.pk]))
    said = {flag.pk: sentence for flag, _title, sentence in page.context["standing"]}
    assert set(said) == set(Flag.objects.standing().values_list("pk", flat=True))
    assert all(sentence and escape(sentence) in page.text for sentence in said.values())


def test_what_was_resolved_says_what_it_was_about(client, here):
    parts = ["MONITOR", "PREVENT", "MITIGATE", "RESPOND"]
    here.program.unsaid = []
    here.program.save()
    reaudit([here.program.pk])
    for part in parts:
        GbvReview.objects.create(
            program=here.program, part=part, text="As agreed.", owner="Team lead", reviewed_on=here.today
        )
    here.program.interventions.filter(code="M1").update(status="CANCELLED", status_reason="Harvest")
    reaudit([here.program.pk])

    client.force_login(here.manager)
    page = client.get(reverse("program_flags", args=[here.program.pk]))
    said = [sentence for flag, _title, sentence in page.context["resolved"] if flag.rule == "R23"]
    assert len(set(said)) == len(parts)
    assert all(escape(sentence) in page.text for sentence in said)

    page = client.get(reverse("flag", args=[here.flag.pk]))
    assert f"“{here.work.title}”: no link to any women" in page.text
    assert "The rules say this no more." in page.text


def test_of_a_group_and_of_work_that_is_gone_the_code_is_told(client, here):
    for subject, rule in (("G-7", "R8"), ("GONE", "R3")):
        flag = factories.flag(here.program, subject, here.today, rule=rule, reason="")
        Flag.objects.filter(pk=flag.pk).update(status="RESOLVED", resolved_on=here.today)
    client.force_login(here.manager)
    page = client.get(reverse("program_flags", args=[here.program.pk]))
    said = {flag.subject: sentence for flag, _title, sentence in page.context["resolved"]}
    assert said["G-7"].startswith("“G-7”: ")
    assert said["GONE"].startswith("“GONE”: ")


def test_what_is_decided_on_is_told(client, here):
    client.force_login(here.manager)
    page = client.get(reverse("flag_assign", args=[here.flag.pk]))
    assert "no link to any women" in page.text


def test_undo_takes_a_decision_back_and_the_board_with_it(client, here):
    client.force_login(here.manager)
    event = deciding.dismiss(here.flag, by=here.manager, reason=WHY, until=soon(here))
    assert verdict(here).critical == 0
    client.post(reverse("flag_undo", args=[event.pk]))

    here.flag.refresh_from_db()
    assert (here.flag.status, here.flag.dismissed_until, here.flag.dismissal) == ("OPEN", None, "")
    assert verdict(here).critical == 1
    assert [one.what for one in here.flag.events.all()] == ["DISMISSED", "UNDONE"]


def test_undo_restores_days_too(here):
    deciding.acknowledge(here.flag, by=here.manager, plan="Ask the circle.", due_on=soon(here))
    event = deciding.dismiss(here.flag, by=here.manager, reason=WHY, until=soon(here))
    flag = deciding.undo(event, by=here.manager)
    assert (flag.status, flag.due_on, flag.dismissed_until) == ("ACKNOWLEDGED", soon(here), None)


def test_what_cannot_be_undone(here):
    first = deciding.acknowledge(here.flag, by=here.manager, plan="Ask the circle.", due_on=soon(here))
    with pytest.raises(ValidationError, match="no longer"):
        deciding.undo(first, by=person("MANAGER", here.office))
    deciding.assign(here.flag, by=here.manager, to=here.facilitator)
    with pytest.raises(ValidationError, match="changed this since"):
        deciding.undo(first, by=here.manager)
    last = here.flag.events.last()
    last.at -= dt.timedelta(hours=2)
    with pytest.raises(ValidationError, match="no longer"):
        deciding.undo(last, by=here.manager)


def test_a_flag_that_was_resolved_meanwhile_is_left_alone(here):
    here.program.interventions.filter(code="M1").update(status="CANCELLED", status_reason="Harvest")
    reaudit([here.program.pk])
    with pytest.raises(ValidationError, match="resolved in the meantime"):
        deciding.acknowledge(here.flag, by=here.manager, plan="Ask the circle.", due_on=soon(here))


def test_the_page_tells_the_whole_history(client, here, django_assert_max_num_queries):
    deciding.acknowledge(here.flag, by=here.manager, plan="Ask the circle.", due_on=soon(here))
    deciding.dismiss(here.flag, by=here.manager, reason=WHY, until=soon(here))
    client.force_login(here.manager)
    with django_assert_max_num_queries(14):
        page = client.get(reverse("flag", args=[here.flag.pk]))
    assert [line.what for line in page.context["history"]] == ["Set aside", "Acknowledged", "Opened"]
    assert WHY in page.text


def test_what_is_of_another_reason_belongs_to_the_history(client, here):
    factories.SyncLinkFactory(from_intervention=here.work, to_intervention=here.circle, status="PROPOSED")
    reaudit([here.program.pk])
    client.force_login(here.manager)
    now = Flag.objects.get(program=here.program, rule="R1", resolved_on=None)
    page = client.get(reverse("flag", args=[now.pk]))
    lines = [(line.what, line.note) for line in page.context["history"]]
    assert ("Opened", "For another reason: no link to any women's, girls' or mixed activity") in lines
    assert ("Opened", "") in lines


def test_the_chart_says_until_when_it_was_audited(client, here):
    client.force_login(here.manager)
    address = reverse("program_flags", args=[here.program.pk])
    assert "Last audited on" not in client.get(address).text
    Verdict.objects.filter(program=here.program).update(audited_on=here.office.today() - dt.timedelta(days=1))
    assert "Last audited on" in client.get(address).text
