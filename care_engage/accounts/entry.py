"""What lets people in and keeps others out: devices, invitations, counted attempts."""

import datetime as dt
import hashlib
import secrets

from django.conf import settings
from django.contrib.sessions.base_session import AbstractBaseSession, BaseSessionManager
from django.db import models, transaction
from django.db.models import F, Q
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from simple_history.models import HistoricalRecords

from care_engage.kit.models import ALIVE, Record, RecordManager

OPEN_FOR = dt.timedelta(days=3)


def fingerprint(text):
    """What is stored in place of a key or an e-mail: enough to recognize it, useless to whoever reads it."""
    return hashlib.sha256(text.encode()).hexdigest()


class DeviceQuerySet(models.QuerySet):
    def visible_to(self, user):
        """One's own only; nobody sees where a colleague is logged in."""
        return self.filter(user=user, expire_date__gt=timezone.now())

    def expired(self):
        return self.filter(expire_date__lte=timezone.now())


class Device(AbstractBaseSession):
    """A browser that somebody is logged in with: Django's session row, with what one must know to end it.

    Ending is deleting. Rows that are over go whenever somebody logs in.
    """

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.CASCADE, null=True, related_name="devices"
    )
    browser = models.CharField(_("browser"), max_length=40, blank=True)
    began_at = models.DateTimeField(_("logged in"))
    seen_at = models.DateTimeField(_("last used"))

    objects = BaseSessionManager.from_queryset(DeviceQuerySet)()

    class Meta(AbstractBaseSession.Meta):
        abstract = False
        verbose_name = _("device")
        verbose_name_plural = _("devices")

    def __str__(self):
        return self.browser or str(_("Unknown browser"))

    @property
    def mark(self):
        """What a page calls it: the session's key stays in the cookie."""
        return fingerprint(self.session_key)[:16]

    @classmethod
    def get_session_store_class(cls):
        from .sessions import SessionStore

        return SessionStore


class InvitationQuerySet(models.QuerySet):
    def pending(self):
        """Neither used nor withdrawn nor too old."""
        return self.filter(accepted_at=None, deleted_at=None, created_at__gt=timezone.now() - OPEN_FOR)

    def administered_by(self, user):
        return user.scope.limit(self, "office_id", "OFFICE_ADMIN")

    visible_to = administered_by


class Invitation(Record):
    """A way in for one person: a link that opens once, within three days, and lets them choose a password.

    Only the fingerprint of the link is kept: whoever reads the database cannot use it.
    """

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="invitations")
    office = models.ForeignKey("accounts.CountryOffice", on_delete=models.CASCADE, related_name="invitations")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, on_delete=models.SET_NULL, null=True, related_name="invitations_made"
    )
    key_hash = models.CharField(max_length=64, unique=True, editable=False)
    accepted_at = models.DateTimeField(_("used at"), null=True, editable=False)

    objects = RecordManager.from_queryset(InvitationQuerySet)()
    history = HistoricalRecords(excluded_fields=["key_hash"])

    class Meta:
        ordering = ["-created_at"]
        verbose_name = _("invitation")
        verbose_name_plural = _("invitations")
        constraints = [
            models.UniqueConstraint(
                fields=["user"],
                condition=ALIVE & Q(accepted_at=None),
                name="one_open_invitation",
                violation_error_message=_("This person has an open invitation already: withdraw it first."),
            ),
        ]

    def __str__(self):
        return str(self.user)

    @classmethod
    @transaction.atomic
    def make(cls, user, office, by):
        """A new one in place of any before it. Gives the invitation and its key, which is nowhere else."""
        for earlier in cls.objects.select_for_update().filter(user=user, accepted_at=None):
            earlier.remove()
        key = secrets.token_urlsafe(32)
        return cls.objects.create(user=user, office=office, by=by, key_hash=fingerprint(key)), key

    @classmethod
    def opened_by(cls, key):
        """The pending invitation of an active person that this key opens, or None."""
        found = cls.objects.pending().filter(key_hash=fingerprint(key), user__is_active=True)
        return found.select_related("user").first()

    @property
    def open_until(self):
        return self.created_at + OPEN_FOR

    def accept(self):
        self.accepted_at = timezone.now()
        self.save(update_fields=["accepted_at", "updated_at"])


class Attempts(models.Model):
    """How often something was tried: wrong passwords, imports in an hour. Counted by the database itself,
    so that processes that try at once are all counted. Names nobody: the key is a fingerprint.
    """

    key = models.CharField(max_length=64, primary_key=True)
    count = models.PositiveIntegerField(_("tries"))
    last_at = models.DateTimeField(_("last try"))
    expires_at = models.DateTimeField(_("forgotten at"), db_index=True)

    class Meta:
        verbose_name = _("attempts")
        verbose_name_plural = _("attempts")

    def __str__(self):
        return f"{self.count} × {self.key[:8]}"

    @classmethod
    def add(cls, key, lasting, *, sliding=False):
        """Count one more, return the row. Forgotten `lasting` after the first one (sliding: the last)."""
        now = timezone.now()
        with transaction.atomic():
            row = cls.objects.select_for_update().filter(key=fingerprint(key), expires_at__gt=now)
            until = {"expires_at": now + lasting} if sliding else {}
            if not row.update(count=F("count") + 1, last_at=now, **until):
                fresh = {"count": 1, "last_at": now, "expires_at": now + lasting}
                cls.objects.update_or_create(key=fingerprint(key), defaults=fresh)
            return cls.objects.get(key=fingerprint(key))

    @classmethod
    def of(cls, *keys):
        """What is remembered of these keys, by key."""
        rows = cls.objects.filter(key__in=[fingerprint(key) for key in keys], expires_at__gt=timezone.now())
        found = {row.key: row for row in rows}
        return {key: found[fingerprint(key)] for key in keys if fingerprint(key) in found}

    @classmethod
    def forget(cls, *keys):
        """These keys, and whatever is too old to matter."""
        cls.objects.filter(
            Q(key__in=[fingerprint(key) for key in keys]) | Q(expires_at__lte=timezone.now())
        ).delete()
