"""Purging what somebody wrote: for managers, on every record that holds prose, and never undone."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from care_engage.accounts.models import RoleKind
from care_engage.kit.confidential import confidential
from care_engage.kit.editing import posted
from care_engage.kit.guard.purging import purge, purgeable
from care_engage.kit.pages import render_page
from care_engage.trail.record import Act
from care_engage.trail.record import record as add_to_trail
from groups.models import Group
from programs.models import ExternalActivity, Intervention, JointWaiver, LearningNote, OrgCommitment

from .plan_access import program_of, writable
from .plan_moves import KINDS, home_of

HOLDING_PROSE = {kind: model for kind, model in KINDS.items() if kind != "session"} | {"group": Group}


class PurgeForm(forms.Form):
    """Which of the record's texts go."""

    texts = forms.MultipleChoiceField(
        label=gettext_lazy("Texts to purge"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={"required": gettext_lazy("Tick at least one text.")},
    )

    def __init__(self, *args, fields, **kwargs):
        super().__init__(*args, **kwargs)
        self.holding = {field.name: field for field in fields}
        self.fields["texts"].choices = [(name, field.verbose_name) for name, field in self.holding.items()]
        if len(fields) == 1:
            self.initial["texts"] = list(self.holding)

    @property
    def chosen(self):
        return [self.holding[name] for name in self.cleaned_data["texts"]]


@confidential
@require_http_methods(["GET", "POST"])
def plan_purge(request, kind, pk):
    """Choose the texts, be told that nothing brings them back, and purge them with their history."""
    record = _found(kind, request.user, pk)
    fields = purgeable(record)
    form = PurgeForm(posted(request), fields=fields)
    home = home_of(record.intervention if kind == "waiver" else record)
    if request.method == "POST" and form.is_valid():
        with transaction.atomic():
            purge(record, form.chosen)
            add_to_trail(Act.PURGED, request.user, record, office=office_of(record).pk)
        messages.success(request, _("The text is gone, and so is its history."))
        return redirect(home)
    context = {"form": form, "title": _("Purge a text and its history?"), "record": record, "cancel": home}
    context |= {"action": _("Purge for good"), "danger": True, "nothing": not fields}
    context["happens"] = [
        _("Use this when a text tells of a person. It goes from the record and from its whole history."),
        _("Nothing brings it back. Copies in backups end with the backups."),
    ]
    if kind == "intervention":
        context["waivers"] = JointWaiver.objects.filter(intervention=record)
    return render_page(request, "programs/plan/purge.html", context)


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
        case Group() | ExternalActivity() | LearningNote() | OrgCommitment():
            return record.office
    return program_of(record).office
