"""Every field that takes prose has its guard, or stands here with the reason why not."""

import pytest
from django.apps import apps
from django.db import models

from care_engage.kit.guard.fields import guard_of, guarded, guarded_name

OWN = ("accounts", "groups", "programs", "referrals", "trail")
STAFF = "names a member of staff or a specialist at work, never a participant"
PUBLIC = "a public name of an office, an organization or a place"
SHORT = "a short code, shown beside the name"
MACHINE = "written by the program, never typed"
LISTED = "fixed words that migrations bring"
GUIDANCE = "published guidance by specialists: it must name harms, and whom to call"
CONTACT = "a service's public contact details"
EXCEPTIONS = {
    "accounts.CountryOffice.name": PUBLIC,
    "accounts.CountryOffice.iso2": SHORT,
    "accounts.CountryOffice.time_zone": LISTED,
    "accounts.Place.code": SHORT,
    "accounts.Place.name": PUBLIC,
    "accounts.Place.path": MACHINE,
    "accounts.User.name": STAFF,
    "accounts.User.email": STAFF,
    "accounts.User.password": MACHINE,
    "groups.Organization.name": PUBLIC,
    "groups.Organization.safe_alias": PUBLIC,
    "groups.Group.code": SHORT,
    "groups.ChangeAgent.code": SHORT,
    "groups.ChangeAgent.display_name": "a name in public, with the consent of whoever bears it",
    "programs.ConsentRecord.person_ref": "the number of a paper, as the database holds",
    "programs.Program.code": SHORT,
    "programs.Intervention.code": SHORT,
    "programs.ExternalActivity.code": SHORT,
    "programs.SyncLink.contact_from": STAFF,
    "programs.SyncLink.contact_to": STAFF,
    "programs.GbvReview.owner": STAFF,
    "programs.OfficeHoliday.name": PUBLIC,
    "programs.Topic.code": LISTED,
    "programs.Topic.label": LISTED,
    "programs.Topic.suggested": LISTED,
    "programs.Flag.rule": MACHINE,
    "programs.Flag.subject": MACHINE,
    "programs.Flag.reason": MACHINE,
    "programs.Flag.topic": MACHINE,
    "referrals.Organization.name": PUBLIC,
    "referrals.Organization.alternate_name": PUBLIC,
    "referrals.Organization.description": GUIDANCE,
    "referrals.Organization.email": CONTACT,
    "referrals.Organization.url": CONTACT,
    "referrals.ReferralPathway.entry_point": GUIDANCE,
    "referrals.ReferralPathway.consent_words": GUIDANCE,
    "referrals.ReferralPathway.hotline": CONTACT,
    "referrals.ReferralPathway.remote_specialist": STAFF,
    "referrals.ReferralPathway.call_now": STAFF,
    "referrals.ReferralPathway.verified_by": STAFF,
    "referrals.ReferralPathway.verified_by_organization": PUBLIC,
    "referrals.PathwayStep.say": GUIDANCE,
    "referrals.ProtocolDiscussion.team": STAFF,
    "accounts.Invitation.key_hash": MACHINE,
    "accounts.Letter.week": MACHINE,
    "accounts.Attempts.key": MACHINE,
    "programs.CalendarFeed.digest": MACHINE,
    "programs.OutboxEntry.hash": MACHINE,
    "programs.PlanDraft.base": MACHINE,
}
EXCUSED_MODELS = {
    "referrals.Service": CONTACT,
    "referrals.Protocol": GUIDANCE,
    "referrals.Verification": STAFF,
    "accounts.Device": MACHINE,
    "trail.Entry": MACHINE,
}


def typed_fields():
    """Fields of the application's own models that hold text without choices; history tables aside."""
    for model in apps.get_models():
        if model._meta.app_label in OWN and not model.__name__.startswith("Historical"):
            for field in model._meta.concrete_fields:
                text = isinstance(field, models.CharField | models.TextField) and not field.choices
                if text and not field.remote_field:
                    yield f"{model._meta.app_label}.{model.__name__}.{field.name}", field


def excused(name):
    return name in EXCEPTIONS or name.rpartition(".")[0] in EXCUSED_MODELS


def test_every_text_field_has_a_guard_or_an_excuse():
    bare = [name for name, field in typed_fields() if not guard_of(field) and not excused(name)]
    assert not bare, f"guard these (care_engage.kit.guard.fields), or say here why not: {bare}"


def test_no_excuse_outlives_its_field():
    fields = dict(typed_fields())
    assert not EXCEPTIONS.keys() - fields.keys()
    assert not [name for name in EXCEPTIONS if guard_of(fields[name])]


@pytest.mark.parametrize(
    "name",
    [
        "programs.SyncLink.rationale",
        "programs.AccountabilityFeedback.changes_asked",
        "programs.AccountabilityFeedback.response",
        "programs.Intervention.stand_alone_reason",
        "programs.Program.theory_of_change",
        "groups.Group.prior_experience",
    ],
)
def test_the_prose_that_the_domain_names_is_guarded(name):
    assert guard_of(dict(typed_fields())[name]) == guarded


def test_lists_of_sentences_are_guarded_too():
    assert guard_of(apps.get_model("programs.Program")._meta.get_field("change_targets")) == guarded


def test_names_of_groups_are_not_asked_about():
    assert guard_of(apps.get_model("groups.Group")._meta.get_field("name")) == guarded_name


def test_no_model_takes_files():
    assert not [
        f"{model.__name__}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.get_fields()
        if isinstance(field, models.FileField)
    ]
