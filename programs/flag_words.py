"""A flag in words: what it is called, what it suggests to do, and by when."""

import datetime as dt

from care_engage.kit.guard.judging import judge

from .texts import RULE_TEXTS

ACT_WITHIN = {"CRITICAL": 3, "HIGH": 7, "MEDIUM": 30, "LOW": 90, "WARNING": 90}
"""Days, by severity (B3)."""


def text_of(rule):
    """The words of a rule by its number: its name and its `RuleText`."""
    return next((name, text) for name, text in RULE_TEXTS.items() if text.number == rule)


def title_of(flag):
    return str(text_of(flag.rule)[1].title)


def suggested_plan(flag):
    """The first remedy of its rule that may be written down as what will be done; the guard decides."""
    by_reason = text_of(flag.rule)[1].remedies
    remedies = map(str, (*by_reason.get(flag.reason, ()), *by_reason.get("", ())))
    return next((remedy for remedy in remedies if len(remedy) <= 300 and not judge(remedy).blocks), "")


def suggested_day(flag, today):
    return today + dt.timedelta(days=ACT_WITHIN[flag.severity])
