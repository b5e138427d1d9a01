"""The page that purges texts of a record with their history, and tells the trail that it was done."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import redirect
from django.utils.text import capfirst
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from care_engage.kit.editing import posted
from care_engage.kit.guard.purging import purge, purgeable
from care_engage.kit.pages import render_page

from .record import Act
from .record import record as add_to_trail


class PurgeForm(forms.Form):
    """Which of the record's texts go."""

    texts = forms.MultipleChoiceField(
        label=gettext_lazy("Texts to purge"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one text.")},
    )

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        self.holding = {field.name: field for field in fields}
        self.fields["texts"].choices = [
            (name, capfirst(field.verbose_name)) for name, field in self.holding.items()
        ]
        if len(fields) == 1:
            self.initial["texts"] = list(self.holding)

    @property
    def chosen(self):
        return [self.holding[name] for name in self.cleaned_data["texts"]]


def purge_page(request, record, *, office, home, **context):
    """Choose the texts, be told that nothing brings them back, and purge them with their history.

    `office` is an id; `home` is where one goes then.
    """
    fields = purgeable(record)
    form = PurgeForm(posted(request), fields=fields)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            purge(record, form.chosen)
            add_to_trail(Act.PURGED, request.user, record, office=office)
        messages.success(request, _("The text is gone, and so is its history."))
        return redirect(home)
    context |= {"form": form, "title": _("Purge a text and its history?"), "record": record, "cancel": home}
    context |= {"action": _("Purge for good"), "danger": True, "nothing": not fields}
    context["happens"] = [
        _("Use this when a text tells of a person. It goes from the record and from its whole history."),
        _("Nothing brings it back. Copies in backups end with the backups."),
    ]
    return render_page(request, "purge.html", context)
