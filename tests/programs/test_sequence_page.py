"""The sequence of a program: what is drawn, what is said, and who may see it."""

import datetime as dt
import re

import pytest
from django.urls import reverse

from programs.auditing import reaudit
from programs.models import Flag, Intervention, Program
from tests.factories import (
    ExternalActivityFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    OrganizationFactory,
    PlaceFactory,
    ProgramFactory,
    SessionFactory,
    SyncLinkFactory,
    held,
    person,
)

pytestmark = pytest.mark.django_db
WEEK = dt.timedelta(days=7)


@pytest.fixture
def office():
    return OfficeFactory()


@pytest.fixture
def today(office):
    return office.today()


@pytest.fixture
def program(office):
    return ProgramFactory(office=office, name="Kirehe Together", summary="Savings groups")


@pytest.fixture
def manager(office):
    return person("MANAGER", office)


def work(program, title, space, start, weeks=26, element="CONSCIENTIZATION", group="", **fields):
    groups = [GroupFactory(office=program.office, name=group, space=space)] if group else []
    return InterventionFactory(
        program=program,
        title=title,
        space=space,
        element=element,
        starts_on=start,
        ends_on=start + weeks * WEEK,
        groups=groups,
        **fields,
    )


@pytest.fixture
def men(program, today):
    """Men's dialogues that began ten weeks ago and stand alone, audited."""
    men = work(program, "Man box dialogues", "MEN", today - 10 * WEEK, group="Motorcycle drivers")
    for week in (9, 8, 7):
        held(men, today - week * WEEK, topics=["T05"])
    SessionFactory(intervention=men, planned_on=today + WEEK, topics=["T24"])
    SessionFactory(intervention=men, planned_on=today + 2 * WEEK, status="CANCELLED", topics=["T09"])
    reaudit([program.pk])
    return men


@pytest.fixture
def women(program, today):
    women = work(program, "Savings and voice", "WOMEN", today - 12 * WEEK, element="WGE", group="Umoja")
    held(women, today - 10 * WEEK)
    return women


def page(client, user, program, query=""):
    client.force_login(user)
    return client.get(reverse("sequence", args=[program.pk]) + query)


def text(response):
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", response.content.decode()))


class TestHeader:
    def test_says_what_is_wrong_in_words_and_never_in_a_score(self, client, manager, program, men):
        said = text(page(client, manager, program))
        assert "Out of sync 1 critical" in said
        assert "0 of 1 men-only interventions linked and delivered" in said
        assert "3 of 4 sessions held" in said
        assert "0 days since the oldest open flag" in said
        assert "score" not in said.lower()

    def test_counts_days_since_the_oldest_flag(self, client, manager, program, men, today):
        Flag.objects.filter(rule="R1").update(opened_on=today - dt.timedelta(days=112))
        said = text(page(client, manager, program))
        assert "112 days since the oldest open flag" in said
        assert "open 112 days" in said

    def test_a_program_in_order_has_nothing_to_repair(self, client, manager, program, women):
        women.stand_alone_by_design, women.stand_alone_reason = True, "The women want to meet alone."
        women.save()
        said = text(page(client, manager, program))
        assert "Nothing to repair: every sequencing rule is kept." in said
        assert "no open flag" in said

    def test_an_empty_program_is_a_page_too(self, client, manager, program):
        response = page(client, manager, program)
        assert response.status_code == 200
        assert text(response).count("Nothing here in this time") == 8  # four lanes on both papers


class TestPicture:
    def test_bars_stand_in_the_lane_of_their_space(self, client, manager, program, men, women, today):
        work(program, "Couples' dialogues", "COUPLES", today)
        work(program, "Assembly", "COMMUNITY", today)
        work(program, "Joint statement", "WOMEN", today, element="ALLIANCES")
        bars = {bar.title: bar.lane for bar in page(client, manager, program).context["page"].bars}
        assert bars == {
            "Man box dialogues": "MALE",
            "Savings and voice": "FEMALE",
            "Couples' dialogues": "MIXED",
            "Assembly": "COMMUNITY",
            "Joint statement": "COMMUNITY",
        }

    @pytest.mark.parametrize("element", ["CONSCIENTIZATION", "ALLIANCES"])
    @pytest.mark.parametrize("space", ["LGBTQ", "STAFF"])
    def test_protected_and_staff_spaces_are_never_drawn(
        self, client, manager, program, men, today, space, element
    ):
        hidden = work(program, "Wednesday circle", space, today, element=element)
        SyncLinkFactory(from_intervention=men, to_intervention=hidden)
        response = page(client, manager, program)
        assert "Wednesday circle" not in [bar.title for bar in response.context["page"].bars]
        assert 'class="curve"' not in response.content.decode().split("<defs>", 1)[1].split("</svg>")[0]

    def test_cancelled_sessions_are_left_out(self, client, manager, program, men):
        (bar,) = page(client, manager, program).context["page"].bars
        assert (bar.held, bar.planned) == (3, 1)

    def test_lonely_work_is_hatched_and_flagged(self, client, manager, program, men):
        html = page(client, manager, program).content.decode()
        assert 'fill="url(#wide-hatch)"' in html
        assert html.count('<a class="flag" href="#finding-1" data-severity="CRITICAL"') == 2
        assert 'id="finding-1"' in html

    @pytest.mark.parametrize(
        ("fields", "style"),
        [
            pytest.param({"status": "ACTIVE"}, "met", id="both met"),
            pytest.param({"status": "PROPOSED"}, "proposed", id="proposed"),
            pytest.param({"status": "LAPSED"}, None, id="lapsed"),
            pytest.param({"status": "WITHDRAWN", "status_reason": "x"}, None, id="withdrawn"),
        ],
    )
    def test_links_are_drawn_as_they_stand(self, client, manager, program, men, women, fields, style):
        SyncLinkFactory(from_intervention=men, to_intervention=women, **fields)
        picture = page(client, manager, program).context["pictures"][0]
        assert [curve.tie.style for curve in picture.curves] == ([style] if style else [])

    def test_a_link_is_dashed_until_both_ends_have_met(self, client, manager, program, men, today):
        coming = work(program, "Couples' dialogues", "COUPLES", today + WEEK, status="PLANNED")
        SyncLinkFactory(from_intervention=men, to_intervention=coming, timing="SEQUENTIAL")
        response = page(client, manager, program)
        (curve,) = response.context["pictures"][0].curves
        assert curve.tie.style == "agreed"
        assert 'marker-end="url(#wide-arrow)"' in response.content.decode()

    def test_others_work_is_drawn_with_its_owner(self, client, manager, office, program, men, today):
        theirs = work(
            ProgramFactory(office=office, name="Her Voice"), "Safe space", "WOMEN", today - 9 * WEEK
        )
        partner = ExternalActivityFactory(
            office=office,
            organization=OrganizationFactory(office=office, name="Pro-Femmes"),
            starts_on=today - 5 * WEEK,
            ends_on=None,
        )
        work(ProgramFactory(office=office), "Unlinked circle", "WOMEN", today)
        SyncLinkFactory(from_intervention=men, to_intervention=theirs, coordination="OTHER_CARE_PROGRAM")
        SyncLinkFactory(
            from_intervention=men,
            to_external=partner,
            to_intervention=None,
            coordination="OTHER_ORGANIZATION",
            confirmed_on=today,
        )
        response = page(client, manager, program)
        owners = {bar.title: bar.owner for bar in response.context["page"].bars}
        assert owners == {
            "Man box dialogues": "",
            "Safe space": "Her Voice",
            "Legal literacy circle": "Pro-Femmes",
        }
        assert "data-owner" in response.content.decode()

    def test_the_same_facts_stand_in_a_table(self, client, manager, program, men, women):
        response = page(client, manager, program)
        table = response.content.decode().split("<table", 1)[1].split("</table>")[0]
        for fact in ("Man box dialogues", "Motorcycle drivers", "Savings and voice", "Umoja", "R1"):
            assert fact in table

    def test_no_style_slips_past_the_policy(self, client, manager, program, men, women):
        SyncLinkFactory(from_intervention=men, to_intervention=women)
        assert not re.search(r"\sstyle=|<style|<script>", page(client, manager, program).content.decode())

    def test_figures_never_get_a_decimal_comma(self, client, manager, program, men, women):
        manager.language = "fr"
        manager.save()
        html = page(client, manager, program).content.decode()
        assert not re.search(r'\s(x|y|x1|x2|width|height)="[^"]*[,\s\u202f\xa0]', html)

    def test_right_to_left_readers_get_the_mirrored_picture(self, client, manager, program, men):
        manager.language = "ar"
        manager.save()
        response = page(client, manager, program)
        assert all(picture.rtl for picture in response.context["pictures"])
        assert 'dir="rtl"' in response.content.decode()


class TestZoomAndTopics:
    @pytest.mark.parametrize("query", ["?zoom=quarter", "?zoom=year&from=2026-01", "?zoom=all"])
    def test_zoom(self, client, manager, program, men, query):
        response = page(client, manager, program, query)
        assert response.context["view"].zoom == query.split("=")[1].split("&")[0]

    @pytest.mark.parametrize("query", ["?zoom=x&from=y", "?zoom=quarter&from=9999-99", "?topic=T99&zoom="])
    def test_a_mistyped_address_shows_what_it_can(self, client, manager, program, men, query):
        assert page(client, manager, program, query).status_code == 200

    def test_only_the_picture_comes_when_only_the_picture_is_asked_for(self, client, manager, program, men):
        client.force_login(manager)
        response = client.get(
            reverse("sequence", args=[program.pk]) + "?zoom=quarter",
            headers={"HX-Request": "true", "HX-Target": "sequence-chart"},
        )
        html = response.content.decode()
        assert html.lstrip().startswith("<section")
        assert "<html" not in html

    def test_one_topic_by_lane(self, client, manager, program, men, women, today):
        held(women, today - 4 * WEEK, topics=["T24"])
        response = page(client, manager, program, "?topic=T24")
        standing = {lane: (done, due) for lane, _name, done, due, _items in response.context["standing"]}
        assert standing == {"FEMALE": (1, 0), "MIXED": (0, 0), "MALE": (0, 1), "COMMUNITY": (0, 0)}

    def test_who_has_not_met_yet_is_marked(self, client, manager, program, men, today):
        couples = work(program, "Couples' dialogues", "COUPLES", today - 5 * WEEK)
        held(couples, today - WEEK, topics=["T24"])
        response = page(client, manager, program, "?topic=T24")
        marked = {
            lane: [item.finding.rule for item in items] for lane, *_, items in response.context["standing"]
        }
        assert marked["FEMALE"] == ["R5"]
        assert marked["MALE"] == ["R5"]
        assert marked["MIXED"] == []

    def test_topics_for_separate_spaces_come_first(self, client, manager, program, men):
        assert [topic.pk for topic in page(client, manager, program).context["topics"]] == [
            "T24",
            "T05",
            "T09",
        ]


class TestFindings:
    def test_worst_first_with_source_and_age(self, client, manager, program, men):
        response = page(client, manager, program)
        said = text(response)
        assert "Men-only work stands alone" in said
        assert reverse("guide_rule", args=["men_stand_alone"]) in response.content.decode()
        assert "S19" in said
        rules = [item.finding.severity for item in response.context["page"].items]
        assert rules == sorted(rules, key=["CRITICAL", "HIGH", "MEDIUM", "LOW", "WARNING"].index)

    def test_every_rule_has_a_template(self, client, manager, program, men):
        from django.template.loader import get_template

        from programs.sequencing.audit import RULES

        for rule in RULES:
            assert get_template(f"programs/findings/{rule.__name__}.html")

    def test_the_suggested_link_is_one_click_away(self, client, manager, program, men, women):
        html = page(client, manager, program).content.decode()
        assert f"{reverse('repair_link', args=[men.pk])}?to={women.pk}" in html


class TestAccess:
    @pytest.mark.parametrize("kind", ["MANAGER", "FACILITATOR", "MEL", "OFFICE_ADMIN"])
    def test_a_stranger_gets_404(self, client, program, men, kind):
        stranger = person(kind, OfficeFactory(iso2="BI", name="CARE Burundi"))
        assert page(client, stranger, program).status_code == 404

    @pytest.mark.parametrize("kind", ["MEL", "GBV_FOCAL_POINT", "OFFICE_ADMIN", "GLOBAL_VIEWER"])
    def test_who_may_only_read_sees_no_repairs(self, client, office, program, men, women, kind):
        SyncLinkFactory(from_intervention=men, to_intervention=women, status="PROPOSED")
        reader = person(kind, office)
        response = page(client, reader, program)
        assert response.status_code == 200
        assert "Men-only work stands alone" not in text(response)  # MEL reads counts of flags (D9)
        assert "is for those who work in it or manage it" in text(response)
        assert "/repairs/" not in response.content.decode()

    def test_a_safeguarding_focal_point_does_not_read_plans(self, client, office, program, men):
        assert page(client, person("SAFEGUARDING_FOCAL_POINT", office), program).status_code == 404

    def test_nobody_without_log_in(self, client, program):
        assert client.get(reverse("sequence", args=[program.pk])).status_code == 302

    def test_partner_staff_see_their_own_bars(self, client, office, program, men, women):
        partner = person("FACILITATOR", office, partner_staff=True)
        women.facilitators.add(partner.facilitating.get())
        bars = page(client, partner, program).context["page"].bars
        assert [bar.title for bar in bars] == ["Savings and voice"]

    def test_an_id_of_twenty_digits_is_no_page(self, client, manager):
        client.force_login(manager)
        assert client.get(f"/programs/{'9' * 20}/").status_code == 404


class TestBudget:
    def queries(self, client, user, program, django_assert_max_num_queries):
        client.force_login(user)
        with django_assert_max_num_queries(20) as captured:
            assert client.get(reverse("sequence", args=[program.pk])).status_code == 200
        return len(captured)

    def test_the_same_with_few_programs_and_with_a_thousand(
        self, client, office, manager, program, men, women, today, django_assert_max_num_queries
    ):
        few = self.queries(client, manager, program, django_assert_max_num_queries)
        place = PlaceFactory(office=office)
        start = {"place": place, "starts_on": today}
        others = Program.objects.bulk_create(
            Program(office=office, code=f"N{n}", name=f"N{n}", status="ACTIVE", **start) for n in range(1000)
        )
        Intervention.objects.bulk_create(
            Intervention(
                program=other,
                code="W",
                title="Circle",
                space="WOMEN",
                element="WGE",
                status="ACTIVE",
                **start,
            )
            for other in others
        )
        for number in range(10):
            extra = work(program, f"More dialogues {number}", "MEN", today - 3 * WEEK, group=f"Men {number}")
            circle = work(others[number], "Circle", "WOMEN", today - 3 * WEEK, group=f"Women {number}")
            SyncLinkFactory(from_intervention=extra, to_intervention=circle, status="PROPOSED")
        assert self.queries(client, manager, program, django_assert_max_num_queries) == few
