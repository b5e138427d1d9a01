"""Writing many numbers of a register at once."""

from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from .models import Member


def enter(*, members):
    """Put these numbers on the register, all or none, with history. Raises IntegrityError if one is taken."""
    with transaction.atomic():
        bulk_create_with_history(members, Member)


def mark_left(*, members, left_on):
    """These numbers left on that day, or with None have come back."""
    members = list(members)
    for member in members:
        member.left_on = left_on
    with transaction.atomic():
        bulk_update_with_history(members, Member, ["left_on"])
