"""The guide is complete: a page for every rule and element, sources that exist, diagrams without a gap."""

import re
from dataclasses import fields
from pathlib import Path

import pytest
from django.urls import reverse

from programs.guide.diagrams import ASKED, MACHINES, diagram
from programs.guide.rules import GUIDE_RULES, PARAMETERS, parameters_of
from programs.guide.sources import QUOTES
from programs.models import Element, RuleLimits, Topic
from programs.sequencing.audit import RULES
from programs.sequencing.limits import Limits
from programs.texts import RULE_TEXTS
from tests.factories import OfficeFactory, person

TEMPLATES = Path(__file__).resolve().parents[2] / "templates/programs/guide"
NAMED = re.compile(r"{% (?:source|quote) ([\d ]+?) ?%}")
ROLES = [
    "FACILITATOR",
    "MANAGER",
    "MEL",
    "GBV_FOCAL_POINT",
    "SAFEGUARDING_FOCAL_POINT",
    "OFFICE_ADMIN",
    "GLOBAL_VIEWER",
]


@pytest.fixture
def reader(client, db):
    user = person("FACILITATOR", OfficeFactory())
    client.force_login(user)
    return user


def text_of(response):
    assert response.status_code == 200
    return response.content.decode()


def test_every_rule_has_a_page_in_the_guide():
    assert list(GUIDE_RULES) == [rule.__name__ for rule in RULES] == list(RULE_TEXTS)


@pytest.mark.parametrize("name", GUIDE_RULES)
def test_a_rule_page_says_what_it_asks_when_it_speaks_and_what_can_be_done(client, reader, name):
    page = text_of(client.get(reverse("guide_rule", args=[name])))
    template = (TEMPLATES / f"rules/{name}.html").read_text()
    for block in ("asks", "fires", "silent"):
        found = re.search(rf"{{% block {block} %}}(.*?){{% endblock %}}", template, re.DOTALL)
        assert found[1].count("<li>") >= (0 if block == "asks" else 2), block
        assert "translate" in found[1]
    assert RULE_TEXTS[name].number in page
    assert page.count('class="quote"') >= 2
    for remedy in GUIDE_RULES[name].remedies:
        assert remedy.replace("'", "&#x27;") in page


@pytest.mark.parametrize("element", Element.values)
def test_every_element_has_a_page(client, reader, element):
    page = text_of(client.get(reverse("guide_element", args=[element])))
    assert str(Element(element).label).replace("'", "&#x27;") in page
    assert 'class="guide-advice"' in page
    assert client.get(reverse("guide_element", args=[element.lower()])).status_code == 200


@pytest.mark.parametrize("address", ["/guide/elements/nonsense/", "/guide/rules/x/", "/guide/rules/R1/"])
def test_other_addresses_are_not_found(client, reader, address):
    assert client.get(address).status_code == 404


@pytest.mark.parametrize("path", sorted(TEMPLATES.rglob("*.html")), ids=lambda path: path.stem)
def test_every_sentence_named_exists_in_the_source(path):
    for numbers in NAMED.findall(path.read_text()):
        for number in numbers.split():
            assert 1 <= int(number) <= 117
            assert int(number) in QUOTES, f"S{number} is not quoted"


def test_sources_of_the_rules_exist():
    for name, text in RULE_TEXTS.items():
        assert {int(source[1:]) for source in text.sources} <= set(QUOTES), name


def test_the_quotations_are_the_sentences_1_to_116():
    assert list(QUOTES) == list(range(1, 117))


def test_every_statement_of_the_brief_is_told_of_somewhere():
    """All that the brief advises stands in the guide, but for its figures on CARE as a whole (S117)."""
    texts = [path.read_text() for path in TEMPLATES.rglob("*.html")]
    told = {int(number) for text in texts for numbers in NAMED.findall(text) for number in numbers.split()}
    told |= {int(source[1:]) for text in RULE_TEXTS.values() for source in text.sources}
    assert set(QUOTES) - told == set()


@pytest.mark.parametrize(("slug", "title", "model"), MACHINES, ids=[machine[0] for machine in MACHINES])
def test_a_diagram_has_every_state_and_every_move(slug, title, model):
    drawn = diagram(slug, title, model.moves)
    assert [box.label for box in drawn.boxes] == [state.label for state in model.moves.states]
    told = {(state, onward) for state, moves in drawn.rows for onward, _asked in moves}
    assert told == {(state, onward) for state, moves in model.moves.table.items() for onward in moves}
    steps = {(a, b) for a, b in told if a != b}
    straight = sum(not rail.joints for rail in drawn.rails)
    assert straight + sum(len(rail.joints) for rail in drawn.rails) == len(steps)


@pytest.mark.parametrize(("slug", "title", "model"), MACHINES, ids=[machine[0] for machine in MACHINES])
def test_a_diagram_stays_on_its_paper(slug, title, model):
    drawn = diagram(slug, title, model.moves)
    for rail in drawn.rails:
        for x, y in re.findall(r"(-?\d+),(-?\d+)", rail.head):
            assert 0 <= int(x) <= drawn.width
            assert 0 <= int(y) <= drawn.height
        assert all(0 <= int(x) <= drawn.width for x in re.findall(r"H(-?\d+)", rail.path))


def test_every_guard_says_what_it_asks():
    guards = {
        guard for _, _, model in MACHINES for moves in model.moves.table.values() for guard in moves.values()
    }
    assert guards <= set(ASKED)


def test_every_limit_is_explained_and_each_belongs_to_a_rule():
    names = {field.name for field in fields(Limits)}
    assert set(PARAMETERS) == names
    assert {name for rule in GUIDE_RULES.values() for name in rule.limits} == names


def test_an_office_s_own_limit_stands_beside_the_default(client, reader):
    office = reader.roles.get().office
    common = {"office": office, "note": "Floods in spring"}
    RuleLimits.objects.create(version=1, in_force_from="2026-01-01", values={"link_gap_max": 150}, **common)
    RuleLimits.objects.create(version=2, in_force_from="2026-02-01", values={"link_gap_max": 200}, **common)
    RuleLimits.objects.create(version=3, in_force_from="2099-01-01", values={"link_gap_max": 10}, **common)
    page = text_of(client.get(reverse("guide_rule", args=["men_stand_alone"])))
    assert f"{office}: 200 days" in page
    assert "150 days" not in page
    assert "10 days</div>" not in page


def test_a_limit_like_the_default_is_not_shown_as_an_own_one():
    (first, *_) = parameters_of(GUIDE_RULES["long_gap"], [("Office", {"link_gap_ok": 60})])
    assert (first.default, first.offices) == (60, [])


def test_the_guide_lists_all_topics_in_their_order(client, reader):
    page = text_of(client.get(reverse("guide")))
    for topic in Topic.objects.all():
        assert f'<tr id="{topic.code}">' in page
    assert page.count('class="diagram"') == len(MACHINES)


@pytest.mark.parametrize("kind", ROLES)
def test_every_role_reads_the_guide(client, db, kind):
    client.force_login(person(kind, OfficeFactory()))
    for address in (reverse("guide"), reverse("guide_sources"), reverse("guide_rule", args=["long_gap"])):
        text_of(client.get(address))


def test_strangers_are_asked_to_log_in(client, db):
    assert client.get(reverse("guide")).status_code == 302


def test_the_guide_costs_the_same_few_queries(client, reader, django_assert_max_num_queries):
    with django_assert_max_num_queries(5):
        text_of(client.get(reverse("guide")))
    with django_assert_max_num_queries(5):
        text_of(client.get(reverse("guide_rule", args=["long_gap"])))
