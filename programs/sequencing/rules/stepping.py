"""Going public: R16."""

from collections.abc import Iterable, Iterator
from datetime import date, timedelta

from ..finding import Finding, about
from ..limits import Limits
from ..plan import Intervention
from ..reading import Reading

Lacking = tuple[int, str, date | None]
"""How many sessions a group has had, its code, and when the first was."""


def stepping_out_without_base(view: Reading, on: date, limits: Limits) -> Iterator[Finding]:
    """R16. Who steps out has reflected before, and has allies behind them (S33, S46, S70, S72, S83).

    Asked of each group of an intervention whose element is STEPPING_OUT: counted are the held sessions of
    that group and of the groups it draws from, in whichever program, before the first public session,
    held or planned. CONSCIENTIZATION also counts as a further element; the text says so of no other one.
    A public event without a group says nothing of who steps out, and is not judged; nor is one without
    any session yet, nor a group whose earlier experience is on record. One finding for each thing that is
    missing, about the group that has least of it.
    """
    for public in view.in_scope:
        steps_out = view.course(public).first_date
        if public.element != "STEPPING_OUT" or steps_out is None:
            continue
        unreflected: list[Lacking] = []
        unsupported: list[Lacking] = []
        for group in view.groups_of(public):
            if group.experienced:
                continue
            past = view.interventions_of([group.key, *group.draws_from])
            reflection = met_before(view, steps_out, filter(has_reflection, past))
            if len(reflection) < limits.consc_min:
                unreflected.append((len(reflection), group.code, None))
            base = met_before(view, steps_out, filter(is_base, past))
            latest = steps_out - timedelta(days=limits.base_min_days)
            if len(base) < limits.base_min_sessions or min(base) > latest:
                unsupported.append((len(base), group.code, min(base, default=None)))
        for reason, lacking in (("NO_CONSCIENTIZATION", unreflected), ("NO_BASE", unsupported)):
            if lacking:
                n, group_code, first = min(lacking, key=lambda least: (least[0], least[1]))
                seen = {"on": steps_out, "n": n, "group": group_code, "first": first}
                yield about(public, "R16", "stepping_out_without_base", "HIGH", reason, seen=seen)


def has_reflection(intervention: Intervention) -> bool:
    return "CONSCIENTIZATION" in (intervention.element, *intervention.also_elements)


def is_base(intervention: Intervention) -> bool:
    return intervention.element == "BUILDING_BASE"


def met_before(view: Reading, day: date, interventions: Iterable[Intervention]) -> list[date]:
    return [met for intervention in interventions for met in view.course(intervention).dates if met < day]
