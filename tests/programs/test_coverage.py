"""Every sentence of the brief lives somewhere, and nowhere that is gone."""

import re
from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.urls import reverse

from programs.guide import coverage as told
from programs.guide.coverage import LEFT_OUT, Place, coverage, is_there, label
from tests.factories import OfficeFactory, person

ADVICE_ALONE = {23, 49, 53, 66, 72, 84, 86, 91, 94, 105}
"""What the specification asks to be said, and nothing more; the guide says it."""


@pytest.mark.parametrize("number", range(1, 118))
def test_a_sentence_has_its_places(number):
    places = coverage()[number]
    assert [str(place) for place in places if not is_there(place, number)] == []
    assert bool(places) is (number not in LEFT_OUT)
    if number in ADVICE_ALONE or number in LEFT_OUT:
        assert {place.kind for place in places} <= {"text", "rule"}
    else:
        assert {place.kind for place in places} - {"text", "rule"}, "advice is not enough for it"


@pytest.mark.parametrize(
    "place",
    [
        Place("field", "programs.Program.nothing"),
        Place("field", "programs.Nothing.name"),
        Place("value", "groups.Group.kind CHOIR"),
        Place("value", "programs.Intervention.purpose NOTHING"),
        Place("topic", "T99"),
        Place("checklist", "nothing"),
        Place("page", "nothing"),
        Place("rule", "nothing"),
        Place("text", "elements/nothing"),
        Place("text", "elements/alliances"),
        Place("nothing", "sequence"),
    ],
    ids=str,
)
def test_what_is_gone_is_seen(place):
    assert not is_there(place, 5)


def test_the_command_lists_all_and_tells_what_is_gone(monkeypatch):
    out = StringIO()
    call_command("coverage_of_source", stdout=out)
    lines = out.getvalue().splitlines()
    assert [line.partition(":")[0] for line in lines] == [f"S{number}" for number in range(1, 118)]
    assert "field programs.Intervention.relationship_focus" in lines[56]
    assert lines[116].startswith("S117: figures on CARE")
    monkeypatch.setattr(told, "COVERAGE", re.sub("page sequence", "page nothing", told.COVERAGE))
    coverage.cache_clear()
    try:
        with pytest.raises(CommandError, match="4 sentences"):
            call_command("coverage_of_source", stdout=out)
    finally:
        coverage.cache_clear()
    assert "page nothing (gone)" in out.getvalue()


@pytest.mark.parametrize(
    ("place", "words"),
    [
        (Place("field", "programs.SyncLink.timing"), "Link: timing"),
        (Place("value", "groups.Group.kind VSLA"), "Group: Savings and loan group"),
        (
            Place("value", "programs.Intervention.purpose RISK_MITIGATION"),
            "Intervention: Lowering risks to women",
        ),
        (Place("topic", "T24"), "Domestic and intimate partner violence"),
        (Place("checklist", "safe_space_set"), "A safe space was set up"),
        (Place("rule", "long_gap"), "R3 · Too long between linked steps"),
        (Place("page", "partner"), "/plan/partners/…/"),
    ],
    ids=str,
)
def test_a_place_in_words(place, words):
    assert label(place) == words


@pytest.mark.django_db
def test_the_guide_s_last_page_tells_the_places(client):
    client.force_login(person("MEL", OfficeFactory()))
    page = client.get(reverse("guide_sources")).content.decode()
    assert "Program: how we learn" in page
    assert page.count('id="S') == 116
