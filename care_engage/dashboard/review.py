"""A program's quarter on paper: its sequence, its flags, its mix, its commitments, room for what to weigh."""

from collections import Counter
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, Sum

from groups.spaces import GenderSpace
from programs.flag_sight import flags_shown, sight_of
from programs.flag_words import past_sentences_of, title_of
from programs.models import ActionCommitment, Element, Flag, Happening, Intervention, Session
from programs.sequence_page import read_page

from .asked import SPACE
from .periods import Period, quarter_of, read_period

OPENED = (Happening.OPENED, Happening.REOPENED)


@dataclass(frozen=True)
class FlagLine:
    flag: Flag
    title: str
    about: str
    on: date  # the day on which it opened or closed


@dataclass(frozen=True)
class Review:
    program: object
    quarter: Period
    on: date  # the last day that it tells of
    page: object  # the sequence as it is known today
    sight: object
    opened: list
    closed: list
    standing: list
    spaces: list
    mix: list  # [(element's label, [(sessions, hours) or None, ...])]
    due: int
    held: int
    commitments: list

    @property
    def mix_by_space(self):
        """The mix with each cell beside its space: on a phone the cells stand below each other."""
        return [(label, list(zip(self.spaces, cells, strict=True))) for label, cells in self.mix]


def quarter_asked(code, today):
    """The quarter of a code; else the last one that is over, or the first there is."""
    period = read_period(code)
    if period and period.quarter:
        return period
    here = quarter_of(today)
    return Period(here.year, here.quarter - 1) if here.quarter > 1 else Period(here.year - 1, 4)


def review_of(program, user, quarter, today):
    """A fixed number of queries, however much the program did."""
    on = min(today, quarter.last)
    sight = sight_of(user, program)
    work = Intervention.objects.visible_to(user).filter(program=program).exclude(space=GenderSpace.LGBTQ)
    sessions = Session.objects.filter(intervention__in=work.values("pk"))
    due = sessions.filter(planned_on__range=(quarter.first, on)).exclude(status="CANCELLED")
    sums = due.aggregate(due=Count("pk"), held=Count("pk", Q(status="DELIVERED")))
    spaces, mix = mix_of(sessions.filter(held_on__range=(quarter.first, on)))
    return Review(
        program=program,
        quarter=quarter,
        on=on,
        page=read_page(program, user, editable=False, on=today),
        sight=sight,
        **flags_of(flags_told(program, user, sight), quarter, on),
        spaces=spaces,
        mix=mix,
        **sums,
        commitments=commitments_of(program, user, quarter),
    )


def flags_told(program, user, sight):
    """The program's flags that the person reads (D9); of protected work only who is named does (D7)."""
    flags = flags_shown(user, program).select_related("program").order_by("rule", "subject")
    return [flag for flag in flags if sight.tells(flag)]


def flags_of(flags, quarter, on):
    """What opened, what closed and what stands at the end, as the flags' own stories tell."""
    opened, closed, standing, about = [], [], [], past_sentences_of(flags)
    first, last = quarter.first.isoformat(), on.isoformat()
    for flag in flags:
        stands = ""
        for day, what, _severity in flag.story:
            if day > last:
                break
            if what in OPENED:
                stands = day
            if what == Happening.RESOLVED:
                stands = ""
            if day >= first and what in OPENED:
                opened.append(line_of(flag, about, day))
            if day >= first and what == Happening.RESOLVED:
                closed.append(line_of(flag, about, day))
        if stands:
            standing.append(line_of(flag, about, stands))
    return {"opened": opened, "closed": closed, "standing": standing}


def line_of(flag, about, day):
    return FlagLine(flag, title_of(flag), about[flag.pk], date.fromisoformat(day))


def mix_of(held):
    """The spaces there were, and for each element its sessions and hours in each of them (S103)."""
    rows = held.order_by().values("intervention__element", where=SPACE)
    rows = rows.annotate(count=Count("pk"), minutes=Sum("minutes"))
    sessions, minutes = Counter(), Counter()
    for row in rows:
        key = row["intervention__element"], row["where"]
        sessions[key] += row["count"]
        minutes[key] += row["minutes"]
    spaces = [space for space in GenderSpace if any(there == space for _element, there in sessions)]
    mix = [
        (
            label,
            [
                (sessions[code, space], round(minutes[code, space] / 60)) if sessions[code, space] else None
                for space in spaces
            ],
        )
        for code, label in Element.choices
        if any(element == code for element, _space in sessions)
    ]
    return spaces, mix


def commitments_of(program, user, quarter):
    """What groups committed to in this quarter, or for a day in it; never of a protected space."""
    days = (quarter.first, quarter.last)
    rows = ActionCommitment.objects.visible_to(user).filter(session__intervention__program=program)
    rows = rows.filter(Q(due_on__range=days) | Q(session__held_on__range=days))
    return list(rows.select_related("session__intervention"))
