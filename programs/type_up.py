"""Typing up paper sheets: many sessions of one group at once, each saved by itself with its own outcome."""

import re
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from care_engage.kit.forms import asked_id
from groups.models import Group
from groups.spaces import COUNTS

from .cautions import of_spaces, said_so_far
from .forms.logging import LogForm
from .log_page import Before, curriculum, initial
from .logging import log_session, refused_by_state, register_of
from .models import Intervention, Session, SessionStatus

ABREAST = 10
"""Sheets on one page: more cannot be told apart while typing."""
OPEN = (SessionStatus.PLANNED, SessionStatus.POSTPONED)
RANGE = re.compile(r"(\d{1,4})(?:\s*[-–—]\s*(\d{1,4}))?")


@dataclass
class Sheet:
    """One session's column: its form, the numbers on its register, and what became of it."""

    session: Session
    form: LogForm
    numbers: set
    typed: str = ""
    faults: list = field(default_factory=list)

    @property
    def marks(self):
        """Numbers that are ticked; what was posted may be anything."""
        said = (str(mark).partition(":")[2] for mark in self.form["came"].value() or [])
        return {int(number) for number in said if number.isdecimal() and len(number) < 6}

    @property
    def people(self):
        """Names of those who led last time: they are taken to have led this one."""
        chosen = {asked_id(str(key)) for key in self.form["facilitators"].value() or []}
        return [(key, name) for key, name in self.session.people if key in chosen]

    @property
    def filled(self):
        counted = [self.form[name].value() for name in COUNTS.values() if name in self.form.fields]
        people = any(value not in (None, "", "0", 0) for value in counted)
        return bool(self.form["came"].value() or self.faults or people)


@dataclass(frozen=True)
class Outcome:
    """What became of one sheet, in words; `saved` or not."""

    session: Session
    saved: bool
    sentences: tuple


def sheets_of(user, group, data=None):
    """The group's sessions that were due and not logged, oldest first, as columns.

    Left out are those in which another group with numbers takes part: its sheet belongs to them too.
    With `data`, what was posted. One query for the sessions and few for each intervention.
    """
    shared = Group.objects.filter(head_count_only=False, deleted_at=None).exclude(pk=group.pk)
    with_others = Intervention.groups.through.objects.filter(group__in=shared).values("intervention")
    sessions = (
        Session.objects.for_logging(user)
        .filter(intervention__groups=group, status__in=OPEN, planned_on__lte=group.office.today())
        .exclude(intervention__in=with_others)
        .order_by("planned_on", "number")[:ABREAST]
    )
    firsts, sheets = {}, []
    for session in sessions:
        if session.intervention_id not in firsts:
            firsts[session.intervention_id] = session, Before(session), curriculum(session)
        first, before, plan = firsts[session.intervention_id]
        # One object for all its sessions: the first that is saved makes it active for the others too.
        session.intervention, session.curriculum = first.intervention, plan
        start = initial(session, before)
        plan.append((session.number, start["topics"], SessionStatus.DELIVERED))  # the next sheet goes on
        sent = data is not None and str(session.pk) in data.getlist("sheet")
        sheets.append(_sheet(session, start, group, data if sent else None))
    return sheets


def _sheet(session, start, group, data):
    form = LogForm(data, initial=start, session=session, prefix=f"s{session.pk}")
    numbers = {number for of, number, *_rest in register_of(session, session.planned_on) if of == group.pk}
    sheet = Sheet(session, form, numbers)
    if data is not None:
        _take_typed(sheet, group, data.get(f"s{session.pk}-typed", ""))
    return sheet


def _take_typed(sheet, group, text):
    """Numbers that were typed as ranges count beside those that were ticked."""
    found, sheet.faults = read_numbers(text, sheet.numbers)
    sheet.typed = text if sheet.faults else ""
    data = sheet.form.data.copy()
    name = sheet.form.add_prefix("came")
    data.setlist(name, sorted({*data.getlist(name), *(f"{group.pk}:{number}" for number in found)}))
    sheet.form.data = data


def read_numbers(text, register):
    """`"1-12 15"` as a set of numbers, and a sentence for what is not a number or not on the register."""
    found, faults = set(), []
    for first, last in RANGE.findall(text):
        first, last = int(first), int(last or first)
        if last < first:
            faults.append(_("%(first)d-%(last)d runs backwards.") % {"first": first, "last": last})
        else:
            found |= set(range(first, last + 1))
    if rest := RANGE.sub("", text).strip(" ,;،؛.\n\t"):
        faults.append(_("“%(rest)s” is not a number.") % {"rest": rest[:20]})
    if strange := sorted(found - register):
        numbers = ", ".join(map(str, strange[:10]))
        faults.append(_("Not on the register: %(numbers)s.") % {"numbers": numbers})
    return found & register, faults


def save_sheets(sheets, *, by, at):
    """Save each sheet that says something, on its own. Returns an `Outcome` for each.

    So many statements for each sheet as for one session that is logged alone.
    """
    outcomes, begun = [], set()
    for sheet in sheets:
        if not sheet.filled:
            continue
        if sheet.session.intervention_id in begun:
            sheet.session.ripe_links = []
        outcomes.append(_save(sheet, by, at))
        if outcomes[-1].saved:
            begun.add(sheet.session.intervention_id)
    return outcomes


def gone(user, data, sheets):
    """Outcomes of sheets that were sent and are no longer open: what was typed is told, not lost."""
    here = {sheet.session.pk for sheet in sheets}
    sent = [key for key in data.getlist("sheet")[: 2 * ABREAST] if key.isdecimal() and len(key) < 19]
    away = [int(key) for key in sent if int(key) not in here]
    said = {key: _marked(data, key) for key in away}
    told = _("You had marked: %(numbers)s.")
    return [
        Outcome(session, False, (_("It is no longer open."), told % {"numbers": said[session.pk]}))
        for session in Session.objects.visible_to(user).filter(pk__in=away)
        if said[session.pk]
    ]


def _marked(data, key):
    """What was ticked and typed on a sheet, as it stands in the request."""
    ticked = [mark.partition(":")[2] for mark in data.getlist(f"s{key}-came")]
    return ", ".join(mark[:40] for mark in [*ticked[:500], data.get(f"s{key}-typed", "")] if mark)


def _save(sheet, by, at):
    session, form = sheet.session, sheet.form
    if refusal := refused_by_state(session, by, at):
        return Outcome(session, False, (refusal,))
    if sheet.faults or not form.is_valid():
        errors = [error for field in form.errors.values() for error in field]
        return Outcome(session, False, (*sheet.faults, *errors))
    said = said_so_far(session, form)
    try:
        log_session(session, by=by, entry=form.entry(), at=at)
    except ValidationError as refusal:
        return Outcome(session, False, tuple(refusal.messages))
    people = ngettext("%(count)d person.", "%(count)d people.", session.attendance)
    cautions = [caution.sentence(said) for caution in of_spaces() if caution.holds(said)]
    return Outcome(session, True, (people % {"count": session.attendance}, *cautions))
