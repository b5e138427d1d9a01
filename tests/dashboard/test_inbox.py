"""The inbox: what waits for a manager, list by list, for managers alone, at a cost that does not grow."""

import datetime as dt

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone
from django.utils.html import escape

from care_engage.dashboard.inbox import GLANCE, WHOLE
from programs.auditing import reaudit
from programs.models import Verdict
from tests import factories as make
from tests.factories import flag
from tests.programs import cast

pytestmark = pytest.mark.django_db
WHY = "The savings circle starts in the dry season."


@pytest.fixture
def here(client):
    here = cast.plan()
    here.today = here.office.today()
    client.force_login(here.manager)
    return here


def lists(client, **asked):
    response = client.get(reverse("inbox"), asked)
    assert response.status_code == 200
    return {one.code: one.rows for one in response.context["lists"]}


def ago(here, days):
    return here.today - dt.timedelta(days=days)


def one_of_each(here):
    day = ago(here, 5)
    aside = {"status": "DISMISSED", "dismissal": WHY, "dismissed_on": day}
    flags = {
        "new": flag(here.program, "M1", day),
        "due": flag(here.program, "M1", day, "R2", status="ACKNOWLEDGED", plan="Ask.", due_on=ago(here, 1)),
        "lapsing": flag(here.program, "M1", day, "R3", **aside, dismissed_until=ago(here, -7)),
    }
    flag(here.program, "M1", day, "R4", status="ACKNOWLEDGED", plan="Ask.", due_on=here.today)
    flag(here.program, "M1", day, "R5", **aside, dismissed_until=ago(here, -8))
    flag(here.program, "M1", day, "R6", status="RESOLVED", resolved_on=day)
    asked = make.AccountabilityFeedbackFactory(intervention=here.work, changes_asked="Another day.")
    make.AccountabilityFeedbackFactory(intervention=here.work, changes_asked="")
    make.AccountabilityFeedbackFactory(
        intervention=here.work, changes_asked="Done.", given_on=day, responded_on=here.today
    )
    link = make.SyncLinkFactory(
        from_intervention=here.work,
        to_external=make.ExternalActivityFactory(office=here.office, place=here.place),
        coordination="OTHER_ORGANIZATION",
        confirmed_on=ago(here, 335),
    )
    make.SyncLinkFactory(
        from_intervention=here.work,
        to_external=make.ExternalActivityFactory(office=here.office, place=here.place),
        coordination="OTHER_ORGANIZATION",
        confirmed_on=ago(here, 334),
    )
    return flags, asked, link


def test_what_waits_and_nothing_else(client, here):
    flags, asked, link = one_of_each(here)
    found = lists(client)
    assert {code: [row.flag for row in found[code]] for code in flags} == {
        code: [one] for code, one in flags.items()
    }
    assert found["asked"] == [asked]
    assert found["partners"] == [link]


def test_an_empty_inbox_says_so(client, here):
    response = client.get(reverse("inbox"))
    assert response.context["lists"] == []
    assert "Nothing waits for you." in response.text


def test_the_worst_and_the_oldest_come_first(client, here):
    for number, (severity, days) in enumerate(
        [("HIGH", 9), ("CRITICAL", 2), ("CRITICAL", 8), ("WARNING", 99)]
    ):
        flag(here.program, f"M{number}", ago(here, days), severity=severity)
    assert [row.flag.subject for row in lists(client)["new"]] == ["M2", "M1", "M0", "M3"]


@pytest.mark.parametrize("who", ["facilitator", "partner_staff", "mel", "gbv", "admin", "viewer"])
def test_it_is_for_managers_alone(client, here, who):
    client.force_login(getattr(here, who))
    assert client.get(reverse("inbox")).status_code == 404
    assert "Inbox" not in client.get(reverse("guide")).text


def test_another_offices_manager_sees_nothing_of_it(client, here):
    one_of_each(here)
    client.force_login(here.stranger)
    assert lists(client) == {}


def test_what_was_removed_waits_no_more(client, here):
    one_of_each(here)
    here.program.remove()
    assert lists(client) == {}


def test_acknowledged_with_one_press_and_undone_with_one(client, here):
    one = flag(here.program, "M1", ago(here, 5))
    (row,) = lists(client)["new"]
    assert "Inbox" in client.get(reverse("guide")).text
    address = reverse("flag_acknowledge", args=[one.pk]) + "?from=inbox"
    response = client.post(address, {"plan": row.plan, "due_on": row.due}, follow=True)
    assert response.redirect_chain[-1][0] == reverse("inbox")
    one.refresh_from_db()
    assert (one.status, one.plan, one.assigned_to) == ("ACKNOWLEDGED", row.plan, here.manager)

    client.post(reverse("flag_undo", args=[one.events.get().pk]) + "?from=inbox")
    one.refresh_from_db()
    assert one.status == "OPEN"


def test_each_row_says_what_tells_it_from_the_others(client, here):
    """Of one piece of work one rule may say several things, each to be decided on."""
    make.SessionFactory(
        intervention=here.work, number=1, planned_on=here.today + dt.timedelta(days=5), topics=["T17", "T24"]
    )
    reaudit([here.program.pk])
    page = client.get(reverse("inbox"), {"list": "new"})
    rows = [row for row in page.context["lists"][0].rows if row.flag.rule == "R11"]
    assert len(rows) > 1
    assert len({(row.title, row.about) for row in rows}) == 1
    assert len({row.sentence for row in rows}) == len(rows)
    assert all(row.sentence and escape(row.sentence) in page.text for row in rows)


def sent_by(client, address, **data):
    """What the form at this address sends when these fields are filled in."""
    form = client.get(address).context["form"]
    first = {name: form[name].value() for name in form.fields}
    return {name: value for name, value in first.items() if value not in (None, False)} | data


@pytest.mark.parametrize("came", ["?from=inbox", "", "?from=https://elsewhere.example", "?from=//elsewhere"])
def test_whoever_came_from_the_inbox_is_brought_back_with_the_message(client, here, came):
    _flags, asked, link = one_of_each(here)
    inbox, answered = reverse("inbox"), {"responded_on": here.today, "response": "It is on Fridays now."}
    feedback, sequence = reverse("feedback", args=[asked.pk]), reverse("sequence", args=[here.program.pk])
    for name, record, home, said, data in (
        ("feedback_edit", asked, feedback, "Saved.", answered),
        ("repair_confirm", link, sequence, "is agreed", {"asked": "on"}),
    ):
        address = reverse(name, args=[record.pk])
        assert f"{address}?from=inbox" in client.get(inbox).text
        page = client.get(address + came)
        end = inbox if came == "?from=inbox" else home
        assert f'href="{end}"' in page.text  # to cancel leads there too
        answer = client.post(address + came, sent_by(client, address, **data), follow=True)
        assert [where for where, _status in answer.redirect_chain] == [end], answer.context["form"].errors
        assert said in answer.text


def test_pages_by_key(client, here):
    for number in range(WHOLE + 3):
        flag(here.program, f"M{number:02}", ago(here, 5))
    assert len(lists(client)["new"]) == GLANCE
    response = client.get(reverse("inbox"), {"list": "new"})
    page = response.context["lists"][0].page
    assert len(page.rows) == WHOLE
    rest = lists(client, list="new", after=page.next)["new"]
    assert len(rest) == 3
    assert not {row.flag.pk for row in rest} & {row.pk for row in page.rows}
    for after in ("x", "bm90IGpzb24"):
        assert client.get(reverse("inbox"), {"list": "new", "after": after}).status_code == 200


def queries(client):
    client.get(reverse("inbox"))
    with CaptureQueriesContext(connection) as seen:
        client.get(reverse("inbox"))
    return len(seen)


def test_it_costs_the_same_for_one_row_and_for_many(client, here):
    one_of_each(here)
    few = queries(client)
    for number in range(40):
        flag(make.ProgramFactory(office=here.office), f"M{number:02}", ago(here, 5))
    for _ in range(10):
        make.AccountabilityFeedbackFactory(intervention=here.work, changes_asked="Another day.")
    assert queries(client) == few <= 10


def test_the_board_leads_there_and_counts_what_is_set_aside_apart(client, here):
    Verdict.objects.create(
        program=here.program,
        audited_at=timezone.now(),
        audited_on=here.today,
        rank=5,
        critical=1,
        dismissed=2,
    )
    text = client.get(reverse("board")).text
    assert reverse("inbox") in text.partition("<main")[2]
    assert "1 critical" in text
    assert "2 set aside" in text
    client.force_login(here.mel)
    assert reverse("inbox") not in client.get(reverse("board")).text
