"""Who did, and who read, what: a chain of rows that the application can only lengthen. No content."""

from django.db import models
from django.utils.translation import gettext_lazy as _


class Act(models.TextChoices):
    READ = "READ", _("read")
    CREATED = "CREATED", _("created")
    CHANGED = "CHANGED", _("changed")
    REMOVED = "REMOVED", _("removed")
    ERASED = "ERASED", _("erased for good")
    EXPORTED = "EXPORTED", _("exported")
    IMPORTED = "IMPORTED", _("imported")
    PUBLISHED = "PUBLISHED", _("published")
    LOGGED_IN = "LOGGED_IN", _("logged in")
    LOG_IN_FAILED = "LOG_IN_FAILED", _("failed to log in")
    LOGGED_OUT = "LOGGED_OUT", _("logged out")
    PASSWORD_CHANGED = "PASSWORD_CHANGED", _("changed a password")
    WAY_IN_MADE = "WAY_IN_MADE", _("made a way in")
    ROLE_GIVEN = "ROLE_GIVEN", _("gave a role")
    ROLE_TAKEN = "ROLE_TAKEN", _("took a role")
    NAMED = "NAMED", _("named a person")
    UNNAMED = "UNNAMED", _("took a person's name off")
    VIEW_AS_STARTED = "VIEW_AS_STARTED", _("began to view as somebody else")
    VIEW_AS_STOPPED = "VIEW_AS_STOPPED", _("stopped viewing as somebody else")
    KEYS_ROTATED = "KEYS_ROTATED", _("rotated the keys")
    PURGED = "PURGED", _("purged")
    BACKED_UP = "BACKED_UP", _("made a backup")
    RESTORED = "RESTORED", _("restored a backup")
    CHECKPOINT = "CHECKPOINT", _("closed old entries")


class AppendOnly(Exception):
    """An entry is never changed or removed; old ones go with `trail.trim` alone."""


def refuse(*args, **kwargs):
    raise AppendOnly("Entries of the audit trail are added one by one, and never changed or removed.")


class EntryQuerySet(models.QuerySet):
    update = delete = bulk_update = bulk_create = refuse


class Entry(models.Model):
    """One act. People and objects are named by number and uuid alone, and not by foreign keys: an entry
    outlives both.

    A checkpoint stands for the entries up to `through`, which were removed when their time was over.
    """

    number = models.BigIntegerField(primary_key=True)
    uuid = models.UUIDField(unique=True)
    at = models.DateTimeField(db_index=True)
    actor = models.BigIntegerField(null=True, help_text="A user's id; none: nobody logged in, or a command.")
    viewing_as = models.BigIntegerField(null=True)
    act = models.CharField(max_length=20, choices=Act)
    kind = models.CharField(max_length=40, blank=True, help_text="The model, such as groups.Group.")
    subject = models.CharField(max_length=40, blank=True, help_text="The object's uuid, or its id.")
    office = models.BigIntegerField(null=True)
    through = models.BigIntegerField(null=True)
    through_hash = models.CharField(max_length=64, blank=True)
    hash = models.CharField(max_length=64)

    objects = EntryQuerySet.as_manager()

    class Meta:
        ordering = ["number"]
        verbose_name = _("entry of the audit trail")
        verbose_name_plural = _("audit trail")
        indexes = [models.Index(fields=["office", "-at"], name="trail_of_office")]

    def __str__(self):
        return f"{self.number} {self.act} {self.kind}"

    def save(self, *args, **kwargs):
        if not self._state.adding:
            refuse()
        super().save(force_insert=True)

    delete = refuse
