"""What is written through the plan pages, what is refused with a sentence, and what can be taken back."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from programs.models import (
    AlliancePartner,
    ExternalActivity,
    Flag,
    Intervention,
    Program,
    SyncLink,
)
from tests import factories as make

RATIONALE = "Both groups take up the same topics in the same village."


def post(client, view, /, *args, **data):
    return client.post(reverse(view, args=args), data)


def text(response):
    return response.content.decode()


def intervention_data(here, **changes):
    return {
        "title": "Allies' circle",
        "code": "M2",
        "element": "BUILDING_BASE",
        "space": "MEN",
        "groups": [here.men.pk],
        "starts_on": "2026-05-01",
        "ends_on": "2026-11-30",
    } | changes


def link_data(here, **changes):
    return {
        "from_intervention": here.work.pk,
        "other": f"i{here.circle.pk}",
        "kind": "PARALLEL_SEPARATE",
        "timing": "SIMULTANEOUS",
        "shared_people": "SAME_COMMUNITY",
        "rationale": RATIONALE,
    } | changes


def test_a_program_is_created_with_its_changes_one_per_line(client, here):
    data = {"name": "New dawn", "code": "ND", "place": here.place.pk, "starts_on": "2026-01-01"}
    response = post(client, "program_new", **data, change_targets="Care is shared.\n\n Men listen. ")
    program = Program.objects.get(code="ND")
    assert response.url == reverse("program_plan", args=[program.pk])
    assert program.change_targets == ["Care is shared.", "Men listen."]
    assert program.office == here.office
    assert program.history.count() == 1


def test_bad_input_keeps_what_was_typed_and_says_what_is_wrong(client, here):
    data = {"name": "Kept name", "code": here.program.code, "place": here.place.pk}
    page = text(post(client, "program_new", **data, starts_on="2026-05-01", ends_on="2026-04-01"))
    assert "Another program of this office has this code." in page
    assert "The end date is before the start date. Choose a later end." in page
    assert "Kept name" in page


def test_choices_belong_to_the_office(client, here):
    elsewhere = make.PlaceFactory(office=make.OfficeFactory(iso2="NP", name="CARE Nepal"))
    page = text(post(client, "program_new", name="X", code="X", place=elsewhere.pk, starts_on="2026-05-01"))
    assert "Select a valid choice" in page


def test_an_intervention_is_created_and_audited(client, here):
    response = post(client, "intervention_new", here.program.pk, **intervention_data(here))
    created = Intervention.objects.get(code="M2")
    assert response.url == reverse("intervention", args=[created.pk])
    assert created.status == "DRAFT"
    assert list(created.groups.all()) == [here.men]
    assert Flag.objects.filter(program=here.program, rule="R1", subject="M1", resolved_on=None).exists()


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"code": "M1"}, "Another intervention of this program has this code."),
        ({"ends_on": "2026-04-01"}, "The end date is before the start date. Choose a later end."),
        ({"stand_alone_by_design": "on"}, "Write down the reason that the women"),
        ({"space": "LGBTQ"}, "Select a valid choice."),
        ({"title": ""}, "This field is required."),
    ],
)
def test_a_faulty_intervention_is_refused_with_a_sentence(client, here, changes, sentence):
    page = text(post(client, "intervention_new", here.program.pk, **intervention_data(here, **changes)))
    assert sentence in page
    assert Intervention.objects.count() == 2


def test_checking_an_intervention_tells_what_the_rules_will_say_and_saves_nothing(client, here):
    today = here.office.today()
    data = intervention_data(here, starts_on=today.isoformat(), ends_on="", check="1")
    response = post(client, "intervention_new", here.program.pk, **data)
    found = response.context["outlook"]["comes"]
    assert [(told.finding.rule, told.finding.subject) for told in found] == [("R1", "M2")]
    assert found[0].sentence in response.context["outlook"]["comes"][0].sentence
    assert "If you save this, the rules will say" in text(response)
    assert Intervention.objects.count() == 2
    assert not Flag.objects.exists()
    assert Intervention.history.filter(code="M2").count() == 0


def test_work_far_ahead_is_checked_as_of_the_day_it_comes_into_view(client, here):
    start = here.office.today() + dt.timedelta(days=300)
    data = intervention_data(here, starts_on=start.isoformat(), ends_on="", check="1")
    response = post(client, "intervention_new", here.program.pk, **data)
    assert response.context["outlook"]["on"] == start - dt.timedelta(days=90)
    assert "M2" in [told.finding.subject for told in response.context["outlook"]["comes"]]


def test_an_unfinished_form_is_checked_without_complaint(client, here):
    headers = {"HX-Request": "true", "HX-Target": "outlook"}
    address = reverse("intervention_new", args=[here.program.pk])
    page = text(client.post(address, {"title": "X", "check": "1"}, headers=headers))
    assert page.lstrip().startswith('<section id="outlook"')
    assert "once everything that is asked for is filled in" in page


def test_checking_a_link_shows_which_flag_goes(client, here):
    today = here.office.today()
    for row in (here.work, here.circle):
        row.starts_on, row.ends_on = today - dt.timedelta(days=30), None
        row.save()
    response = post(client, "link_new", here.program.pk, **link_data(here, check="1"))
    assert ("R1", "M1") in [
        (told.finding.rule, told.finding.subject) for told in response.context["outlook"]["goes"]
    ]
    assert not SyncLink.objects.exists()


def test_a_link_is_proposed_agreed_and_withdrawn_and_the_withdrawal_taken_back(client, here):
    post(client, "link_new", here.program.pk, **link_data(here))
    link = SyncLink.objects.get()
    assert (link.status, link.coordination) == ("PROPOSED", "SAME_PROGRAM")
    move = reverse("plan_move", args=["link", link.pk])
    refused = text(client.post(move + "?to=AGREED", {"contact_from": "A. Uwase", "contact_to": ""}))
    assert "Name the colleague on each side who agreed to this link." in refused
    client.post(move + "?to=AGREED", {"contact_from": "A. Uwase", "contact_to": "J. Habimana"})
    refused = text(client.post(move + "?to=WITHDRAWN", {"status_reason": " "}))
    assert "Say why the link is withdrawn." in refused
    page = text(client.post(move + "?to=WITHDRAWN", {"status_reason": "Floods"}, follow=True))
    link.refresh_from_db()
    assert link.status == "WITHDRAWN"
    client.post(reverse("undo"), {"note": note_in(page)})
    link.refresh_from_db()
    assert (link.status, link.status_reason) == ("AGREED", "")


def note_in(page):
    return re.search(r'name="note" value="([^"]+)"', page)[1]


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"rationale": "too short"}, "Write in at least 20 characters why these two belong together."),
        ({"other": ""}, "Choose the other end: an intervention or a partner&#x27;s activity."),
        ({"other": "i999999"}, "Select a valid choice"),
        ({"other": "M1"}, "An intervention cannot be linked with itself."),
    ],
)
def test_a_faulty_link_is_refused_with_a_sentence(client, here, changes, sentence):
    if changes.get("other") == "M1":
        changes = {"other": f"i{here.work.pk}"}
    page = text(post(client, "link_new", here.program.pk, **link_data(here, **changes)))
    assert sentence in page
    assert not SyncLink.objects.exists()


def test_the_same_pair_is_not_linked_twice_from_either_end(client, here):
    post(client, "link_new", here.program.pk, **link_data(here))
    turned = link_data(here, from_intervention=here.circle.pk, other=f"i{here.work.pk}")
    assert "These two are linked in this way already." in text(
        post(client, "link_new", here.program.pk, **turned)
    )


def test_a_link_to_another_organization_needs_its_confirmation(client, here):
    external = make.ExternalActivityFactory(office=here.office)
    post(client, "link_new", here.program.pk, **link_data(here, other=f"x{external.pk}"))
    link = SyncLink.objects.get()
    assert (link.to_external, link.coordination) == (external, "OTHER_ORGANIZATION")
    move = reverse("plan_move", args=["link", link.pk]) + "?to=AGREED"
    refused = text(client.post(move, {"contact_from": "A", "contact_to": "B"}))
    assert "Ask the other organization first" in refused


def test_removing_names_what_goes_and_can_be_undone(client, here):
    make.SessionFactory(intervention=here.work, number=1)
    make.SyncLinkFactory(from_intervention=here.work, to_intervention=here.circle)
    address = reverse("plan_remove", args=["intervention", here.work.pk])
    asked = text(client.get(address))
    assert "1 session that was not held" in asked
    assert "1 link" in asked
    page = text(client.post(address, follow=True))
    assert "Man box dialogues” was removed." in page
    assert not Intervention.objects.filter(pk=here.work.pk).exists()
    client.post(reverse("undo"), {"note": note_in(page)})
    assert Intervention.objects.filter(pk=here.work.pk).exists()


def test_undo_belongs_to_who_did_it_and_is_void_after_another_change(client, here):
    page = text(client.post(reverse("plan_remove", args=["intervention", here.circle.pk]), follow=True))
    client.force_login(here.facilitator)
    client.post(reverse("undo"), {"note": note_in(page)})
    assert not Intervention.objects.filter(pk=here.circle.pk).exists()
    client.force_login(here.manager)
    make.InterventionFactory(program=here.program, code="W1")
    answer = text(client.post(reverse("undo"), {"note": note_in(page)}, follow=True))
    assert "Another intervention of this program has this code." in answer
    answer = text(client.post(reverse("undo"), {"note": "nonsense"}, follow=True))
    assert "This can no longer be undone." in answer


def test_undo_is_void_once_the_role_was_taken_away(client, here):
    page = text(client.post(reverse("plan_remove", args=["intervention", here.circle.pk]), follow=True))
    here.manager.roles.update(kind="FACILITATOR")
    client.post(reverse("undo"), {"note": note_in(page)})
    assert not Intervention.objects.filter(pk=here.circle.pk).exists()


def test_undo_is_void_once_the_work_is_a_protected_group_s(client, here):
    page = text(client.post(reverse("plan_remove", args=["intervention", here.circle.pk]), follow=True))
    Intervention.with_deleted.filter(pk=here.circle.pk).update(space="LGBTQ")
    answer = text(client.post(reverse("undo"), {"note": note_in(page)}, follow=True))
    assert "This can no longer be undone." in answer
    assert here.circle.title not in answer
    assert not Intervention.objects.filter(pk=here.circle.pk).exists()


def test_an_intervention_pauses_with_a_reason(client, here):
    move = reverse("plan_move", args=["intervention", here.work.pk])
    assert "Say why" in text(client.post(move + "?to=PAUSED", {"status_reason": ""}))
    client.post(move + "?to=PAUSED", {"status_reason": "Harvest"})
    here.work.refresh_from_db()
    assert (here.work.status, here.work.status_reason) == ("PAUSED", "Harvest")
    assert client.get(move + "?to=NOWHERE").status_code == 404
    assert client.get(move + "?to=DRAFT").status_code == 404
    assert "Paused cannot become Draft." in text(client.post(move + "?to=DRAFT"))


def test_what_has_no_states_cannot_be_moved(client, here):
    row = make.AccountabilityFeedbackFactory(intervention=here.work)
    assert client.post(reverse("plan_move", args=["feedback", row.pk]) + "?to=ACTIVE").status_code == 404
    assert client.post(reverse("plan_move", args=["nothing", row.pk]) + "?to=ACTIVE").status_code == 404


def test_a_refused_move_says_why_on_the_plan(client, here):
    here.program.status, here.program.theory_of_change = "DESIGN", ""
    here.program.save()
    page = text(client.get(reverse("program_plan", args=[here.program.pk])))
    assert "Write down the theory of change, the strategy, one change you aim for at least" in page


def test_a_partner_may_be_a_new_organization(client, here):
    post(client, "partner_new", here.program.pk, new_organization="Pro-Femmes", new_kind="WRO")
    partner = AlliancePartner.objects.get()
    assert (partner.organization.name, partner.organization.kind) == ("Pro-Femmes", "WRO")
    assert partner.organization.office == here.office
    page = text(client.post(reverse("partner_contacted", args=[partner.pk]), follow=True))
    partner.refresh_from_db()
    assert partner.first_contact_on == partner.last_contact_on == here.office.today()
    client.post(reverse("undo"), {"note": note_in(page)})
    partner.refresh_from_db()
    assert partner.first_contact_on is None


def test_a_partner_without_an_organization_is_refused(client, here):
    page = text(post(client, "partner_new", here.program.pk))
    assert "Choose an organization from the list, or write the name of a new one." in page
    page = text(post(client, "partner_new", here.program.pk, new_organization="Pro-Femmes"))
    assert "Say what kind of organization it is." in page


def test_another_organizations_activity_is_confirmed_and_meets(client, here):
    data = {
        "new_organization": "Haguruka",
        "new_kind": "WRO",
        "description": "Legal literacy",
        "code": "X1",
        "place": here.place.pk,
        "space": "WOMEN",
        "starts_on": "2026-01-01",
    }
    post(client, "external_new", here.program.pk, **data)
    activity = ExternalActivity.objects.get()
    client.post(reverse("external_confirmed", args=[activity.pk]))
    client.post(reverse("external_met", args=[activity.pk]), {"met_on": "2026-02-01"})
    client.post(reverse("external_met", args=[activity.pk]), {"met_on": "2026-02-01"})
    far = here.office.today() + dt.timedelta(days=1)
    client.post(reverse("external_met", args=[activity.pk]), {"met_on": far.isoformat()})
    activity.refresh_from_db()
    assert activity.last_confirmed_on == here.office.today()
    assert activity.held_on == ["2026-02-01"]


def test_feedback_is_about_the_activity_and_from_somebody(client, here):
    data = {"intervention": here.work.pk, "given_on": "2026-05-01"}
    page = text(client.get(reverse("feedback_new", args=[here.program.pk])))
    assert "Write about the activity, never about a person." in page
    page = text(post(client, "feedback_new", here.program.pk, **data))
    assert "Choose who gave the feedback: a group or a partner." in page
    page = text(
        post(
            client,
            "feedback_new",
            here.program.pk,
            **data,
            from_group=here.women.pk,
            responded_on="2026-04-01",
        )
    )
    assert "The answer is before the question. Choose a later date." in page
    assert post(client, "feedback_new", here.program.pk, **data, from_group=here.women.pk).status_code == 302
