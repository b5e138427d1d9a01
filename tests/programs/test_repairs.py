"""Each repair from the button to the flag that goes, and wrong input that keeps what was typed."""

import datetime as dt
import re
from html import unescape

import pytest
from django.urls import reverse

from groups.models import Organization
from programs.auditing import reaudit
from programs.models import ExternalActivity, Flag, JointWaiver, Session, SyncLink
from tests.factories import (
    ExternalActivityFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    SessionFactory,
    SyncLinkFactory,
    held,
    person,
)

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)
WHY = "Their partners meet in this circle, and both take up decisions at home."


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def today(office):
    return office.today()


@pytest.fixture
def program(office):
    return ProgramFactory(office=office)


@pytest.fixture
def men(program, today):
    """Men's dialogues that stand alone; the flag is on record."""
    group = GroupFactory(office=program.office)
    men = InterventionFactory(
        program=program,
        title="Man box dialogues",
        groups=[group],
        starts_on=today - 10 * WEEK,
        ends_on=today + 10 * WEEK,
    )
    held(men, today - 2 * WEEK, topics=["T05"])
    reaudit([program.pk])
    return men


@pytest.fixture
def women(office, today):
    """Another program's women's circle in the same place."""
    group = GroupFactory(office=office, space="WOMEN")
    women = InterventionFactory(
        program=ProgramFactory(office=office),
        title="Savings and voice",
        space="WOMEN",
        element="WGE",
        groups=[group],
        starts_on=today - 12 * WEEK,
        ends_on=today + 12 * WEEK,
    )
    held(women, today - 3 * WEEK)
    return women


@pytest.fixture
def manager(client, office):
    manager = person("MANAGER", office, name="Alice Uwase")
    client.force_login(manager)
    return manager


def alone(program):
    return Flag.objects.filter(program=program, rule="R1", resolved_on=None).exists()


def send(client, name, *args, **data):
    return client.post(reverse(name, args=args), data, follow=True)


def text(response):
    return re.sub(r"\s+", " ", unescape(re.sub(r"<[^>]+>", " ", response.content.decode())))


def link_data(women, **data):
    return {
        "other": women.pk,
        "rationale": WHY,
        "kind": "PARALLEL_SEPARATE",
        "timing": "SIMULTANEOUS",
        "contact_from": "Alice Uwase",
        "contact_to": "Jean Habimana",
        "standing": "AGREED",
        "asked": "on",
    } | data


class TestLinkToACounterpart:
    def test_linked_and_the_flag_is_gone(self, client, manager, program, men, women):
        assert alone(program)
        response = send(client, "repair_link", men.pk, **link_data(women))
        link = SyncLink.objects.get()
        assert (link.from_intervention, link.to_intervention, link.status) == (men, women, "ACTIVE")
        assert link.coordination == "OTHER_CARE_PROGRAM"
        assert not alone(program)
        assert "Linked. “Men-only work stands alone” is repaired." in text(response)
        assert response.redirect_chain[-1][0] == reverse("sequence", args=[program.pk])

    def test_both_programs_are_audited(self, client, manager, program, men, women):
        send(client, "repair_link", men.pk, **link_data(women))
        assert program.verdict.men_only_delivered == 1
        assert women.program.verdict.audited_on

    def test_undo_brings_the_flag_back(self, client, manager, program, men, women):
        response = send(client, "repair_link", men.pk, **link_data(women))
        undo = reverse("repair_undo", args=[SyncLink.objects.get().pk])
        assert undo in response.content.decode()
        response = client.post(undo, follow=True)
        assert alone(program)
        assert not SyncLink.objects.exists()
        assert "was taken back" in text(response)

    def test_only_proposed_leaves_the_flag_with_another_reason(self, client, manager, program, men, women):
        data = link_data(women, standing="PROPOSED", contact_to="")
        del data["asked"]
        response = send(client, "repair_link", men.pk, **data)
        assert SyncLink.objects.get().status == "PROPOSED"
        assert alone(program)
        assert "is repaired" not in text(response)
        assert Flag.objects.get(program=program, rule="R1", resolved_on=None).reason == "LINK_NOT_AGREED"

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"rationale": "too short"}, "at least 20 characters"),
            ({"contact_to": " "}, "Name the colleague on each side who agreed to this link."),
            ({"asked": ""}, "Ask the women’s group first"),
            ({"other": "999999"}, "Select a valid choice"),
            ({"kind": "FRIENDSHIP"}, "Select a valid choice"),
        ],
    )
    def test_what_is_missing_is_said_and_what_was_typed_stays(
        self, client, manager, program, men, women, wrong, said
    ):
        response = send(client, "repair_link", men.pk, **link_data(women, **wrong))
        assert response.status_code == 200
        assert said in text(response)
        assert "Alice Uwase" in response.content.decode()
        assert not SyncLink.objects.exists()
        assert alone(program)

    def test_twice_the_same_is_one_link(self, client, manager, men, women):
        SyncLinkFactory(from_intervention=women, to_intervention=men)
        send(client, "repair_link", men.pk, **link_data(women))
        assert SyncLink.objects.count() == 1

    def test_whoever_comes_first_in_time_is_the_first_end(self, client, manager, men, women):
        send(client, "repair_link", men.pk, **link_data(women, timing="SEQUENTIAL"))
        link = SyncLink.objects.get()
        assert (link.from_intervention, link.to_intervention) == (women, men)

    def test_a_partners_activity_needs_its_yes(self, client, manager, office, program, men, today):
        theirs = ExternalActivityFactory(office=office, starts_on=today - 5 * WEEK, ends_on=None)
        data = link_data(men, other=f"x{theirs.pk}")
        response = send(client, "repair_link", men.pk, **data)
        assert "Ask the other organization first" in text(response)
        response = send(client, "repair_link", men.pk, **data, confirmed_on="2099-01-01")
        assert "This day is still to come" in text(response)
        send(client, "repair_link", men.pk, **data, confirmed_on=today.isoformat())
        link = SyncLink.objects.get()
        assert (link.to_external, link.coordination, link.status) == (theirs, "OTHER_ORGANIZATION", "AGREED")
        assert not alone(program)

    def test_nothing_near_leads_on_to_other_repairs(self, client, manager, men):
        response = client.get(reverse("repair_link", args=[men.pk]))
        assert "Nothing near it in place and time is known." in text(response)
        assert reverse("repair_external", args=[men.pk]) in response.content.decode()

    def test_the_suggestion_that_was_clicked_is_chosen(self, client, manager, men, women):
        response = client.get(reverse("repair_link", args=[men.pk]) + f"?to={women.pk}")
        assert response.context["form"]["other"].initial == str(women.pk)

    def test_titles_are_text_and_never_markup(self, client, manager, men, women):
        women.title = "<b>Savings</b><script>alert(1)</script>"
        women.save()
        page = client.get(reverse("repair_link", args=[men.pk])).content.decode()
        page += send(client, "repair_link", men.pk, **link_data(women)).content.decode()
        assert "<script>alert" not in page
        assert "&lt;b&gt;Savings" in page


class TestJointSessions:
    def data(self, today, **data):
        return {
            "first_on": (today + WEEK).isoformat(),
            "second_on": (today + 2 * WEEK).isoformat(),
            "space": "COUPLES",
            "topics": ["T05"],
            "minutes": 90,
            "agreed": "on",
        } | data

    def test_two_planned_sessions_repair_it(self, client, manager, program, men, today):
        response = send(client, "repair_joint", men.pk, **self.data(today))
        joint = Session.objects.filter(intervention=men, space="COUPLES")
        assert [(one.planned_on, one.status, one.topics, one.minutes) for one in joint] == [
            (today + WEEK, "PLANNED", ["T05"], 90),
            (today + 2 * WEEK, "PLANNED", ["T05"], 90),
        ]
        assert not alone(program)
        assert "2 joint sessions are planned. “Men-only work stands alone” is repaired." in text(response)

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"agreed": ""}, "Ask both groups first"),
            ({"space": "WOMEN"}, "Select a valid choice"),
            ({"second_on": ""}, "This field is required"),
            ({"minutes": 10**20}, "less than or equal to 1440"),
            ({"topics": ["T99"]}, "Select a valid choice"),
        ],
    )
    def test_wrong_input(self, client, manager, program, men, today, wrong, said):
        response = send(client, "repair_joint", men.pk, **self.data(today, **wrong))
        assert said in text(response)
        assert (today + WEEK).isoformat() in response.content.decode()
        assert not Session.objects.filter(space="COUPLES").exists()

    def test_the_same_day_twice_is_one_session(self, client, manager, men, today):
        data = self.data(today, second_on=(today + WEEK).isoformat())
        assert "Choose different days" in text(send(client, "repair_joint", men.pk, **data))

    def test_the_past_cannot_be_planned(self, client, manager, men, today):
        data = self.data(today, first_on=(today - WEEK).isoformat())
        assert "planned for today or later" in text(send(client, "repair_joint", men.pk, **data))

    def test_numbers_go_on_from_the_last(self, client, manager, men, today):
        SessionFactory(intervention=men, number=41)
        send(client, "repair_joint", men.pk, **self.data(today))
        assert list(Session.objects.filter(space="COUPLES").values_list("number", flat=True)) != [41, 42]
        assert Session.objects.filter(space="COUPLES", number__gt=41).count() == 2


class TestPartnersActivity:
    def data(self, men, today, **data):
        return {
            "new_organization": "Pro-Femmes",
            "new_kind": "WRO",
            "description": "Legal literacy circle",
            "place": men.program.place_id,
            "space": "WOMEN",
            "starts_on": (today - 5 * WEEK).isoformat(),
            "last_confirmed_on": today.isoformat(),
            "rationale": WHY,
            "contact_from": "Alice Uwase",
            "contact_to": "Marie Ingabire",
            "standing": "AGREED",
            "asked": "on",
        } | data

    def test_recorded_linked_and_repaired_in_one_step(self, client, manager, program, men, today):
        response = send(client, "repair_external", men.pk, **self.data(men, today))
        activity, link = ExternalActivity.objects.get(), SyncLink.objects.get()
        assert (activity.organization.name, activity.status, activity.code) == ("Pro-Femmes", "ACTIVE", "X1")
        assert (link.to_external, link.status, link.confirmed_on) == (activity, "AGREED", today)
        assert not alone(program)
        assert "Linked. “Men-only work stands alone” is repaired." in text(response)

    @pytest.mark.parametrize(
        ("wrong", "said"),
        [
            ({"new_kind": ""}, "what kind of organization"),
            ({"new_organization": ""}, "Choose an organization"),
            ({"space": "MEN"}, "Select a valid choice"),
            ({"rationale": "short"}, "at least 20 characters"),
            ({"last_confirmed_on": ""}, "Ask the other organization first"),
            ({"last_confirmed_on": "2099-01-01"}, "This day is still to come"),
            ({"ends_on": "2001-01-01"}, "The end date is before the start date"),
            ({"asked": ""}, "Ask the women’s group first"),
        ],
    )
    def test_wrong_input_leaves_nothing_behind(self, client, manager, program, men, today, wrong, said):
        response = send(client, "repair_external", men.pk, **self.data(men, today, **wrong))
        assert said in text(response)
        assert "Legal literacy circle" in response.content.decode()
        assert not ExternalActivity.objects.exists()
        assert not SyncLink.objects.exists()
        assert not Organization.objects.filter(name="Pro-Femmes").exists()

    def test_codes_go_on_even_after_a_removal(self, client, manager, office, men, today):
        ExternalActivityFactory(office=office, code="X7").remove()
        send(client, "repair_external", men.pk, **self.data(men, today))
        assert ExternalActivity.objects.get().code == "X8"


class TestAgreeing:
    def test_a_proposed_link_is_agreed(self, client, manager, program, men, women):
        link = SyncLinkFactory(
            from_intervention=men, to_intervention=women, status="PROPOSED", contact_from="", contact_to=""
        )
        response = send(
            client, "repair_confirm", link.pk, contact_from="Alice", contact_to="Jean", asked="on"
        )
        link.refresh_from_db()
        assert link.status == "ACTIVE"
        assert not alone(program)
        assert "is repaired" in text(response)

    def test_a_partners_confirmation_is_renewed(self, client, manager, office, program, men, today):
        theirs = ExternalActivityFactory(office=office, starts_on=today - 5 * WEEK, ends_on=None)
        link = SyncLinkFactory(
            from_intervention=men,
            to_intervention=None,
            to_external=theirs,
            coordination="OTHER_ORGANIZATION",
            confirmed_on=today - dt.timedelta(days=366),
        )
        reaudit([program.pk])
        assert alone(program)
        page = client.get(reverse("repair_confirm", args=[link.pk]))
        assert f"To ask {theirs.organization}, send them this" in text(page)
        send(
            client,
            "repair_confirm",
            link.pk,
            contact_from="A",
            contact_to="B",
            asked="on",
            confirmed_on=today.isoformat(),
        )
        theirs.refresh_from_db()
        assert theirs.last_confirmed_on == today
        assert not alone(program)

    def test_nobody_agrees_for_the_women(self, client, manager, men, women):
        link = SyncLinkFactory(from_intervention=men, to_intervention=women, status="PROPOSED")
        send(client, "repair_confirm", link.pk, contact_from="Alice", contact_to="Jean")
        link.refresh_from_db()
        assert link.status == "PROPOSED"


class TestWithdrawing:
    def test_a_link_ends_with_a_reason_and_the_flag_comes_back(self, client, manager, program, men, women):
        link = SyncLinkFactory(from_intervention=men, to_intervention=women)
        reaudit([program.pk])
        assert not alone(program)
        assert "This field is required" in text(send(client, "repair_withdraw", link.pk, status_reason=" "))
        response = send(client, "repair_withdraw", link.pk, status_reason="The circle moved away.")
        link.refresh_from_db()
        assert (link.status, link.status_reason) == ("WITHDRAWN", "The circle moved away.")
        assert alone(program)
        assert "is withdrawn. New to repair: “Men-only work stands alone”." in text(response)

    def test_undone(self, client, manager, program, men, women):
        link = SyncLinkFactory(from_intervention=men, to_intervention=women)
        response = send(client, "repair_withdraw", link.pk, status_reason="The circle moved away.")
        note = re.search(r'name="note" value="([^"]+)"', response.content.decode()).group(1)
        client.post(reverse("undo"), {"note": note})
        link.refresh_from_db()
        assert (link.status, link.status_reason) == ("AGREED", "")
        assert not alone(program)

    def test_what_has_ended_cannot_end_again(self, client, manager, men, women):
        link = SyncLinkFactory(
            from_intervention=men, to_intervention=women, status="WITHDRAWN", status_reason="x"
        )
        assert client.get(reverse("repair_withdraw", args=[link.pk])).status_code == 404


def test_a_joint_space_is_waived_on_the_womens_advice(client, manager, program, men, today):
    held(men, today - 40 * WEEK, topics=["T24"])
    reaudit([program.pk])
    assert Flag.objects.filter(rule="R6", resolved_on=None).exists()
    response = send(
        client, "repair_waiver", men.pk, "T24", reason="Women ask to keep this topic to themselves."
    )
    assert JointWaiver.objects.get().recorded_on == today
    assert not Flag.objects.filter(rule="R6", resolved_on=None).exists()
    assert "Separate, never brought together” is repaired" in text(response)


class TestWhoMayRepair:
    def addresses(self, men, link):
        return [
            reverse("repair_link", args=[men.pk]),
            reverse("repair_joint", args=[men.pk]),
            reverse("repair_external", args=[men.pk]),
            reverse("repair_waiver", args=[men.pk, "T24"]),
            reverse("repair_confirm", args=[link.pk]),
            reverse("repair_withdraw", args=[link.pk]),
        ]

    @pytest.mark.parametrize("kind", ["MEL", "OFFICE_ADMIN", "GBV_FOCAL_POINT", "GLOBAL_VIEWER", "stranger"])
    def test_readers_and_strangers_get_404(self, client, office, men, women, kind):
        link = SyncLinkFactory(from_intervention=men, to_intervention=women)
        elsewhere = OfficeFactory(iso2="BI", name="CARE Burundi")
        client.force_login(person("MANAGER", elsewhere) if kind == "stranger" else person(kind, office))
        for address in self.addresses(men, link):
            assert client.get(address).status_code == 404
            assert client.post(address, {"status_reason": "x"}).status_code == 404
        assert client.post(reverse("repair_undo", args=[link.pk])).status_code == 404
        link.refresh_from_db()
        assert link.status == "AGREED"

    def test_managers_open_each(self, client, manager, men, women):
        link = SyncLinkFactory(from_intervention=men, to_intervention=women)
        assert [client.get(address).status_code for address in self.addresses(men, link)] == [200] * 6

    def test_field_staff_repair_what_they_work_in(self, client, office, men, women):
        user = person("FACILITATOR", office)
        client.force_login(user)
        assert client.get(reverse("repair_link", args=[men.pk])).status_code == 404
        men.facilitators.add(user.facilitating.get())
        assert client.get(reverse("repair_link", args=[men.pk])).status_code == 200

    def test_womens_work_is_no_work_that_stands_alone(self, client, manager, women):
        assert client.get(reverse("repair_link", args=[women.pk])).status_code == 404
        assert client.get(reverse("repair_joint", args=[women.pk])).status_code == 404
