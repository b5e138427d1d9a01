"""The shape of what is said of a rule."""

from collections.abc import Mapping
from dataclasses import dataclass

from django.utils.functional import Promise


@dataclass(frozen=True)
class RuleText:
    """The words of one rule. `remedies` go by sub-reason; those under "" are for every other one.

    `missing`, by sub-reason too, is what a flag was about, without a figure or a day: it is told when the
    rule says it no more. `%(topic)s` is the flag's topic.
    """

    number: str
    severity: str  # the worst that it reports
    title: Promise
    asks: Promise
    why: Promise
    sources: tuple[str, ...]
    remedies: Mapping[str, tuple[Promise, ...]]
    missing: Mapping[str, Promise]
