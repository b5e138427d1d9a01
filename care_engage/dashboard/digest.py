"""The weekly letter: what is due, overdue, new and ageing, in codes and titles of rules only.

Mail is read by others on its way. So there is no name of a group, a place or a person in it, nothing that
anybody wrote, and nothing of a protected space: whoever wants to know more follows the link and logs in.
"""

import datetime as dt
from dataclasses import dataclass
from smtplib import SMTPRecipientsRefused, SMTPResponseException

from django.conf import settings
from django.core.mail import EmailMultiAlternatives
from django.db.models import Q
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from care_engage.accounts.letters import Letter, message_id, stop_token, week_of
from care_engage.accounts.models import RoleKind, User, today_for
from programs.calendar_page import protected
from programs.diary import OPEN, sessions_of
from programs.feed import code_of
from programs.flag_words import ACT_WITHIN, title_of
from programs.models import Flag, FlagStatus

MOST = 20
"""Lines of each list; the rest is counted."""
WEEK = dt.timedelta(days=7)
READERS = (RoleKind.FACILITATOR, RoleKind.MANAGER)
REFUSED = (SMTPRecipientsRefused, SMTPResponseException)
"""The mail server has said no: the letter is not on its way."""


@dataclass(frozen=True)
class Lines:
    title: str
    lines: list
    more: int
    url: str


def readers():
    """Who may be written to: active people who lead sessions or manage, and want it."""
    roles = {"roles__kind__in": READERS, "roles__deleted_at": None}
    return User.objects.filter(is_active=True, wants_letters=True, **roles).distinct().order_by("pk")


@dataclass
class Tally:
    """What became of the letters; `unsure` are those of which nobody knows whether they were sent."""

    sent: int = 0
    refused: int = 0
    unsure: int = 0


def send_digest(connection, again=False):
    """Write to everybody who has not been written to this week; with `again` the unsure ones once more.

    Each letter takes up to ten queries, and there are as many letters as people: what each may see is
    theirs alone. Raises OSError when the line to the server breaks: the letter that was on it is unsure.
    """
    tally, weeks = Tally(), set()
    for user in readers().iterator(chunk_size=200):
        today = today_for(user)
        with translation.override(user.language):
            parts = parts_of(user, today)
            weeks.add(week_of(today))
            letter = Letter.objects.claim(user, week_of(today), again) if parts else None
            if letter is None:
                continue
            try:
                written(letter, parts, connection).send()
            except REFUSED:  # the next run tries again
                letter.delete()
                tally.refused += 1
                continue
        letter.sent()
        tally.sent += 1
    tally.unsure = Letter.objects.unsure().filter(week__in=weeks).count()
    return tally


def parts_of(user, today):
    """What this person is told, as lists of lines; empty where there is nothing to tell."""
    found = []
    if user.scope.offices_as(RoleKind.FACILITATOR) or user.scope.partner_offices:
        found += sessions_for(user, today)
    if user.scope.offices_as(RoleKind.MANAGER):
        found += flags_for(user, today)
    return [lines for lines in found if lines.lines]


def sessions_for(user, today):
    rows = protected(sessions_of(user)).filter(status__in=OPEN).order_by("planned_on", "pk")
    where = address("my_sessions")
    return [
        listed(_("Overdue: not logged yet"), rows.filter(planned_on__lt=today), session_line, where),
        listed(_("Due this week"), rows.filter(planned_on__range=(today, today + WEEK)), session_line, where),
    ]


def flags_for(user, today):
    """New flags of the week, and those open for longer than their severity allows or past their day."""
    rows = Flag.objects.decidable_by(user).select_related("program").order_by("opened_on", "pk")
    aged = Q(due_on__lt=today, status=FlagStatus.ACKNOWLEDGED)
    for severity, days in ACT_WITHIN.items():
        opened = today - dt.timedelta(days=max(days, WEEK.days))
        aged |= Q(status=FlagStatus.OPEN, severity=severity, opened_on__lte=opened)
    new = rows.filter(status=FlagStatus.OPEN, opened_on__gt=today - WEEK)
    where = address("inbox")
    return [
        listed(_("New flags"), new, flag_line, where),
        listed(_("Flags that are growing old"), rows.filter(aged), flag_line, where),
    ]


def listed(title, rows, line, url):
    """The first lines of a list, and how many more there are. Two queries at most."""
    found = list(rows[: MOST + 1])
    more = rows.count() - MOST if len(found) > MOST else 0
    return Lines(title, [line(row) for row in found[:MOST]], more, url)


def session_line(session):
    return {"code": f"{session.intervention.program.code} {code_of(session)}", "day": session.planned_on}


def flag_line(flag):
    about = f" {flag.subject}" if flag.subject != flag.program.code else ""
    return {"code": flag.program.code + about, "text": title_of(flag), "day": flag.opened_on}


def address(name, *args):
    return settings.ADDRESS + reverse(name, args=args)


def written(letter, parts, connection):
    """The letter, in the language that is active."""
    user = letter.user
    stop = address("letters_stop", stop_token(user))
    context = {"parts": parts, "stop": stop, "language": user.language}
    context["direction"] = "rtl" if translation.get_language_bidi() else "ltr"
    message = EmailMultiAlternatives(
        subject=_("Your week in care_engage"),
        body=render_to_string("dashboard/digest.txt", context),
        to=[user.email],
        connection=connection,
        headers={
            "Message-ID": message_id(user, letter.week),
            "List-Unsubscribe": f"<{stop}>",
            "List-Unsubscribe-Post": "List-Unsubscribe=One-Click",  # RFC 8058
            "Auto-Submitted": "auto-generated",
        },
    )
    message.attach_alternative(render_to_string("dashboard/digest.html", context), "text/html")
    return message
