import pytest
from django.urls import reverse

from tests.factories import OfficeFactory, person

pytestmark = pytest.mark.django_db


def open_page(client, user):
    client.force_login(user)
    return client.get(reverse("harm")).content.decode()


def test_names_the_focal_points_of_the_persons_own_office_only(client):
    rwanda, nepal = OfficeFactory(), OfficeFactory(iso2="NP", name="CARE Nepal")
    person("GBV_FOCAL_POINT", rwanda, name="Beata Iradukunda")
    person("SAFEGUARDING_FOCAL_POINT", nepal, name="Kamala Rai")
    page = open_page(client, person("FACILITATOR", rwanda))
    assert "Beata Iradukunda" in page
    assert "Kamala Rai" not in page


def test_says_what_to_do_when_nobody_is_named(client):
    page = open_page(client, person("FACILITATOR", OfficeFactory()))
    assert "Call your manager now" in page


def test_a_colleague_who_has_left_is_not_named(client):
    office = OfficeFactory()
    person("GBV_FOCAL_POINT", office, name="Beata Iradukunda", is_active=False)
    assert "Beata Iradukunda" not in open_page(client, person("FACILITATOR", office))


def test_costs_the_same_with_many_focal_points(client, django_assert_max_num_queries):
    office = OfficeFactory()
    for _ in range(20):
        person("GBV_FOCAL_POINT", office)
    client.force_login(person("FACILITATOR", office))
    with django_assert_max_num_queries(5):
        client.get(reverse("harm"))
