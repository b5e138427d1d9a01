"""Writing many numbers of a register at once."""

from django.db import transaction
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from care_engage.trail.record import Act, record

from .models import Member, Named


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


def name_person(*, group, user, by):
    """Let this person know of a protected group."""
    with transaction.atomic():
        named = Named.objects.create(group=group, user=user)
        record(Act.NAMED, by, named, office=group.office_id)


def unname_person(*, named, by):
    """Take the name off the list: from now on the person finds nothing of the group."""
    with transaction.atomic():
        named.remove()
        record(Act.UNNAMED, by, named, office=named.group.office_id)
