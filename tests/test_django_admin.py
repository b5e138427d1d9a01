import pytest
from django.urls import reverse

from tests.factories import OfficeFactory, UserFactory, person

pytestmark = pytest.mark.django_db


def test_sends_strangers_to_the_sites_own_log_in(client):
    assert client.get("/django-admin/", follow=True).redirect_chain[-1][0].startswith(reverse("log_in"))


@pytest.mark.parametrize("kind", ["MANAGER", "OFFICE_ADMIN", "GLOBAL_VIEWER"])
def test_is_not_there_for_other_people(client, kind):
    client.force_login(person(kind, OfficeFactory(), is_staff=True))
    assert client.get("/django-admin/", follow=True).status_code == 404


@pytest.mark.parametrize("model", ["countryoffice", "place", "role", "user"])
def test_opens_to_superusers(client, model):
    client.force_login(UserFactory(is_superuser=True))
    assert client.get(f"/django-admin/accounts/{model}/").status_code == 200
    assert client.get(f"/django-admin/accounts/{model}/add/").status_code == 200
