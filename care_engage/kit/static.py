"""Which files of installed packages we serve: the few that a page asks for, and the admin's own.

Django's own finder would collect (and brotli would then compress) several hundred files that no page names.
"""

from importlib.resources import files

from django.contrib.staticfiles.finders import AppDirectoriesFinder, BaseFinder
from django.core.files.storage import FileSystemStorage
from whitenoise.storage import CompressedManifestStaticFilesStorage

WANTED_FROM_APPS = ("admin/", "django_htmx/htmx-2.min.js")
WANTED_FROM_BOOTSTRAP = ("css/bootstrap.min.css", "css/bootstrap.rtl.min.css")


class WantedAppFilesFinder(AppDirectoriesFinder):
    """Files of installed apps, the wanted ones only."""

    def find(self, path, find_all=False):
        if not path.startswith(WANTED_FROM_APPS):
            return []
        return super().find(path, find_all=find_all)

    def list(self, ignore_patterns):
        for path, storage in super().list(ignore_patterns):
            if path.startswith(WANTED_FROM_APPS):
                yield path, storage


class BootstrapFinder(BaseFinder):
    """The style sheets of the `bootstrap-wrapper` wheel, which is not a Django app, below `bootstrap/`."""

    def __init__(self, *args, **kwargs):
        # The wheel is a namespace package, whose own path prints as "MultiplexedPath(...)": ask below it.
        self.storage = FileSystemStorage(location=files("bootstrap").joinpath("css").parent)
        self.storage.prefix = "bootstrap"

    def check(self, **kwargs):
        return []

    def find(self, path, find_all=False):
        name = path.removeprefix("bootstrap/")
        if not path.startswith("bootstrap/") or name not in WANTED_FROM_BOOTSTRAP:
            return []
        found = self.storage.path(name)
        return [found] if find_all else found

    def list(self, ignore_patterns):
        for name in WANTED_FROM_BOOTSTRAP:
            yield name, self.storage


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed; ES modules see each other's hashed names too; no source map is collected."""

    support_js_module_import_aggregation = True
    patterns = tuple(
        (glob, tuple(pattern for pattern in found if "sourceMappingURL" not in str(pattern)))
        for glob, found in CompressedManifestStaticFilesStorage.patterns
    )
