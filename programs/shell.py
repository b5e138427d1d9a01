"""The one page that a device keeps, and the service worker that keeps it (see `programs.offline` for why)."""

import hashlib
import re
from functools import lru_cache
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles import finders
from django.template.loader import render_to_string
from django.utils import translation
from django.utils.translation import gettext as _

from care_engage.accounts.models import CountryOffice
from groups.spaces import COUNTS, Column, GenderSpace

from .cautions import Shown, of_spaces
from .forms.logging import LogForm, NotHeldForm
from .log_page import Block, Chip, Grid, Tile
from .models import Intervention, Level, Program, Session, Topic


def shell():
    """What the page's template asks for: the form around a blank session, and patterns of what repeats."""
    program = Program(office=CountryOffice(gender_columns="COMBINED"))
    session = Session(intervention=Intervention(space="MIXED_ADULT", program=program))
    today = session.planned_on = program.office.today()
    topics = list(Topic.objects.order_by("code"))
    session.members, session.people = [], []
    session.all_topics = [[topic.code, topic.label, topic.level] for topic in topics]
    return {
        "session": session,
        "form": LogForm(
            initial={"version": 1, "minutes": 120, "backlash_check": "NOT_ASKED"}, session=session
        ),
        "not_held": NotHeldForm(today=today),
        "near": [Chip("0", "", chosen=False)],
        "far": by_level(topics),
        "grids": [Grid(_("Group"), (blank_couple(), Block(None, (blank_tile(3),))), 0, 0)],
        "people": [Chip("0", "", chosen=False)],
        "other_people": [Chip("0", "", chosen=False)],
        "watched": [Shown(one, holds=False, sentence="", mark=one.name) for one in of_spaces()],
        "couples": couples(),
        "columns": [(column.value, column.label.lower(), COUNTS[column]) for column in Column],
        "spaces": GenderSpace.choices,
    }


def by_level(topics):
    return [
        (
            label,
            [
                Chip(topic.code, _(topic.label), chosen=False, sensitive=level == Level.SENSITIVE)
                for topic in topics
                if topic.level == level
            ],
        )
        for level, label in Level.choices
    ]


def blank_tile(number, column=Column.WOMAN):
    return Tile(f"0:{number}", number, _("Number %(number)d") % {"number": number}, False, COUNTS[column])


def blank_couple(first=Column.WOMAN, second=Column.MAN):
    return Block(1, (blank_tile(1, first), blank_tile(2, second)))


def couples():
    """The words of a pair's button, by the columns of the two."""
    return [
        (f"{first.value} {second.value}", blank_couple(first, second).words)
        for first in Column
        for second in Column
        if first != second
    ]


def shell_tag():
    """Names the page as it is now in this language: another tag, and devices fetch it again."""
    return fingerprint(build(), translation.get_language() or "")


def files():
    """Addresses of the static files that the page asks for, in either direction of writing."""
    wanted = re.compile(rf'(?:href|src)="({re.escape(settings.STATIC_URL)}[^"]+)"')
    found = {}
    for language in ("en", "ar"):
        with translation.override(language):
            html = render_to_string("programs/offline/shell.html", shell() | direction())
        found |= dict.fromkeys(wanted.findall(html))
    return list(found)


def direction():
    """What the request's context would say of the language."""
    return {"LANGUAGE_CODE": translation.get_language(), "LANGUAGE_BIDI": translation.get_language_bidi()}


def build():
    """The version of this copy of the program, as far as devices are concerned."""
    return measured() if settings.DEBUG else measured_once()


def measured():
    """Over the files' contents and the page's templates: whatever alters one of them is a new version."""
    parts = [contents(address.removeprefix(settings.STATIC_URL)) for address in files()]
    parts += [path.read_text() for path in sorted((settings.BASE_DIR / "templates").rglob("*.html"))]
    parts += [(settings.BASE_DIR / "templates/programs/offline/sw.js").read_text()]
    return fingerprint(*parts)


measured_once = lru_cache(maxsize=1)(measured)


def contents(name):
    """A collected file's name carries a hash of its contents already; others are read."""
    if re.search(r"\.[0-9a-f]{12}\.\w+$", name):
        return name
    path = finders.find(name)
    return hashlib.sha256(Path(path).read_bytes()).hexdigest() if path else name


def fingerprint(*texts):
    return hashlib.sha256("\0".join(texts).encode()).hexdigest()[:16]
