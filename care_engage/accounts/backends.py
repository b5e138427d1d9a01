"""E-mail log-in, blind to upper and lower case."""

from django.contrib.auth.backends import ModelBackend


class EmailBackend(ModelBackend):
    """Django's own backend: the e-mail is stored in lower case and looked up so."""

    def authenticate(self, request, username=None, password=None, **kwargs):
        email = username or kwargs.get("email") or ""
        return super().authenticate(request, username=email.strip().lower(), password=password)
