"""Small facts around a plan: entered where they belong, told on that page, removed and brought back."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from programs.models import (
    ActionCommitment,
    Barrier,
    Flag,
    GbvReview,
    InclusionDecision,
    PartnerWorry,
    Program,
    TargetNorm,
    TrustEvent,
)
from tests import factories as make

YESTERDAY = make.TODAY - dt.timedelta(days=1)
AHEAD = make.TODAY + dt.timedelta(days=3)


@pytest.fixture
def partner(here):
    return make.AlliancePartnerFactory(program=here.program, status="IN_DIALOGUE")


@pytest.fixture
def joint(here):
    return make.held(here.work, YESTERDAY, space="COUPLES")


def post(client, view, *args, **data):
    return client.post(reverse(view, args=args), data)


def page(client, view, *args):
    response = client.get(reverse(view, args=args))
    assert response.status_code == 200
    return response.content.decode()


OF_PROGRAM = {
    "gbv": (
        GbvReview,
        {"part": "RESPOND", "text": "The card is at hand.", "owner": "GBV post", "reviewed_on": YESTERDAY},
        "The card is at hand.",
    ),
    "inclusion": (
        InclusionDecision,
        {"decision": "QUIET", "advised_by": "A local network", "decided_on": YESTERDAY},
        "Quietly",
    ),
    "norm": (TargetNorm, {"statement": "A man who cooks is no man.", "reference_group": "elders"}, "elders"),
    "barrier": (Barrier, {"statement": "Women do not trade.", "actor": "HUSBAND"}, "Women do not trade."),
}


@pytest.mark.parametrize("kind", OF_PROGRAM)
def test_a_fact_of_a_program_is_entered_told_corrected_removed_and_brought_back(client, here, kind):
    model, data, word = OF_PROGRAM[kind]
    home = reverse("program_plan", args=[here.program.pk])
    page(client, "detail_new", kind, here.program.pk)
    assert post(client, "detail_new", kind, here.program.pk, **data).url == home
    record = model.objects.get()
    assert record.program == here.program
    assert word in page(client, "program_plan", here.program.pk)
    assert reverse("plan_remove", args=[kind, record.pk]) in page(client, "detail_edit", kind, record.pk)
    assert post(client, "detail_edit", kind, record.pk, **data).url == home
    assert model.objects.count() == 1
    removed = client.post(reverse("plan_remove", args=[kind, record.pk]), follow=True)
    assert not model.objects.exists()
    assert removed.redirect_chain == [(home, 302)]
    note = re.search(r'name="note" value="([^"]+)"', removed.content.decode())[1]
    client.post(reverse("undo"), {"note": note})
    assert model.objects.get() == record


@pytest.mark.parametrize(
    ("kind", "day"), [("gbv", "reviewed_on"), ("inclusion", "decided_on"), ("trust", "happened_on")]
)
def test_what_happened_is_not_ahead(client, here, partner, kind, day):
    data = {
        "part": "RESPOND",
        "text": "The card is at hand.",
        "decision": "QUIET",
        "kind": "OFFER",
        "note": "We lent the hall.",
        day: AHEAD,
    }
    response = post(client, "detail_new", kind, partner.pk if kind == "trust" else here.program.pk, **data)
    assert "This day is still to come." in response.content.decode()
    assert "The card is at hand." in response.content.decode() or kind != "gbv"


def test_a_review_starts_from_what_stood_there_before(client, here):
    make.GbvReviewFactory(program=here.program, part="MONITOR", text="We ask each time.", owner="Team lead")
    url = reverse("detail_new", args=["gbv", here.program.pk])
    form = client.get(f"{url}?part=MONITOR").content.decode()
    assert "We ask each time." in form
    assert "Team lead" in form
    assert "We ask each time." not in client.get(f"{url}?part=RESPOND").content.decode()
    assert client.get(f"{url}?part=nonsense").status_code == 200


def test_the_last_review_of_a_part_is_told(client, here):
    for months, text in ((1, "As of now."), (3, "As it was.")):
        day = YESTERDAY - dt.timedelta(days=30 * months)
        make.GbvReviewFactory(program=here.program, part="MONITOR", text=text, reviewed_on=day)
    told = page(client, "program_plan", here.program.pk)
    assert "As of now." in told
    assert "As it was." not in told


def flags(program, rule):
    return set(
        Flag.objects.filter(program=program, rule=rule, resolved_on=None).values_list("reason", flat=True)
    )


def test_the_rules_speak_from_the_first_word_on(client, here):
    Program.objects.get(pk=here.program.pk)
    here.program.status, here.program.unsaid = "ACTIVE", ["gbv_plan", "inclusion"]
    here.program.save()
    data = OF_PROGRAM["gbv"][1]
    post(client, "detail_new", "gbv", here.program.pk, **data)
    assert flags(here.program, "R23") == {"MONITOR", "PREVENT", "MITIGATE"}
    assert flags(here.program, "R25") == set()
    undecided = {"decision": "UNDECIDED", "decided_on": YESTERDAY}
    post(client, "detail_new", "inclusion", here.program.pk, **undecided)
    assert flags(here.program, "R25") == {"UNDECIDED"}


def test_who_advised_is_for_those_who_plan(client, here):
    make.InclusionDecisionFactory(program=here.program, advised_by="A quiet network")
    assert "A quiet network" in page(client, "program_plan", here.program.pk)
    client.force_login(make.person("MEL", here.office))
    told = page(client, "program_plan", here.program.pk)
    assert "Quietly" in told
    assert "A quiet network" not in told


def test_two_offers_open_the_way_to_trust(client, here, partner):
    told = page(client, "partner", partner.pk)
    assert "First offer something, twice at least" in told
    for note in ("We lent the hall.", "We paid for the bus."):
        data = {"happened_on": YESTERDAY, "kind": "OFFER", "note": note}
        assert post(client, "detail_new", "trust", partner.pk, **data).url == reverse(
            "partner", args=[partner.pk]
        )
    partner.refresh_from_db()
    assert partner.status == "IN_DIALOGUE"
    told = page(client, "partner", partner.pk)
    assert "We lent the hall." in told
    assert "First offer something" not in told
    client.post(reverse("plan_move", args=["partner", partner.pk]) + "?to=TRUST_BUILDING")
    partner.refresh_from_db()
    assert partner.status == "TRUST_BUILDING"


def test_a_worry_and_its_answer(client, here, partner):
    post(client, "detail_new", "worry", partner.pk, worry="CREDIT", words="Men get the praise.")
    worry = PartnerWorry.objects.get()
    assert "not answered yet" in page(client, "partner", partner.pk)
    twice = post(client, "detail_new", "worry", partner.pk, worry="CREDIT")
    assert "on record already" in twice.content.decode()
    bare = post(client, "detail_edit", "worry", worry.pk, worry="CREDIT", answered_on=YESTERDAY)
    assert "Write down the answer" in bare.content.decode()
    post(client, "detail_edit", "worry", worry.pk, worry="CREDIT", answer="They speak first.")
    assert "They speak first." in page(client, "partner", partner.pk)


def test_a_partner_says_whether_it_shares_the_budget(client, here, partner):
    data = {"organization": partner.organization_id, "role": "ACCOUNTABILITY", "budget_shared": "true"}
    post(client, "partner_edit", partner.pk, **data)
    assert re.search(r"<dt>Shares the budget</dt>\s*<dd>yes</dd>", page(client, "partner", partner.pk))


COMMITTED = {"kind": "AT_HOME", "text": "Each couple shares the cooking.", "due_on": AHEAD, "state": "OPEN"}


def test_a_joint_session_commits(client, here, joint):
    assert post(client, "detail_new", "commitment", joint.pk, **COMMITTED).url == reverse(
        "session", args=[joint.pk]
    )
    told = page(client, "session", joint.pk)
    assert "Each couple shares the cooking." in told
    commitment = ActionCommitment.objects.get()
    post(client, "detail_edit", "commitment", commitment.pk, **COMMITTED | {"state": "KEPT"})
    assert "Kept" in page(client, "session", joint.pk)


def test_only_joint_sessions_commit(client, here):
    apart = make.held(here.work, YESTERDAY, number=70)
    assert client.get(reverse("detail_new", args=["commitment", apart.pk])).status_code == 404
    assert "What the group commits to" not in page(client, "session", apart.pk)


@pytest.mark.parametrize("text", ["Mr. Habimana will stop drinking.", "Her husband beat her, so they meet."])
def test_commitments_are_no_place_for_people(client, here, joint, text):
    response = post(client, "detail_new", "commitment", joint.pk, **COMMITTED | {"text": text})
    assert response.status_code == 200
    assert not ActionCommitment.objects.exists()


def test_whoever_leads_the_session_writes_down_its_commitments(client, here, joint):
    for user, status in (
        (make.person("FACILITATOR", here.office), 404),
        (make.person("MEL", here.office), 404),
    ):
        client.force_login(user)
        assert client.get(reverse("detail_new", args=["commitment", joint.pk])).status_code == status
    lead = make.person("FACILITATOR", here.office, partner_staff=True)
    here.work.facilitators.add(lead.facilitating.get())
    client.force_login(lead)
    post(client, "detail_new", "commitment", joint.pk, **COMMITTED)
    assert ActionCommitment.objects.count() == 1


def test_unknown_kinds_and_strangers_find_nothing(client, here):
    assert client.get(reverse("detail_new", args=["nonsense", here.program.pk])).status_code == 404
    assert client.get(reverse("detail_edit", args=["nonsense", 1])).status_code == 404
    client.force_login(make.person("MANAGER", make.OfficeFactory(name="CARE Nepal", iso2="NP")))
    assert client.get(reverse("detail_new", args=["norm", here.program.pk])).status_code == 404


def test_a_program_starts_with_all_that_it_owes(client, here):
    Program.objects.filter(pk=here.program.pk).update(status="DESIGN", learning_system="")
    assert "how you learn" in page(client, "program_plan", here.program.pk)
    Program.objects.filter(pk=here.program.pk).update(learning_system="Quarterly review.")
    assert "Name who sees to each part" in page(client, "program_plan", here.program.pk)
    make.gbv_plan(here.program)
    assert "Name who sees to each part" not in page(client, "program_plan", here.program.pk)


def test_the_plan_costs_the_same_for_few_and_many_facts(client, here, django_assert_max_num_queries):
    def cost():
        with django_assert_max_num_queries(45) as captured:
            page(client, "program_plan", here.program.pk)
        return len(captured)

    make.gbv_plan(here.program)
    few = cost()
    for n in range(12):
        make.gbv_plan(here.program, on=dt.date(2025, 1, 1 + n))
        TargetNorm.objects.create(program=here.program, statement=f"Norm {n}")
        Barrier.objects.create(program=here.program, statement=f"Barrier {n}", actor="PEER")
    assert cost() == few


def test_trust_never_moves_a_stage_by_itself(here, partner):
    for _n in range(5):
        make.TrustEventFactory(partner=partner)
    partner.refresh_from_db()
    assert (partner.status, TrustEvent.objects.count()) == ("IN_DIALOGUE", 5)


def test_a_session_plans_its_methods(client, here):
    ahead = make.SessionFactory(intervention=here.work, number=71, planned_on=AHEAD)
    data = {"planned_on": AHEAD, "minutes": 90, "topics": ["T06"], "methods": ["POWER_WALK", "THEATRE"]}
    post(client, "session_plan", ahead.pk, **data)
    assert "Power walk, Theater" in page(client, "session", ahead.pk)
    wrong = post(client, "session_plan", ahead.pk, **data | {"methods": ["MAGIC"]})
    assert "MAGIC is not one of the available choices" in wrong.content.decode()


def test_an_intervention_says_its_relationships_and_its_level(client, here):
    here.work.relationship_focus, here.work.advocacy_level = ["WIVES_INLAWS", "SIBLINGS"], "NATIONAL"
    here.work.save()
    told = page(client, "intervention", here.work.pk)
    assert "Wives and in-laws, Siblings" in told
    assert "National" in told
    form = page(client, "intervention_edit", here.work.pk)
    assert re.search(r'value="SIBLINGS"[^>]*checked', form)


def test_a_group_says_what_sets_its_people_apart(client, here):
    here.men.power_tags = ["CASTE", "STATUS"]
    here.men.save()
    assert "Caste, Office or standing" in page(client, "group", here.men.pk)
    assert re.search(r'value="CASTE"[^>]*checked', page(client, "group_edit", here.men.pk))


@pytest.mark.parametrize(("days", "told"), [(729, True), (730, False)])
def test_norms_take_longer_than_two_years(here, client, days, told):
    TargetNorm.objects.create(program=here.program, statement="A man who cooks is no man.")
    Program.objects.filter(pk=here.program.pk).update(
        ends_on=here.program.starts_on + dt.timedelta(days=days)
    )
    assert ("less than 24 months" in page(client, "program_plan", here.program.pk)) is told
