"""What becomes of the flags of one program when the rules have spoken: opened, lapsed, resolved, come back.

Pure functions over plain rows: nothing is read, nothing is written. Days are ISO text, as the rows bring
them, and compare as text.
"""

import json
from collections import defaultdict
from dataclasses import dataclass, replace

from .models import FlagStatus, Happening

OPEN, ACKNOWLEDGED, DISMISSED, RESOLVED = (str(one) for one in FlagStatus)


KEPT = {
    "flags": (
        """f.id, f.program_id, f.rule, f.subject, f.reason, f.topic, f.severity, f.first_seen_on::text,
        f.last_seen_on::text, f.status, f.opened_on::text, f.resolved_on::text, f.story::text, f.plan,
        f.due_on::text, f.assigned_to_id, f.dismissal, f.dismissed_on::text, f.dismissed_until::text""",
        "programs_flag f WHERE f.program_id IN (SELECT id FROM asked)",
    ),
    "verdicts": (
        """v.program_id, v.audited_on::text, v.rank, v.critical, v.high, v.medium, v.low, v.warning,
        v.dismissed, v.oldest_flag_on::text, v.men_only, v.men_only_delivered""",
        "programs_verdict v WHERE v.program_id IN (SELECT id FROM asked)",
    ),
}
"""What `programs.auditing` kept of the last audit."""


@dataclass(frozen=True, slots=True)
class Kept:
    """A flag as it was read (`KEPT`). A new one has no id yet."""

    id: int | None
    program: int
    rule: str
    subject: str
    reason: str
    topic: str
    severity: str
    first_seen: str
    last_seen: str
    status: str
    opened: str
    resolved: str | None = None
    story: str = "[]"
    plan: str = ""
    due: str | None = None
    assigned_to: int | None = None
    dismissal: str = ""
    dismissed: str | None = None
    until: str | None = None  # while it is set aside

    @property
    def key(self):
        return self.rule, self.subject, self.reason, self.topic

    @property
    def thread(self):
        """What it is about, whatever the reason: a link that was withdrawn is the old trouble anew."""
        return self.rule, self.subject, self.topic


def flags_after(findings, kept, program_id, today):
    """(flags that stand, flags that changed), given the findings of `today` and the rows kept."""
    kept = {flag.key: flag for flag in (Kept(*row) for row in kept)}
    found = {key_of(one): one.severity for one in reversed(findings)}  # of two the worse stays
    gone = [flag for key, flag in kept.items() if key not in found and flag.status != RESOLVED]
    threads = defaultdict(list)
    for flag in kept.values():
        threads[flag.thread].append(flag)
    standing = []
    for (rule, subject, reason, topic), severity in found.items():
        before = kept.get((rule, subject, reason, topic))
        if before and before.status != RESOLVED:
            standing.append(still(before, severity, today))
            continue
        new = before or Kept(
            None, program_id, rule, subject, reason, topic, severity, today, today, OPEN, today
        )
        standing.append(opened(new, severity, today, threads[new.thread], gone))
    changed = [flag for flag in standing if flag != kept.get(flag.key)]
    return standing, [*changed, *(resolved(flag, today) for flag in gone)]


def key_of(finding):
    return finding.rule, finding.subject, finding.reason, finding.topic


def still(flag, severity, today):
    """A flag that stood already, after a rule has spoken of it again."""
    changed = severity != flag.severity
    flag = replace(flag, severity=severity, last_seen=max(flag.last_seen, today))
    if changed:
        flag = told(flag, today, Happening.CHANGED)
    if flag.status == DISMISSED and flag.until < today:
        flag = told(replace(flag, status=OPEN, until=None), today, Happening.LAPSED)
    return flag


def opened(flag, severity, today, thread, gone):
    """A flag that opens, or comes back. `thread`: all flags there were of the same thing.

    Where one of them closes this very day, or did, the new one goes on from there: since when it stands and
    what was decided pass over. The very first day is never lost.
    """
    what = Happening.REOPENED if flag.story != "[]" else Happening.OPENED
    first = min([flag.first_seen, *(one.first_seen for one in thread)])
    flag = replace(
        flag,
        severity=severity,
        first_seen=first,
        last_seen=today,
        opened=today,
        resolved=None,
        status=OPEN,
        due=None,
        until=None,
    )
    before = [one for one in thread if one in gone or one.resolved == today]
    if before:
        flag = heir(flag, min(before, key=lambda one: one.opened), today)
    return told(flag, today, what)


def heir(flag, before, today):
    until = before.until if before.until and before.until >= today else None
    return replace(
        flag,
        opened=before.opened,
        status=DISMISSED if until else ACKNOWLEDGED if before.due else OPEN,
        plan=before.plan,
        due=before.due,
        assigned_to=before.assigned_to,
        dismissal=before.dismissal,
        dismissed=before.dismissed,
        until=until,
    )


def resolved(flag, today):
    day = max(flag.opened, today)
    return told(replace(flag, status=RESOLVED, resolved=day), day, Happening.RESOLVED)


def told(flag, today, what):
    """With one more line in its story."""
    line = [today, str(what), "" if what == Happening.RESOLVED else flag.severity]
    return replace(flag, story=json.dumps([*json.loads(flag.story), line]))
