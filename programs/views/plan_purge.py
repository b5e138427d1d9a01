"""Purging what somebody wrote: for managers, on every record that holds prose, and never undone."""

from django.http import Http404
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_http_methods

from care_engage.accounts.models import RoleKind
from care_engage.kit.confidential import confidential
from care_engage.trail.purging import purge_page
from groups.models import ChangeAgent, Group
from programs.models import ExternalActivity, Intervention, JointWaiver, LearningNote, OrgCommitment

from .plan_access import program_of, writable
from .plan_moves import KINDS, home_of

HOLDING_PROSE = {kind: model for kind, model in KINDS.items() if kind != "session"} | {"group": Group}


@confidential
@require_http_methods(["GET", "POST"])
def plan_purge(request, kind, pk):
    record = _found(kind, request.user, pk)
    more = {}
    if kind == "intervention":
        more["waivers"] = JointWaiver.objects.filter(intervention=record)
    home = home_of(record.intervention if kind == "waiver" else record)
    return purge_page(request, record, office=office_of(record).pk, home=home, **more)


def _found(kind, user, pk):
    """The record, for a manager of its office; 404 for everybody else, even for who may edit it."""
    if kind == "waiver":
        mine = Intervention.objects.editable_by(user).values("pk")
        record = get_object_or_404(JointWaiver.objects.filter(intervention__in=mine), pk=pk)
    elif kind == "group":
        record = get_object_or_404(Group.objects.editable_by(user), pk=pk)
    elif kind in HOLDING_PROSE:
        record = writable(HOLDING_PROSE[kind], user, pk)
    else:
        raise Http404
    if not may_purge(record, user):
        raise Http404
    return record


def may_purge(record, user):
    return user.scope.superuser or office_of(record).pk in user.scope.offices_as(RoleKind.MANAGER)


def office_of(record):
    match record:
        case JointWaiver():
            return record.intervention.program.office
        case Group() | ExternalActivity() | LearningNote() | OrgCommitment() | ChangeAgent():
            return record.office
    return program_of(record).office
