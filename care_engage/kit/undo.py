"""Undo: what somebody has just done can be taken back, by them, for an hour.

The offer is a signed note in the message itself: nothing is stored for the many times nobody needs it.
It says which record, what was set, and what stood there before; it is void once somebody changed that again,
and once the person's roles are other ones.
"""

from datetime import date

from django.apps import apps
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.core.signing import BadSignature, dumps, loads
from django.template.loader import render_to_string
from django.utils.translation import gettext_lazy as _

OPEN_FOR = 3600  # seconds
SALT = "care_engage.undo"
VOID = _("This can no longer be undone. Change it by hand.")


def offer_undo(request, sentence, record, *, was=None):
    """Tell what happened, with a button that takes it back.

    `was` are the fields as they stood before, by name (`values_of`); without it the record was removed.
    """
    note = {
        "model": record._meta.label_lower,
        "pk": record.pk,
        "by": request.user.pk,
        "as": request.user.scope.standing,
        "was": was or {},
        "is": values_of(record, was or {}),
    }
    context = {"sentence": sentence, "note": dumps(note, salt=SALT, compress=True)}
    messages.success(request, render_to_string("kit/undo_message.html", context, request))


def values_of(record, names):
    """These fields as they can be kept in a note: days as text."""
    values = {name: getattr(record, name) for name in names}
    return {name: str(value) if isinstance(value, date) else value for name, value in values.items()}


def take_back(note, user):
    """Redeem an offer and return the record, in the caller's transaction.

    Raises ValidationError with a sentence when it is void: also where the person would not see the record any
    more, because its work has become a protected group's.
    """
    try:
        said = loads(note, salt=SALT, max_age=OPEN_FOR)
    except BadSignature:
        said = {}
    if (said.get("by"), said.get("as")) != (user.pk, user.scope.standing):
        raise ValidationError(VOID)
    record = apps.get_model(said["model"]).with_deleted.filter(pk=said["pk"]).first()
    if record is None or not _as_left(record, said):
        raise ValidationError(_("Somebody has changed this since, so it was left as it is."))
    if said["was"]:
        for name, value in said["was"].items():
            setattr(record, name, value)
        record.full_clean()
        record.save()
    else:
        record.deleted_at = None  # the constraints hold among what is not removed
        record.validate_constraints()
        record.restore()
    if not type(record).objects.visible_to(user).filter(pk=record.pk).exists():
        raise ValidationError(VOID)
    return record


def _as_left(record, said):
    if not said["was"]:
        return record.deleted_at is not None
    return record.deleted_at is None and values_of(record, said["is"]) == said["is"]
