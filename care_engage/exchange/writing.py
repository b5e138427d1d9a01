"""From sound rows to the database, one sheet after the other, in the order in which they need each other."""

from groups.models import Facilitator

from .columns import BY_NAME
from .registers import write_registers
from .settling import join, keep_history, settle, touch
from .wanting import COLUMNS, STEPS

DERIVED = {"others", "unsaid"}
"""Fields that no column has: what changes in them is told by the columns they come from."""
KEPT_AS_IDS = {"facilitators": Facilitator}
"""Fields that hold ids in a list of their own."""


def write(reading, ground, report, user):
    """Write everything; returns `{sheet: [Wanted]}`. Rows that may not be changed become faults."""
    done = {}
    for sheet, model, want in STEPS:
        wanted, existing, refusal = want(reading, ground, done, user)
        for refused, sentence in settle(model, wanted, existing, refusal):
            reading.blame(refused.row, column_of(sheet, refused), sentence)
        if sheet == "groups":
            resolve_sources(wanted)
        for name in sorted({name for each in wanted for name in each.many}):
            join(model, name, wanted)
        touch(model, wanted)
        keep_history(model, wanted, user)
        done[sheet] = wanted
        if wanted:
            count(report, sheet, model, wanted)
    write_registers(done["groups"], report, user)
    return done


def column_of(sheet, want):
    """The first column in which a row differs, or, where no column says it, the one that names the row."""
    columns = {field: column for column, field in COLUMNS[sheet].items()}
    named = [columns.get(field, field) for field in want.changed]
    return next((column for column in named if column in want.row.values), BY_NAME[sheet].key[-1])


def resolve_sources(wanted):
    """Codes of groups that a group draws from, into their ids: those of the same sheet."""
    ids = {want.row.get("group"): want.record.pk for want in wanted}
    for want in wanted:
        if "draws_from" in want.many:
            want.many["draws_from"] = [ids[code] for code in want.many["draws_from"]]


def count(report, sheet, model, wanted):
    """Tell of the rows of one sheet: how many are new, and what changes in the others."""
    tally = report.tally(sheet)
    names = names_of(model, wanted)
    for want in wanted:
        tally.new += want.new
        tally.changed += bool(want.changed)
        tally.unchanged += not (want.new or want.changed)
        for name, change in want.changed.items():
            if name not in DERIVED:
                before, after = (names[name](value) if name in names else value for value in change)
                report.differ(want.row, name.removesuffix("_id"), before, after)


def names_of(model, wanted):
    """For each changed field that points to other records, a function from its ids to their names."""
    found = {}
    for name in {name for want in wanted for name in want.changed}:
        field = model._meta.get_field(name.removesuffix("_id"))
        model_named = KEPT_AS_IDS.get(name) or field.related_model
        if model_named:
            changes = [value for want in wanted for value in want.changed.get(name, ())]
            several = field.many_to_many or name in KEPT_AS_IDS
            ids = {each for value in changes for each in (value if several else [value])}
            records = records_of(model_named).in_bulk(ids - {None})
            found[name] = namer(several, records)
    return found


def records_of(model):
    """Rows that can say how they are called without a query each."""
    rows = model.with_deleted.all()
    return rows.select_related("user") if model is Facilitator else rows


def namer(several, records):
    if several:
        return lambda ids: [str(records[each]) for each in sorted(ids) if each in records]
    return lambda each: str(records[each]) if each else ""
