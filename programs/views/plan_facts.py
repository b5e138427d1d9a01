"""A record's fields as pairs of label and words, for the pages that show one."""

from django.utils.translation import gettext as _

from care_engage.kit.templatetags.kit import day_year


def facts(record, names):
    """`[(label, words)]` of these fields, those that are empty left out."""
    pairs = []
    for name in names:
        field = record._meta.get_field(name)
        shown = getattr(record, f"get_{name}_display", None)
        value = shown() if shown else getattr(record, name)
        if value in (None, "", []):
            continue
        if isinstance(value, bool):
            value = _("yes") if value else _("no")
        if hasattr(value, "isoformat"):
            value = day_year(value)
        pairs.append((field.verbose_name, value))
    return pairs
