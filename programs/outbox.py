"""What devices in the field send: entries written without a network, each stored once or answered with why.

An entry is one form as it was filled in (`log` or `not_held`), with an id given by the device, the version
of the session that the form showed, and a hash of its content. A device lets go of an entry only when an
answer names it stored, and sends it again whenever an answer was lost. So the receipt (`OutboxEntry`, unique
by that id) is written in the transaction that saves the session: whatever breaks, both are there or neither.
"""

from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.translation import gettext as _

from care_engage.kit.undo import values_of

from . import logging
from .comparison import as_form, beside
from .forms.logging import LogForm, NotHeldForm
from .models import Intervention, OutboxEntry, Session, SessionStatus

LARGEST_BATCH = 50


@dataclass(frozen=True)
class Answer:
    """What became of an entry: `outcome` is "stored", "already", "conflict" or "refused".

    `why` are sentences for the person; `mendable`: the form itself can be corrected and sent again. In a
    conflict, `rows` are `(label, ours, theirs)` in words, `theirs` the form as it is stored, `version` its
    version.
    """

    id: str
    outcome: str
    why: tuple = ()
    mendable: bool = False
    rows: tuple = ()
    theirs: dict = field(default_factory=dict)
    version: int = 0
    said: object = None  # a `Log` or `NotHeld` that was stored just now


class Refused(Exception):
    """Raised to leave the transaction; carries the answer."""

    def __init__(self, *why, mendable=False):
        self.why, self.mendable = why, mendable


class Batch:
    """Entries that came together; what they ask of the database is asked together.

    The first session that an intervention stores may begin it and its links, so after that the sessions
    still to come are read anew.
    """

    def __init__(self, entries, by):
        self.by, self.keys = by, {entry.session for entry in entries}
        ids = [entry.id for entry in entries]
        self.met = set(OutboxEntry.objects.filter(client_id__in=ids).values_list("client_id", flat=True))
        self.sheets, self.begun = None, set()

    def session(self, key):
        """The session as it stands, with all that logging asks for; None if this person may not log it."""
        if key not in self.keys:  # it was given out before, and may have been saved since
            return Session.objects.for_logging(self.by).filter(pk=key).first()
        if self.sheets is None:  # to make this query costs more than to store an entry
            self.sheets = Session.objects.for_logging(self.by).in_bulk(self.keys)
        self.keys.discard(key)
        return self.sheets.get(key)

    def note(self, entry, session):
        self.met.add(entry.id)
        if session.intervention_id not in self.begun:
            self.begun.add(session.intervention_id)
            self.sheets = None


def receive(sent, batch, *, at):
    """Store one entry, or say why not. At most one of any number of the same entries is stored."""
    by = batch.by
    if sent.id in batch.met and (answer := met_before(sent, by)):
        return answer
    session = batch.session(sent.session)
    if session is None:
        return Answer(str(sent.id), "refused", (gone(sent, by),))
    try:
        said = WAYS[sent.kind](sent, session, by, at)
        if session.version != sent.base:
            return settle(sent, session, said, by, at)
        with transaction.atomic():
            give_receipt(sent, by, at, said.outcome)
            said.store()
    except Refused as refusal:
        return Answer(str(sent.id), "refused", refusal.why, refusal.mendable)
    except ValidationError as refusal:
        if any(error.code == "version" for error in refusal.error_list):
            return receive(sent, batch, at=at)  # somebody was faster: look at what stands there now
        return Answer(str(sent.id), "refused", tuple(refusal.messages), mendable=True)
    except IntegrityError:
        return met_before(sent, by) or Answer(str(sent.id), "refused", (_("Please send this once more."),))
    batch.note(sent, session)
    return Answer(str(sent.id), "stored", version=session.version, said=said)


def met_before(sent, by):
    """The answer to an id that was stored before; None for a new one."""
    receipt = OutboxEntry.objects.filter(client_id=sent.id).first()
    if receipt is None:
        return None
    if (receipt.user_id, receipt.session_id, receipt.hash) == (by.pk, sent.session, sent.hash):
        return Answer(str(sent.id), "already")
    session = Session.objects.for_logging(by).filter(pk=sent.session).first()
    if session is None or receipt.user_id != by.pk:
        return Answer(str(sent.id), "refused", (gone(sent, by),))
    return conflict(sent, session)


def give_receipt(sent, by, at, outcome):
    OutboxEntry.objects.create(
        client_id=sent.id, user=by, session_id=sent.session, hash=sent.hash, outcome=outcome, stored_at=at
    )


def settle(sent, session, said, by, at):
    """The session was saved since the form was opened: the same content is fine, another is a conflict."""
    if not said.stands():
        return conflict(sent, session)
    try:
        with transaction.atomic():
            give_receipt(sent, by, at, OutboxEntry.Outcome.SAME)
    except IntegrityError:
        return met_before(sent, by)
    return Answer(str(sent.id), "already", version=session.version)


def conflict(sent, session):
    return Answer(
        str(sent.id),
        "conflict",
        (_("Somebody else has saved this session since. Look at both, then decide."),),
        mendable=True,
        rows=tuple(beside(sent, session)),
        theirs=as_form(session),
        version=session.version,
    )


def gone(sent, by):
    """Why this session cannot be logged by this person; never that one exists which they may not see."""
    mine = Intervention.objects.visible_to(by).values("pk")
    if Session.with_deleted.filter(pk=sent.session, intervention__in=mine, deleted_at__isnull=False).exists():
        return _("This session was deleted from the plan. If it took place, ask a manager to add it again.")
    return _(
        "You may no longer log this session: its group or your role has changed. Your entry stays on this "
        "device: download it and give it to your manager."
    )


class Log:
    """An entry that says who came."""

    outcome = OutboxEntry.Outcome.LOGGED

    def __init__(self, sent, session, by, at):
        self.session, self.by, self.at = session, by, at
        form = LogForm(sent.data(), session=session)
        self.entry = form.entry() if form.is_valid() else None
        if self.stands():
            return
        if sentence := logging.refused_by_state(session, by, at):
            raise Refused(sentence)
        if self.entry is None and session.version == sent.base:
            raise Refused(*faults(form), mendable=True)

    def stands(self):
        """Whether the session says exactly this already."""
        said = self.entry and logging.said(self.session, self.entry)
        return bool(
            said
            and self.session.held
            and all(getattr(self.session, name) == value for name, value in said.items())
        )

    def store(self):
        logging.log_session(self.session, by=self.by, entry=self.entry, at=self.at)


class NotHeld:
    """An entry that says why a session did not take place, and when it will."""

    outcome = OutboxEntry.Outcome.NOT_HELD

    def __init__(self, sent, session, by, at):
        self.session, self.by, self.at, self.base = session, by, at, sent.base
        self.was = values_of(session, ["status", "planned_on", "not_held_reason"])
        self.form = NotHeldForm(sent.data(), today=session.intervention.program.office.today())
        if self.form.is_valid() and self.stands():
            return
        if session.status == SessionStatus.CANCELLED:
            raise Refused(_("This session was called off already, so there is nothing to put off."))
        if session.held and session.version == sent.base:
            raise Refused(_("This session was held, so there is nothing to put off."))
        if not self.form.is_valid() and session.version == sent.base:
            raise Refused(*faults(self.form), mendable=True)

    def stands(self):
        if not self.form.is_valid():
            return False
        reason, never = self.form.cleaned_data["reason"], self.form.cleaned_data["when"] == "never"
        status = SessionStatus.CANCELLED if never else SessionStatus.POSTPONED
        if day := self.form.new_day:
            status = SessionStatus.PLANNED
        there = (self.session.status, self.session.not_held_reason, self.session.planned_on)
        return there == (status, reason, day or self.session.planned_on)

    def store(self):
        logging.not_held(
            self.session,
            by=self.by,
            at=self.at,
            reason=self.form.cleaned_data["reason"],
            new_date=self.form.new_day,
            cancelled=self.form.cleaned_data["when"] == "never",
            version=self.base,
        )


def faults(form):
    """Each fault as "label: sentence"."""
    return [
        f"{form.fields[name].label}: {error}" if name in form.fields else error
        for name, errors in form.errors.items()
        for error in errors
    ]


WAYS = {"log": Log, "not_held": NotHeld}
