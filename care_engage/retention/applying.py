"""Carries the policy out, a small transaction at a time: a run that is cut short leaves nothing half done,
and the next one goes on where it stopped."""

from dataclasses import dataclass

from django.db import connection, transaction
from django.db.models import ProtectedError, Q

from care_engage.accounts.models import User
from care_engage.kit.erasing import blank, drop_past, erase, history_of
from care_engage.trail.chain import trim
from care_engage.trail.models import Entry as TrailEntry
from care_engage.trail.record import Act, record
from groups.spaces import COUNTS

from .clocks import CLOCKS, midnight_after
from .policy import BACKUPS, EVERY_PAST, entries, own_models

BATCH = 200
FORMER = "Former colleague"
NOWHERE = "@left.invalid"


@dataclass(frozen=True)
class Done:
    """What one entry of the policy did to one model: rows, or those that still wait for what needs them."""

    what: str
    label: str
    then: str
    rows: int
    waiting: int = 0


def apply_policy(on, *, dry_run=False):
    """Carry out every entry as of this day; yields a `Done` for each that found something."""
    purged = False
    with overwriting():
        for entry in entries():
            if entry.then and BACKUPS not in entry.holds:
                for done in carried_out(entry, entry.keep.before(on), dry_run):
                    purged = True
                    yield done
        if purged and not dry_run:
            record(Act.PURGED, None, "retention")


def carried_out(entry, limit, dry_run):
    if entry.then == "trim":
        steps = [("trail.Entry", trail(limit, dry_run))]
    elif EVERY_PAST in entry.holds:
        steps = [(past._meta.label, past_rows(past, limit, dry_run)) for past in pasts()]
    else:
        steps = [
            (model._meta.label, rows_of(entry, model, limit, dry_run))
            for model in entry.models()
            if model._meta.label in CLOCKS[entry.after]
        ]
    for label, (rows, waiting) in steps:
        if rows or waiting:
            yield Done(entry.what, label, entry.then, rows, waiting)


def pasts():
    return [past for model in own_models() if (past := history_of(model))]


def rows_of(entry, model, limit, dry_run):
    """Work through the due rows in the order of their keys; `(rows done, rows that wait)`."""
    due = CLOCKS[entry.after][model._meta.label](everything(model), limit)
    if entry.then != "delete":
        due = due.filter(REMAINS[entry.then](model, entry.fields(model)))
    if dry_run:
        return due.count(), 0
    act, done, waiting, last = ACTS[entry.then], 0, 0, None
    while True:
        with transaction.atomic():
            ahead = due if last is None else due.filter(pk__gt=last)
            keys = list(locked(ahead.order_by("pk")).values_list("pk", flat=True)[:BATCH])
            if not keys:
                return done, waiting
            rows, held = act(model, keys, entry.fields(model))
            done, waiting, last = done + rows, waiting + held, keys[-1]


def everything(model):
    return model._base_manager.all()


def locked(rows):
    """Nobody brings a row back between the decision and the deletion."""
    return rows.select_for_update(of=("self",)) if connection.features.has_select_for_update else rows


def delete(model, keys, _fields):
    try:
        erase(everything(model).filter(pk__in=keys))
    except ProtectedError:
        return one_by_one(model, keys)
    return len(keys), 0


def one_by_one(model, keys):
    """Delete those to which nothing refers that stays; the others wait for it."""
    waiting = 0
    for key in keys:
        try:
            erase(everything(model).filter(pk=key))
        except ProtectedError:
            waiting += 1
    return len(keys) - waiting, waiting


def make_blank(model, keys, fields):
    blank(model, keys, **{name: empty(model, name) for name in fields})
    return len(keys), 0


def empty(model, name):
    field = model._meta.get_field(name)
    return None if field.null else field.get_default()


def aggregate(model, keys, _fields):
    """Who came becomes how many came: the numbers and the register go, the counts stay as head counts."""
    past = history_of(model)
    for table in (model._base_manager.filter(pk__in=keys), past._base_manager.filter(id__in=keys)):
        rows = list(table.only("pk", *COUNTS.values()))
        for row in rows:
            row.present, row.register = [], []
            row.others = {name: count for name in COUNTS.values() if (count := getattr(row, name))}
        table.model._base_manager.bulk_update(rows, ["present", "register", "others"], batch_size=BATCH)
    return len(keys), 0


def anonymize(_model, keys, _fields):
    for user in User.objects.filter(pk__in=keys):
        user.name, user.email, user.is_active, user.is_staff = FORMER, f"{user.pk}{NOWHERE}", False, False
        user.set_unusable_password()
        user.save()
    return len(keys), 0


def still_filled(model, fields):
    """Rows of which something is left in the row itself or in its past."""
    past = history_of(model)
    wanted = filled(model, fields)
    kept = [name for name in fields if past and name in {field.name for field in past._meta.concrete_fields}]
    if kept:
        wanted |= Q(pk__in=past._base_manager.filter(filled(model, kept)).values(model._meta.pk.attname))
    return wanted


def filled(model, fields):
    wanted = Q()
    for name in fields:
        wanted |= ~Q(**{name: empty(model, name)})
    return wanted


ACTS = {"delete": delete, "blank": make_blank, "aggregate": aggregate, "anonymize": anonymize}
REMAINS = {
    "blank": still_filled,
    "aggregate": lambda model, _fields: still_filled(model, ["present", "register"]),
    "anonymize": lambda _model, _fields: ~Q(email__endswith=NOWHERE),
}


def past_rows(past, limit, dry_run):
    due = past._base_manager.filter(history_date__lt=midnight_after(limit))
    if dry_run:
        return due.count(), 0
    done = 0
    while keys := list(due.order_by("pk").values_list("pk", flat=True)[:BATCH]):
        with transaction.atomic():
            drop_past(past._base_manager.filter(pk__in=keys))
        done += len(keys)
    return done, 0


def trail(limit, dry_run):
    before = midnight_after(limit)
    return (TrailEntry.objects.filter(at__lt=before).count() if dry_run else trim(before=before)), 0


class overwriting:  # noqa: N801  a context, read as a verb
    """What is deleted must not be found in the file afterwards.

    SQLite writes zeros over what it deletes and empties its log at the end. PostgreSQL keeps dead rows
    until it vacuums, which is done at the end.
    """

    def __enter__(self):
        if connection.vendor == "sqlite":
            run("PRAGMA secure_delete = ON")

    def __exit__(self, *failure):
        if connection.in_atomic_block or any(failure):
            return
        run("PRAGMA wal_checkpoint(TRUNCATE)" if connection.vendor == "sqlite" else "VACUUM")


def run(statement):
    with connection.cursor() as cursor:
        cursor.execute(statement)
