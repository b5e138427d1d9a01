"""The weekly letter: one for each person and week, whoever sends it and however often."""

import datetime as dt
from urllib.parse import urlsplit

from django.conf import settings
from django.core.signing import BadSignature, dumps, loads
from django.db import models
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.translation import gettext_lazy as _

LEFT_LYING = dt.timedelta(minutes=15)
"""After so long, a letter that was begun and never sent belongs to a process that was killed."""
SALT = "care_engage.letters"
BACK, BACK_FOR = f"{SALT}.back", dt.timedelta(minutes=15)
"""How long the page on which somebody stopped the letters takes that back."""


class LetterManager(models.Manager):
    def claim(self, user, week, again=False):
        """The letter to send now, or None: it was sent, it may have been, or somebody else is about to.

        Two queries at most. The row comes before the letter, so of two processes one sends it. Who is killed
        after that leaves a letter of which nobody knows whether the mail server has it: it is `unsure`, and
        only with `again` is it sent once more.
        """
        now = timezone.now()
        letter, new = self.get_or_create(user=user, week=week, defaults={"claimed_at": now})
        if new:
            return letter
        return letter if again and self.unsure().filter(pk=letter.pk).update(claimed_at=now) else None

    def unsure(self):
        """Letters that were begun and never noted as sent, by a process that is there no more."""
        return self.filter(sent_at=None, claimed_at__lt=timezone.now() - LEFT_LYING)


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


def message_id(user, week):
    """The same for each copy of a person's letter of a week: who gets two can be shown one (RFC 5322)."""
    mark = salted_hmac(SALT, f"{user.pk} {week}", algorithm="sha256").hexdigest()[:32]
    return f"<{mark}@{urlsplit(settings.ADDRESS).hostname}>"


def stop_token(user):
    """What the address to stop the letters carries. It never ends, so that the oldest letter still stops
    them; and it stops them only: nobody who finds a letter can have them sent again."""
    return dumps(user.pk, salt=SALT)


def user_of(token):
    """The id of the person, or None for what was never signed."""
    try:
        return loads(token, salt=SALT)
    except BadSignature:
        return None


def back_token(user):
    """What the page carries on which this person has just stopped the letters."""
    return dumps(user.pk, salt=BACK)


def takes_back(token, user):
    try:
        return loads(token, salt=BACK, max_age=BACK_FOR) == user.pk
    except BadSignature:
        return False
