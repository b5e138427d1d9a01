"""Word to the safeguarding focal point that a critical concern is there: where to look, and nothing else."""

import logging

from django.conf import settings
from django.core.mail import send_mail
from django.db import transaction
from django.urls import reverse
from django.utils import translation
from django.utils.translation import gettext as _

from care_engage.accounts.models import RoleKind, User

from .concern_words import ConcernSeverity

log = logging.getLogger(__name__)


def tell_safeguarding(concern, request=None):
    """Mail the focal points of the office once the concern is stored. Critical ones only.

    On the command line there is no request to tell the address of this site: the settings do.
    """
    if concern.severity == ConcernSeverity.CRITICAL and settings.SENDS_MAIL:
        path = reverse("concern", args=[concern.pk])
        link = request.build_absolute_uri(path) if request else settings.ADDRESS + path
        transaction.on_commit(lambda: mail(concern.office_id, link))


def mail(office_id, link):
    people = User.objects.filter(
        roles__office=office_id,
        roles__kind=RoleKind.SAFEGUARDING_FOCAL_POINT,
        roles__deleted_at=None,
        is_active=True,
    )
    for person in people.distinct():
        with translation.override(person.language):
            subject = _("A critical concern waits for you")
            text = _("Log in to read what may be read of it: %(link)s") % {"link": link}
            try:
                send_mail(subject, text, None, [person.email])
            except OSError:
                log.exception("a notice was not sent")
