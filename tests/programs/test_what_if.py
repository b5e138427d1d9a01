"""What if: a draft alters nothing, says which flags would come and go, and is applied whole or not at all."""

import datetime as dt
import time
from concurrent.futures import ThreadPoolExecutor

import pytest
from django.core.exceptions import ValidationError
from django.db import connection
from django.urls import reverse

from programs import what_if
from programs.models import Flag, Intervention, PlanDraft, Session, SyncLink
from programs.models.draft import base_of, steps_in_shape
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    SessionFactory,
    SyncLinkFactory,
    held,
    person,
    protected,
)

pytestmark = pytest.mark.django_db
WHY = "Both groups take up decisions at home in May, in one village."


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def today(office):
    return office.today()


@pytest.fixture
def manager(client, office):
    user = person("MANAGER", office)
    client.force_login(user)
    return user


@pytest.fixture
def program(office):
    return ProgramFactory(office=office)


@pytest.fixture
def men(program, today):
    work = InterventionFactory(
        program=program,
        title="Man box dialogues",
        starts_on=today - dt.timedelta(days=30),
        ends_on=today + dt.timedelta(days=60),
    )
    held(work, today - dt.timedelta(days=3), number=1)
    SessionFactory(intervention=work, number=2, planned_on=today + dt.timedelta(days=4))
    return work


@pytest.fixture
def women(program, today):
    work = InterventionFactory(
        program=program,
        title="Savings circle",
        space="WOMEN",
        element="WGE",
        starts_on=today - dt.timedelta(days=30),
        ends_on=today + dt.timedelta(days=60),
    )
    held(work, today - dt.timedelta(days=2), number=1)
    return work


def step(client, program, do, draft=None, **data):
    """Send one more step; returns the draft, or the page where it was refused."""
    begun = reverse("what_if", args=[draft.pk]) if draft else reverse("what_if_new", args=[program.pk])
    answer = client.post(f"{begun}?add={do}", data)
    return PlanDraft.objects.latest("updated_at") if answer.status_code == 302 else answer


def linked(client, men, women, draft=None):
    data = {"work": f"i{men.pk}", "other": f"i{women.pk}", "kind": "PARALLEL_SEPARATE"}
    return step(client, men.program, "link", draft, **data, timing="SIMULTANEOUS", rationale=WHY)


def seen(client, draft):
    page = client.get(reverse("what_if", args=[draft.pk]))
    return (
        {one.finding.rule for one in page.context["goes"]},
        {one.finding.rule for one in page.context["comes"]},
        {item.finding.rule for item in page.context["stays"]},
    )


def apply(client, draft, base=None):
    base = base_of(draft.program) if base is None else base
    return client.post(reverse("what_if_apply", args=[draft.pk]), {"base": base}, follow=True)


def test_a_link_is_tried_then_applied(client, manager, program, men, women):
    draft = linked(client, men, women)
    goes, comes, _stays = seen(client, draft)
    assert "R1" in goes
    assert not SyncLink.objects.exists()
    assert not Flag.objects.exists()
    apply(client, draft)
    link = SyncLink.objects.get()
    assert (link.from_intervention, link.to_intervention, link.status) == (men, women, "PROPOSED")
    assert link.history.get().history_user == manager
    assert Flag.objects.open().filter(rule="R1").exists(), "until both sides agree"
    assert not PlanDraft.objects.exists()


def test_what_comes_stands_beside_what_stays(client, manager, program, men, women):
    SyncLinkFactory(from_intervention=men, to_intervention=women)
    draft = step(client, program, "cancel", work=f"i{women.pk}", reason="The circle asked to stop.")
    goes, comes, stays = seen(client, draft)
    assert "R1" in comes
    assert not {"R1"} & (goes | stays)
    women.refresh_from_db()
    assert women.status == "ACTIVE"


def test_work_is_moved_with_its_planned_sessions(client, manager, program, men, today):
    draft = step(client, program, "move", work=f"i{men.pk}", days="14")
    apply(client, draft)
    men.refresh_from_db()
    assert men.starts_on == today - dt.timedelta(days=30), "it has started already"
    assert men.ends_on == today + dt.timedelta(days=74)
    first, second = Session.objects.order_by("number")
    assert (first.planned_on, second.planned_on) == (
        today - dt.timedelta(days=3),
        today + dt.timedelta(days=18),
    )


def test_what_one_step_adds_the_next_one_links(client, manager, program, men, today, office):
    group = GroupFactory(office=office, space="WOMEN")
    data = {"title": "Husbands' wives circle", "element": "WGE", "space": "WOMEN", "group": group.pk}
    data |= {"starts_on": today, "ends_on": today + dt.timedelta(days=28), "every": "2"}
    draft = step(client, program, "add", **data)
    data = {"work": f"i{men.pk}", "other": "n1", "kind": "PARALLEL_SEPARATE", "timing": "SIMULTANEOUS"}
    draft = step(client, program, "link", draft, **data, rationale=WHY)
    assert "R1" in seen(client, draft)[0]
    assert Intervention.objects.count() == 1
    apply(client, draft)
    new = Intervention.objects.get(code="N1")
    assert (new.status, list(new.groups.all()), new.sessions.count()) == ("PLANNED", [group], 3)
    assert SyncLink.objects.get().to_intervention == new


def test_the_other_end_may_be_completed_or_of_another_program(client, manager, office, program, men, women):
    women.status = "COMPLETED"
    women.save()
    other = InterventionFactory(program=ProgramFactory(office=office), space="WOMEN")
    abroad = InterventionFactory(
        program=ProgramFactory(office=OfficeFactory(iso2="NP", name="CARE Nepal")), space="WOMEN"
    )
    draft = linked(client, men, women)
    draft = linked(client, men, other, draft)
    assert linked(client, men, abroad, draft).status_code == 200, "not a choice"
    apply(client, draft)
    ways = SyncLink.objects.order_by("pk").values_list("to_intervention", "coordination")
    assert list(ways) == [(women.pk, "SAME_PROGRAM"), (other.pk, "OTHER_CARE_PROGRAM")]


@pytest.mark.parametrize(
    ("do", "data", "sentence"),
    [
        ("move", {"work": "i0", "days": "1"}, "Select a valid choice"),
        ("move", {"work": "", "days": "99999"}, "less than or equal to 1000"),
        ("cancel", {"reason": "Call 0788 123 456"}, "number"),
        ("add", {"title": "X", "space": "WOMEN", "starts_on": "2026-05-01"}, "Choose the group"),
        ("add", {"starts_on": "2026-05-01", "ends_on": "2026-04-01"}, "Choose an end after the start"),
        ("add", {"starts_on": "9999-01-01", "ends_on": "9999-12-31", "every": "1"}, "1970 and 2100"),
        ("add", {"starts_on": "0001-01-01", "ends_on": "0002-01-01", "every": "1"}, "1970 and 2100"),
        ("link", {"rationale": "short"}, "at least 20 characters"),
    ],
)
def test_a_step_that_cannot_be_is_refused_and_stays_typed(client, manager, program, men, do, data, sentence):
    answer = step(client, program, do, **data)
    assert sentence in answer.text
    assert not PlanDraft.objects.exists()


def test_work_is_not_moved_out_of_all_reason(client, manager, program):
    work = InterventionFactory(program=program, starts_on="2099-01-01", ends_on="2100-06-01")
    answer = step(client, program, "move", work=f"i{work.pk}", days="1000")
    assert "Choose a day between the years 1970 and 2100." in answer.text


def test_a_refusal_keeps_the_draft_and_the_whole_plan(client, manager, program, men, women):
    draft = step(client, program, "move", work=f"i{men.pk}", days="14")
    draft = linked(client, men, women, draft)
    women.status = "CANCELLED"
    women.save()
    page = client.get(reverse("what_if", args=[draft.pk])).text
    assert "cannot be done now" in page
    assert "The plan has changed since this draft was begun" in page
    answer = apply(client, draft)
    assert "Select a valid choice" in answer.text
    men.refresh_from_db()
    assert men.ends_on == draft.program.office.today() + dt.timedelta(days=60), "not even the first step"
    assert PlanDraft.objects.filter(pk=draft.pk).exists()


def test_a_plan_that_changed_meanwhile_is_looked_at_first(client, manager, program, men, women):
    draft = linked(client, men, women)
    before = base_of(program)
    InterventionFactory(program=program, space="BOYS")
    assert "Look again" in apply(client, draft, before).text
    assert not SyncLink.objects.exists()
    apply(client, draft)
    assert SyncLink.objects.exists()


def test_a_step_is_taken_out(client, manager, program, men, women):
    draft = linked(client, men, women)
    draft = step(client, program, "move", draft, work=f"i{men.pk}", days="7")
    address = reverse("what_if", args=[draft.pk])
    client.post(address, {"drop": "1"})
    draft.refresh_from_db()
    assert [one["do"] for one in draft.changes] == ["move"]
    assert client.post(address, {"drop": "7"}).status_code == 404


def test_thrown_away_it_leaves_nothing(client, manager, program, men, women):
    draft = linked(client, men, women)
    answer = client.post(reverse("what_if_discard", args=[draft.pk]), follow=True)
    assert "The plan was never touched" in answer.text
    assert not PlanDraft.objects.exists()
    assert not SyncLink.objects.exists()


def test_another_manager_of_the_program_opens_it_by_its_address(client, manager, office, program, men, women):
    draft = linked(client, men, women)
    client.force_login(person("MANAGER", office))
    assert "R1" in seen(client, draft)[0]
    for user in (
        person("MEL", office),
        person("FACILITATOR", office),
        person("MANAGER", OfficeFactory(iso2="NP", name="CARE Nepal")),
    ):
        client.force_login(user)
        assert client.get(reverse("what_if", args=[draft.pk])).status_code == 404
        assert apply(client, draft).status_code == 404


def test_a_protected_space_is_never_in_a_draft(client, manager, office, program, men):
    group = protected(office, manager)
    hidden = InterventionFactory(program=program, title="River talks", space="LGBTQ", groups=[group])
    for do in ("move", "add", "link", "cancel"):
        page = client.get(reverse("what_if_new", args=[program.pk]), {"add": do})
        assert f'value="i{hidden.pk}"' not in page.text
        assert hidden.title not in page.text
        assert group.name not in page.text
    assert step(client, program, "move", work=f"i{hidden.pk}", days="1").status_code == 200


@pytest.mark.parametrize(
    "changes",
    [
        {"do": "move"},
        [{"do": "erase", "data": {}}],
        [{"do": "move", "data": [], "more": 1}],
        [{"do": "move", "data": {"days": 7}}],
        [{"do": "move", "data": {"days": ["7" * 700]}}],
        [{"do": "move", "data": {}}] * 31,
    ],
)
def test_only_a_short_list_of_steps_is_kept(changes):
    with pytest.raises(ValidationError):
        steps_in_shape(changes)


def test_one_step_too_many_is_said_and_not_shown_as_kept(client, manager, program, men):
    draft = step(client, program, "move", work=f"i{men.pk}", days="1")
    draft.changes *= 30
    draft.save()
    page = step(client, program, "move", draft, work=f"i{men.pk}", days="1")
    assert "A draft holds at most 30 steps." in page.text
    assert len(page.context["steps"]) == 30


def test_a_draft_that_somebody_spoiled_is_no_error_page(client, manager, program):
    draft = PlanDraft.objects.create(program=program, changes=[{"do": "erase", "data": {}}], base="")
    assert "cannot be read" in client.get(reverse("what_if", args=[draft.pk])).text
    assert client.get(reverse("what_if", args=[draft.pk]), {"add": "?"}).status_code == 404


@pytest.mark.parametrize("count", [1, 12])
def test_more_of_the_plan_costs_no_more(
    client, manager, program, men, women, count, django_assert_max_num_queries
):
    draft = step(client, program, "move", work=f"i{men.pk}", days="7")
    for _each in range(count):
        held(InterventionFactory(program=program), program.office.today())
    with django_assert_max_num_queries(107):
        client.get(reverse("what_if", args=[draft.pk]))


@pytest.mark.django_db(transaction=True)
def test_of_two_drafts_applied_at_once_one_is_looked_at_again(client, manager, program, men, monkeypatch):
    drafts = [step(client, program, "move", work=f"i{men.pk}", days=days) for days in ("7", "14")]
    seen_then, base = base_of(program), what_if.base_of

    def slowly(program):
        found = base(program)
        time.sleep(0.5)
        return found

    def apply_one(draft):
        try:
            return what_if.apply(draft.pk, manager, seen_then) and "applied"
        except ValidationError as refused:
            return refused.message
        finally:
            connection.close()

    monkeypatch.setattr(what_if, "base_of", slowly)
    with ThreadPoolExecutor(2) as pool:
        ends = list(pool.map(apply_one, drafts))
    assert set(ends) == {"applied", what_if.CHANGED}


@pytest.fixture
def meanwhile(monkeypatch):
    """Do something between the moment in which a draft is read and that in which it is written."""

    def plan(act):
        keep = PlanDraft.keep

        def later(draft, changes):
            act(draft)
            return keep(draft, changes)

        monkeypatch.setattr(PlanDraft, "keep", later)

    return plan


@pytest.mark.parametrize("sent", [{"work": "men", "days": "14"}, {"drop": "1"}], ids=["add", "drop"])
def test_a_draft_that_goes_in_this_moment_never_comes_back(client, manager, program, men, meanwhile, sent):
    draft = step(client, program, "move", work=f"i{men.pk}", days="7")
    meanwhile(lambda one: PlanDraft.objects.filter(pk=one.pk).delete())
    sent = sent | ({"work": f"i{men.pk}"} if "work" in sent else {})
    answer = client.post(reverse("what_if", args=[draft.pk]) + "?add=move", sent, follow=True)
    assert answer.redirect_chain == [(reverse("sequence", args=[program.pk]), 302)]
    assert "applied this draft or thrown it away in this moment" in answer.text
    assert not PlanDraft.objects.exists()


def add_step_of_theirs(pk, changes):
    draft = PlanDraft.objects.get(pk=pk)
    draft.changes = changes
    draft.save()


def test_two_who_add_a_step_at_once_lose_none(client, manager, program, men, meanwhile):
    draft = step(client, program, "move", work=f"i{men.pk}", days="7")
    theirs = [*draft.changes, {"do": "move", "data": {"work": [f"i{men.pk}"], "days": ["21"]}}]
    meanwhile(lambda one: add_step_of_theirs(one.pk, theirs))
    page = client.post(
        reverse("what_if", args=[draft.pk]) + "?add=move", {"work": f"i{men.pk}", "days": "14"}
    )
    assert "Somebody has changed this draft" in page.text
    assert page.context["form"]["days"].value() == "14"  # what was typed is still there
    assert len(page.context["steps"]) == 2
    draft.refresh_from_db()
    assert draft.changes == theirs
    answer = client.post(reverse("what_if", args=[draft.pk]), {"drop": "1"}, follow=True)
    assert "Somebody has changed this draft" in answer.text
    draft.refresh_from_db()
    assert draft.changes == theirs


def test_a_draft_that_is_gone_is_not_applied_again(client, manager, program, men, women):
    draft = linked(client, men, women)
    seen_then = base_of(program)
    what_if.apply(draft.pk, manager, seen_then)
    with pytest.raises(ValidationError, match="has applied this draft"):
        what_if.apply(draft.pk, manager, seen_then)
    assert SyncLink.objects.count() == 1
