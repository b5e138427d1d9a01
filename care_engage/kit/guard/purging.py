"""Purging: a text goes for good, from its row and from every row of its history."""

from django.db import models

from .fields import guarded_fields

PURGED = "(This text was purged.)"
"""What stands there instead: a reason stays a reason for the rules, and says nothing any more."""
REASON = "purged"


def purgeable(record):
    """The guarded fields of which the record, or its past, still holds a text."""
    return [field for field in guarded_fields(type(record)) if _holds(record, field)]


def _holds(record, field):
    empty = ["", [], PURGED, [PURGED]]
    return field.value_from_object(record) not in empty or any(
        value not in empty for value in record.history.values_list(field.name, flat=True).distinct()
    )


def purge(record, fields):
    """Put PURGED into these fields, now and in all history; the history says when, and nothing of what.

    To be called in a transaction.
    """
    for field in fields:
        gone = [PURGED] if isinstance(field, models.JSONField) else PURGED
        if field.value_from_object(record):
            setattr(record, field.attname, gone)
        empty = [] if isinstance(field, models.JSONField) else ""
        record.history.exclude(**{field.name: empty}).update(**{field.name: gone})
    record._change_reason = REASON
    record.save(update_fields=[*(field.name for field in fields), "updated_at"])
