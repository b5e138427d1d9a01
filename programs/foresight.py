"""What the rules will say once a change is saved: a plan flaw is a warning while it is still a plan."""

from django.db import transaction

from programs.auditing import audit_program
from programs.models import Intervention, InterventionStatus, LinkStatus, Program, ProgramStatus, SyncLink


def as_planned(program_id, on):
    """Findings as they would be with the drafts planned and the proposed links agreed."""
    with transaction.atomic():
        settle(program_id)
        findings = audit_program(program_id, on)
        transaction.set_rollback(True)
    return findings


def compare(program_id, change, on):
    """Which findings come and which go with a change that is not saved: `(comes, goes)`.

    `change()` writes as usual, inside a transaction that is rolled back: the rules read the very rows
    that saving would leave, with no second account of what a form means. Both sides are taken as planned,
    or a draft would hide what it leads to. Costs two audits.
    """
    before = as_planned(program_id, on)
    with transaction.atomic():
        change()
        settle(program_id)
        after = audit_program(program_id, on)
        transaction.set_rollback(True)
    known, left = {mark(finding) for finding in before}, {mark(finding) for finding in after}
    comes = [finding for finding in after if mark(finding) not in known]
    return comes, [finding for finding in before if mark(finding) not in left]


def settle(program_id):
    """Drafts become planned and proposals agreed, without history: this is never committed."""
    own = Intervention.objects.filter(program=program_id)
    Program.objects.filter(pk=program_id, status=ProgramStatus.CONCEPT).update(status=ProgramStatus.DESIGN)
    own.filter(status=InterventionStatus.DRAFT).update(status=InterventionStatus.PLANNED)
    links = SyncLink.objects.of(own.values_list("pk", flat=True))
    links.filter(status=LinkStatus.PROPOSED).update(status=LinkStatus.AGREED)


def mark(finding):
    return finding.rule, finding.subject_key, finding.reason, finding.topic, finding.severity
