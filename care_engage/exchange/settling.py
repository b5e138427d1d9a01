"""Many rows of one model at once: what is new is created, what differs is changed, the rest is left alone.

History is written as `save()` would write it, for the rows that changed and no other, in a number of
statements that does not grow with their number.
"""

from dataclasses import dataclass, field

from django.apps import apps
from django.utils import timezone

BATCH = 2_000


@dataclass(slots=True)
class Wanted:
    """One record as a row of the workbook wants it.

    `fields` are what the row says; `first` is added when the record is new. `many` names, by many-to-many
    field, the ids that it should be joined to. After `settle` `record` is the row of the database.
    """

    row: object
    key: tuple
    fields: dict
    first: dict = field(default_factory=dict)
    many: dict = field(default_factory=dict)
    record: object = None
    new: bool = False
    changed: dict = field(default_factory=dict)


def settle(model, wanted, existing, refusal=None):
    """Match each Wanted with `existing` by its key; create and change. Many-to-many fields come after.

    `refusal(record, changed)` may forbid a change: the rows it forbids are returned, with its sentence,
    and nothing is written for them (their `changed` still says what would have been).
    """
    refused = []
    for want in wanted:
        want.record = existing.get(want.key)
        want.new = want.record is None
        if want.new:
            want.record = model(**want.first | want.fields)
            continue
        want.changed = {
            name: (getattr(want.record, name), value)
            for name, value in want.fields.items()
            if getattr(want.record, name) != value
        }
        sentence = refusal(want.record, want.changed) if refusal and want.changed else ""
        if sentence:
            refused.append((want, sentence))
    forbidden = {id(want) for want, _sentence in refused}
    create(model, [want.record for want in wanted if want.new])
    change(model, [want for want in wanted if want.changed and id(want) not in forbidden])
    return refused


def create(model, records):
    if records:
        model.objects.bulk_create(records, batch_size=BATCH)


def change(model, wanted):
    if not wanted:
        return
    now = timezone.now()
    names = {"updated_at"}
    for want in wanted:
        for name, (_before, value) in want.changed.items():
            setattr(want.record, name, value)
        want.record.updated_at = now
        names |= want.changed.keys()
        if hasattr(want.record, "version"):
            want.record.version += 1
            names.add("version")
    upsert(model, [want.record for want in wanted], sorted(names))


def upsert(model, records, names):
    """Like `bulk_update`, whose CASE expressions take ten times as long for thousands of rows."""
    created = [record.created_at for record in records]
    model.objects.bulk_create(
        records, batch_size=BATCH, update_conflicts=True, unique_fields=["id"], update_fields=names
    )
    for record, moment in zip(records, created, strict=True):
        record.created_at = moment  # an insert stamps it anew in memory; the row keeps its own


def join(model, name, wanted):
    """Bring the many-to-many field `name` of each Wanted that speaks of it to the ids it names."""
    speaking = [want for want in wanted if name in want.many]
    relation = model._meta.get_field(name)
    through = relation.remote_field.through
    here, there = relation.m2m_column_name(), relation.m2m_reverse_name()
    before = {}
    old = [want.record.pk for want in speaking if not want.new]
    for pk, own, other in through.objects.filter(**{f"{here}__in": old}).values_list("pk", here, there):
        before.setdefault(own, {})[other] = pk
    missing, gone = [], []
    for want in speaking:
        own, ids, was = want.record.pk, set(want.many[name]), before.get(want.record.pk, {})
        missing += [through(**{here: own, there: other}) for other in sorted(ids - was.keys())]
        gone += [was[other] for other in was.keys() - ids]
        if ids != was.keys() and not want.new:
            want.changed[name] = (set(was), ids)
    through.objects.bulk_create(missing, batch_size=BATCH)
    through.objects.filter(pk__in=gone).delete()


def keep_history(model, wanted, user):
    """One history row for each new and each changed record, with its many-to-many rows."""
    for update, some in ((False, [w for w in wanted if w.new]), (True, [w for w in wanted if w.changed])):
        if some:
            rows = model.history.bulk_history_create(
                [want.record for want in some], batch_size=BATCH, update=update, default_user=user
            )
            keep_joins(model, {row.pk: want.record.pk for row, want in zip(rows, some, strict=True)})


def keep_joins(model, history):
    """The many-to-many rows of history rows, `{history id: record id}`."""
    for relation in model.history.model._history_m2m_fields:
        through = relation.remote_field.through
        here, there = relation.m2m_column_name(), relation.m2m_reverse_name()
        joined = {}
        for pk, own, other in through.objects.filter(**{f"{here}__in": list(history.values())}).values_list(
            "pk", here, there
        ):
            joined.setdefault(own, []).append({"id": pk, here: own, there: other})
        past = apps.get_model(through._meta.app_label, f"Historical{through.__name__}")
        past.objects.bulk_create(
            [past(history_id=row, **each) for row, own in history.items() for each in joined.get(own, ())],
            batch_size=BATCH,
        )


def touch(model, wanted):
    """A record of which only a many-to-many field changed has changed all the same."""
    now = timezone.now()
    records = [want.record for want in wanted if want.changed and want.changed.keys() <= want.many.keys()]
    for record in records:
        record.updated_at = now
    model.objects.filter(pk__in=[record.pk for record in records]).update(updated_at=now)
