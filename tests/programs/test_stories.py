"""Nobody is shown who did not agree: the database itself refuses (R22), and a word can be taken back."""

import datetime as dt

import pytest
from django.core.exceptions import ValidationError
from django.db import IntegrityError, connection, models, transaction
from django.urls import reverse

from care_engage.accounts.models import RoleKind
from programs import consent_triggers
from programs.models import ConsentRecord, Flag, Story
from tests.factories import ChangeAgentFactory, ConsentFactory, ProgramFactory, StoryFactory, person

pytestmark = pytest.mark.django_db
DAY = dt.date(2026, 7, 10)
ALREADY_OVER = dt.date(2026, 7, 9)
OUT = ("SCHEDULED", "PUBLISHED")
CHILD = {"child": True, "guardian_on": dt.date(2026, 5, 1), "assent_on": dt.date(2026, 5, 2)}


def shown(*consents, people=None, **fields):
    """A draft with these consents, each given as its fields."""
    story = StoryFactory(people=len(consents) if people is None else people, shown_on=DAY, **fields)
    for each in consents:
        ConsentFactory(story=story, **each)
    return story


def put_out(story, status):
    """Past every form and model: as a shell or a query would."""
    with transaction.atomic():
        Story.objects.filter(pk=story.pk).update(status=status)


REFUSED = {
    "nobody was asked": lambda: shown(people=1),
    "husband consented, wife not": lambda: shown({}, people=2),
    "her paper is empty": lambda: shown({}, {"given_on": None}),
    "it was withdrawn": lambda: shown({"withdrawn_on": dt.date(2026, 6, 1)}),
    "it ends before": lambda: shown({"expires_on": ALREADY_OVER}),
    "it has ended by now": lambda: shown({"expires_on": DAY}),
    "for less than this": lambda: shown({"reach": 1}, reach=3),
    "age 16, no guardian": lambda: shown(CHILD | {"guardian_on": None}),
    "a child that was not asked": lambda: shown(CHILD | {"assent_on": None}),
    "one paper too many that does not hold": lambda: shown({}, {"given_on": None}, people=1),
    "nobody looked who is shown": lambda: shown({}, no_harm_shown=False),
}


@pytest.mark.parametrize("status", OUT)
@pytest.mark.parametrize("case", REFUSED)
def test_the_database_refuses_a_story_without_consents(case, status):
    story = REFUSED[case]()
    with pytest.raises(IntegrityError, match=consent_triggers.REFUSAL):
        put_out(story, status)
    story.status = status
    with pytest.raises(ValidationError, match="agreed"), transaction.atomic():
        story.save()
    assert Story.objects.get(pk=story.pk).status == "DRAFT"


ALLOWED = {
    "both valid": lambda: shown({}, {"of_household": True}),
    "nobody is shown": lambda: shown(people=0),
    "a child, with both words": lambda: shown(CHILD),
    "without an end in sight": lambda: shown({"expires_on": dt.date(2999, 1, 1)}),
    "for more than this": lambda: shown({"reach": 3}, reach=2),
    "a removed paper is none": lambda: without_one(shown({}, {"given_on": None}, people=1)),
}


def without_one(story):
    story.consents.get(given_on=None).remove()
    return story


@pytest.mark.parametrize("status", OUT)
@pytest.mark.parametrize("case", ALLOWED)
def test_the_database_lets_pass_what_everybody_agreed_to(case, status):
    story = ALLOWED[case]()
    put_out(story, status)
    assert Story.objects.get(pk=story.pk).status == status


@pytest.mark.parametrize("status", OUT)
def test_nothing_is_born_scheduled(status):
    with pytest.raises(IntegrityError, match=consent_triggers.REFUSAL), transaction.atomic():
        models.Model.save(StoryFactory.build(program=ProgramFactory(), people=1, status=status))


@pytest.mark.parametrize(
    "more",
    [{"people": 2}, {"reach": 3}, {"shown_on": dt.date(2999, 1, 1)}, {"no_harm_shown": False}],
    ids=str,
)
def test_what_is_out_does_not_grow_beyond_its_consents(more):
    story = shown({"expires_on": dt.date(2998, 1, 1)})
    put_out(story, "PUBLISHED")
    with pytest.raises(IntegrityError), transaction.atomic():
        Story.objects.filter(pk=story.pk).update(**more)
    Story.objects.filter(pk=story.pk).update(title="Another title", people=1)


def test_a_word_is_taken_back_whatever_the_state_and_the_story_can_still_be_taken_in():
    story = shown({})
    put_out(story, "PUBLISHED")
    ConsentRecord.objects.filter(story=story).update(withdrawn_on=DAY)
    put_out(story, "WITHDRAWN")
    put_out(story, "DRAFT")
    with pytest.raises(IntegrityError), transaction.atomic():
        put_out(story, "PUBLISHED")


def test_the_triggers_stand_after_all_migrations():
    table = "sqlite_master WHERE type = 'trigger' AND tbl_name = 'programs_story'"
    if connection.vendor == "postgresql":
        table = "pg_trigger WHERE tgrelid = 'programs_story'::regclass AND NOT tgisinternal"
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT count(*) FROM {table}")
        assert cursor.fetchone()[0] == (2 if connection.vendor == "sqlite" else 1)


# ------------------------------------------------------------------------------------------- pages


@pytest.fixture
def manager(client):
    program = ProgramFactory()
    user = person(RoleKind.MANAGER, program.office)
    client.force_login(user)
    user.program = program
    return user


def test_from_draft_to_published_and_back(client, manager):
    sent = {
        "title": "Fathers who cook",
        "kind": "CELEBRATION",
        "reach": "1",
        "people": "2",
        "no_harm_shown": "on",
    }
    answer = client.post(reverse("story_new", args=[manager.program.pk]), sent | {"shown_on": "2026-07-10"})
    story = Story.objects.get()
    assert answer.url == reverse("story", args=[story.pk])
    move = reverse("plan_move", args=["story", story.pk])
    assert b"2 consents are missing" in client.post(f"{move}?to=CONSENT_CHECKED").content
    for number in ("C-1", "C-2"):
        consent = {"person_ref": number, "given_on": "2026-05-01", "reach": "1"}
        client.post(reverse("consent_new", args=[story.pk]), consent)
    page = client.get(reverse("story", args=[story.pk])).content.decode()
    assert page.count("✓ holds") == 2
    for state in ("CONSENT_CHECKED", "SCHEDULED", "PUBLISHED"):
        client.post(f"{move}?to={state}", {"shown_on": "2026-07-10"})
        story.refresh_from_db()
        assert story.status == state
    assert not Flag.objects.filter(rule="R22").exists()
    client.post(reverse("consent_withdrawn", args=[story.consents.first().pk]))
    (flag,) = Flag.objects.filter(rule="R22")
    assert (flag.severity, flag.reason) == ("CRITICAL", "CONSENT")
    assert "Take the story back" in client.get(reverse("story", args=[story.pk])).content.decode()
    client.post(f"{move}?to=WITHDRAWN")
    assert not Flag.objects.filter(rule="R22", resolved_on=None).exists()


def test_a_scheduled_story_is_a_draft_again_when_somebody_withdraws(client, manager):
    story = shown({}, program=manager.program)
    put_out(story, "SCHEDULED")
    client.post(reverse("consent_withdrawn", args=[story.consents.get().pk]))
    story.refresh_from_db()
    assert (story.status, story.states[-1][0]) == ("DRAFT", "DRAFT")


def test_said_twice_the_first_day_of_a_withdrawal_holds(client, manager):
    story = shown({"withdrawn_on": dt.date(2026, 6, 1)}, program=manager.program)
    client.post(reverse("consent_withdrawn", args=[story.consents.get().pk]))
    assert story.consents.get().withdrawn_on == dt.date(2026, 6, 1)


def test_a_name_is_no_number(client, manager):
    story = shown(program=manager.program)
    for ref in ("Aline", "C-14 Aline", "0788123456"):
        sent = {"person_ref": ref, "given_on": "2026-05-01", "reach": "1"}
        assert client.post(reverse("consent_new", args=[story.pk]), sent).status_code == 200
    assert not ConsentRecord.objects.exists()


def test_a_story_names_change_agents_of_its_own_office_alone(client, manager):
    ours, theirs = ChangeAgentFactory(office=manager.program.office), ChangeAgentFactory(office__iso2="NP")
    form = client.get(reverse("story_new", args=[manager.program.pk])).context["form"]
    offered = set(form.fields["agents"].queryset)
    assert ours in offered
    assert theirs not in offered


def test_the_list_costs_the_same_for_many(client, manager, django_assert_max_num_queries):
    for _each in range(12):
        StoryFactory(program=manager.program)
    with django_assert_max_num_queries(12):
        client.get(reverse("stories", args=[manager.program.pk]))


def test_what_was_removed_comes_back(client, manager):
    story = shown({}, program=manager.program)
    page = client.post(reverse("plan_remove", args=["story", story.pk]), follow=True)
    assert not Story.objects.exists()
    note = page.content.decode().partition('name="note" value="')[2].partition('"')[0]
    client.post(reverse("undo"), {"note": note})
    assert Story.objects.get() == story
