"""What a sheet of the plan workbook is made of."""

from collections.abc import Callable
from dataclasses import dataclass

from django.utils.translation import gettext_lazy as _

from groups.models import Group
from programs.models import Program

from .values import choice, text


@dataclass(frozen=True)
class Column:
    """`blank` is the value of an empty cell; `what` says in a few words what stands here."""

    name: str
    read: Callable
    what: str
    required: bool = False
    blank: object = None
    options: tuple = ()


@dataclass(frozen=True)
class Sheet:
    """`key` names the columns that together make a row one of a kind in its sheet."""

    name: str
    what: str
    key: tuple
    columns: tuple

    @property
    def by_name(self):
        return {column.name: column for column in self.columns}


def longest(model, field):
    return model._meta.get_field(field).max_length


PROGRAM_CODE = longest(Program, "code")
GROUP_CODE = longest(Group, "code")
PLACE = 120


def must(name, read, what, options=()):
    return Column(name, read, what, required=True, options=tuple(options))


def may(name, read, what, blank=None, options=()):
    return Column(name, read, what, blank=blank, options=tuple(options))


def one_of(name, options, what, required=True, blank=None):
    return Column(name, choice(options), what, required, blank, tuple(options.values))


AT = may("place", text(PLACE), _("name or code of a place; the country if empty"), "")
