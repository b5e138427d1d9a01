"""Reads `policy.toml`, strictly: what it cannot execute, or does not understand, it refuses."""

import calendar
import datetime as dt
import re
import tomllib
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.apps import apps

from care_engage.kit.erasing import history_of

from .clocks import CLOCKS

SOURCE = Path(__file__).with_name("policy.toml")
ACTS = ("delete", "blank", "aggregate", "anonymize", "trim")
EVERY_MODEL, EVERY_PAST, BACKUPS = "*", "history of *", "backups"
TABLE = "table "
LIMITED = {"what", "why", "keep", "after", "then", "holds", "proposed"}
UNLIMITED = {"what", "why", "until", "holds", "proposed"}
PERIOD = re.compile(r"(\d+) (days?|months?|years?)")


class PolicyError(Exception):
    """The file says something that nobody can carry out."""


@dataclass(frozen=True)
class Period:
    """How long something is kept: `Period.read("12 months")`."""

    text: str
    days: int = 0
    months: int = 0

    @classmethod
    def read(cls, text):
        found = PERIOD.fullmatch(text)
        if not found:
            raise PolicyError(f"“{text}” is not a period. Write it as 30 days, 12 months or 7 years.")
        number, unit = int(found[1]), found[2].rstrip("s")
        if unit == "day":
            return cls(text, days=number)
        return cls(text, months=number * (12 if unit == "year" else 1))

    def before(self, on):
        """The last day on which something may have ended whose time is over `on` this day."""
        day = on - dt.timedelta(days=self.days)
        year, month = divmod(day.year * 12 + day.month - 1 - self.months, 12)
        return day.replace(
            year=year, month=month + 1, day=min(day.day, calendar.monthrange(year, month + 1)[1])
        )


@dataclass(frozen=True)
class Entry:
    """One row of the policy. `holds` names fields by model; without a period it is kept `until` something."""

    what: str
    why: str
    holds: dict
    until: str = ""
    keep: Period | None = None
    after: str = ""
    then: str = ""
    proposed: bool = False

    def models(self):
        """The models that this entry is executed on; of all models, those that depend on others first."""
        for key in self.holds:
            if key == EVERY_MODEL:
                yield from (model for model in reversed(own_models()) if self.covers_all_of(model))
            elif key not in (EVERY_PAST, BACKUPS) and not key.startswith(TABLE):
                yield apps.get_model(key)

    def covers_all_of(self, model):
        """Whether `*` means this model: it has the fields, and no entry of its own takes them."""
        names = self.holds[EVERY_MODEL]
        own = named_by_model().get(model._meta.label, {})
        there = field_names(model)
        return all(name in there and name not in own for name in names)

    def fields(self, model):
        return self.holds.get(model._meta.label, self.holds.get(EVERY_MODEL, ()))


@dataclass(frozen=True)
class Part:
    name: str
    entries: tuple


def own_models():
    """Every model with a table of its own, but for the past of others and the joins of two."""
    pasts = {history_of(model) for model in apps.get_models()}
    joins = {
        relation.related_model
        for past in pasts
        if past is not None
        for relation in past._meta.related_objects
    }
    return [
        model
        for model in apps.get_models()
        if model not in pasts and model not in joins and not model._meta.proxy
    ]


def field_names(model):
    """Its columns and its many-to-many fields, by name."""
    return [field.name for field in (*model._meta.concrete_fields, *model._meta.many_to_many)]


@cache
def policy():
    """The parts of the file. Raises PolicyError."""
    return tuple(read_part(part) for part in tomllib.loads(SOURCE.read_text())["part"])


def entries():
    return [entry for part in policy() for entry in part.entries]


@cache
def named_by_model():
    """`{model label: {field: entry}}` for what entries name outright, without `*`."""
    named = {}
    for entry in entries():
        for key, names in entry.holds.items():
            for name in names:
                if named.setdefault(key, {}).setdefault(name, entry) is not entry:
                    raise PolicyError(f"{key}.{name} has two entries.")
    return named


def backup_days():
    """For how many days backups are kept at most."""
    (entry,) = [entry for entry in entries() if BACKUPS in entry.holds]
    return entry.keep.days


def read_part(said):
    if said.keys() != {"name", "entry"}:
        raise PolicyError(f"A part has a name and entries, not {', '.join(sorted(said))}.")
    return Part(said["name"], tuple(read_entry(entry) for entry in said["entry"]))


def read_entry(said):
    what = said.get("what", "An entry without a name")
    wanted = UNLIMITED if "until" in said else LIMITED
    optional = {"proposed"}
    if not wanted - optional <= said.keys() <= wanted:
        raise PolicyError(f"{what}: it needs {', '.join(sorted(wanted - optional))}, and nothing else.")
    holds = {key: tuple(names.split()) for key, names in said["holds"].items()}
    entry = Entry(
        **said | {"holds": holds} | ({} if "until" in said else {"keep": Period.read(said["keep"])})
    )
    refuse_unknown_names(entry)
    if entry.then:
        refuse_unexecutable(entry)
    return entry


def refuse_unknown_names(entry):
    for key, names in entry.holds.items():
        if key in (EVERY_MODEL, EVERY_PAST, BACKUPS) or key.startswith(TABLE):
            continue
        try:
            there = field_names(apps.get_model(key))
        except (LookupError, ValueError):
            raise PolicyError(f"{entry.what}: there is no {key}.") from None
        if gone := [name for name in names if name not in there]:
            raise PolicyError(f"{entry.what}: {key} has no {', '.join(gone)}.")


def refuse_unexecutable(entry):
    if entry.then not in ACTS:
        raise PolicyError(f"{entry.what}: “{entry.then}” is none of {', '.join(ACTS)}.")
    if entry.after not in CLOCKS:
        raise PolicyError(f"{entry.what}: nothing says when “{entry.after}”.")
    for key in entry.holds:
        if key not in CLOCKS[entry.after]:
            raise PolicyError(f"{entry.what}: nothing says when “{entry.after}” for {key}.")
