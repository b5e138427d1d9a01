"""States as one small table per model: which moves are allowed, and a sentence for each refusal (B4)."""

from collections.abc import Callable, Mapping

from django.core.exceptions import ValidationError
from django.db import models
from django.utils.translation import gettext as _

Guard = Callable[[object], str]
"""Takes the object, returns the sentence that refuses the move, or nothing."""


def free(_object):
    """The guard of a move that asks for nothing."""
    return ""


class Moves:
    """The allowed moves of one model: `{state: {next state: guard}}`.

    Policy only (the state of the object); who may move it is permission, and stands in the querysets.
    """

    def __init__(self, states, table: Mapping[str, Mapping[str, Guard]]):
        self.states = states
        self.table = table

    def onward(self, record):
        """`[(state, refusal)]` for each next state; an empty refusal means the move is open."""
        return [(state, guard(record)) for state, guard in self.table.get(record.status, {}).items()]

    def refusal(self, record, state):
        """The sentence that refuses this move, or an empty string."""
        guards = self.table.get(record.status, {})
        if state in guards:
            return guards[state](record)
        return _("%(this)s cannot become %(next)s.") % {
            "this": self.states(record.status).label,
            "next": self.states(state).label,
        }

    def owed(self, record):
        """What the guards of the present state would have asked for: an import may have skipped them."""
        sentences = [
            guards[record.status](record) for guards in self.table.values() if record.status in guards
        ]
        return list(dict.fromkeys(filter(None, sentences)))

    def make(self, record, state):
        """Set the state and save. Raises ValidationError with the refusal."""
        if sentence := self.refusal(record, state):
            raise ValidationError(sentence, code="refused")
        record.status = state
        record.save()


class DatedStates(models.Model):
    """Remembers since which day each state holds, whatever way it came about (`Moves`, undo, a form)."""

    states = models.JSONField(
        default=list, editable=False, help_text="[[state, day since which it holds], ...], oldest first."
    )

    class Meta:
        abstract = True

    def save(self, *args, **kwargs):
        if not self.states or self.states[-1][0] != self.status:
            self.states = [*self.states, [str(self.status), self.since().isoformat()]]
        super().save(*args, **kwargs)

    def local_today(self):
        """The calendar date where the record belongs."""
        raise NotImplementedError

    def since(self):
        """The day on which the present state began, when it is written down today."""
        return self.local_today()
