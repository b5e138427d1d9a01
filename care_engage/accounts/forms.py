"""What people change about themselves: how they log in, in which language they read."""

from allauth.account.forms import LoginForm
from django import forms
from django.conf import settings
from django.contrib.auth.forms import PasswordChangeForm
from django.utils.text import capfirst
from django.utils.translation import get_language_info
from django.utils.translation import gettext_lazy as _

from .models import User


class LogInForm(LoginForm):
    """allauth's, with our words and without its links to pages that are not here."""

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["login"].widget = forms.EmailInput(
            attrs={"autofocus": True, "autocomplete": "username", "class": "form-control"}
        )
        self.fields["login"].label = _("E-mail")
        self.fields["password"] = forms.CharField(
            label=_("Password"),
            strip=False,
            max_length=1_000,
            widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
        )


class LanguageForm(forms.ModelForm):
    class Meta:
        model = User
        fields = ["language"]
        help_texts = {"language": _("Arabic turns the pages from right to left.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        own = [(code, capfirst(get_language_info(code)["name_local"])) for code, _name in settings.LANGUAGES]
        self.fields["language"].choices = own


class PasswordForm(PasswordChangeForm):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["old_password"].label = _("Present password")
        self.fields["old_password"].widget.attrs.pop("autofocus", None)
