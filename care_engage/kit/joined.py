"""The style sheets that every page needs, joined into one: on a bad line a request costs half a second."""

from importlib.resources import files
from pathlib import Path

from django.conf import settings
from django.contrib.staticfiles.finders import BaseFinder
from django.core.files.storage import FileSystemStorage

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
)
"""In the order in which they may overrule each other. What only some pages need, they link themselves."""

SHEETS = {"css/site.css": "bootstrap.min.css", "css/site.rtl.css": "bootstrap.rtl.min.css"}
"""Each joined sheet, and the one of Bootstrap (from its wheel) that it begins with."""


class JoinedSheetsFinder(BaseFinder):
    """Finds `css/site.css`, written anew below `CARE_ENGAGE_HOME` when one of its parts has changed."""

    def __init__(self, *args, **kwargs):
        self.storage = FileSystemStorage(location=settings.HOME / "joined")

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        if path not in SHEETS:
            return []
        found = str(self.joined(path))
        return [found] if find_all else found

    def list(self, ignore_patterns):
        for path in SHEETS:
            self.joined(path)
            yield path, self.storage

    def joined(self, path):
        target = Path(self.storage.path(path))
        parts = [part.read_bytes() for part in self.parts(path)]
        text = b"\n".join(parts)
        if not target.exists() or target.read_bytes() != text:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(text)
        return target

    def parts(self, path):
        # The wheel is a namespace package, whose own path prints as "MultiplexedPath(...)": ask below it.
        yield Path(str(files("bootstrap").joinpath("css").joinpath(SHEETS[path])))
        for name in OWN:
            yield settings.BASE_DIR / "static" / "css" / f"{name}.css"
