"""What every page needs, joined into one style sheet and one script.

On a bad line a request costs half a second. The parts stay as they are written; Bootstrap's sheet is cut
down to what our templates name (see `purged`).
"""

import re
from functools import lru_cache
from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

from .purged import FORMS, classes_in, purged

OWN = (
    "tokens",
    "base",
    "layout",
    "components/card",
    "components/figure",
    "components/chips",
    "components/badge",
    "components/button",
    "components/table",
    "components/form",
    "components/notice",
    "components/navigation",
    "components/legend",
    "components/outbox",
    "components/numbers",
    "components/sessions",
    "components/help",
)
"""In the order in which they may overrule each other. What only some pages need, they link themselves."""

SHEETS = {"css/site.css": "bootstrap.min.css", "css/site.rtl.css": "bootstrap.rtl.min.css"}
"""Each joined sheet, and the one of Bootstrap (from its wheel) that it begins with."""

SCRIPT = "js/site.js"
MODULES = ("page", "device", "me", "outbox", "keep", "cautions", "number_grid", "log", "waiting", "shell")
"""Each after those that it imports. Pages of the field are opened most, and on the worst lines: they set the
choice, and the others get some kilobytes more, once."""

IMPORT = re.compile(r'^import (?:\* as )?(.+) from "\./(\w+)\.js";$', re.MULTILINE)
EXPORT = re.compile(r"^export (?=(?:async )?(?:function|class|const) (\w+))", re.MULTILINE)
COMMENT = re.compile(r"^\s*//.*\n", re.MULTILINE)


class JoinedFinder(BaseFinder):
    """Finds the joined files, written anew below `CARE_ENGAGE_HOME` when one of their parts has changed."""

    def __init__(self, *args, **kwargs):
        self.storage = FileSystemStorage(location=settings.HOME / "joined")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        if path not in (*SHEETS, SCRIPT):
            return []
        found = str(self.joined(path))
        return [found] if find_all else found

    def list(self, ignore_patterns):
        for path in (*SHEETS, SCRIPT):
            self.joined(path)
            yield path, self.storage

    def joined(self, path):
        target = Path(self.storage.path(path))
        text = (script if path == SCRIPT else sheet)(path, newest(path))
        if not target.exists() or target.read_text() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(text)
        return target


def newest(path):
    """Changes when one of the parts does."""
    folders = ("static/js",) if path == SCRIPT else ("static/css", "templates")
    found = [part.stat() for folder in folders for part in (settings.BASE_DIR / folder).rglob("*.*")]
    return len(found), max(part.st_mtime_ns for part in found)


@lru_cache(maxsize=8)
def sheet(path, newest):
    # The wheel is a namespace package, whose own path prints as "MultiplexedPath(...)": ask below it.
    bootstrap = files("bootstrap").joinpath("css").joinpath(SHEETS[path]).read_text()
    templates = (part.read_text() for part in (settings.BASE_DIR / "templates").rglob("*.html"))
    own = [(settings.BASE_DIR / "static/css" / f"{name}.css").read_text() for name in OWN]
    return "\n".join([purged(bootstrap, classes_in(templates) | FORMS), *own])


@lru_cache(maxsize=8)
def script(path, newest):
    """The modules, each a function that is run once and returns what it exports."""
    return "\n".join(module(name) for name in MODULES)


def module(name):
    text = COMMENT.sub("", (settings.BASE_DIR / "static/js" / f"{name}.js").read_text())
    given = ", ".join(EXPORT.findall(text))
    text = EXPORT.sub("", IMPORT.sub(r"const \1 = of_\2;", text))
    return f"const of_{name} = (() => {{\n{text}return {{ {given} }};\n}})();"
