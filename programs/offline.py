"""What a device keeps so that sessions can be logged without a network: as little as does the job.

Not forty pages, but one page and one list. The page (`templates/programs/offline/shell.html`, at
/sessions/waiting/) holds the very templates of the log form, rendered once around a blank session, and names
nobody; the service worker keeps it. The list (`copy_for`) holds what differs between sessions: dates, topic
codes, registers as numbers, what the form warns of, the team's names, the referral cards of the places.
`static/js/shell.js` puts the second into the first. So there is one source of the form, all this costs a
first visit some 15 KB however many sessions there are, and an unchanged list costs a 304. The list is kept
sealed, like the entries: whoever opens the device's files sees numbers of no meaning, and the person who logs
in next sees nothing.

**The key.** It follows from SECRET_KEY and the person (`keys_for`), so that a device which has lost it gets
the same one again after a log-in; older keys stay known through SECRET_KEY_FALLBACKS. The device keeps it as
a CryptoKey that scripts can use but not read, because work must open again without a network after the
browser was closed. It is dropped at log-out (with everything else), when somebody else logs in, and as soon
as the server says that the log-in has ended (also when the device was signed out from elsewhere, which so
wipes it at its next contact). The price: until then, whoever holds the unlocked phone sees the sessions of
the last person, as they would in an open tab. Sessions of protected spaces (D7) are not in the list at all.
"""

import base64
import datetime as dt
import hmac
import json
from types import SimpleNamespace

from django.conf import settings
from django.db.models import OuterRef, Prefetch, Subquery
from django.utils import timezone
from django.utils.translation import gettext as _

from care_engage.accounts.models import today_for
from care_engage.kit.templatetags.kit import day
from groups.models import Facilitator, Group, Member
from groups.spaces import GenderSpace

from .comparison import as_form
from .diary import AHEAD, OPEN, describe, place_of, sessions_of
from .forms.logging import columns_of
from .log_page import initial, topics_around
from .models import Intervention, Session, SessionStatus, TopicLevel
from .models.session import CORRECTABLE
from .offline_cards import cards_for
from .offline_cautions import Past, cautions_for, joined_since
from .shell import shell_tag

BEHIND = dt.timedelta(days=35)
"""How long an overdue session stays on the device."""
MOST = 200


def keys_for(user):
    """Keys of 256 bits for this person's devices, newest first, in base64."""
    secrets = [settings.SECRET_KEY, *settings.SECRET_KEY_FALLBACKS]
    purpose = f"care_engage.device:{user.pk}".encode()
    return [base64.b64encode(hmac.digest(secret.encode(), purpose, "sha256")).decode() for secret in secrets]


def copy_for(user):
    """The list, for JSON. In a fixed number of queries, however many sessions there are."""
    today = today_for(user)
    sessions = sessions_near(user, today)
    works = works_of(sessions)
    sessions = [session for session in sessions if session.intervention_id in works]  # deleted in between
    for session in sessions:
        session.intervention = works[session.intervention_id].intervention
    describe(sessions)
    past, groups = Past([work.intervention for work in works.values()]), groups_of(sessions)
    rows = [one_session(session, works[session.intervention_id], groups, past, today) for session in sessions]
    cautions = numbered(rows)
    return {
        "person": user.pk,
        "shell": shell_tag(),
        "offices": offices_of(sessions),
        "groups": groups,
        "works": {key: work.facts for key, work in works.items()},
        "cautions": cautions,
        "cards": cards_for(place_of(work.intervention, work.groups) for work in works.values()),
        "sessions": rows,
    }


def numbered(rows):
    """Put numbers in place of the cautions, which many sessions share; returns the cautions in that order."""
    order = {}
    for row in rows:
        texts = [json.dumps(caution, ensure_ascii=False) for caution in row["cautions"]]
        row["cautions"] = [order.setdefault(text, len(order)) for text in texts]
    return [json.loads(text) for text in order]


def sessions_near(user, today):
    """What may have to be logged or corrected these days, never of a protected space. Two queries."""
    mine = sessions_of(user).exclude(intervention__space=GenderSpace.LGBTQ).exclude(space=GenderSpace.LGBTQ)
    open_ones = mine.filter(status__in=OPEN, planned_on__range=(today - BEHIND, today + AHEAD))
    logged = mine.filter(status=SessionStatus.DELIVERED, logged_at__gt=timezone.now() - CORRECTABLE)
    return [*open_ones.order_by("planned_on", "pk")[:MOST], *logged.order_by("-held_on", "-pk")[:MOST]]


def one_session(session, work, groups, past, today):
    session.curriculum = work.curriculum  # what log_page would ask the database for
    start = initial(session, work.before)
    fields = as_form(session) | {
        "held_on": start["held_on"].isoformat(),
        "topics": start["topics"],
        "facilitators": [str(key) for key in start["facilitators"]],
    }
    found = {
        "id": session.pk,
        "work": session.intervention_id,
        "list": listed_as(session, today),
        "version": session.version,
        "day": day(session.on),
        "place": session.place_name,
        "line": _("session %(number)d of %(total)d") % {"number": session.number, "total": session.total},
        "near": topics_around(session),
        "fields": {name: value for name, value in fields.items() if value not in ("", [])},
        "cautions": cautions_for(session, start["held_on"], past),
    }
    here = [groups[key] | {"id": key} for key in work.facts["groups"]]
    if joined := joined_since(session, here, start["held_on"], past):
        found["joined"] = joined
    if session.space:
        found["space"] = session.space
    if session.held:
        found["register"] = session.register
    return found


def listed_as(session, today):
    if session.held:
        return "logged"
    if session.planned_on == today:
        return "today"
    return "coming" if session.planned_on > today else "overdue"


def works_of(sessions):
    """By intervention: itself, facts for the device, and what `log_page.initial` asks. Seven queries."""
    held = Session.objects.filter(intervention=OuterRef("pk"), status=SessionStatus.DELIVERED)
    last = held.exclude(facilitators=[]).order_by("-held_on", "-pk").values("facilitators")[:1]
    groups = Group.objects.select_related("place__office").prefetch_related("facilitators")
    found = list(
        Intervention.objects.filter(pk__in={session.intervention_id for session in sessions})
        .select_related("program__office", "program__place__office", "place__office")
        .annotate(last_led=Subquery(last))
        .prefetch_related("facilitators", Prefetch("groups", groups))
    )
    rows, levels = {}, raised_levels_of({work.program for work in found})
    meetings = Session.objects.filter(intervention__in=found)
    for key, *row in meetings.values_list("intervention", "number", "topics", "status"):
        rows.setdefault(key, []).append(row)
    return {work.pk: Work(work, rows.get(work.pk, []), levels.get(work.program_id)) for work in found}


def raised_levels_of(programs):
    """By program: levels by topic code where its office, or more so the program, sets its own. One query."""
    rows = TopicLevel.objects.filter(office__in={program.office_id for program in programs})
    found = {}
    for office, key, topic, level in rows.values_list("office", "program", "topic", "level"):
        for program in programs:
            if office == program.office_id and key in (None, program.pk):
                levels = found.setdefault(program.pk, {})
                levels[topic] = level if key else levels.get(topic, level)
    return found


class Work:
    """An intervention with what its sessions have in common."""

    def __init__(self, intervention, curriculum, raised):
        named = [post.pk for post in intervention.facilitators.all()]
        self.groups = list(intervention.groups.all())
        of_groups = [post.pk for group in self.groups for post in group.facilitators.all()]
        self.intervention, self.curriculum = intervention, curriculum
        self.before = SimpleNamespace(facilitators=intervention.last_led or named)
        self.facts = {
            "title": intervention.title,
            "space": intervention.space,
            "office": intervention.program.office_id,
            "groups": [group.pk for group in self.groups],
            "place": place_of(intervention, self.groups).pk,
            "near": sorted({*named, *of_groups}),
            "columns": columns_of(intervention, intervention.program.office),
        }
        if raised:
            self.facts["levels"] = raised


def offices_of(sessions):
    """By office: its facilitators as `[id, name]`. One query."""
    offices = {session.intervention.program.office for session in sessions}
    posts = Facilitator.objects.filter(office__in=offices, left_on=None).order_by("user__name", "pk")
    found = {office.pk: {"people": []} for office in offices}
    for office, key, name in posts.values_list("office", "pk", "user__name"):
        found[office]["people"].append([key, name])
    return found


def groups_of(sessions):
    """By group: its name, and its numbers as `[number, column, pair, joined, left]`. One query."""
    groups = {group for session in sessions for group in session.intervention.groups.all()}
    found = {group.pk: {"name": group.name, "members": []} for group in groups}
    numbered = [group.pk for group in groups if not group.head_count_only]
    members = Member.objects.filter(group__in=numbered).order_by("number")
    for group, *row in members.values_list("group", "number", "column", "pair_no", "joined_on", "left_on"):
        while row[-1] is None:
            row.pop()
        days = [value.isoformat() if isinstance(value, dt.date) else value for value in row]
        found[group]["members"].append(days)
    return found
