"""What a rule says."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Any

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
    seen: Mapping[str, Any] = field(default_factory=lambda: MappingProxyType({}))
