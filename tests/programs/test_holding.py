"""Before a sensitive session is held, the log page and My sessions say what is not ready (R10, R11)."""

import datetime as dt

import pytest
from django.urls import reverse

from groups.models import Facilitator
from programs.models import SessionStatus
from tests.factories import (
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    ProgramFactory,
    ProtocolFactory,
    SessionFactory,
    pathway,
    person,
    ready,
)

pytestmark = pytest.mark.django_db
NO_PATHWAY = "No ready pathway here: no referral pathway is in use for Rwanda."
NOBODY = "Nobody on this session is ready for this topic."


@pytest.fixture
def facilitator(client):
    user = person("FACILITATOR", OfficeFactory(), name="Claudine Mukamana")
    client.force_login(user)
    return Facilitator.objects.get(user=user)


@pytest.fixture
def today(facilitator):
    return facilitator.office.today()


@pytest.fixture
def session(facilitator, today):
    """On partner violence, today, in a program made in the application."""
    men = InterventionFactory(
        program=ProgramFactory(unsaid=[]),
        groups=[GroupFactory()],
        facilitators=[facilitator],
        starts_on=today - dt.timedelta(days=30),
        ends_on=today + dt.timedelta(days=300),
    )
    return SessionFactory(intervention=men, planned_on=today, topics=["T24"], number=1)


def make_ready(facilitator, today):
    protocol = ProtocolFactory(published_on=today - dt.timedelta(days=90))
    pathway(facilitator.office, on=today)
    return ready(facilitator, today, protocol=protocol)


def log_page(client, session):
    return client.get(reverse("log_session", args=[session.pk]))


@pytest.mark.parametrize("route", ["log_session", "my_sessions"])
def test_it_says_what_is_not_ready_and_what_to_do(client, session, route):
    page = client.get(reverse(route, args=[session.pk] if route == "log_session" else [])).text
    assert NO_PATHWAY in page
    assert NOBODY in page
    assert "Nearest to it lacks: two reflections among staff." in page
    assert "Ask the GBV focal point to set up and verify a pathway for this place." in page
    assert "Let a colleague who is ready lead together with them." in page
    assert "No protocol is in force" in page


@pytest.mark.parametrize("route", ["log_session", "my_sessions"])
def test_it_says_nothing_once_all_is_ready(client, session, facilitator, today, route):
    make_ready(facilitator, today)
    page = client.get(reverse(route, args=[session.pk] if route == "log_session" else [])).text
    assert NO_PATHWAY not in page
    assert NOBODY not in page
    assert "protocol" not in page.split("If someone tells you")[0].replace("/protocol", "")


def alarms(client, session):
    return [alarm.text for alarm in log_page(client, session).context["session"].alarms]


def test_other_topics_and_sessions_that_are_over_need_nothing(client, session, today):
    session.topics = ["T05"]
    session.save()
    assert alarms(client, session) == []
    session.topics, session.status, session.held_on, session.men = ["T24"], SessionStatus.DELIVERED, today, 9
    session.save()
    manager = person("MANAGER", session.intervention.program.office)
    client.force_login(manager)
    assert alarms(client, session) == []


def test_an_overdue_and_a_far_session_are_looked_at_too(client, session, today):
    for days in (-9, 60):
        session.planned_on = today + dt.timedelta(days=days)
        session.save()
        assert any(text.startswith(NOBODY) for text in alarms(client, session))


def test_what_a_workbook_did_not_say_is_not_held_against_it(client, session):
    program = session.intervention.program
    program.unsaid = ["pathways"]
    program.save()
    assert NO_PATHWAY not in alarms(client, session)
    program.unsaid = ["pathways", "facilitators"]
    program.save()
    session.intervention.facilitators.clear()
    session.intervention.groups.first().facilitators.add(Facilitator.objects.get())
    assert any(text.startswith(NOBODY) for text in alarms(client, session)), "somebody was named since"


def test_the_pages_cost_the_same_for_many_programs(
    client, session, facilitator, today, django_assert_max_num_queries
):
    with django_assert_max_num_queries(12):
        client.get(reverse("my_sessions"))
    for number in range(30):
        men = InterventionFactory(program=ProgramFactory(unsaid=[]), facilitators=[facilitator])
        SessionFactory(intervention=men, planned_on=today, topics=["T24"], number=number + 1)
    with django_assert_max_num_queries(12):
        page = client.get(reverse("my_sessions"))
    assert page.text.count(NOBODY) > 10
