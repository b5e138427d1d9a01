"""The numbers of a group: made from how many it has, where its space says how they are counted."""

from django.utils.translation import gettext as _

from groups.models import Member
from groups.spaces import COLUMN_OF_SPACE

from .settling import BATCH


def counted(row, group):
    """Single-gender spaces get a register; elsewhere the columns are unknown, so people are only counted."""
    members, space = row.get("members"), row.get("space")
    if members is None:
        return {}
    if group is None and space not in COLUMN_OF_SPACE:
        return {"head_count_only": True, "enrolled": members}
    return {"enrolled": members} if group and group.head_count_only else {}


def write_registers(wanted, report, user):
    """Numbers 1 to n, under the column of the group's space, for groups that have no register yet."""
    groups = {
        want.record.pk: want
        for want in wanted
        if want.row.get("members")
        and not want.record.head_count_only
        and want.record.space in COLUMN_OF_SPACE
    }
    for pk in set(Member.objects.filter(group__in=groups).values_list("group", flat=True)):
        del groups[pk]
    members = [
        Member(group=want.record, number=number, column=COLUMN_OF_SPACE[want.record.space])
        for want in groups.values()
        for number in range(1, want.row.get("members") + 1)
    ]
    Member.objects.bulk_create(members, batch_size=BATCH)
    if members:
        Member.history.bulk_history_create(members, batch_size=BATCH, default_user=user)
    for want in groups.values():
        report.notes.append(
            _("New register: numbers 1 to %(members)s of %(group)s.")
            % {"members": want.row.get("members"), "group": want.record}
        )
