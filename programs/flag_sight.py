"""Whose flags a person reads (D9): all, those of their own programs, their counts, or those of some rules."""

from dataclasses import dataclass

from django.db.models import Q

from care_engage.accounts.matrix import MATRIX, READ, roles_in
from care_engage.accounts.models import RoleKind
from groups.models import Group
from groups.spaces import GenderSpace

from .models import Flag, Intervention, Program
from .models.program import partner_reach


@dataclass(frozen=True)
class Sight:
    """`all` findings, or those of `rules`; `counts` by severity."""

    all: bool = False
    counts: bool = False
    rules: frozenset = frozenset()

    def tells(self, finding):
        return self.all or finding.rule in self.rules


def programs_told_of(user):
    """Programs of whose flags this person may read any: those they see, and safeguarding's (R22, R24)."""
    watched = user.scope.offices_as(RoleKind.SAFEGUARDING_FOCAL_POINT)
    seen = Program.objects.visible_to(user).values("pk")
    return Program.objects.filter(Q(pk__in=seen) | Q(office__in=watched))


def sight_of(user, program):
    """What this person reads of a program's findings; a query only for those who read their own alone."""
    cells = [MATRIX["flags"][role] for role in roles_in(user.scope, program.office_id)]
    cells = [cell for cell in cells if READ in cell.acts]
    if any(not cell.within for cell in cells) or (
        any("own" in cell.within for cell in cells)
        and Program.objects.filter(partner_reach(user), pk=program.pk).exists()
    ):
        return Sight(all=True, counts=True)
    words = {word for cell in cells for word in cell.within}
    rules = frozenset(word for word in words if word.startswith("R"))
    return Sight(counts="counts" in words, rules=rules)


def flags_shown(user, program):
    """The program's flags but for those of what is protected now, unless the person sees it (D7).

    The rules never speak of a protected space, but what was resolved before it became one is kept. A code
    that ordinary work, an ordinary group or the program bears as well is theirs. Four queries at most.
    """
    works = Intervention.with_deleted.filter(program=program)
    groups = Group.with_deleted.filter(office=program.office_id)
    protected = [
        rows.filter(space=GenderSpace.LGBTQ).exclude(pk__in=seen.visible_to(user).values("pk"))
        for rows, seen in ((works, Intervention.objects), (groups, Group.objects))
    ]
    codes = codes_of(*protected)
    if codes:
        ordinary = (
            rows.filter(deleted_at=None, code__in=codes).exclude(space=GenderSpace.LGBTQ)
            for rows in (works, groups)
        )
        codes -= codes_of(*ordinary) | {program.code}
    return Flag.objects.filter(program=program).exclude(subject__in=codes)


def codes_of(works, groups):
    """Not as one query: codes of protected groups are encrypted, and only their own field reads them."""
    return {*works.values_list("code", flat=True), *groups.values_list("code", flat=True)}


def counted_for(user):
    """The condition of programs whose counts of flags this person reads; empty if all."""
    scope = user.scope
    if scope.everything:
        return Q()
    whole = scope.offices_as("MANAGER", "MEL")
    if scope.plan_offices <= whole and not scope.partner_offices:
        return Q()
    return Q(office__in=whole) | (
        Q(office__in=scope.offices_as("FACILITATOR") | scope.partner_offices) & partner_reach(user)
    )


def told_for(user):
    """The condition of programs whose findings this person reads in full, not only their counts."""
    scope = user.scope
    if scope.superuser:
        return Q()
    staff = scope.offices_as("FACILITATOR") | scope.partner_offices
    return Q(office__in=scope.offices_as("MANAGER")) | (Q(office__in=staff) & partner_reach(user))


def counts_any(user):
    """Whether there are programs whose flags this person counts."""
    scope = user.scope
    return bool(
        scope.everything or scope.offices_as("MANAGER", "MEL", "FACILITATOR") or scope.partner_offices
    )
