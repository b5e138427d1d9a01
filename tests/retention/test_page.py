"""The policy is a page for everybody."""

import pytest
from django.urls import reverse

from care_engage.retention.policy import entries
from tests.factories import UserFactory

pytestmark = pytest.mark.django_db


def test_everybody_reads_it_and_all_of_it(client):
    page = client.get(reverse("retention")).content.decode()
    assert page.count('<th scope="row">') == len(entries())
    assert "12 months after the intervention ended" in page
    assert "Until the office removes it" in page


def test_it_costs_whoever_is_not_logged_in_no_query(client, django_assert_max_num_queries):
    with django_assert_max_num_queries(0):
        client.get(reverse("retention"))


def test_it_is_open_to_people_without_a_role(client):
    client.force_login(UserFactory())
    assert client.get(reverse("retention")).status_code == 200
