"""Pathways: their steps in order, their verification and their states."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Max
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care_engage.kit.consequences import facts_changed
from care_engage.kit.editing import form_page, posted, removal_page
from care_engage.kit.pages import render_page

from ..forms.pathways import PathwayForm, StepForm, VerifyForm
from ..models import (
    PathwayKind,
    PathwayStatus,
    PathwayStep,
    Protocol,
    ReferralLimits,
    ReferralPathway,
    Sector,
)
from .access import tabs, writable


def _pathway(request, pk, act="visible_to"):
    rows = getattr(ReferralPathway.objects, act)(request.user)
    rows = rows.select_related("office").prefetch_related("places", "steps__service__organization")
    return get_object_or_404(rows, pk=pk)


def _page(pathway):
    return reverse("referral_pathway", args=[pathway.pk])


def must_be_reviewed(pathway, before=frozenset()):
    """What was verified is what stood there then: after a change it is to be verified again.

    `before` are the places (ids) that it was for, where these may have changed.
    """
    if pathway.status in (PathwayStatus.ACTIVE, PathwayStatus.VERIFIED):
        pathway.moves.make(pathway, PathwayStatus.NEEDS_REVIEW)
    facts_changed(office=pathway.office_id, places=pathway.place_ids | before)


def _verifiable(pathway):
    """In use it is verified anew without leaving the cards."""
    return pathway.status == PathwayStatus.ACTIVE or PathwayStatus.VERIFIED in dict(
        pathway.moves.onward(pathway)
    )


@require_safe
def referral_pathway(request, pk):
    pathway = _pathway(request, pk)
    office = pathway.office
    on, limits = office.today(), ReferralLimits.of(office.pk)
    protocol = Protocol.objects.current(office)
    steps = pathway.steps_in_order()
    context = tabs(request.user, office) | {
        "pathway": pathway,
        "standing": pathway.standing(on, limits),
        "steps": [(one, one.service and one.service.standing(on, limits)) for one in steps],
        "missing": [Sector(one).label for one in pathway.missing_sectors(on, limits)],
        "duty": protocol.note_for(pathway.kind) if protocol else "",
        "moves": [
            (state, state.label, sentence)
            for state, sentence in pathway.moves.onward(pathway)
            if state != PathwayStatus.VERIFIED
        ],
        "verifiable": _verifiable(pathway),
        "holds_for": limits.pathway_valid,
    }
    return render_page(request, "referrals/pathway.html", context)


def _edit(request, pathway, back, **context):
    form = PathwayForm(posted(request), instance=pathway, user=request.user)

    def save(form):
        new, changed, before = pathway.pk is None, form.has_changed(), pathway.place_ids
        saved = form.save()
        if new:  # the first of an office ends that nothing is known of its pathways, anywhere (C0)
            facts_changed(office=saved.office_id)
        elif changed:
            must_be_reviewed(saved, before)
        messages.success(request, _("Saved."))
        return _page(saved)

    return form_page(request, form, save, cancel=back, action=_("Save"), **context)


@require_http_methods(["GET", "POST"])
def referral_pathway_new(request, pk):
    office = writable(request, pk)
    kind = request.GET.get("kind", "")
    kind = kind if kind in PathwayKind.values else PathwayKind.GBV
    back = reverse("referral_office", args=[office.pk])
    return _edit(request, ReferralPathway(office=office, kind=kind), back, title=_("Add a pathway"))


@require_http_methods(["GET", "POST"])
def referral_pathway_edit(request, pk):
    pathway = _pathway(request, pk, "editable_by")
    return _edit(request, pathway, _page(pathway), title=str(pathway))


@require_http_methods(["GET", "POST"])
def referral_pathway_verify(request, pk):
    """A named specialist has gone through steps and services: one act, with a date and a next date."""
    pathway = _pathway(request, pk, "editable_by")
    if not _verifiable(pathway):
        raise Http404
    today = pathway.office.today()
    form = VerifyForm(posted(request), instance=pathway, user=request.user, today=today)

    def save(form):
        record = form.save(commit=False)
        record.verify()
        facts_changed(office=record.office_id, places=record.place_ids)
        if record.status == PathwayStatus.VERIFIED:
            messages.success(request, _("Verified. It is on the cards once you put it in use."))
        else:
            messages.success(request, _("Verified anew. It stays in use."))
        return _page(record)

    return form_page(
        request,
        form,
        save,
        title=_("Verify: %(pathway)s") % {"pathway": pathway},
        lead=_("Only after a specialist has gone through the steps, and each service was called."),
        action=_("Verify"),
        cancel=_page(pathway),
    )


@require_POST
def referral_pathway_move(request, pk):
    pathway = _pathway(request, pk, "editable_by")
    state = request.POST.get("to", "")
    if state not in PathwayStatus.values or state == PathwayStatus.VERIFIED:
        messages.error(request, _("Choose one of the states on the page."))
        return redirect(_page(pathway))
    try:
        with transaction.atomic():
            pathway.moves.make(pathway, state)
            facts_changed(office=pathway.office_id, places=pathway.place_ids)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    else:
        label = PathwayStatus(state).label
        messages.success(request, _("%(pathway)s is now: %(state)s.") % {"pathway": pathway, "state": label})
    return redirect(_page(pathway))


def _edit_step(request, step, **context):
    form = StepForm(posted(request), instance=step, user=request.user)

    def save(form):
        changed = form.has_changed()
        saved = form.save()
        if changed:
            must_be_reviewed(saved.pathway)
        return _page(saved.pathway)

    return form_page(request, form, save, cancel=_page(step.pathway), action=_("Save"), **context)


@require_http_methods(["GET", "POST"])
def referral_step_new(request, pk):
    pathway = _pathway(request, pk, "editable_by")
    last = PathwayStep.objects.filter(pathway=pathway).aggregate(last=Max("order"))["last"] or 0
    step = PathwayStep(pathway=pathway, order=min(last + 1, 50))
    return _edit_step(request, step, title=_("Add a step"), lead=str(pathway))


def _step(request, pk):
    steps = PathwayStep.objects.editable_by(request.user).select_related("pathway__office")
    return get_object_or_404(steps, pk=pk)


@require_http_methods(["GET", "POST"])
def referral_step(request, pk):
    step = _step(request, pk)
    return _edit_step(request, step, title=_("Change a step"), lead=str(step.pathway))


@require_http_methods(["GET", "POST"])
def referral_step_remove(request, pk):
    step = _step(request, pk)
    back = _page(step.pathway)
    return removal_page(request, step, lambda step: must_be_reviewed(step.pathway), back=back)


@require_POST
def referral_step_shift(request, pk):
    """One place up or down; all steps are numbered anew, so that the order never has gaps or ties."""
    step = _step(request, pk)
    with transaction.atomic():
        rows = list(PathwayStep.objects.filter(pathway=step.pathway_id).order_by("order", "pk"))
        at = rows.index(step)
        to = at - 1 if request.POST.get("way") == "up" else at + 1
        if 0 <= to < len(rows):
            rows[at], rows[to] = rows[to], rows[at]
            for order, row in enumerate(rows, start=1):
                if row.order != order:
                    row.order = order
                    row.save()
            must_be_reviewed(step.pathway)
    return redirect(_page(step.pathway) + f"#step-{step.pk}")
