"""Each plan page with each role: who reads it, who may change it, and the stranger who finds nothing."""

import pytest
from django.urls import reverse

from programs.models import AccountabilityFeedback
from tests import factories as make

from .cast import plan

READERS = ["manager", "facilitator", "mel", "gbv", "admin", "viewer"]
WRITERS = ["manager", "facilitator"]


@pytest.fixture
def here(db):
    here = plan()
    here.link = make.SyncLinkFactory(from_intervention=here.work, to_intervention=here.circle)
    here.partner = make.AlliancePartnerFactory(program=here.program)
    here.external = make.ExternalActivityFactory(office=here.office)
    here.feedback = make.AccountabilityFeedbackFactory(intervention=here.work)
    here.session = make.SessionFactory(intervention=here.work)
    return here


READ = {
    "program_plan": "program",
    "intervention": "work",
    "sessions_schedule": "work",
    "link": "link",
    "partner": "partner",
    "external": "external",
    "feedback": "feedback",
}
WRITE = {
    "program_edit": "program",
    "intervention_new": "program",
    "intervention_edit": "work",
    "sessions_series": "work",
    "sessions_shift": "work",
    "session_plan": "session",
    "link_new": "program",
    "link_edit": "link",
    "partner_new": "program",
    "partner_edit": "partner",
    "external_new": "program",
    "external_edit": "external",
    "feedback_new": "program",
    "feedback_edit": "feedback",
}


def address(here, name, about):
    return reverse(name, args=[getattr(here, about).pk])


@pytest.mark.parametrize("who", [*READERS, "partner_staff"])
def test_readers_see_the_pages_and_only_writers_their_buttons(client, here, who):
    client.force_login(getattr(here, who))
    for name, about in READ.items():
        response = client.get(address(here, name, about))
        assert response.status_code == 200, name
        shows_edit = b"/edit/" in response.content or b"/series/" in response.content
        may = who in WRITERS or (name == "sessions_schedule" and who == "partner_staff")
        assert shows_edit == may, name


@pytest.mark.parametrize("who", ["stranger", "safeguarding"])
def test_strangers_find_nothing(client, here, who):
    client.force_login(getattr(here, who))
    for name, about in (READ | WRITE).items():
        assert client.get(address(here, name, about)).status_code == 404, name


@pytest.mark.parametrize("who", [*READERS, "partner_staff"])
def test_forms_open_for_writers_only(client, here, who):
    client.force_login(getattr(here, who))
    for name, about in WRITE.items():
        schedules = name in ("sessions_series", "sessions_shift", "session_plan") and who == "partner_staff"
        expected = 200 if who in WRITERS or schedules else 404
        assert client.get(address(here, name, about)).status_code == expected, name
        if expected == 404:
            assert client.post(address(here, name, about), {}).status_code == 404, name


@pytest.mark.parametrize(
    "kind", ["program", "intervention", "link", "partner", "external", "feedback", "session"]
)
def test_readers_cannot_move_or_remove(client, here, kind):
    record = getattr(here, "work" if kind == "intervention" else kind)
    for who in ("mel", "gbv", "admin", "viewer", "stranger"):
        client.force_login(getattr(here, who))
        assert client.post(reverse("plan_remove", args=[kind, record.pk])).status_code == 404
        assert client.post(reverse("plan_move", args=[kind, record.pk]) + "?to=ACTIVE").status_code == 404
    record.refresh_from_db()
    assert record.deleted_at is None


def test_only_managers_start_programs(client, here):
    for who in ("facilitator", "mel", "admin", "viewer", "partner_staff"):
        client.force_login(getattr(here, who))
        assert client.get(reverse("program_new")).status_code == 404
    client.force_login(here.manager)
    assert client.get(reverse("program_new")).status_code == 200


def test_partner_staff_see_their_own_work_only(client, here):
    client.force_login(here.partner_staff)
    listed = client.get(reverse("program_plan", args=[here.program.pk])).content.decode()
    assert "Man box dialogues" in listed
    assert reverse("intervention", args=[here.circle.pk]) not in listed
    assert client.get(reverse("intervention", args=[here.circle.pk])).status_code == 404


def test_partner_staff_read_what_the_rules_say_of_their_own_work_only(client, here):
    here.link.remove()
    today = here.office.today()
    for code, facilitators in (("M8", []), ("M9", [here.partner_staff.facilitating.get()])):
        make.InterventionFactory(
            program=here.program, code=code, starts_on=today, ends_on=None, facilitators=facilitators
        )
    address = reverse("program_plan", args=[here.program.pk])
    for who, expected in (("manager", {"M8", "M9"}), ("partner_staff", {"M9"})):
        client.force_login(getattr(here, who))
        said = {told.finding.subject for told in client.get(address).context["standing"]}
        assert said & {"M8", "M9"} == expected


def test_a_protected_space_is_seen_by_those_whom_its_group_names(client, here):
    group = make.protected(here.office, here.facilitator)
    hidden = make.InterventionFactory(
        program=here.program, title="Neutral name", space="LGBTQ", groups=[group]
    )
    make.AccountabilityFeedbackFactory(intervention=hidden)
    hidden.facilitators.add(here.partner_staff.facilitating.get())
    for who, finds in ((here.manager, False), (here.partner_staff, False), (here.facilitator, True)):
        client.force_login(who)
        plan = client.get(reverse("program_plan", args=[here.program.pk])).content
        assert (b"Neutral name" in plan) == finds
        assert client.get(reverse("intervention", args=[hidden.pk])).status_code == (200 if finds else 404)


def test_what_hangs_on_a_removed_program_is_gone_with_it(client, here):
    here.program.remove()
    client.force_login(here.manager)
    for name, about in READ.items():
        if name != "external":
            assert client.get(address(here, name, about)).status_code == 404


def test_an_id_of_twenty_digits_is_an_address_that_does_not_exist(client, here):
    client.force_login(here.manager)
    assert client.get("/plan/interventions/99999999999999999999/").status_code == 404
    assert client.get("/plan/999999999999999999/").status_code == 404
    assert AccountabilityFeedback.objects.count() == 1
