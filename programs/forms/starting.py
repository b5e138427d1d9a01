from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.kit.guard.fields import guarded_name
from groups.models import Group
from programs.starting import new_group

from .programs import ProgramForm

ASKED = {"name", "code", "place", "manager", "starts_on"}
"""Of the program's own fields; the rest is written down later."""


class StartForm(ProgramForm):
    """A program of the office that the instance names, and for each circle of its shape a group.

    For each circle either a new name is given, or a group of the same space is chosen that exists already.
    """

    def __init__(self, *args, shape, **kwargs):
        self.shape = shape
        super().__init__(*args, **kwargs)
        for name in set(self.fields) - ASKED:
            del self.fields[name]
        groups = Group.objects.visible_to(self.user).filter(office=self.instance.office)
        for circle in shape.circles:
            self.fields[f"name_{circle.code}"] = forms.CharField(
                label=_("%(kind)s: name of the new group") % {"kind": circle.name},
                initial=circle.name,
                max_length=160,
                required=False,
                validators=[guarded_name],
            )
            self.fields[f"group_{circle.code}"] = forms.ModelChoiceField(
                groups.filter(space=circle.space).exclude(status="CLOSED"),
                label=_("or a group that exists already"),
                required=False,
                empty_label=_("a new group"),
            )

    def clean(self):
        data = super().clean()
        for circle in self.shape.circles:
            if not data.get(f"group_{circle.code}") and not data.get(f"name_{circle.code}"):
                self.add_error(f"name_{circle.code}", _now("Name the new group, or choose one that exists."))
        chosen = [group for name, group in data.items() if name.startswith("group_") and group]
        if len(chosen) != len(set(chosen)):
            raise ValidationError(_now("The same group was chosen twice. Choose another, or name a new one."))
        return data

    def groups(self):
        """The groups by the code of their circle; new ones are not saved yet."""
        data = self.cleaned_data
        return {
            circle.code: data[f"group_{circle.code}"]
            or new_group(
                circle, self.instance, data[f"name_{circle.code}"], f"{self.instance.code}-{circle.code}"[:20]
            )
            for circle in self.shape.circles
        }
