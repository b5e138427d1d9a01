"""Erasing protected groups for good, with their work and every row of history (D7): nothing remains."""

from django.apps import apps
from django.db import transaction

from care_engage.trail.record import Act, record
from groups.models import Group, Member, Named

from .models import AccountabilityFeedback, ActionCommitment, Intervention, JointWaiver, Session, SyncLink


def erase_protected(groups, *, by):
    """Erase these protected groups, and the interventions in which nobody else takes part."""
    groups = Group.with_deleted.filter(space="LGBTQ", pk__in=[group.pk for group in groups])
    with transaction.atomic():
        for group in groups:
            record(Act.ERASED, by, group)
        ids = list(groups.values_list("pk", flat=True))
        shared = Group.with_deleted.exclude(pk__in=ids).filter(interventions__isnull=False)
        works = Intervention.with_deleted.filter(space="LGBTQ", groups__in=ids)
        works = list(works.exclude(pk__in=shared.values("interventions")).values_list("pk", flat=True))
        for model, rows in rows_of(works, ids):
            forget(model, rows)


def rows_of(works, groups):
    """`(model, ids)`, those that hang on others first."""
    yield ActionCommitment, ActionCommitment.with_deleted.filter(session__intervention__in=works)
    for model in (Session, AccountabilityFeedback, JointWaiver):
        yield model, model.with_deleted.filter(intervention__in=works)
    yield SyncLink, SyncLink.with_deleted.filter(from_intervention__in=works)
    yield SyncLink, SyncLink.with_deleted.filter(to_intervention__in=works)
    yield Intervention, Intervention.with_deleted.filter(pk__in=works)
    for model in (Member, Named):
        yield model, model.with_deleted.filter(group__in=groups)
    yield Group, Group.with_deleted.filter(pk__in=groups)


def forget(model, rows):
    """Delete the rows, then their past, that of their many-to-many fields too."""
    ids = list(rows.values_list("pk", flat=True))
    rows.delete()
    past = model.history.filter(id__in=ids)
    for kind in apps.get_models():
        if any(field.name == "history" and field.related_model is past.model for field in kind._meta.fields):
            kind._base_manager.filter(history__in=past.values("pk")).delete()
    past.delete()
