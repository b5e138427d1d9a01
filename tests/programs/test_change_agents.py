"""People of influence: known by code, named with consent; how vetting went is for few (D9)."""

import datetime as dt

import pytest
from django.db import connection
from django.urls import reverse

from care_engage.accounts.models import RoleKind
from care_engage.kit.crypto import MARK
from care_engage.trail.models import Entry
from groups.models import ChangeAgent, Outreach
from programs.models import Appearance, Flag
from tests.factories import (
    TODAY,
    AppearanceFactory,
    ChangeAgentFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    ProgramFactory,
    SessionFactory,
    UserFactory,
    held,
    person,
    protected,
    trained_agent,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def people(db):
    office = OfficeFactory()
    kinds = RoleKind
    return {
        "facilitator": person(kinds.FACILITATOR, office),
        "partner": person(kinds.FACILITATOR, office, partner_staff=True),
        "manager": person(kinds.MANAGER, office),
        "mel": person(kinds.MEL, office),
        "gbv": person(kinds.GBV_FOCAL_POINT, office),
        "safeguarding": person(kinds.SAFEGUARDING_FOCAL_POINT, office),
        "admin": person(kinds.OFFICE_ADMIN, office),
        "global": person(kinds.GLOBAL_VIEWER),
        "superuser": UserFactory(is_superuser=True, is_staff=True),
    }


def an_agent(**fields):
    return ChangeAgentFactory(office=OfficeFactory(), consulted_women_on=dt.date(2026, 3, 1), **fields)


@pytest.mark.parametrize(
    ("status", "outcome"), [("DECLINED", "NOT_SUITABLE"), ("VETTED", "SUITABLE"), ("SUSPENDED", "SUITABLE")]
)
def test_how_vetting_went_is_told_to_few(client, people, status, outcome):
    agent = an_agent(status=status, vetting_outcome=outcome)
    twin = an_agent(status="NOMINATED", code=agent.code + "9")
    secret = {status, outcome, agent.get_status_display(), agent.get_vetting_outcome_display()}
    for key, user in people.items():
        client.force_login(user)
        told = [
            client.get(reverse(name, args=args)).content.decode()
            for name, args in (
                ("change_agent", [agent.pk]),
                ("change_agents", []),
                ("vetting", [agent.pk]),
                ("change_agent_edit", [agent.pk]),
            )
        ]
        knows = any(word in text for text in told for word in secret)
        assert knows == (key in ("manager", "safeguarding")), key
        if key in ("facilitator", "mel", "gbv"):
            other = client.get(reverse("change_agent", args=[twin.pk])).content.decode()
            shown = told[0].replace(agent.code, "X").replace(f"/{agent.pk}/", "/0/")
            assert without_tokens(shown) == without_tokens(
                other.replace(twin.code, "X").replace(f"/{twin.pk}/", "/0/")
            )


@pytest.mark.parametrize("status", ["NOMINATED", "VETTING", "VETTED", "DECLINED", "SUSPENDED"])
def test_no_address_tells_by_its_answer_how_vetting_went(client, people, status):
    agent = an_agent(status=status, vetting_outcome="SUITABLE")
    for key in ("facilitator", "superuser"):
        client.force_login(people[key])
        for to in ("VETTED", "TRAINED", "ACTIVE", "PAUSED", "ENDED"):
            address = reverse("plan_move", args=["agent", agent.pk]) + f"?to={to}"
            assert client.get(address).status_code == 404
            told = client.post(address)
            assert told.status_code == 404 or status == "NOMINATED"
    client.force_login(people["facilitator"])
    counted = dict(client.get(reverse("change_agents")).context["map"])
    assert counted["Men"] == 1


def without_tokens(page):
    """The page without what differs at each time it is made."""
    return [
        line
        for line in page.splitlines()
        if "csrf" not in line and "nonce" not in line and "Mark as" not in line
    ]


def test_each_look_at_vetting_is_in_the_trail_and_nothing_is_cached(client, people):
    agent = an_agent()
    client.force_login(people["safeguarding"])
    response = client.get(reverse("vetting", args=[agent.pk]))
    assert response.headers["Cache-Control"] == "no-store, private"
    (entry,) = Entry.objects.filter(kind="groups.ChangeAgent")
    assert (entry.act, entry.subject) == ("READ", str(agent.uuid))
    assert client.post(reverse("vetting", args=[agent.pk]), {}).status_code == 404


def test_a_look_at_the_state_is_a_look_at_how_vetting_went(client, people):
    agent = an_agent(status="DECLINED", vetting_outcome="NOT_SUITABLE")
    for key in ("mel", "facilitator", "manager"):
        client.force_login(people[key])
        response = client.get(reverse("change_agent", args=[agent.pk]))
        assert response.headers["Cache-Control"] == "no-store, private"
    (entry,) = Entry.objects.filter(kind="groups.ChangeAgent")
    assert (entry.act, entry.actor) == ("READ", people["manager"].pk)


def test_nobody_vets_while_viewing_as(people):
    an_agent()
    viewed = people["manager"]
    viewed.viewed_by = people["admin"]
    assert not ChangeAgent.objects.outcome_visible_to(viewed).exists()
    assert not ChangeAgent.objects.vetted_by(viewed).exists()


def test_from_nominated_to_active(client, people):
    client.force_login(people["facilitator"])
    place = PlaceFactory(office=OfficeFactory())
    sent = {
        "code": "A7",
        "kind": "ELDER",
        "influences": "BOTH",
        "nominated_via": "WOMENS_GROUP",
        "place": place.pk,
    }
    assert client.post(reverse("change_agent_new"), sent).status_code == 302
    agent = ChangeAgent.objects.get()
    vetting_move = reverse("vetting_move", args=[agent.pk])
    assert client.post(vetting_move, {"to": "VETTING"}).status_code == 404
    move = reverse("plan_move", args=["agent", agent.pk])
    assert client.get(f"{move}?to=VETTING").status_code == 404
    client.force_login(people["manager"])
    client.post(vetting_move, {"to": "VETTING"})
    assert ChangeAgent.objects.get().status == "NOMINATED"
    asked = {"consulted_women_on": "2026-05-01"}
    client.post(reverse("vetting", args=[agent.pk]), asked)
    client.post(vetting_move, {"to": "VETTING"})
    found = asked | {"conduct_check_on": "2026-05-02", "vetting_outcome": "SUITABLE"}
    client.post(reverse("vetting", args=[agent.pk]), found)
    client.post(vetting_move, {"to": "VETTED"})
    agent.refresh_from_db()
    assert (agent.status, agent.decided_by) == ("VETTED", people["manager"])
    days = {"trained_on": "2026-05-10", "code_of_conduct_on": "2026-05-10"}
    client.post(f"{move}?to=TRAINED", days)
    agent.refresh_from_db()
    assert (agent.status, agent.states[-1]) == ("TRAINED", ["TRAINED", "2026-05-10"])
    client.post(f"{move}?to=ACTIVE")
    assert ChangeAgent.objects.get().status == "TRAINED"
    client.force_login(people["facilitator"])
    supporter = people["facilitator"].facilitating.get()
    client.post(reverse("change_agent_edit", args=[agent.pk]), sent | days | {"supporter": supporter.pk})
    client.post(f"{move}?to=ACTIVE")
    client.post(reverse("change_agent_supported", args=[agent.pk]))
    agent.refresh_from_db()
    assert (agent.status, agent.last_support_on) == ("ACTIVE", TODAY)


def test_an_agent_has_no_text_to_purge(client, people):
    client.force_login(people["manager"])
    page = client.get(reverse("plan_purge", args=["agent", an_agent().pk]))
    assert page.status_code == 200
    assert page.context["nothing"]


def test_a_name_needs_consent_and_is_encrypted(client, people):
    agent = an_agent()
    client.force_login(people["manager"])
    sent = {
        "code": agent.code,
        "kind": "ELDER",
        "influences": "MEN",
        "nominated_via": "SELF",
        "place": agent.place_id,
        "display_name": "The elder of the hill",
    }
    client.post(reverse("change_agent_edit", args=[agent.pk]), sent)
    agent.refresh_from_db()
    assert agent.display_name == ""
    client.post(reverse("change_agent_edit", args=[agent.pk]), sent | {"name_consent_on": "2026-05-01"})
    with connection.cursor() as cursor:
        cursor.execute("SELECT display_name FROM groups_changeagent")
        assert cursor.fetchone()[0].startswith(MARK)


def test_who_speaks_is_added_on_the_session_and_the_rule_tells(client, people):
    agent = an_agent()
    program = ProgramFactory(office=agent.office, unsaid=[])
    work = InterventionFactory(
        program=program, element="STEPPING_OUT", space="COMMUNITY", starts_on=TODAY, ends_on=None
    )
    session = held(work, TODAY, number=1)
    client.force_login(people["manager"])
    client.post(reverse("appearance_new", args=[session.pk]), {"agent": agent.pk, "role": "SPEAKER"})
    assert Flag.objects.filter(rule="R13", reason="ON_STAGE", resolved_on=None).exists()
    text = client.get(reverse("session", args=[session.pk])).content.decode()
    assert agent.code in text
    client.post(reverse("plan_remove", args=["appearance", Appearance.objects.get().pk]))
    assert not Flag.objects.filter(rule="R13", reason="ON_STAGE", resolved_on=None).exists()


def test_a_change_of_place_is_judged_at_both(client, people):
    office = OfficeFactory()
    country = PlaceFactory(office=office)
    here, there = (
        PlaceFactory(office=office, parent=country, level="ADMIN1", code=code, name=code)
        for code in ("E", "W")
    )
    programs = [ProgramFactory(office=office, place=place, unsaid=[]) for place in (here, there)]
    for program in programs:
        InterventionFactory(
            program=program, element="STEPPING_OUT", space="COMMUNITY", starts_on=TODAY, ends_on=None
        )
    agent = trained_agent(office=office, influences="BOTH", place=here)
    client.force_login(people["manager"])
    sent = {"code": agent.code, "kind": "ELDER", "influences": "BOTH", "nominated_via": "SELF"}
    for place, lacking in ((here, programs[1]), (there, programs[0])):
        client.post(reverse("change_agent_edit", args=[agent.pk]), sent | {"place": place.pk})
        open_flags = Flag.objects.filter(rule="R14", resolved_on=None)
        assert list(open_flags.values_list("program", flat=True)) in ([lacking.pk], [])
        agent.refresh_from_db()
    assert Flag.objects.get(rule="R14", resolved_on=None).program == programs[0]


def test_the_map_counts_and_the_list_costs_the_same_for_many(client, people, django_assert_max_num_queries):
    for n in range(30):
        ChangeAgentFactory(
            office=OfficeFactory(),
            influences="WOMEN" if n % 3 else "MEN",
            nominated_via="WOMENS_GROUP" if n % 2 else "STAFF",
        )
    client.force_login(people["mel"])
    with django_assert_max_num_queries(10):
        text = client.get(reverse("change_agents")).content.decode()
    assert "<dt>Women</dt><dd>20</dd>" in text
    assert "50 %" in text
    narrowed = client.get(reverse("change_agents"), {"influences": "MEN"})
    assert len(narrowed.context["page"].rows) == 10


def test_an_agent_page_costs_the_same_for_many_appearances(client, people, django_assert_max_num_queries):
    agent = an_agent()
    program = ProgramFactory(office=agent.office)
    work = InterventionFactory(program=program)
    for n in range(15):
        AppearanceFactory(agent=agent, session=SessionFactory(intervention=work, number=n + 1))
    client.force_login(people["manager"])
    with django_assert_max_num_queries(16):
        client.get(reverse("change_agent", args=[agent.pk]))


def test_what_was_removed_comes_back(client, people):
    agent = an_agent()
    client.force_login(people["manager"])
    told = client.post(reverse("plan_remove", args=["agent", agent.pk]), follow=True).content.decode()
    assert not ChangeAgent.objects.exists()
    client.post(reverse("undo"), {"note": told.partition('name="note" value="')[2].partition('"')[0]})
    assert ChangeAgent.objects.get() == agent


# ------------------------------------------------------------------------------------------- outreach


def test_outreach_is_counted_by_month(client, people):
    group = GroupFactory(office=OfficeFactory())
    client.force_login(people["manager"])
    address = reverse("outreach_new", args=[group.pk])
    client.post(address, {"month": "2026-06-17", "purpose": "PEER", "contacts": "7"})
    assert (
        client.post(address, {"month": "2026-06-02", "purpose": "PEER", "contacts": "3"}).status_code == 200
    )
    assert (
        client.post(address, {"month": "2099-01-01", "purpose": "PEER", "contacts": "3"}).status_code == 200
    )
    outreach = Outreach.objects.get()
    assert (outreach.month, outreach.contacts) == (dt.date(2026, 6, 1), 7)
    assert "June 2026" in client.get(reverse("group", args=[group.pk])).content.decode()
    client.post(reverse("outreach_remove", args=[outreach.pk]))
    assert not Outreach.objects.exists()


def test_of_a_protected_group_nothing_is_counted(client, people):
    group = protected(OfficeFactory(), people["manager"])
    client.force_login(people["manager"])
    assert client.get(reverse("outreach_new", args=[group.pk])).status_code == 404
    assert "One-to-one" not in client.get(reverse("group", args=[group.pk])).content.decode()
