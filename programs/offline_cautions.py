"""What a device needs so that the form warns and marks without a network as it does with one.

The page holds what every session has in common (`cautions.of_spaces`); this is what differs: topics that come
too early or unprepared (R5, R8), a usual number, and who has joined since the register was last used.
"""

from django.db.models import F, Value
from django.utils.translation import ngettext

from care_engage.kit.templatetags.kit import day as in_words
from groups.spaces import COUNTS

from .cautions import of_numbers, of_topics_in
from .loading import load_block
from .models import Session, SessionStatus
from .models.session import LATELY


class Past:
    """The last sessions held of each of these interventions, and their programs' plans. Three queries."""

    def __init__(self, interventions):
        came = sum((F(field) for field in COUNTS.values()), start=Value(0))
        held = Session.objects.filter(intervention__in=interventions, status=SessionStatus.DELIVERED)
        rows = held.annotate(people=came).order_by("-held_on", "-pk")
        self.rows = {}
        for key, *row in rows.values_list("intervention", "pk", "held_on", "people"):
            self.rows.setdefault(key, []).append(row)
        last = [pk for rows in self.rows.values() for pk, _day, _people in rows[: LATELY + 1]]
        registers = Session.objects.filter(pk__in=last).exclude(register=[])
        self.registers = dict(registers.values_list("pk", "register"))
        self.block = load_block(sorted({work.program_id for work in interventions}))

    def before(self, session):
        """`(id, day, people)` of the last ones, newest first, this one left out."""
        rows = self.rows.get(session.intervention_id, ())
        return [row for row in rows if row[0] != session.pk][:LATELY]

    def register(self, session):
        """`(day, {group: numbers})` of the last one that had a register, or None."""
        for pk, day, _people in self.before(session):
            if rows := self.registers.get(pk):
                found = {}
                for group, number, *_rest in rows:
                    found.setdefault(group, set()).add(number)
                return day, found
        return None


def cautions_for(session, day, past):
    """The cautions of this session on this day as the page takes them; empty conditions are left out."""
    found = [
        *of_topics_in(past.block, session, day),
        *of_numbers([people for _pk, _day, people in past.before(session)]),
    ]
    return [as_conditions(one) for one in found]


def as_conditions(caution):
    """By the names of the page's data attributes (static/js/cautions.js)."""
    lists = {"topics": caution.topics, "spaces": caution.spaces, "unless": caution.unless}
    conditions = {name: " ".join(sorted(values)) for name, values in lists.items()}
    conditions["fewerThan"] = caution.fewer_than
    return {"caution": caution.name, "words": caution.words} | {
        name: value for name, value in conditions.items() if value
    }


def joined_since(session, groups, day, past):
    """By group: words and numbers that were not on the register last time, where some were. No query."""
    if session.held or not (last := past.register(session)):
        return {}
    since, known = last
    on, found = day.isoformat(), {}
    for group in groups:
        now = {number for number, *row in group["members"] if stands(on, *row)}
        new = sorted(now - known.get(group["id"], set()))
        if new and now & known.get(group["id"], set()):
            words = ngettext("%(joined)s joined since %(day)s", "%(joined)s joined since %(day)s", len(new))
            found[group["id"]] = [words % {"joined": len(new), "day": in_words(since)}, new]
    return found


def stands(on, _column, _pair=None, joined=None, left=None):
    """Whether a number is on the register on that day; all as the device has it (`offline.groups_of`)."""
    return (joined is None or joined <= on) and (left is None or left >= on)
