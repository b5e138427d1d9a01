"""Concerns are patterns (D3b), and their words are for few (D9): what others get never holds them."""

import datetime as dt

import pytest
from django.core import mail
from django.db import connection
from django.urls import reverse

from care_engage.accounts.models import RoleKind
from care_engage.kit.crypto import MARK
from care_engage.trail.models import Entry
from programs.models import Concern, ConcernAction, Flag
from tests.factories import (
    TODAY,
    ConcernActionFactory,
    ConcernFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    ProgramFactory,
    UserFactory,
    person,
)

pytestmark = pytest.mark.django_db
WORDS = "At the well they laugh about fathers who wash clothes."


class Setting:
    """One concern, entered by a facilitator, in a program that all of the cast could meet."""

    def __init__(self):
        self.office = OfficeFactory()
        self.country = PlaceFactory(office=self.office)
        self.province = PlaceFactory(
            office=self.office, parent=self.country, level="ADMIN1", code="EAST", name="Eastern Province"
        )
        self.village = PlaceFactory(
            office=self.office, parent=self.province, level="COMMUNITY", code="NYA", name="Nyamugari"
        )
        self.program = ProgramFactory(office=self.office, place=self.country)
        kinds = RoleKind
        self.people = {
            "facilitator": person(kinds.FACILITATOR, self.office),
            "another": person(kinds.FACILITATOR, self.office),
            "partner": person(kinds.FACILITATOR, self.office, partner_staff=True),
            "manager": person(kinds.MANAGER, self.office),
            "mel": person(kinds.MEL, self.office),
            "gbv": person(kinds.GBV_FOCAL_POINT, self.office),
            "safeguarding": person(kinds.SAFEGUARDING_FOCAL_POINT, self.office),
            "admin": person(kinds.OFFICE_ADMIN, self.office),
            "global": person(kinds.GLOBAL_VIEWER),
            "stranger": person(kinds.MANAGER, OfficeFactory(iso2="NP", name="CARE Nepal")),
            "superuser": UserFactory(is_superuser=True, is_staff=True),
        }
        self.work = InterventionFactory(
            program=self.program, facilitators=[self.people["facilitator"].facilitating.get()]
        )
        self.concern = ConcernFactory(
            program=self.program,
            opened_by=self.people["facilitator"],
            owner=self.people["manager"],
            summary=WORDS,
            opened_on=TODAY - dt.timedelta(days=20),
        )


@pytest.fixture
def at(client):
    setting = Setting()

    def log_in(key):
        client.force_login(setting.people[key])
        return client

    setting.log_in = log_in
    return setting


def page(client, at, name="concern"):
    return client.get(reverse(name, args=[at.concern.pk] if name != "concerns" else []))


@pytest.mark.parametrize("status", ["OPEN", "ACKNOWLEDGED"])
def test_its_words_are_for_few(at, status):
    """Every page that each of the cast can open is read for the words."""
    at.concern.status = status
    at.concern.save()
    readers = {"manager", "safeguarding"} | ({"facilitator"} if status == "OPEN" else set())
    for key in at.people:
        client = at.log_in(key)
        told = [page(client, at, name).content.decode() for name in ("concern", "concerns", "concern_edit")]
        told.append(client.get(reverse("program_plan", args=[at.program.pk])).content.decode())
        told.append(client.get(reverse("sequence", args=[at.program.pk])).content.decode())
        assert any(WORDS in text for text in told) == (key in readers), key
        assert WORDS not in told[1], "the list has no words"


def test_the_gbv_focal_point_reads_those_of_violence_alone(at):
    assert page(at.log_in("gbv"), at).status_code == 404
    at.concern.form = "HOME_CONFLICT"
    at.concern.save()
    assert WORDS in page(at.log_in("gbv"), at).content.decode()


def test_who_entered_it_sees_that_it_was_taken_over(at):
    at.concern.status = "ACKNOWLEDGED"
    at.concern.save()
    text = page(at.log_in("facilitator"), at).content.decode()
    assert "Somebody has taken this over" in text
    assert "Medium" in text


def test_it_is_encrypted_at_rest_and_in_its_past():
    ConcernFactory(summary=WORDS)
    with connection.cursor() as cursor:
        for table in ("programs_concern", "programs_historicalconcern"):
            cursor.execute(f"SELECT summary FROM {table}")
            assert all(text.startswith(MARK) for (text,) in cursor.fetchall())


def test_every_look_is_in_the_trail_and_no_browser_keeps_it(at):
    client = at.log_in("manager")
    response = page(client, at)
    assert response.headers["Cache-Control"] == "no-store, private"
    (entry,) = Entry.objects.filter(kind="programs.Concern")
    assert (entry.act, entry.subject, entry.office) == ("READ", str(at.concern.uuid), at.office.pk)
    assert page(client, at, "concerns").headers["Cache-Control"] == "no-store, private"


def test_while_viewing_as_somebody_it_is_closed(at):
    viewed = at.people["manager"]
    viewed.viewed_by = at.people["admin"]
    assert not Concern.objects.visible_to(viewed).exists()
    assert not Concern.objects.editable_by(viewed).exists()


# ------------------------------------------------------------------------------------------- D3b

SENT = {
    "kind": "BACKLASH",
    "severity": "HIGH",
    "form": "RIDICULE",
    "toward": "MEN_ALLIES",
    "setting": "COMMUNITY",
    "summary": WORDS,
    "opened_on": TODAY.isoformat(),
}


def enter(at, key="manager", **fields):
    """Send the form; gives the new concern, or None with the answer that refused it."""
    data = SENT | {"program": at.program.pk} | fields
    data = {name: value for name, value in data.items() if value is not None}
    answer = at.log_in(key).post(reverse("concern_new"), data)
    found = Concern.objects.exclude(pk=at.concern.pk).first()
    return found, answer


@pytest.mark.parametrize(
    "close", [{"form": "THREAT"}, {"form": "VIOLENCE"}, {"setting": "HOME"}]
    + [{"toward": whom} for whom in ("LGBTQ", "GIRLS", "BOYS")], ids=str,
)  # fmt: skip
def test_of_what_is_close_to_people_only_program_province_and_month_are_kept(at, close):
    found, answer = enter(at, **close)
    assert found is None
    assert WORDS in answer.content.decode(), "nothing typed is lost"
    assert "nothing is written" in answer.content.decode()
    found, _answer = enter(at, **close, summary=None, pattern=None)
    assert found is None
    found, _answer = enter(
        at, **close, summary=None, pattern="MEN_MOCKED", place=at.village.pk, intervention=at.work.pk
    )
    assert (found.summary, found.intervention, found.place) == ("", None, at.province)
    assert found.opened_on == TODAY.replace(day=1)
    (past,) = found.history.all()
    assert (past.summary, past.intervention_id, past.place_id) == ("", None, at.province.pk)
    assert past.opened_on == TODAY.replace(day=1)
    text = at.log_in("manager").get(reverse("concern", args=[found.pk])).content.decode()
    assert "Nyamugari" not in text
    assert f"since {TODAY:%B %Y}" in text


def test_what_becomes_close_to_people_is_forgotten_with_its_history(at):
    data = SENT | {"program": at.program.pk, "owner": at.people["manager"].pk, "setting": "HOME"}
    client = at.log_in("manager")
    client.post(
        reverse("concern_edit", args=[at.concern.pk]), data | {"summary": "", "pattern": "MEN_MOCKED"}
    )
    at.concern.refresh_from_db()
    assert (at.concern.setting, at.concern.summary) == ("HOME", "")
    for past in at.concern.history.all():
        assert (past.summary, past.opened_on.day) == ("", 1)


def test_of_a_notice_to_safeguarding_only_that_and_the_day_is_kept(at):
    bare = {"kind": "SAFEGUARDING_NOTICE", "form": "", "toward": "", "setting": "", "severity": "LOW"}
    found, answer = enter(at, **bare, summary=None)
    assert found is None
    assert "Hand it over first" in answer.content.decode()
    found, _answer = enter(at, **bare, handed_over="on")
    assert found is None
    found, _answer = enter(
        at, **bare | {"form": "THREAT"}, handed_over="on", summary=None, place=at.village.pk
    )
    assert (found.status, found.severity, found.form) == ("ESCALATED", "CRITICAL", "")
    assert found.place is found.intervention is None
    assert found.opened_on == TODAY


def test_a_disclosure_is_refused_with_the_way_to_the_card(at):
    found, answer = enter(at, summary="Her husband beat her last week.")
    assert found is None
    assert reverse("harm") in answer.content.decode()


def test_field_staff_enter_one_about_their_own_program_alone(at):
    other = ProgramFactory(office=at.office)
    assert enter(at, "facilitator", program=other.pk)[0] is None
    found, _answer = enter(at, "facilitator")
    assert (found.program, found.opened_by) == (at.program, at.people["facilitator"])
    assert at.log_in("another").get(reverse("concern_new")).status_code == 404


# ------------------------------------------------------------------------------------------- handling


def test_a_critical_one_calls_safeguarding_without_a_word_of_it(
    at, settings, django_capture_on_commit_callbacks
):
    settings.SENDS_MAIL = True
    with django_capture_on_commit_callbacks(execute=True):
        found, _answer = enter(at, severity="CRITICAL")
    (letter,) = mail.outbox
    assert letter.to == [at.people["safeguarding"].email]
    assert reverse("concern", args=[found.pk]) in letter.body
    for secret in (WORDS, at.program.name, "Backlash", "BACKLASH", "Mocking"):
        assert secret not in letter.subject + letter.body
    mail.outbox.clear()
    with django_capture_on_commit_callbacks(execute=True):
        enter(at, severity="HIGH")
    assert mail.outbox == []


def test_from_open_to_closed_and_what_the_rule_says(at):
    client = at.log_in("manager")
    client.post(reverse("concern_edit", args=[at.concern.pk]), SENT | {
        "program": at.program.pk, "owner": at.people["manager"].pk,
        "opened_on": (TODAY - dt.timedelta(days=20)).isoformat(),
    })  # fmt: skip
    at.concern.refresh_from_db()
    at.concern.states = [["OPEN", at.concern.opened_on.isoformat()]]
    at.concern.save()
    move = reverse("concern_move", args=[at.concern.pk])
    action = {"what": "ALLY_SUPPORT", "agreed_on": TODAY.isoformat()}
    client.post(reverse("concern_action_new", args=[at.concern.pk]), action)
    at.concern.refresh_from_db()
    assert at.concern.status == "ACTION_AGREED"
    assert Flag.objects.get(rule="R15", resolved_on=None).reason == "NOT_MONITORED"
    client.post(f"{move}?to=MONITORING")
    assert not Flag.objects.filter(rule="R15", resolved_on=None).exists()
    client.post(f"{move}?to=CLOSED", {"outcome": ""})
    at.concern.refresh_from_db()
    assert at.concern.status == "MONITORING"
    client.post(f"{move}?to=CLOSED", {"outcome": "EASED"})
    at.concern.refresh_from_db()
    assert (at.concern.status, at.concern.closed_on) == ("CLOSED", TODAY)
    client.post(reverse("concern_action_done", args=[ConcernAction.objects.get().pk]))
    assert ConcernAction.objects.get().done_on == TODAY


def test_what_is_handed_over_leaves_the_system(at):
    client = at.log_in("safeguarding")
    client.post(reverse("concern_move", args=[at.concern.pk]) + "?to=ESCALATED")
    at.concern.refresh_from_db()
    assert (at.concern.status, at.concern.summary) == ("ESCALATED", "")
    assert all(past.summary == "" for past in at.concern.history.all())


def test_a_text_is_purged_with_its_history(at):
    client = at.log_in("manager")
    client.post(reverse("concern_purge", args=[at.concern.pk]))
    at.concern.refresh_from_db()
    assert at.concern.summary == ""
    assert all(past.summary == "" for past in at.concern.history.all())
    assert Entry.objects.filter(kind="programs.Concern", act="PURGED").exists()


def test_what_was_removed_comes_back(at):
    client = at.log_in("manager")
    told = client.post(reverse("concern_remove", args=[at.concern.pk]), follow=True).content.decode()
    assert not Concern.objects.exists()
    client.post(reverse("undo"), {"note": told.partition('name="note" value="')[2].partition('"')[0]})
    assert Concern.objects.get().summary == WORDS


def test_the_list_costs_the_same_for_many(at, django_assert_max_num_queries):
    for _each in range(20):
        ConcernActionFactory(concern=ConcernFactory(program=at.program))
    client = at.log_in("manager")
    with django_assert_max_num_queries(10):
        page(client, at, "concerns")
    with django_assert_max_num_queries(18):
        page(client, at)
