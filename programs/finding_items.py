"""What the rules say of a program as its page tells it: in words, with its flag and what can be done."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from . import messages
from .flagging import DISMISSED, RESOLVED, Kept, key_of
from .loading import Block
from .models import LinkStatus, SyncLink
from .sequencing.audit import NEVER_DISMISSED
from .sequencing.finding import Finding
from .suggestions import Suggestion


@dataclass(frozen=True)
class Item:
    """A finding as the page tells of it."""

    finding: Finding
    anchor: str
    title: str
    sentence: str
    why: str
    sources: tuple[str, ...]
    remedies: tuple[str, ...]
    since: date | None
    open_for: int  # days
    flag: Kept | None = None  # None before the first audit
    subject: str = ""  # whom it is about, where the page does not say so itself
    suggestions: tuple[Suggestion, ...] = ()
    links: tuple[SyncLink, ...] = ()  # links of its subject that wait for an agreement or a confirmation

    @property
    def template(self):
        return f"programs/findings/{self.finding.name}.html"

    @property
    def set_aside(self):
        return set_aside(self.flag)

    @property
    def due(self):
        return date.fromisoformat(self.flag.due)

    @property
    def until(self):
        return date.fromisoformat(self.flag.until)

    @property
    def never_aside(self):
        return self.finding.rule in NEVER_DISMISSED


def flags_standing(block: Block, plan):
    """The flags that stand, by (rule, subject, reason, topic)."""
    flags = (Kept(*row) for row in block.flags.get(plan.key, ()))
    return {flag.key: flag for flag in flags if flag.status != RESOLVED}


def set_aside(flag):
    return bool(flag) and flag.status == DISMISSED


def items_of(findings, flags, on, suggestions, links, names):
    waiting = defaultdict(list)
    for link in links:
        if link.status in (LinkStatus.PROPOSED, LinkStatus.AGREED, LinkStatus.ACTIVE):
            waiting[link.from_intervention_id].append(link)
            waiting[link.to_intervention_id].append(link)
    for number, finding in enumerate(findings, start=1):
        flag = flags.get(key_of(finding))
        first = date.fromisoformat(flag.opened) if flag else None
        why, sources = messages.why(finding.name)
        yield Item(
            finding=finding,
            anchor=f"finding-{number}",
            title=messages.title(finding),
            sentence=messages.sentence(finding),
            why=why,
            sources=sources,
            remedies=messages.remedies(finding),
            since=first,
            open_for=(on - first).days if first else 0,
            flag=flag,
            subject=subject_of(finding, names),
            suggestions=tuple(suggestions.get(finding.subject_key, ())),
            links=tuple(waiting[finding.subject_key]) if finding.kind == "intervention" else (),
        )


def subject_of(finding, names):
    if finding.kind == "group":
        return names.get(finding.subject_key, finding.subject)
    return finding.seen["title"] if finding.kind == "intervention" else ""
