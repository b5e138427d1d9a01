"""What partners said and did is never dated ahead: a slip of the year would keep a flag away for years."""

import datetime as dt

import pytest
from django.urls import reverse

from programs.models import AccountabilityFeedback, AlliancePartner, ExternalActivity, SyncLink
from tests import factories as make

DATED = [
    pytest.param("link_new", SyncLink, "confirmed_on", id="link"),
    pytest.param("partner_new", AlliancePartner, "first_contact_on", id="first contact"),
    pytest.param("partner_new", AlliancePartner, "last_contact_on", id="last contact"),
    pytest.param("external_new", ExternalActivity, "last_confirmed_on", id="activity"),
    pytest.param("feedback_new", AccountabilityFeedback, "given_on", id="feedback"),
    pytest.param("feedback_new", AccountabilityFeedback, "responded_on", id="answer"),
]


def filled_in(here, view):
    """What a form of this view needs."""
    organization = make.OrganizationFactory(office=here.office)
    return {
        "link_new": {
            "from_intervention": here.work.pk,
            "other": f"x{make.ExternalActivityFactory(office=here.office).pk}",
            "kind": "PARALLEL_SEPARATE",
            "timing": "SIMULTANEOUS",
            "shared_people": "SAME_COMMUNITY",
            "rationale": "Both groups take up the same topics in the same village.",
        },
        "partner_new": {"organization": organization.pk},
        "external_new": {
            "organization": organization.pk,
            "description": "Legal literacy",
            "code": "LL",
            "place": here.place.pk,
            "space": "WOMEN",
            "starts_on": "2026-01-01",
        },
        "feedback_new": {
            "intervention": here.work.pk,
            "given_on": here.office.today(),
            "from_group": here.women.pk,
            "response": "The circle meets earlier now.",
        },
    }[view]


@pytest.mark.parametrize(("view", "model", "field"), DATED)
def test_the_day_has_come(client, here, view, model, field):
    address = reverse(view, args=[here.program.pk])
    data = filled_in(here, view)
    before, today = model.objects.count(), here.office.today()
    answer = client.post(address, data | {field: today + dt.timedelta(days=1)})
    assert "This day is still to come." in answer.text
    assert model.objects.count() == before
    client.post(address, data | {field: today})
    assert model.objects.count() == before + 1
