"""How colleagues are named in a workbook: by the work e-mail address with which they log in here.

Only people who have an account are found by it, so a workbook makes nobody. What is no address may be
somebody's name, and is repeated nowhere.
"""

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.utils.translation import gettext as _

from .faults import SHOWN
from .values import Betraying, Unreadable, plain


def address(cell):
    found = plain(cell).lower()
    try:
        validate_email(found)
    except ValidationError:
        raise Betraying(_("The work e-mail address with which a colleague logs in was expected.")) from None
    return found


def addresses(cell):
    """A list separated by semicolons; each once, and one at least."""
    found = [address(type(cell)(part.strip(), "s")) for part in plain(cell).split(";") if part.strip()]
    if not found:
        raise Unreadable(_("The work e-mail address with which a colleague logs in was expected."))
    if twice := next((each for at, each in enumerate(found) if each in found[:at]), None):
        raise Unreadable(_("%s stands here twice.") % twice[:SHOWN])
    return found
