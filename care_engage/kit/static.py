"""Which files of installed packages we serve: the few that a page asks for, and the admin's own.

Django's own finder would collect (and brotli would then compress) several hundred files that no page names.
"""

from django.contrib.staticfiles.finders import AppDirectoriesFinder
from whitenoise.storage import CompressedManifestStaticFilesStorage

WANTED_FROM_APPS = ("admin/", "django_htmx/htmx-2.min.js")


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


class StaticStorage(CompressedManifestStaticFilesStorage):
    """Hashed names, compressed; ES modules see each other's hashed names too; no source map is collected."""

    support_js_module_import_aggregation = True
    patterns = tuple(
        (glob, tuple(pattern for pattern in found if "sourceMappingURL" not in str(pattern)))
        for glob, found in CompressedManifestStaticFilesStorage.patterns
    )
