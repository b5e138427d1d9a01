"""What the pages of flags show: a program's flags and their chart; one flag in words, and its history."""

import datetime as dt
from dataclasses import dataclass

from django.utils.translation import gettext as _

from care_engage.kit.paging import page_by_key

from . import messages
from .auditing import audit_program
from .flag_chart import chart_of
from .flag_sight import flags_shown
from .flag_words import missing_of, past_sentences_of, sentences_of, title_of
from .flagging import DISMISSED, RESOLVED, key_of
from .models import Decision, Flag, Happening, Verdict
from .sequencing.finding import SEVERITIES


def flags_of(program, user, sight, asked):
    """The context of the page: flags that stand, one page of resolved ones, the chart.

    Those that stand say what the rules say now, the others what they were about. Eight queries; ten with
    a protected space.
    """
    flags = flags_shown(user, program).select_related("assigned_to", "program")
    if not (sight.all or sight.counts):
        flags = flags.filter(rule__in=sight.rules)
    stories = list(flags.values_list("story", flat=True))
    today = program.office.today()
    context = {"chart": chart_of(stories, today), "severities": SEVERITIES}
    if audited := Verdict.objects.filter(program=program, audited_on__lt=today).first():
        context["audited"] = audited.audited_on
    if not sight.all and not sight.rules:
        return context
    if not sight.all:
        flags = flags.filter(rule__in=sight.rules)
    standing = sorted(flags.standing(), key=worst_first)
    page = page_by_key(flags.filter(status=RESOLVED), ("-resolved_on", "pk"), asked.get("after", ""))
    every = [*standing, *page.rows]
    said = past_sentences_of(every) | sentences_of(standing)
    rows = [(flag, title_of(flag), said[flag.pk]) for flag in every]
    return context | {
        "standing": [row for row in rows if row[0].status not in (DISMISSED, RESOLVED)],
        "aside": [row for row in rows if row[0].status == DISMISSED],
        "resolved": [row for row in rows if row[0].status == RESOLVED],
        "page": page,
        "today": program.office.today(),
    }


def worst_first(flag):
    return SEVERITIES.index(flag.severity), flag.opened_on, flag.pk


@dataclass(frozen=True)
class Told:
    """What the rule says now."""

    sentence: str
    why: str
    sources: tuple
    remedies: tuple
    name: str


def told(flag):
    """The finding behind a flag in words, or None where the rules say it no more."""
    key = flag.rule, flag.subject, flag.reason, flag.topic
    for finding in audit_program(flag.program_id):
        if key_of(finding) == key:
            why, sources = messages.why(finding.name)
            remedies = messages.remedies(finding)
            return Told(messages.sentence(finding), why, sources, remedies, finding.name)
    return None


@dataclass(frozen=True)
class Line:
    """One line of a history. Without `by` the rules did it."""

    on: dt.date
    what: str
    severity: str = ""
    note: str = ""
    by: object = None
    to: object = None
    until: dt.date | None = None
    event: object = None


ORDER = {Happening.RESOLVED: 2}
"""Within a day what the rules say comes first, then decisions, then that it was resolved."""


def history_of(flag):
    """Every line, newest first. What was of the same thing for another reason belongs to it. Two queries."""
    same = Flag.objects.filter(
        program=flag.program_id, rule=flag.rule, subject=flag.subject, topic=flag.topic
    ).prefetch_related("events__by", "events__to")
    lines = []
    for number, one in enumerate(same):
        note = "" if one.pk == flag.pk else other_reason(one)
        for at, (day, what, severity) in enumerate(one.story):
            told = Line(dt.date.fromisoformat(day), Happening(what).label, severity, note)
            lines.append(((told.on, ORDER.get(what, 0), number, at), told))
        lines += [((event.happened_on, 1, number, event.pk), decision(event)) for event in one.events.all()]
    return [line for _key, line in sorted(lines, key=lambda pair: pair[0], reverse=True)]


def other_reason(flag):
    missing = missing_of(flag)
    return _("For another reason: %(missing)s") % {"missing": missing} if missing else _("For another reason")


def decision(event):
    to = event.to if event.what in (Decision.ACKNOWLEDGED, Decision.ASSIGNED) else None
    return Line(
        event.happened_on,
        event.get_what_display(),
        note=event.text,
        by=event.by,
        to=to,
        until=event.until,
        event=event,
    )
