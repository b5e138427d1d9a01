"""The guard on pages: a hint below every field that takes prose, and a tick where only a person can judge."""

from django import forms
from django.conf import settings
from django.utils.module_loading import import_string
from django.utils.text import format_lazy
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from .fields import HINT, WARNED, as_text, guard_of, guarded_fields
from .folding import TOKEN, fold
from .judging import judge

NOBODY = "nobody_identifiable"


class GuardedForm:
    """Mixed into a form: brings the guards of its model's fields along, and asks where they doubt.

    A doubt (`warns`) is settled by a tick that appears only then. Text that was not touched is not asked
    about again.
    """

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        model = getattr(getattr(self, "_meta", None), "model", None)
        for field in guarded_fields(model) if model else ():
            if field.name in self.fields and not guard_of(self.fields[field.name]):
                self.fields[field.name].validators.append(guard_of(field))
        for field in self._prose().values():
            said = field.help_text
            field.help_text = format_lazy("{} {}", said, HINT) if said else HINT
            field.widget.attrs.setdefault("autocomplete", "off")

    def _prose(self):
        return {name: field for name, field in self.fields.items() if getattr(guard_of(field), "warns", 0)}

    @property
    def guarded_elsewhere(self):
        """Fields of the record with a guard that this form does not show."""
        return {field.name for field in guarded_fields(self._meta.model)} - set(self.fields)

    def _post_clean(self):
        super()._post_clean()
        changed = self.changed_data
        texts = {
            name: as_text(self.cleaned_data[name])
            for name in self._prose()
            if name in changed and name in self.cleaned_data
        }
        doubts = {name: warns for name, text in texts.items() if (warns := judge(text).warns)}
        if doubts:
            known = self._known()
            doubts = {name: warns for name in doubts if (warns := judge(texts[name], known).warns)}
        if doubts:
            self._ask(doubts)

    def _ask(self, doubts):
        self.fields[NOBODY] = forms.BooleanField(label=_("No person is identifiable"), required=False)
        names = list(self.fields)[:-1]
        after = names.index([*doubts][-1]) + 1
        self.order_fields([*names[:after], NOBODY])
        if NOBODY not in self.data and self.add_prefix(NOBODY) not in self.data:
            for name, warns in doubts.items():
                for warn in warns:
                    self.add_error(name, WARNED[warn])
                self.add_error(name, _now("Rewrite it, or tick below that no person is identifiable."))

    def _known(self):
        """Folded words of names that are no person's, asked for only when there is a doubt."""
        names = import_string(settings.GUARD_KNOWN_NAMES)(getattr(self, "user", None))
        return frozenset(word for name in names for word in TOKEN.findall(fold(name)))
