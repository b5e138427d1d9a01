import base64
import binascii

from django import forms
from django.core import signing
from django.utils.translation import gettext_lazy as _

from .workbook import MAX_FILE

HELD_FOR = 60 * 60
"""Seconds for which a preview can be confirmed."""


class WorkbookForm(forms.Form):
    """The first step: a file to look at."""

    workbook = forms.FileField(
        label=_("Plan workbook"),
        help_text=_("An .xlsx file of at most 5 MB. You will see what it changes before anything is saved."),
        error_messages={
            "required": _("Choose a workbook first."),
            "empty": _("The file is empty. Choose a workbook (.xlsx)."),
        },
        widget=forms.FileInput(
            attrs={"accept": ".xlsx,application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"}
        ),
    )

    def clean_workbook(self):
        file = self.cleaned_data["workbook"]
        if file.size > MAX_FILE:
            raise forms.ValidationError(
                _("The file is larger than 5 MB. Split it into workbooks of one program each.")
            )
        return file.read()


def signer(user):
    return signing.TimestampSigner(salt=f"plan workbook of {user.pk}")


def hold(data, user):
    """The file as text for a form: it travels with the preview, signed, and is kept nowhere meanwhile."""
    return signer(user).sign(base64.b64encode(data).decode())


def held(text, user):
    """The bytes that `hold` put away; None when it is too long ago, or not this person's."""
    try:
        return base64.b64decode(signer(user).unsign(text, max_age=HELD_FOR), validate=True)
    except (signing.BadSignature, binascii.Error):
        return None
