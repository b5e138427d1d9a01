"""The policy in the reader's language. Sentences of the file are messages of the translations themselves."""

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext

OUTCOMES = {
    "": gettext_lazy("It goes then."),
    "delete": gettext_lazy("Deleted for good."),
    "blank": gettext_lazy("This is blanked, the rest stays."),
    "aggregate": gettext_lazy("Who came is forgotten, how many came stays."),
    "anonymize": gettext_lazy("Name, e-mail and password are taken away."),
    "trim": gettext_lazy("Old entries are closed off and deleted."),
}


def in_words(sentence):
    return _(sentence)


def period_in_words(period):
    """ "30 days", "12 months", "7 years" as they stand in the file."""
    number = int(period.text.split()[0])
    words = {
        "day": ngettext("%(count)d day", "%(count)d days", number),
        "month": ngettext("%(count)d month", "%(count)d months", number),
        "year": ngettext("%(count)d year", "%(count)d years", number),
    }
    return words[period.text.split()[1].rstrip("s")] % {"count": number}


def how_long(entry):
    if entry.keep is None:
        return _("Until %(event)s") % {"event": _(entry.until)}
    return _("%(period)s after %(event)s") % {"period": period_in_words(entry.keep), "event": _(entry.after)}
