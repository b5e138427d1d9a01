"""Referrals are counted without anybody being found in the numbers."""

import datetime as dt
import functools
import itertools

import pytest
from django.apps import apps
from django.core.exceptions import ValidationError
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from referrals.models import ReferralTally
from referrals.tallies import SHOWN, quarters_before, summary, suppress
from tests.factories import OfficeFactory, PlaceFactory, ReferralTallyFactory, person

columns = st.lists(st.integers(0, 30), min_size=1, max_size=5)


@functools.cache
def view(counts, limit):
    """What is printed of one quarter."""
    ((cells, total),) = suppress([counts], limit)
    return tuple(str(cell) for cell in cells), str(total)


@given(columns, st.integers(3, 12))
def test_a_small_number_is_never_printed(counts, limit):
    cells, total = view(tuple(counts), limit)
    for count, cell in zip(counts, cells, strict=True):
        assert cell == (str(count) if count >= limit else f"<{limit}")
    alone = f"<{limit}" if len(counts) == 1 else "–"
    assert total == (str(sum(counts)) if min(counts) >= limit else alone)


@given(st.lists(st.integers(0, 7), min_size=1, max_size=4))
def test_a_hidden_number_cannot_be_worked_out(counts):
    """An attacker who knows this code lists every quarter that prints like this one: each hidden cell could
    still be any number below the limit."""
    limit, printed = 4, view(tuple(counts), 4)
    alike = [
        other for other in itertools.product(range(8), repeat=len(counts)) if view(other, limit) == printed
    ]
    for at, count in enumerate(counts):
        if count < limit:
            assert {other[at] for other in alike} == set(range(limit))


def test_the_quarters_are_those_that_are_over():
    assert quarters_before(dt.date(2026, 3, 31)) == (
        dt.date(2025, 1, 1),
        dt.date(2025, 4, 1),
        dt.date(2025, 7, 1),
        dt.date(2025, 10, 1),
    )
    assert quarters_before(dt.date(2026, 4, 1))[-1] == dt.date(2026, 1, 1)


def test_numbers_that_add_up_to_one_another_are_not_shown_together():
    assert "referral_offered" not in SHOWN


@pytest.fixture
def districts(office):
    """Two in the east, one in the south."""
    country = PlaceFactory(office=office)
    east, south = (
        PlaceFactory(office=office, parent=country, level="ADMIN1", code=name, name=name)
        for name in ("East", "South")
    )
    return [
        PlaceFactory(office=office, parent=parent, level="ADMIN2", code=name, name=name)
        for parent, name in ((east, "Kirehe"), (east, "Ngoma"), (south, "Huye"))
    ]


def tally(office, place, month, **fields):
    return ReferralTallyFactory(office=office, place=place, month=month, **fields)


def informed(office, on=dt.date(2026, 7, 10)):
    table = summary(office, on)[0]
    rows = {place.name: [str(cell) for _quarter, cell in cells] for place, cells in table.rows}
    return rows, [str(total) for _quarter, total in table.totals]


@pytest.mark.django_db
def test_months_and_districts_become_quarters_and_provinces(office, districts):
    kirehe, ngoma, huye = districts
    for place, month, count in [(kirehe, 4, 6), (ngoma, 6, 7), (huye, 5, 12), (kirehe, 1, 4), (huye, 7, 50)]:
        tally(office, place, dt.date(2026, month, 1), information_given=count)
    rows, totals = informed(office)
    assert rows["East"] == ["<10", "<10", "<10", "13"]
    assert rows["South"] == ["<10", "<10", "<10", "12"], "the present quarter is left out"
    assert totals == ["–", "–", "–", "25"]


@pytest.mark.django_db
def test_the_total_goes_with_the_smallest_province(office, districts):
    tally(office, districts[0], dt.date(2026, 4, 1), information_given=40)
    tally(office, districts[2], dt.date(2026, 4, 1), information_given=9)
    rows, totals = informed(office)
    assert (rows["East"][-1], rows["South"][-1], totals[-1]) == ("40", "<10", "–")


@pytest.mark.django_db
def test_another_office_is_not_counted(office, districts):
    other = OfficeFactory(iso2="NP", name="CARE Nepal")
    tally(other, PlaceFactory(office=other), dt.date(2026, 4, 1), information_given=90)
    assert informed(office)[1] == ["–"] * 4


@pytest.mark.django_db
def test_the_page_shows_no_small_number(client, office, districts):
    today = office.today()
    month = quarters_before(today)[-1]
    tally(office, districts[0], month, information_given=7777, declined=3)
    client.force_login(person("MEL", office))
    response = client.get(reverse("referral_numbers", args=[office.pk]))
    assert "7777" in response.text
    assert "&lt;10" in response.text
    assert response["Cache-Control"] == "no-store, private"


@pytest.mark.django_db
def test_the_focal_point_enters_and_corrects(client, office, districts):
    client.force_login(person("GBV_FOCAL_POINT", office))
    month = office.today().replace(day=1)
    data = {"month": f"{month:%Y-%m}", "place": districts[0].pk, "kind": "GBV", "sector": "HEALTH"}
    data |= dict.fromkeys(
        ["information_given", "referral_offered", "referred_with_consent", "declined", "service_unavailable"],
        2,
    )
    url = reverse("referral_tally_new", args=[office.pk])
    client.post(url, data)
    row = ReferralTally.objects.get()
    assert (row.month, row.declined) == (month, 2)
    assert "is there already" in client.post(url, data).text
    client.post(reverse("referral_tally", args=[row.pk]), data | {"declined": 5})
    row.refresh_from_db()
    assert row.declined == 5
    client.post(reverse("referral_tally_remove", args=[row.pk]))
    assert not ReferralTally.objects.exists()


@pytest.mark.django_db
def test_the_rows_are_the_focal_points_alone(office, districts):
    tally(office, districts[0], dt.date(2026, 6, 1))
    for kind in (
        "MANAGER",
        "MEL",
        "OFFICE_ADMIN",
        "SAFEGUARDING_FOCAL_POINT",
        "FACILITATOR",
        "GLOBAL_VIEWER",
    ):
        assert not ReferralTally.objects.visible_to(person(kind, office)).exists(), kind
    assert ReferralTally.objects.visible_to(person("GBV_FOCAL_POINT", office)).exists()


@pytest.mark.django_db
def test_a_community_is_too_small_to_be_tallied(office, districts):
    village = PlaceFactory(office=office, parent=districts[0], level="COMMUNITY", code="V", name="Nyamugari")
    with pytest.raises(ValidationError, match="too small"):
        ReferralTally(office=office, place=village).clean()


def test_nothing_joins_referrals_with_programs_or_groups():
    """Whatever leaks, no service, pathway or count leads to a program, a group or a session (D5)."""

    def apps_of(model):
        return {
            field.related_model._meta.app_label
            for field in model._meta.get_fields(include_hidden=True)
            if field.is_relation and field.related_model
        }

    for label, apart in (
        ("referrals", {"programs", "groups"}),
        ("programs", {"referrals"}),
        ("groups", {"referrals"}),
    ):
        for model in apps.get_app_config(label).get_models():
            assert not apps_of(model) & apart, model
    assert apps_of(ReferralTally) == {"accounts"}
