"""Counterparts for men's work that stands alone: near in place and time, and never at the women's cost."""

import datetime as dt

import pytest

from groups.models import Group
from programs.limits import limits_for
from programs.loading import load_plan
from programs.models import Intervention
from programs.suggestions import Candidate, nearness, overlap_and_gap, rank, suggest
from tests.factories import (
    ExternalActivityFactory,
    GroupFactory,
    InterventionFactory,
    OfficeFactory,
    PlaceFactory,
    ProgramFactory,
    SessionFactory,
    SyncLinkFactory,
    person,
    protected,
)

DAY = dt.timedelta(days=1)
MEN = Candidate("1", "Men", "P", "MEN", "/1/2/3/4/", dt.date(2026, 3, 1), dt.date(2026, 9, 30), 1)


def candidate(key="2", space="WOMEN", path="/1/2/3/4/", first=(2026, 4, 1), last=(2026, 8, 31), **fields):
    last = last and dt.date(*last)
    return Candidate(key, f"Circle {key}", "P", space, path, dt.date(*first), last, **fields)


def ranked(*candidates):
    return [one.candidate.key for one in rank(MEN, candidates, 180)]


class TestRanking:
    def test_the_nearest_place_comes_first_even_if_it_overlaps_less(self):
        far = candidate("2", path="/1/9/8/7/")
        district = candidate("3", path="/1/2/3/9/", first=(2026, 8, 1))
        village = candidate("4", first=(2026, 9, 1), last=None)
        province = candidate("5", path="/1/2/8/7/")
        assert ranked(far, district, village, province) == ["4", "3", "5", "2"]

    def test_then_the_longest_time_together(self):
        assert ranked(candidate("2", first=(2026, 8, 1)), candidate("3")) == ["3", "2"]

    def test_together_before_apart(self):
        assert ranked(
            candidate("2", first=(2026, 11, 1), last=None), candidate("3", first=(2026, 9, 29))
        ) == [
            "3",
            "2",
        ]

    def test_then_the_topics_in_common(self):
        men = Candidate(**{**fields_of(MEN), "topics": frozenset({"T05", "T12"})})
        one, two = candidate("2"), candidate("3", topics=frozenset({"T12", "T24"}))
        (first, _second) = rank(men, [one, two], 180)
        assert first.candidate.key == "3"
        assert first.shared == ("T12",)

    @pytest.mark.parametrize("space", ["MEN", "BOYS", "COMMUNITY", "LGBTQ", "STAFF"])
    def test_only_womens_girls_and_mixed_spaces(self, space):
        assert ranked(candidate(space=space)) == []

    def test_nothing_too_far_in_time_to_count(self):
        assert ranked(candidate("2", first=(2027, 3, 30), last=None)) == []
        assert ranked(candidate("2", first=(2027, 3, 29), last=None)) == ["2"]

    def test_days_are_inclusive(self):
        other = candidate(first=(2026, 9, 30), last=(2026, 12, 1))
        assert overlap_and_gap(MEN, other) == (1, 0)
        assert overlap_and_gap(MEN, candidate(first=(2026, 10, 1), last=None)) == (0, 1)

    def test_open_ends_overlap(self):
        assert overlap_and_gap(MEN, candidate(last=None)) == (183, 0)

    @pytest.mark.parametrize(
        ("path", "near"),
        [
            ("/1/2/3/4/", "COMMUNITY"),
            ("/1/2/3/", "ADMIN2"),
            ("/1/2/9/", "ADMIN1"),
            ("/1/", "COUNTRY"),
            ("/7/", ""),
        ],
    )
    def test_the_smallest_place_in_common(self, path, near):
        assert nearness("/1/2/3/4/", path) == near


def fields_of(one):
    return {name: getattr(one, name) for name in one.__slots__}


@pytest.fixture
def country(db):
    """An office with two provinces, three districts and four communities."""
    office = OfficeFactory()
    root = PlaceFactory(office=office)
    places = {"root": root}
    tree = [("east", "root", "ADMIN1"), ("kirehe", "east", "ADMIN2"), ("nyamugali", "kirehe", "COMMUNITY")]
    tree += [
        ("mahama", "kirehe", "COMMUNITY"),
        ("kayonza", "east", "ADMIN2"),
        ("mukarange", "kayonza", "COMMUNITY"),
    ]
    tree += [("south", "root", "ADMIN1"), ("huye", "south", "ADMIN2"), ("tumba", "huye", "COMMUNITY")]
    for name, parent, level in tree:
        places[name] = PlaceFactory(office=office, parent=places[parent], level=level, code=name, name=name)
    return office, places


@pytest.fixture
def men(country):
    office, places = country
    group = GroupFactory(office=office, place=places["nyamugali"])
    program = ProgramFactory(office=office, place=places["kirehe"])
    return InterventionFactory(program=program, groups=[group])


def circle(country, home, space="WOMEN", **fields):
    """A circle in another program of the same office, held by a group that lives at the place."""
    office, places = country
    group = (
        protected(office)
        if space == "LGBTQ"
        else GroupFactory(office=office, space=space, place=places[home])
    )
    program = fields.pop("program", None) or ProgramFactory(office=office, place=places["root"])
    return InterventionFactory(program=program, space=space, element="WGE", groups=[group], **fields)


def found(men, user, taken=None):
    plan = load_plan(men.program_id)
    office = men.program.office_id
    limits = limits_for(office, dt.date(2026, 7, 1))
    result = suggest(plan, {men.pk}, office=office, user=user, taken=taken or {}, limits=limits)
    return [one.candidate.key for one in result.get(men.pk, [])]


@pytest.fixture
def manager(country):
    return person("MANAGER", country[0])


class TestFinding:
    def test_community_before_district(self, country, men, manager):
        district, village = circle(country, "mahama"), circle(country, "nyamugali")
        circle(country, "tumba")
        assert found(men, manager) == [str(village.pk), str(district.pk)]

    def test_the_province_only_where_the_district_has_nothing(self, country, men, manager):
        province = circle(country, "mukarange")
        assert found(men, manager) == [str(province.pk)]
        village = circle(country, "nyamugali")
        assert found(men, manager) == [str(village.pk)]

    def test_partners_activities_too(self, country, men, manager):
        office, places = country
        theirs = ExternalActivityFactory(office=office, place=places["nyamugali"])
        ExternalActivityFactory(office=office, place=places["nyamugali"], status="CANCELLED")
        ExternalActivityFactory(office=office, place=places["nyamugali"], space="MEN")
        assert found(men, manager) == [f"x{theirs.pk}"]

    def test_shared_topics_of_sessions(self, country, men, manager):
        first, second = circle(country, "nyamugali"), circle(country, "nyamugali")
        SessionFactory(intervention=men, topics=["T05"])
        SessionFactory(intervention=second, topics=["T05"])
        SessionFactory(intervention=first, topics=["T06"])
        assert found(men, manager) == [str(second.pk), str(first.pk)]

    @pytest.mark.parametrize("status", ["DRAFT", "CANCELLED"])
    def test_only_live_work(self, country, men, manager, status):
        circle(country, "nyamugali", status=status)
        assert found(men, manager) == []

    @pytest.mark.parametrize("space", ["MEN", "BOYS", "COMMUNITY", "LGBTQ", "STAFF"])
    def test_only_womens_girls_and_mixed_work(self, country, men, manager, space):
        circle(country, "nyamugali", space=space)
        assert found(men, manager) == []

    def test_other_offices_stay_unseen_even_for_who_works_in_both(self, country, men, manager):
        elsewhere = OfficeFactory(iso2="BI", name="CARE Burundi")
        person_there = manager.roles.create(kind="MANAGER", office=elsewhere)
        place = PlaceFactory(office=elsewhere)
        group = GroupFactory(office=elsewhere, space="WOMEN", place=place)
        InterventionFactory(
            program=ProgramFactory(office=elsewhere, place=place), space="WOMEN", groups=[group]
        )
        assert person_there.office == elsewhere
        assert found(men, manager) == []

    def test_not_what_is_linked_already(self, country, men, manager):
        one, two = circle(country, "nyamugali"), circle(country, "nyamugali")
        SyncLinkFactory(from_intervention=men, to_intervention=one)
        assert found(men, manager, taken={men.pk: {str(one.pk)}}) == [str(two.pk)]

    def test_a_womens_space_is_never_opened(self, country, men, manager):
        women = circle(country, "nyamugali")
        before = Intervention.objects.values("space").get(pk=women.pk), list(women.groups.values("space"))
        found(men, manager)
        assert Intervention.objects.values("space").get(pk=women.pk) == before[0]
        assert list(Group.objects.filter(interventions=women).values("space")) == before[1]

    def test_a_place_of_its_own_counts_before_the_groups(self, country, men, manager):
        _office, places = country
        near = circle(country, "mahama")
        nearer = circle(country, "tumba", place=places["nyamugali"])
        assert found(men, manager) == [str(nearer.pk), str(near.pk)]

    def test_costs_the_same_for_one_and_for_many(self, country, men, manager, django_assert_max_num_queries):
        plan, limits = load_plan(men.program_id), limits_for(men.program.office_id, dt.date(2026, 7, 1))
        for _number in range(25):
            circle(country, "nyamugali")
        assert manager.scope.office_list
        with django_assert_max_num_queries(6):
            result = suggest(
                plan, {men.pk}, office=men.program.office_id, user=manager, taken={}, limits=limits, size=3
            )
        assert len(result[men.pk]) == 3
