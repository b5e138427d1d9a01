"""What a password must not be made of: the words that everybody here would guess first."""

import re

from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _

GUESSED_FIRST = (
    "care",
    "engage",
    "engaging",
    "password",
    "welcome",
    "rwanda",
    "burundi",
    "nepal",
    "admin",
    "facilitator",
    "manager",
    "gender",
    "equality",
)
LEFT_OVER = 5  # letters beside these words


class GuessedFirstValidator:
    """Refuses `CareRwanda2026!` and its kind: without the words, digits and signs too little is left."""

    def validate(self, password, user=None):
        found = password.lower()
        for word in GUESSED_FIRST:
            found = found.replace(word, "")
        if found != password.lower() and len(re.sub(r"[\d\W_]", "", found)) < LEFT_OVER:
            raise ValidationError(self.get_help_text(), code="guessed_first")

    def get_help_text(self):
        return _("Not the organization, the country or a role with some digits: that is tried first.")
