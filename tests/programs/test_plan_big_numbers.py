"""Whole numbers beyond the database's integers are wrong input like any other, wherever they are sent."""

import pytest
from django.urls import reverse

from tests import factories as make


@pytest.mark.django_db
@pytest.mark.parametrize("big", ["9223372036854775808", "99999999999999999999"])
def test_a_number_too_big_is_refused_politely(client, big):
    office = make.OfficeFactory()
    group = make.GroupFactory(office=office)
    program = make.ProgramFactory(office=office)
    client.force_login(make.person("MANAGER", office))

    def get(view, *args):
        return client.get(reverse(view.partition("?")[0], args=args) + "?" + view.partition("?")[2] + big)

    assert client.post(reverse("group_left", args=[group.pk]), {"members": [big]}).status_code == 302
    assert client.post(reverse("group_edit", args=[group.pk]), {"draws_from": [big]}).status_code == 200
    sent = {"groups": [big], "place": big, "facilitators": [big], "code": "M1", "title": "M"}
    page = client.post(reverse("intervention_new", args=[program.pk]), sent)
    assert page.status_code == 200
    assert "is not one of the available choices" in page.content.decode()
    assert get("program_new?office=").status_code == 404
    assert get("feedback_new?about=", program.pk).status_code == 200
    assert get("link_new?from=", program.pk).status_code == 200
    assert get("groups?after=").status_code == 200
