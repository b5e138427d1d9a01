"""True deletion: what is erased is gone from its table and from the history, together or not at all.

`record.remove()` only takes a record out of the lists. Erasing is for what must no longer exist: when its
time is over, or when somebody asks for it.
"""

from collections import Counter

from django.db import transaction
from django.db.models.deletion import Collector


def history_of(model):
    """The model of its past (django-simple-history), or None."""
    manager = getattr(model, "history", None)
    return manager.model if manager is not None and hasattr(manager, "model") else None


@transaction.atomic
def erase(rows):
    """Delete the rows of this queryset, what hangs on them, and all their past; `{model: count}`.

    Raises ProtectedError, and deletes nothing, where something that stays refers to one of them.
    """
    collector = Collector(using=rows.db, origin=rows)
    collector.collect(rows)
    doomed = {model: [record.pk for record in records] for model, records in collector.data.items()}
    _count, per_label = collector.delete()
    for model, keys in doomed.items():
        forget(model, keys)
    return Counter(per_label)


def forget(model, keys):
    """Delete the past of these keys: with it the rows that deleting has just added to it."""
    history = history_of(model)
    if history:
        drop_past(history._base_manager.filter(**{f"{model._meta.pk.attname}__in": keys}))


def drop_past(rows):
    """Delete rows of a history, with the many-to-many rows that hang on them by name alone."""
    for relation in rows.model._meta.related_objects:
        joined = relation.related_model._base_manager
        joined.filter(**{f"{relation.field.name}__in": rows.values("pk")}).delete()
    return rows.delete()[0]


def blank(model, keys, **fields):
    """Write these values into the rows and into all their past, and nothing about it into the history."""
    model._base_manager.filter(pk__in=keys).update(**fields)
    history = history_of(model)
    if history:
        kept = {field.name for field in history._meta.concrete_fields}
        past = {name: value for name, value in fields.items() if name in kept}
        history._base_manager.filter(**{f"{model._meta.pk.attname}__in": keys}).update(**past)
