"""What a measure is about: the programs, the work and the stretch of time that the address asks for."""

from functools import cached_property

from django.db.models import Case, CharField, F, Q, When

from care_engage.accounts.matrix import READ, allows
from groups.spaces import GenderSpace
from programs.flag_sight import counted_for
from programs.models import Intervention, Program, Session
from programs.sequencing.spaces import SIDE

from .filters import BoardFilters
from .periods import quarter_of

SPACE = Case(When(space="", then=F("intervention__space")), default=F("space"), output_field=CharField())
"""The space in which a session met: its own, else the intervention's."""

LANES = ("FEMALE", "MIXED", "MALE")


def lane_of(space):
    """FEMALE, MIXED or MALE; None for what is no dialogue."""
    return SIDE.get(space)


class Asked:
    """The board's filters, applied. Protected spaces are in none of it (D7)."""

    def __init__(self, query, user, on, rules):
        self.user, self.on = user, on
        self.filters = BoardFilters(query, user=user, today=on, rules=rules)
        self.counted = counted_for(user)
        self.programs = self.filters.narrow(Program.objects.visible_to(user), self.counted)

    @property
    def period(self):
        return self.filters.stretch or quarter_of(self.on)

    @property
    def days(self):
        """The days of the period up to today, as a range."""
        return self.period.first, min(self.period.last, self.on)

    @cached_property
    def work(self):
        rows = Intervention.objects.visible_to(self.user).exclude(space=GenderSpace.LGBTQ)
        rows = rows.filter(program__in=self.programs.values("pk"))
        element = self.filters.asked.get("element")
        return rows.filter(element=element) if element else rows

    @property
    def flagged_programs(self):
        """The programs whose flags the person may count."""
        return self.programs.filter(self.counted)

    @property
    def sessions(self):
        return Session.objects.filter(intervention__in=self.work.values("pk"))

    @property
    def held(self):
        return self.sessions.filter(held_on__range=self.days)

    @property
    def due(self):
        """Sessions whose day has come in this period, but for those that were called off."""
        return self.sessions.filter(planned_on__range=self.days).exclude(status="CANCELLED")

    def may(self, thing):
        return allows(self.user.scope, thing, READ)


SPOKEN = ~Q(who_spoke="")
