"""A flag in words: what it is called, what the rule says now, what it suggests to do, and by when."""

import datetime as dt

from care_engage.kit.guard.judging import judge

from .flagging import key_of
from .loading import load_block
from .messages import sentence
from .sequencing.audit import audit
from .texts import RULE_TEXTS

ACT_WITHIN = {"CRITICAL": 3, "HIGH": 7, "MEDIUM": 30, "LOW": 90, "WARNING": 90}
"""Days, by severity (B3)."""


def text_of(rule):
    """The words of a rule by its number: its name and its `RuleText`."""
    return next((name, text) for name, text in RULE_TEXTS.items() if text.number == rule)


def title_of(flag):
    return str(text_of(flag.rule)[1].title)


def sentences_of(flags):
    """What the rules say of these flags now, by their keys: one rule may say several things of one subject.

    The rules are asked anew of each of their programs. At most two queries; none without flags.
    """
    if not flags:
        return {}
    block = load_block(sorted({flag.program_id for flag in flags}))
    found = {}
    for plan in block.plans:
        on = block.today(plan)
        for one in audit(plan, on, block.limits(plan, on)):
            found[plan.key, *key_of(one)] = sentence(one)
    keys = {flag.pk: (flag.program_id, flag.rule, flag.subject, flag.reason, flag.topic) for flag in flags}
    return {pk: found[key] for pk, key in keys.items() if key in found}


def suggested_plan(flag):
    """The first remedy of its rule that may be written down as what will be done; the guard decides."""
    by_reason = text_of(flag.rule)[1].remedies
    remedies = map(str, (*by_reason.get(flag.reason, ()), *by_reason.get("", ())))
    return next((remedy for remedy in remedies if len(remedy) <= 300 and not judge(remedy).blocks), "")


def suggested_day(flag, today):
    return today + dt.timedelta(days=ACT_WITHIN[flag.severity])
