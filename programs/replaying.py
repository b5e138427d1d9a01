"""The rules on a past day, from what was recorded by its end, whatever was changed or removed since.

How far that reaches: a program that was first recorded later than that day has no past of it, so its plan is
judged as it stands now, as of that day. Of what was changed, the history keeps 24 months, and what was to be
deleted by then is deleted from it too (`retention/policy.toml`): a row whose past is gone counts as it stands
now, and a field that was emptied counts as empty. People's names, which no rule asks for, the list of topics
and the rules are those of today. What is protected by now is left out, also of the days before it was.
"""

from collections import defaultdict

from django.utils import timezone

from care_engage.kit.past import end_of

from .auditing import reaudit
from .models import Program
from .portfolio import audit_programs

AS_NOW, UNRECORDED = "as now", "unrecorded"
NO_PAST = (AS_NOW, UNRECORDED)


def by_moment(program_ids, day):
    """`{moment: ids}` of programs by the end of that day at their office, as far as they were recorded then.

    The others are UNRECORDED; where the day has not ended yet, things stand AS_NOW. One query.
    """
    rows = Program.with_deleted.filter(pk__in=program_ids)
    found = defaultdict(list)
    for pk, created, zone in rows.values_list("pk", "created_at", "office__time_zone"):
        moment = end_of(day, zone)
        if moment > timezone.now():
            found[AS_NOW].append(pk)
        else:
            found[moment if created < moment else UNRECORDED].append(pk)
    return found


def replay(program_ids, day, tell=None):
    """(what `audit_programs` gives as of that day, in the order of the ids; the ids of the unrecorded)."""
    told, groups = {}, by_moment(program_ids, day)
    for moment, ids in groups.items():
        past = None if moment in NO_PAST else moment
        told |= dict(audit_programs(sorted(ids), day, tell, moment=past))
    return [(pk, told[pk]) for pk in program_ids if pk in told], groups[UNRECORDED]


def keep_as_of(program_ids, day):
    """Keep the flags and verdicts of that day, from the same facts as `replay` tells."""
    for moment, ids in by_moment(program_ids, day).items():
        reaudit(ids, day, None if moment in NO_PAST else moment)
