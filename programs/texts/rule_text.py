"""The shape of what is said of a rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class RuleText:
    """The words of one rule. `remedies` go by sub-reason; those under "" are for every other one."""

    number: str
    severity: str  # the worst that it reports
    title: Promise
    asks: Promise
    why: Promise
    sources: tuple[str, ...]
    remedies: Mapping[str, tuple[Promise, ...]]
