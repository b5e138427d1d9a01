"""The lists of programs and the plan of one: what is found, and a cost that does not grow."""

import datetime as dt

from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from programs.models import Intervention, Program
from tests import factories as make


def queries(client, address):
    client.get(address)
    with CaptureQueriesContext(connection) as seen:
        assert client.get(address).status_code == 200
    return len(seen)


def more_programs(here, count):
    Program.objects.bulk_create(
        Program(
            office=here.office,
            code=f"N{n}",
            name=f"New dawn {n}",
            place=here.place,
            starts_on=dt.date(2026, 1, 1),
        )
        for n in range(count)
    )


def test_the_list_of_programs_costs_the_same_for_5_and_for_200(client, here):
    more_programs(here, 4)
    few = queries(client, reverse("programs"))
    more = [
        Program(
            office=here.office,
            code=f"M{n}",
            name=f"More {n}",
            place=here.place,
            starts_on=dt.date(2026, 1, 1),
        )
        for n in range(195)
    ]
    Program.objects.bulk_create(more)
    assert queries(client, reverse("programs")) == few
    assert few <= 5


def test_programs_are_found_by_name_code_and_status(client, here):
    more_programs(here, 2)
    found = client.get(reverse("programs"), {"q": "kirehe"}).context["page"].rows
    assert found == [here.program]
    found = client.get(reverse("programs"), {"q": "N1"}).context["page"].rows
    assert [program.code for program in found] == ["N1"]
    found = client.get(reverse("programs"), {"status": "ACTIVE"}).context["page"].rows
    assert found == [here.program]
    assert client.get(reverse("programs"), {"status": "X", "after": "junk"}).status_code == 200


def test_a_search_by_htmx_answers_with_the_list_alone(client, here):
    headers = {"HX-Request": "true", "HX-Target": "programs"}
    page = client.get(reverse("programs"), headers=headers).content.decode()
    assert page.lstrip().startswith('<section id="programs"')


def test_the_plan_of_a_program_costs_the_same_however_much_is_in_it(client, here):
    address = reverse("program_plan", args=[here.program.pk])
    make.SyncLinkFactory(from_intervention=here.work, to_intervention=here.circle)
    make.AlliancePartnerFactory(program=here.program)
    make.ExternalActivityFactory(office=here.office)
    make.AccountabilityFeedbackFactory(intervention=here.work)
    few = queries(client, address)
    for _n in range(20):
        work = make.InterventionFactory(program=here.program, groups=[here.men], status="DRAFT")
        make.SessionFactory(intervention=work, number=1)
        make.SyncLinkFactory(from_intervention=work, to_intervention=here.circle, status="PROPOSED")
        make.AlliancePartnerFactory(program=here.program)
        make.ExternalActivityFactory(office=here.office)
        make.AccountabilityFeedbackFactory(intervention=work)
    assert Intervention.objects.count() == 22
    assert queries(client, address) == few
    assert few <= 26


def test_the_plan_shows_what_stands_and_what_drafts_will_add(client, here):
    today = here.office.today()
    make.InterventionFactory(
        program=here.program, code="M2", status="DRAFT", starts_on=today, ends_on=None, groups=[here.men]
    )
    here.work.starts_on, here.work.ends_on = today, None
    here.work.save()
    context = client.get(reverse("program_plan", args=[here.program.pk])).context
    standing = [(told.finding.rule, told.finding.subject) for told in context["standing"]]
    ahead = [(told.finding.rule, told.finding.subject) for told in context["ahead"]]
    assert ("R1", "M1") in standing
    assert ("R1", "M2") not in standing
    assert ("R1", "M2") in ahead
    assert ("R1", "M1") not in ahead


def test_a_manager_of_two_offices_chooses_one(client, here):
    other = make.OfficeFactory(iso2="NP", name="CARE Nepal")
    make.PlaceFactory(office=other)
    manager = make.person("MANAGER", here.office)
    manager.roles.create(kind="MANAGER", office=other)
    client.force_login(manager)
    page = client.get(reverse("program_new")).content.decode()
    assert f'href="?office={other.pk}"' in page
    assert client.get(reverse("program_new"), {"office": other.pk}).status_code == 200
    elsewhere = make.OfficeFactory(iso2="UG")
    assert client.get(reverse("program_new"), {"office": elsewhere.pk}).status_code == 404
