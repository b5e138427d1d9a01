"""A flag in words: what it is called, what the rule says now, what it suggests to do, and by when."""

import datetime as dt

from django.utils.text import capfirst
from django.utils.translation import gettext as _

from care_engage.kit.guard.judging import judge
from groups.spaces import GenderSpace

from .flagging import key_of
from .loading import load_block
from .messages import sentence
from .models import Intervention
from .sequencing.audit import audit
from .texts import RULE_TEXTS
from .topic_names import topic_name

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


def missing_of(flag):
    """What was missing, by rule, reason and topic alone, so that a flag of the past says it too.

    Nothing for a reason that the rules know no more.
    """
    missing = text_of(flag.rule)[1].missing.get(flag.reason, "")
    topic = topic_name(flag.topic) if flag.topic else _("talk with couples and families")
    return str(missing) % {"topic": topic}


def was_about(flag, title=None):
    """A sentence on a flag of which the rules speak no more; `title` is that of the work, if it has one."""
    missing = missing_of(flag)
    if not missing:
        return ""
    if title:
        return _("“%(title)s”: %(missing)s.") % {"title": title, "missing": missing}
    return capfirst(f"{missing}.")


def past_sentences_of(flags):
    """What these flags were about, by their keys, without asking the rules. At most one query.

    Of a group, and of work that is gone or protected, they give the code.
    """
    titles = titles_of_work(flags)
    return {flag.pk: was_about(flag, name_of_subject(flag, titles)) for flag in flags}


def name_of_subject(flag, titles):
    """The title of its work, else its code; empty where it is about the whole program."""
    if flag.subject == flag.program.code:
        return ""
    return titles.get((flag.program_id, flag.subject), flag.subject)


def titles_of_work(flags):
    """Titles of the interventions that these flags are about, by (program, code). At most one query.

    A protected space may have the same code: no flag is ever about it (D7).
    """
    if not flags:
        return {}
    rows = Intervention.objects.exclude(space=GenderSpace.LGBTQ).filter(
        program__in={flag.program_id for flag in flags}, code__in={flag.subject for flag in flags}
    )
    return {(program, code): title for program, code, title in rows.values_list("program", "code", "title")}


def work_of(flag):
    """What a flag is about, as `name_of_subject` calls it. One query."""
    return name_of_subject(flag, titles_of_work([flag]))


def suggested_plan(flag):
    """The first remedy of its rule that may be written down as what will be done; the guard decides."""
    by_reason = text_of(flag.rule)[1].remedies
    remedies = map(str, (*by_reason.get(flag.reason, ()), *by_reason.get("", ())))
    return next((remedy for remedy in remedies if len(remedy) <= 300 and not judge(remedy).blocks), "")


def suggested_day(flag, today):
    return today + dt.timedelta(days=ACT_WITHIN[flag.severity])
