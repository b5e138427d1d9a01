"""Who is ready: the list, a facilitator's page, the records, and who may write them."""

import datetime as dt

import pytest
from django.urls import reverse

from groups.models import Observation, Skill, StaffReflection, Suspension
from programs.models import Flag
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    ProtocolFactory,
    SessionFactory,
    SuspensionFactory,
    pathway,
    person,
    ready,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def today(office):
    return office.today()


@pytest.fixture
def post(office):
    return person("FACILITATOR", office, name="Claudine Mukamana").facilitating.get()


@pytest.fixture
def manager(client, office):
    user = person("MANAGER", office, name="Alice Uwase")
    client.force_login(user)
    return user


def page_of(client, post):
    return client.get(reverse("facilitator", args=[post.pk]))


def test_the_page_says_what_lacks_for_the_next_step(client, manager, post, today):
    page = page_of(client, post)
    assert page.context["standing"].state == "NOT_STARTED"
    assert "two reflections among staff" in page.text
    ready(post, today, protocol=ProtocolFactory(published_on=today))
    page = page_of(client, post)
    assert page.context["standing"].state == "READY_SENSITIVE"
    assert "Ready for sensitive topics" in page.text
    assert page.context["standing"].missing == []


def test_the_list_says_it_of_everybody_in_as_many_queries(
    client, manager, office, post, today, django_assert_max_num_queries
):
    ready(post, today, protocol=ProtocolFactory(published_on=today))
    with django_assert_max_num_queries(14):
        page = client.get(reverse("facilitators"))
    assert "Ready for sensitive topics" in page.text
    for _n in range(20):
        person("FACILITATOR", office)
    with django_assert_max_num_queries(14):
        page = client.get(reverse("facilitators"))
    assert page.text.count("Not started") == 20


def test_a_manager_enters_what_happened_and_the_flag_goes(client, manager, office, post, today):
    ready(post, today - dt.timedelta(days=40), skills=("FACILITATION", "GENDER_REFLECTION", "GBV_DISCLOSURE"))
    protocol = ProtocolFactory(published_on=today - dt.timedelta(days=90))
    post.user.protocol_acknowledgements.create(protocol=protocol, acknowledged_on=today)
    pathway(office, on=today)
    men = InterventionFactory(
        program=ProgramFactory(unsaid=[]),
        groups=[GroupFactory()],
        facilitators=[post],
        starts_on=today - dt.timedelta(days=10),
        ends_on=None,
    )
    SessionFactory(intervention=men, planned_on=today + dt.timedelta(days=3), topics=["T24"])
    client.post(
        reverse("readiness_new", args=[post.pk, "skill"]), {"code": "COUNSELLING", "obtained_on": today}
    )
    assert Flag.objects.filter(rule="R11", resolved_on=None).exists()
    client.post(reverse("readiness_new", args=[post.pk, "skill"]), {"code": "PSEA", "obtained_on": today})
    assert Skill.objects.filter(facilitator=post, code="PSEA").exists()
    assert not Flag.objects.filter(rule__in=["R10", "R11"], resolved_on=None).exists()


def test_an_observation_a_reflection_and_a_suspension(client, manager, office, post, today):
    client.post(
        reverse("readiness_new", args=[post.pk, "observation"]),
        {"observed_on": today, "observer": manager.pk, "score": 3, "safe_for_sensitive": "on"},
    )
    assert Observation.objects.get().observer == manager
    client.post(
        reverse("reflection_new", args=[office.pk]),
        {"held_on": today, "attendees": [post.pk], "domain": "BOTH", "topics": ["T36"]},
    )
    assert list(StaffReflection.objects.get().attendees.all()) == [post]
    client.post(reverse("readiness_new", args=[post.pk, "suspension"]), {"starts_on": today})
    assert page_of(client, post).context["standing"].state == "SUSPENDED"
    client.post(reverse("suspension_lift", args=[Suspension.objects.get().pk]))
    assert Suspension.objects.get().ends_on == today


def test_a_lifted_suspension_ended_yesterday(client, manager, post, today):
    spell = SuspensionFactory(facilitator=post, starts_on=today - dt.timedelta(days=9))
    client.post(reverse("suspension_lift", args=[spell.pk]))
    spell.refresh_from_db()
    assert spell.ends_on == today - dt.timedelta(days=1)
    assert page_of(client, post).context["standing"].state == "NOT_STARTED"


def test_nothing_is_entered_before_it_happened(client, manager, post, today):
    tomorrow = today + dt.timedelta(days=1)
    answer = client.post(
        reverse("readiness_new", args=[post.pk, "skill"]), {"code": "PSEA", "obtained_on": tomorrow}
    )
    assert "This day is still to come." in answer.text
    assert not Skill.objects.exists()


def test_a_wrong_record_is_taken_out(client, manager, post, today):
    skill = Skill.objects.create(facilitator=post, code="PSEA", obtained_on=today)
    client.post(reverse("readiness_remove", args=["skill", skill.pk]))
    assert not Skill.objects.exists()


def test_a_facilitator_reads_the_own_page_and_writes_nothing(client, post, office):
    client.force_login(post.user)
    assert client.get(reverse("facilitators")).url == reverse("facilitator", args=[post.pk])
    assert "Add a training" not in page_of(client, post).text
    other = person("FACILITATOR", office).facilitating.get()
    assert page_of(client, other).status_code == 404
    for one in (post, other):
        assert client.get(reverse("readiness_new", args=[one.pk, "skill"])).status_code == 404


def test_a_manager_who_leads_too_does_not_write_the_own_record(client, manager, office):
    own = office.facilitators.create(user=manager)
    assert page_of(client, own).status_code == 200
    assert client.get(reverse("readiness_new", args=[own.pk, "observation"])).status_code == 404


def test_a_manager_of_another_office_finds_nothing(client, post):
    client.force_login(person("MANAGER", OfficeFactory(iso2="NP", name="CARE Nepal")))
    assert page_of(client, post).status_code == 404


def test_an_imported_program_is_asked_once_a_manager_says_so(client, manager, office, today):
    program = ProgramFactory()
    InterventionFactory(program=program, space="COUPLES", starts_on=today, ends_on=None)
    page = client.get(reverse("program_plan", args=[program.pk]))
    assert "Nobody has said how safe this program is" in page.text
    client.post(reverse("program_safety", args=[program.pk]))
    assert Flag.objects.filter(rule="R10", reason="NO_PATHWAY", program=program).exists()
    page = client.get(reverse("program_plan", args=[program.pk]))
    assert "Nobody has said how safe this program is" not in page.text
