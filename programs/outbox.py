"""What devices in the field send: entries written without a network, each stored once or answered with why.

An entry is one form as it was filled in (`log` or `not_held`), with an id given by the device, the version
of the session that the form showed, and a hash of its content. A device lets go of an entry only when an
answer names it stored, and sends it again whenever an answer was lost. So the receipt (`OutboxEntry`, unique
by that id) is written in the transaction that saves the session: whatever breaks, both are there or neither.
"""

import hashlib
import json
import uuid
from dataclasses import dataclass, field

from django.core.exceptions import ValidationError
from django.db import IntegrityError, transaction
from django.utils.datastructures import MultiValueDict
from django.utils.translation import gettext as _

from care_engage.kit.undo import values_of

from . import logging
from .comparison import as_form, beside
from .forms.logging import LogForm, NotHeldForm
from .models import Intervention, OutboxEntry, Session, SessionStatus

LARGEST_BATCH = 50
MOST_VALUES = 2_000
"""Marks in one field: more people than any register has."""


class Unreadable(ValueError):
    """What came is not an entry."""


@dataclass(frozen=True)
class Sent:
    """One entry as it came. `fields` holds, by form field, a text or a list of texts."""

    id: uuid.UUID
    session: int
    kind: str
    base: int
    hash: str
    fields: dict

    @classmethod
    def read(cls, given):
        """From what JSON gave. Raises Unreadable."""
        try:
            entry = cls(
                uuid.UUID(given["id"]),
                _bounded(given["session"]),
                given["kind"],
                _bounded(given["base"]),
                given["hash"],
                {_text(name): _values(value) for name, value in given["fields"].items()},
            )
        except (AttributeError, KeyError, TypeError, ValueError) as error:
            raise Unreadable from error
        if entry.kind not in WAYS or entry.hash != entry.digest():
            raise Unreadable
        return entry

    def digest(self):
        """The hash as the device makes it (static/js/outbox.js): SHA-256 of the content in one order."""
        content = [self.session, self.kind, sorted(self.fields.items())]
        text = json.dumps(content, separators=(",", ":"), ensure_ascii=False)
        return hashlib.sha256(text.encode()).hexdigest()

    def data(self):
        """As a browser would have posted the form."""
        fields = {name: value if isinstance(value, list) else [value] for name, value in self.fields.items()}
        return MultiValueDict(fields | {"version": [str(self.base)]})


def _bounded(value):
    if type(value) is not int or not 0 < value < 10**18:
        raise ValueError
    return value


def _text(value):
    if not isinstance(value, str) or len(value) > 200:
        raise ValueError
    return value


def _values(value):
    if isinstance(value, list) and len(value) <= MOST_VALUES:
        return [_text(one) for one in value]
    return _text(value)


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


def receive(sent, *, by, at):
    """Store one entry, or say why not. At most one of any number of the same entries is stored."""
    if answer := met_before(sent, by):
        return answer
    session = Session.objects.for_logging(by).filter(pk=sent.session).first()
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
            return receive(sent, by=by, at=at)  # somebody was faster: look again at what stands there now
        return Answer(str(sent.id), "refused", tuple(refusal.messages), mendable=True)
    except IntegrityError:
        return met_before(sent, by) or Answer(str(sent.id), "refused", (_("Please send this once more."),))
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
