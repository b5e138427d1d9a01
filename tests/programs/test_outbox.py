"""What devices send is stored once, or answered with why; whatever breaks, sending again is harmless."""

import datetime as dt
import json
import uuid

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from programs import outbox
from programs.logging import Entry, log_session, not_held
from programs.models import OutboxEntry, Session
from programs.outbox import Log
from programs.sent import Sent
from tests.factories import GroupFactory, InterventionFactory, OfficeFactory, SessionFactory, person, register

pytestmark = pytest.mark.django_db


@pytest.fixture
def uwase():
    return person("FACILITATOR", OfficeFactory())


@pytest.fixture
def session(uwase):
    group = GroupFactory()
    register(group, 20)
    men = InterventionFactory(groups=[group], facilitators=uwase.facilitating.all())
    return SessionFactory(intervention=men, planned_on=men.program.office.today(), number=1)


def written(session, *numbers, kind="log", base=None, **fields):
    """An entry as a device sends it."""
    group = session.intervention.groups.get().pk
    leaders = session.intervention.facilitators.values_list("pk", flat=True)
    filled = {
        "held_on": session.planned_on.isoformat(),
        "topics": ["T05"],
        "came": [f"{group}:{number}" for number in numbers],
        "facilitators": [str(key) for key in leaders],
        "backlash_check": "NOT_ASKED",
        "minutes": "120",
        "told": "in place",
    }
    if kind == "not_held":
        filled = {"reason": "WEATHER_ROAD", "when": "unknown"}
    filled |= fields
    entry = {"id": str(uuid.uuid4()), "session": session.pk, "kind": kind, "base": base or session.version}
    return sealed(entry | {"fields": filled})


def sealed(entry):
    digest = Sent(uuid.UUID(entry["id"]), entry["session"], entry["kind"], 1, "", entry["fields"]).digest()
    return entry | {"hash": digest}


def send(client, user, *entries, **more):
    client.force_login(user)
    body = {"person": user.pk, "entries": list(entries)} | more
    response = client.post(reverse("outbox"), json.dumps(body), content_type="application/json")
    assert response.status_code == 200, response.content
    return response.json()["answers"]


def test_stored_once_however_often_it_is_sent(client, session, uwase):
    entry = written(session, 1, 2)

    answers = [send(client, uwase, entry)[0] for _time in range(3)]

    assert [answer["is"] for answer in answers] == ["stored", "already", "already"]
    kept = Session.objects.get()
    assert (kept.men, kept.version, kept.history.count()) == (2, 2, 2)
    receipt = OutboxEntry.objects.get()
    assert (str(receipt.client_id), receipt.user, receipt.hash) == (entry["id"], uwase, entry["hash"])


def test_the_receipt_and_the_session_are_both_there_or_neither(client, session, uwase, monkeypatch):
    def broken(*args, **kwargs):
        raise RuntimeError("the power is gone")

    monkeypatch.setattr("programs.logging.reaudit_around", broken)
    with pytest.raises(RuntimeError):
        send(client, uwase, written(session, 1))
    assert not Session.objects.get().held
    assert not OutboxEntry.objects.exists()


def test_one_id_with_other_content_is_a_conflict(client, session, uwase):
    entry = written(session, 1, 2)
    other = sealed(written(session, 3) | {"id": entry["id"]})

    assert send(client, uwase, entry)[0]["is"] == "stored"
    (answer,) = send(client, uwase, other)

    assert answer["is"] == "conflict"
    assert Session.objects.get().men == 2


def test_one_session_from_two_devices_is_a_conflict_that_shows_both(client, session, uwase):
    first, second = written(session, 1, 2), written(session, 2, 3, minutes="90")

    answers = send(client, uwase, first, second)

    assert [answer["is"] for answer in answers] == ["stored", "conflict"]
    rows = {label: (ours, theirs) for label, ours, theirs in answers[1]["rows"]}
    assert rows["Numbers"] == ("2, 3", "1, 2")
    assert rows["Minutes"] == ("90", "120")
    assert answers[1]["version"] == 2
    group = session.intervention.groups.get().pk
    assert answers[1]["theirs"]["came"] == [f"{group}:1", f"{group}:2"]
    merged = written(session, 1, 2, 3, base=answers[1]["version"])
    assert send(client, uwase, merged)[0]["is"] == "stored"
    assert Session.objects.get().men == 3


def test_two_devices_that_say_the_same_agree(client, session, uwase):
    answers = send(client, uwase, written(session, 1, 2), written(session, 2, 1))

    assert [answer["is"] for answer in answers] == ["stored", "already"]
    assert list(OutboxEntry.objects.order_by("pk").values_list("outcome", flat=True)) == ["LOGGED", "SAME"]
    assert Session.objects.get().version == 2


def test_whoever_reads_an_old_version_just_before_somebody_saves(client, session, uwase, monkeypatch):
    """Between the look and the save somebody else saves: the conditional update finds out."""
    entry = written(session, 1)
    manager = person("MANAGER", session.intervention.program.office)

    class Overtaken(Log):
        def __init__(self, *args):
            super().__init__(*args)
            monkeypatch.setitem(outbox.WAYS, "log", Log)
            logged(session, manager, [7])

    monkeypatch.setitem(outbox.WAYS, "log", Overtaken)
    (answer,) = send(client, uwase, entry)

    assert answer["is"] == "conflict"
    assert Session.objects.get().present[0][1] == 7
    assert not OutboxEntry.objects.exists()


def logged(session, by, numbers):
    found = Session.objects.for_logging(by).get(pk=session.pk)
    group = session.intervention.groups.get().pk
    entry = Entry(
        version=found.version,
        held_on=session.planned_on,
        topics=["T05"],
        facilitators=list(session.intervention.facilitators.values_list("pk", flat=True)),
        present=[[group, number] for number in numbers],
    )
    log_session(found, by=by, entry=entry, at=timezone.now())


def test_did_not_happen(client, session, uwase):
    entry = written(session, kind="not_held")

    assert [send(client, uwase, entry)[0]["is"] for _time in range(2)] == ["stored", "already"]
    kept = Session.objects.get()
    assert (kept.status, kept.not_held_reason) == ("POSTPONED", "WEATHER_ROAD")
    again = written(session, kind="not_held")
    assert send(client, uwase, again)[0]["is"] == "already", "the same, from another device"
    held = written(session, 4)
    assert send(client, uwase, held)[0]["is"] == "conflict", "one says held, the other not"


def test_did_not_happen_on_another_day(client, session, uwase):
    day = session.planned_on + dt.timedelta(days=7)
    entry = written(session, kind="not_held", when="day", day=day.isoformat())

    assert send(client, uwase, entry)[0]["is"] == "stored"
    assert (Session.objects.get().status, Session.objects.get().planned_on) == ("PLANNED", day)


def close(session):
    session.intervention.status = "COMPLETED"
    session.intervention.save()


def delete(session):
    session.remove()


def call_off(session):
    not_held(
        session,
        by=person("MANAGER", session.intervention.program.office),
        reason="GROUP_ASKED",
        cancelled=True,
        at=timezone.now(),
    )


def take_away_the_group(session):
    session.intervention.facilitators.clear()


@pytest.mark.parametrize(
    ("happens", "words"),
    [
        pytest.param(close, "Ask a manager to reopen", id="closed"),
        pytest.param(delete, "deleted from the plan", id="deleted"),
        pytest.param(call_off, "cannot become", id="called off"),
        pytest.param(take_away_the_group, "may no longer log", id="moved group"),
    ],
)
def test_what_became_of_the_session_meanwhile_is_said(client, session, uwase, happens, words):
    entry = written(session, 1)
    happens(session)

    (answer,) = send(client, uwase, entry)

    assert answer["is"] == "refused"
    assert words in answer["why"][0]
    assert not OutboxEntry.objects.exists()


def test_a_lost_role(client, session, uwase):
    entry = written(session, 1)
    uwase.roles.get().remove()

    (answer,) = send(client, uwase, entry)

    assert (answer["is"], "may no longer log" in answer["why"][0]) == ("refused", True)


def test_a_session_of_another_office_might_as_well_not_exist(client, session):
    stranger = person("MANAGER", OfficeFactory(iso2="NP", name="CARE Nepal"))
    unknown = written(session, 1) | {"session": 10**9}

    answers = send(client, stranger, written(session, 1), sealed(unknown))

    assert answers[0]["why"] == answers[1]["why"]
    assert {answer["is"] for answer in answers} == {"refused"}


@pytest.mark.parametrize(
    ("fields", "words"),
    [
        ({"topics": []}, "at least one topic"),
        ({"came": []}, "Nobody is marked"),
        ({"came": ["1:99"]}, "99"),
        ({"held_on": "2999-01-01"}, "still to come"),
        ({"minutes": "0"}, "Minutes"),
    ],
)
def test_faults_of_the_form_are_named_and_can_be_mended(client, session, uwase, fields, words):
    (answer,) = send(client, uwase, written(session, 1, **fields))

    assert answer["is"] == "refused"
    assert answer["mendable"]
    assert any(words in sentence for sentence in answer["why"])


@pytest.mark.parametrize(
    "damage",
    [
        {"hash": "0" * 64},
        {"id": "not an id"},
        {"kind": "dance"},
        {"session": "1"},
        {"session": 10**20},
        {"session": True},
        {"base": 0},
        {"fields": []},
        {"fields": {"came": [1]}},
        {"fields": {"came": ["1:1"] * 3000}},
        {"fields": {"minutes": {}}},
    ],
)
def test_a_damaged_entry_does_not_keep_the_others_back(client, session, uwase, damage):
    answers = send(client, uwase, written(session, 1) | damage, written(session, 1))

    assert [answer["is"] for answer in answers] == ["refused", "stored"]


@pytest.mark.parametrize("body", ["", "[]", "{}", "nonsense", '{"person": 1}', '{"person": 1, "entries": 5}'])
def test_a_body_that_is_no_batch(client, uwase, body):
    client.force_login(uwase)
    response = client.post(reverse("outbox"), body, content_type="application/json")
    assert response.status_code == 400


def test_nothing_is_stored_under_a_wrong_name(client, session, uwase):
    other = person("MANAGER", session.intervention.program.office)
    client.force_login(other)
    body = {"person": uwase.pk, "entries": [written(session, 1)]}
    response = client.post(reverse("outbox"), json.dumps(body), content_type="application/json")
    assert response.status_code == 409
    assert not Session.objects.get().held


def test_a_log_in_that_has_ended(client, session, uwase):
    body = {"person": uwase.pk, "entries": [written(session, 1)]}
    response = client.post(reverse("outbox"), json.dumps(body), content_type="application/json")
    assert (response.status_code, response.json()) == (401, {"error": "expired"})


def test_the_page_that_waits_is_told_as_after_a_posted_form(client, session, uwase):
    """Whichever batch its entry came with, and whatever the device fetches by itself before that page."""
    second = SessionFactory(intervention=session.intervention, planned_on=session.planned_on, number=2)
    third = SessionFactory(intervention=session.intervention, planned_on=session.planned_on, number=3)
    awaited = written(session, 1, 2)
    send(client, uwase, written(third, 1), awaited, now=awaited["id"])
    for name in ("waiting", "harm"):
        assert "Saved." not in client.get(reverse(name)).content.decode()
    page = client.get(reverse("my_sessions")).content.decode()
    assert "Saved. 2 people." in page
    assert "Saved. 1 person." not in page

    awaited = written(second, kind="not_held")
    send(client, uwase, awaited, now=awaited["id"])
    page = client.get(reverse("my_sessions")).content.decode()
    assert "waits under “Overdue”" in page
    assert "Undo" in page


@pytest.mark.parametrize("size", [1, 20])
def test_an_entry_costs_a_fixed_number_of_statements(client, session, uwase, size):
    logged(
        SessionFactory(intervention=session.intervention, planned_on=session.planned_on, number=9), uwase, [1]
    )
    client.force_login(uwase)
    body = json.dumps({"person": uwase.pk, "entries": [written(session, *range(1, size + 1))]})
    with CaptureQueriesContext(connection) as captured:
        response = client.post(reverse("outbox"), body, content_type="application/json")
    assert response.json()["answers"][0]["is"] == "stored"
    beside = ("SAVEPOINT", "RELEASE", "accounts_attempts")  # and the counting of how often a person posts
    asked = [query["sql"] for query in captured if not any(word in query["sql"] for word in beside)]
    assert len(asked) <= 12, "\n".join(asked)


def test_receipts_are_between_a_person_and_the_server(client, session, uwase):
    send(client, uwase, written(session, 1))
    assert OutboxEntry.objects.visible_to(uwase).count() == 1
    assert not OutboxEntry.objects.visible_to(person("MANAGER", OfficeFactory())).exists()


def test_an_administrator_who_views_as_somebody_gets_nothing_of_their_device(client, uwase):
    admin = person("OFFICE_ADMIN", uwase.roles.get().office)
    client.force_login(admin)
    client.post(reverse("office_view_as", args=[uwase.roles.get().office_id, uwase.pk]))
    for name in ("device_key", "offline_copy", "waiting"):
        assert client.get(reverse(name)).status_code == 404, name
