"""The weekly letter: one for each person and week, whoever sends it and however often."""

import datetime as dt

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.db import models
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

LEFT_LYING = dt.timedelta(minutes=15)
"""After so long, a letter that was begun and never sent belongs to a process that was killed."""
SALT = "care_engage.letters"


class LetterManager(models.Manager):
    def claim(self, user, week):
        """The letter to send now, or None: it was sent, or somebody else is just about to.

        Two queries at most. The row comes before the letter: who is killed between the two is followed by
        another try, so that no one goes without; only who is killed after the mail server took the letter,
        and before that is noted, has it sent twice.
        """
        now = timezone.now()
        letter, new = self.get_or_create(user=user, week=week, defaults={"claimed_at": now})
        if new:
            return letter
        lying = self.filter(pk=letter.pk, sent_at=None, claimed_at__lt=now - LEFT_LYING)
        return letter if lying.update(claimed_at=now) else None


class Letter(models.Model):
    """That somebody was sent the letter of a week. What it said is not kept."""

    user = models.ForeignKey(settings.AUTH_USER_MODEL, on_delete=models.CASCADE, related_name="letters")
    week = models.CharField(max_length=8, help_text="As ISO 8601 writes it: 2026-W31.")
    claimed_at = models.DateTimeField()
    sent_at = models.DateTimeField(null=True)

    objects = LetterManager()

    class Meta:
        verbose_name = _("weekly letter")
        verbose_name_plural = _("weekly letters")
        constraints = [
            models.UniqueConstraint(
                fields=["user", "week"],
                name="one_letter_per_person_and_week",
                violation_error_message=_("This person has been sent the letter of this week."),
            )
        ]

    def __str__(self):
        return f"{self.user_id} {self.week}"

    def sent(self):
        self.sent_at = timezone.now()
        self.save(update_fields=["sent_at"])


def week_of(day):
    """The week as ISO 8601 writes it."""
    year, week, _weekday = day.isocalendar()
    return f"{year}-W{week:02}"


def stop_token(user):
    """What the address to stop the letters carries; it opens nothing else, and never ends."""
    return dumps(user.pk, salt=SALT)


def user_of(token):
    """The id of the person, or None for what was never signed."""
    try:
        return loads(token, salt=SALT)
    except BadSignature:
        return None
