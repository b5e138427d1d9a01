"""What a manager decides about a flag: to act on it, hand it to somebody, set it aside, or take that back.

Every decision locks the program first, as audits do, so that neither overwrites the other; it is kept as a
`FlagEvent` with what stood before; and the program is audited again, because the board counts anew.
"""

import datetime as dt

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from care_engage.accounts.models import RoleKind

from .auditing import reaudit
from .models import Decision, Flag, FlagEvent, FlagStatus, Program

DECIDED = ("status", "plan", "due_on", "assigned_to_id", "dismissal", "dismissed_on", "dismissed_until")
UNDO_FOR = dt.timedelta(hours=1)


def acknowledge(flag, *, by, plan, due_on, assigned_to=None):
    """Somebody will act on it: what will be done, by when, and who does it (if nobody else, `by`)."""
    who = assigned_to or by
    fields = {"plan": plan, "due_on": due_on, "assigned_to_id": who.pk, "dismissed_until": None}
    said = {"text": plan, "until": due_on, "to": who}
    return decide(flag, by, Decision.ACKNOWLEDGED, FlagStatus.ACKNOWLEDGED, fields, said)


def assign(flag, *, by, to):
    return decide(flag, by, Decision.ASSIGNED, None, {"assigned_to_id": to.pk}, {"to": to})


def dismiss(flag, *, by, reason, until):
    """Set it aside until a day at most 90 days ahead; some flags never are (B4)."""
    today = flag.program.office.today()
    fields = {"dismissal": reason, "dismissed_on": today, "dismissed_until": until, "due_on": None}
    return decide(
        flag, by, Decision.DISMISSED, FlagStatus.DISMISSED, fields, {"text": reason, "until": until}
    )


def take_up(flag, *, by):
    """Neither set aside nor promised any longer."""
    fields = {"due_on": None, "dismissed_until": None}
    return decide(flag, by, Decision.TAKEN_UP, FlagStatus.OPEN, fields, {})


@transaction.atomic
def decide(flag, by, what, status, fields, said):
    """Make the move (none: the state stays). Returns the event. Raises ValidationError with a sentence."""
    if not by.scope.has(RoleKind.MANAGER, flag.program.office_id):
        raise ValidationError(_("Only a manager of this office decides on flags."))
    fresh = locked(flag)
    if fresh.status == FlagStatus.RESOLVED:
        raise ValidationError(_("This flag was resolved in the meantime: nothing is left to decide."))
    before = values(fresh)
    for name, value in fields.items():
        setattr(fresh, name, value)
    fresh.clean_fields(exclude={field.name for field in Flag._meta.fields} - {"plan", "dismissal"})
    if status:
        fresh.moves.make(fresh, status)
    fresh.save()
    event = FlagEvent.objects.create(
        flag=fresh, what=what, by=by, happened_on=flag.program.office.today(), before=before, **said
    )
    reaudit([fresh.program_id])
    return event


@transaction.atomic
def undo(event, *, by):
    """Take a decision back, within the hour, if it was one's own and the flag is as it left it."""
    flag = locked(event.flag)
    last = flag.events.last()
    mine = event.by_id == by.pk and event.what != Decision.UNDONE
    if not mine or timezone.now() - event.at > UNDO_FOR:
        raise ValidationError(_("This can no longer be undone. Change it by hand."))
    if last != event or flag.status == FlagStatus.RESOLVED:
        raise ValidationError(_("Somebody has changed this since, so it was left as it is."))
    for name, value in event.before.items():
        field = Flag._meta.get_field(name.removesuffix("_id"))
        setattr(flag, name, field.to_python(value) if value and name.endswith(("_on", "_until")) else value)
    flag.validate_constraints()
    flag.save()
    FlagEvent.objects.create(flag=flag, what=Decision.UNDONE, by=by, happened_on=flag.program.office.today())
    reaudit([flag.program_id])
    return flag


def locked(flag):
    """The flag as it stands, with its program held until the transaction ends."""
    program = Program.objects.filter(pk=flag.program_id)
    list(program.select_for_update(no_key=True, of=("self",)).values_list("pk"))
    return Flag.objects.select_related("program__office").get(pk=flag.pk)


def values(flag):
    """What was decided, as JSON can hold it."""
    told = {name: getattr(flag, name) for name in DECIDED}
    return {name: value.isoformat() if isinstance(value, dt.date) else value for name, value in told.items()}
