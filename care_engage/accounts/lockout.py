"""How long the log-in waits after wrong passwords. Never by address alone: an office shares one.

Counted are wrong passwords for one e-mail from one address, and for one e-mail from anywhere. After a few of
them each further try must wait twice as long, up to a quarter of an hour. A browser in which the person has
logged in before is counted by itself: nobody elsewhere can lock them out of it.
"""

import datetime as dt
import logging
import math
from dataclasses import dataclass

from django.conf import settings
from django.core import signing
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from .entry import Attempts, fingerprint

entrance = logging.getLogger("care_engage.entrance")

REMEMBERED = dt.timedelta(hours=1)
FIRST_WAIT, LONGEST_WAIT = 30, 15 * 60  # seconds
FROM_HERE, FROM_ANYWHERE = 5, 20  # wrong passwords before the first wait
KNOWN_AGE = 90 * 24 * 3600
SALT = "care_engage.known"


@dataclass(frozen=True)
class Limit:
    """One thing that is counted, and how many wrong passwords it has free."""

    key: str
    free: int

    def wait(self, attempts):
        """Seconds until the next try may be made, 0 when it may be made now."""
        if attempts.count < self.free:
            return 0
        length = min(LONGEST_WAIT, FIRST_WAIT * 2 ** min(attempts.count - self.free, 10))
        return max(0, math.ceil(length - (timezone.now() - attempts.last_at).total_seconds()))


def limits(request, email):
    known = known_browser(request, email)
    if known:
        return (Limit(f"known:{known}", FROM_HERE),)
    address = request.META.get("REMOTE_ADDR", "")
    return (Limit(f"from:{address}:{email}", FROM_HERE), Limit(f"anywhere:{email}", FROM_ANYWHERE))


def refuse_if_waiting(request, email):
    """Raise ValidationError, with how long to wait, before the password is even looked at."""
    counted = limits(request, email)
    found = Attempts.of(*(limit.key for limit in counted))
    seconds = max((limit.wait(found[limit.key]) for limit in counted if limit.key in found), default=0)
    if seconds:
        entrance.warning("must wait account=%s seconds=%s", fingerprint(email)[:12], seconds)
        raise ValidationError(sentence(seconds), code="wait")


def sentence(seconds):
    minutes = math.ceil(seconds / 60)
    return (
        ngettext(
            "Too many wrong passwords for this e-mail. Wait %(minutes)d minute, then try again;"
            " your colleagues can log in meanwhile.",
            "Too many wrong passwords for this e-mail. Wait %(minutes)d minutes, then try again;"
            " your colleagues can log in meanwhile.",
            minutes,
        )
        % {"minutes": minutes}
        + " "
        + _("If you have forgotten it, ask your office administrator for a link.")
    )


def wrong(request, email):
    for limit in limits(request, email):
        Attempts.add(limit.key, REMEMBERED, sliding=True)


def right(request, email):
    """Forget what was counted for this place. What was tried from elsewhere stays counted."""
    Attempts.forget(limits(request, email)[0].key)


def known_browser(request, email):
    """The mark of a browser in which this person has logged in, or "" """
    try:
        said = signing.loads(
            request.COOKIES.get(settings.KNOWN_COOKIE_NAME, ""), salt=SALT, max_age=KNOWN_AGE
        )
    except signing.BadSignature:
        return ""
    return said["mark"] if said["email"] == email else ""
