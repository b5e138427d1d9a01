"""The guard on fields: `validators=[guarded]` on a model's or a form's field that takes prose.

`guarded` blocks and warns; `guarded_name` is for titles and names of groups and programs, whose capitals are
no sign of a person: it only blocks.
"""

from django.core.exceptions import ValidationError
from django.urls import reverse
from django.utils.deconstruct import deconstructible
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from .judging import Block, Warn, judge

HINT = gettext_lazy("Write about the activity, never about a person.")
BLOCKED = {
    Block.PHONE: gettext_lazy("This looks like a phone or identity number. Take it out."),
    Block.PAPER: gettext_lazy("This looks like the number of a passport or identity card. Take it out."),
    Block.EMAIL: gettext_lazy("This looks like an e-mail address or an account. Take it out."),
    Block.COORDINATES: gettext_lazy("This looks like a place on a map. Name the community instead."),
    Block.NAME: gettext_lazy("This looks like a person's name. Write about the activity instead."),
    Block.LIFE: gettext_lazy("This tells of one person's life. Write about the activity instead."),
}
WARNED = {
    Warn.LIKELY_NAME: gettext_lazy("Two words with capitals may be a person's name."),
    Warn.AGE_AND_PLACE: gettext_lazy("An age beside a place may point to one person."),
    Warn.ONE_PERSON: gettext_lazy("This seems to be about one person."),
}
MOST = 20_000
"""Characters that are looked at; fields that take prose hold far less."""


def refusal(block):
    """What the writer is told. It never repeats what was written."""
    if block is not Block.HARM:
        return str(BLOCKED[block])
    link = format_html('<a href="{}">{}</a>', reverse("harm"), _("use the referral card"))
    return format_html(_("If someone disclosed harm, {link}; do not write it here."), link=link)


def as_text(value):
    """Prose as one text: lists of sentences are kept as lists."""
    if isinstance(value, list | tuple):
        return "\n".join(as_text(each) for each in value)
    return value[:MOST] if isinstance(value, str) else ""


@deconstructible
class Guarded:
    """A validator. The error says what kind of thing was found, and carries nothing of the text."""

    def __init__(self, *, warns=True):
        self.warns = warns

    def __call__(self, value):
        if found := judge(as_text(value)).blocks:
            raise ValidationError([ValidationError(refusal(block), code="guarded") for block in found])

    def __eq__(self, other):
        return isinstance(other, Guarded) and self.warns == other.warns

    def __hash__(self):
        return hash(self.warns)


guarded = Guarded()
guarded_name = Guarded(warns=False)


def guard_of(field):
    """The guard among a field's validators, or None."""
    return next((each for each in getattr(field, "validators", ()) if isinstance(each, Guarded)), None)


def guarded_fields(model):
    """The model's own fields that a guard stands before."""
    return [field for field in model._meta.concrete_fields if guard_of(field)]
