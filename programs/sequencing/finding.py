"""What a rule says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from .plan import Group, Intervention, Plan

SEVERITIES = ("CRITICAL", "HIGH", "MEDIUM", "LOW", "WARNING")
"""Worst first (B3)."""


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to repair. `seen` holds the figures that the sentence about it needs, by name."""

    rule: str  # "R1"
    name: str  # "men_stand_alone"
    kind: str  # "intervention", "group" or "program": what `subject` is the code of
    subject: str
    subject_key: int | str
    severity: str
    reason: str = ""
    topic: str = ""
    seen: Mapping[str, Any] = field(default_factory=dict, hash=False)


def about(
    subject: Intervention | Group | Plan,
    rule: str,
    name: str,
    severity: str,
    reason: str = "",
    topic: str = "",
    seen: Mapping[str, Any] | None = None,
) -> Finding:
    """A finding about an intervention, a group or a program; what was seen includes its `title`."""
    if isinstance(subject, Intervention):
        kind, its = "intervention", {"title": subject.title, "space": subject.space}
    else:
        kind, its = ("group" if isinstance(subject, Group) else "program"), {"title": subject.code}
    seen = {**its, **(seen or {})}
    return Finding(rule, name, kind, subject.code, subject.key, severity, reason, topic, seen)
