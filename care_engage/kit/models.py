"""What every record of the field shares: an identity, its moments, and an end that can be undone."""

import uuid

from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _


class RecordManager(models.Manager):
    """Leaves out what was deleted; `with_deleted` on the model has all."""

    def get_queryset(self):
        return super().get_queryset().filter(deleted_at=None)


class Record(models.Model):
    """A row with an identity of its own, kept after deletion so that the past can be told and undone.

    Each concrete model declares its own `history` (django-simple-history), because only it knows its
    many-to-many fields. History is written by `save()` and `delete()`, not by `update()` or
    `bulk_create()`; a test holds that those two are used only where the loss is meant.
    """

    uuid = models.UUIDField(default=uuid.uuid4, unique=True, editable=False)
    created_at = models.DateTimeField(auto_now_add=True, editable=False)
    updated_at = models.DateTimeField(auto_now=True, editable=False)
    deleted_at = models.DateTimeField(_("deleted at"), null=True, editable=False)

    with_deleted = models.Manager()

    class Meta:
        abstract = True
        base_manager_name = "with_deleted"

    def remove(self):
        """Take out of every list; `restore` brings it back."""
        self.deleted_at = timezone.now()
        self.save(update_fields=["deleted_at", "updated_at"])

    def restore(self):
        self.deleted_at = None
        self.save(update_fields=["deleted_at", "updated_at"])


ALIVE = models.Q(deleted_at=None)
"""Condition for unique constraints: a deleted row does not block its successor."""
