"""Concerns: patterns of backlash and risk, who sees to them, and what was agreed (D3b, D9, R15).

Every page is confidential, and every look at one concern is in the audit trail.
"""

from django.contrib import messages
from django.db import transaction
from django.forms import modelform_factory
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care_engage.accounts.models import RoleKind
from care_engage.kit.confidential import confidential
from care_engage.kit.editing import form_page, posted, removal_page
from care_engage.kit.erasing import blank
from care_engage.kit.forms import RecordForm
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from care_engage.kit.undo import offer_undo, values_of
from care_engage.trail.record import Act, record
from programs.forms.people import ActionForm, ConcernForm, ConcernOwnerForm
from programs.models import Concern, ConcernAction, ConcernStatus, Program
from programs.models.program import partner_reach
from programs.notices import tell_safeguarding

from .plan_audit import audited
from .plan_facts import facts

OVER = (ConcernStatus.CLOSED, ConcernStatus.ESCALATED)
SHOWN = (
    *("program", "kind", "form", "toward", "setting", "severity", "intervention", "place", "pattern"),
    *("owner", "outcome", "closed_on"),
)


def rows(user):
    return Concern.objects.visible_to(user).select_related("office", "program", "place", "owner")


@confidential
@require_safe
def concerns(request):
    """No text here: what kind, how grave, since when, and where it stands."""
    program, every = request.GET.get("program", ""), "all" in request.GET
    listed = rows(request.user)
    if program.isdecimal() and len(program) < 19:
        listed = listed.filter(program=program)
    if not every:
        listed = listed.exclude(status__in=OVER)
    context = {
        "page": page_by_key(listed, ("-opened_on", "-pk"), request.GET.get("after", "")),
        "program": program,
        "every": every,
        "writes": programs_of(request.user).exists(),
    }
    return render_page(request, "programs/concerns/concerns.html", context, fragments=("concerns",))


def programs_of(user):
    """Programs about which the person may enter a concern: their own, or those of their office."""
    scope = user.scope
    if not scope.confidential:
        return Program.objects.none()
    kinds = (RoleKind.MANAGER, RoleKind.GBV_FOCAL_POINT, RoleKind.SAFEGUARDING_FOCAL_POINT)
    whole = Program.objects.filter(office__in=scope.offices_as(*kinds)).values("pk")
    staff = scope.offices_as(RoleKind.FACILITATOR) | scope.partner_offices
    own = Program.objects.filter(partner_reach(user), office__in=staff).values("pk")
    return Program.objects.filter(pk__in=whole) | Program.objects.filter(pk__in=own)


@confidential
@require_safe
def concern(request, pk):
    """Its words, for whoever handles it, and for who entered it until somebody has taken it over."""
    found = get_object_or_404(rows(request.user).select_related("intervention"), pk=pk)
    record(Act.READ, request.user, found)
    handles = Concern.objects.handled_by(request.user).filter(pk=pk).exists()
    writes = Concern.objects.editable_by(request.user).filter(pk=pk).exists()
    moves = found.moves.onward(found) if handles else []
    context = {
        "concern": found,
        "since": found.opened_on if not found.too_close else None,
        "facts": facts(found, SHOWN if writes else ("program", "kind", "severity", "closed_on")),
        "reads": writes,
        "handles": handles,
        "moves": [
            (state, found.moves.states(state).label, refusal if state != ConcernStatus.CLOSED else "")
            for state, refusal in moves
        ],
        "actions": found.actions.filter(deleted_at=None) if writes else (),
    }
    return render_page(request, "programs/concerns/concern.html", context)


@confidential
@require_http_methods(["GET", "POST"])
def concern_new(request):
    programs = list(programs_of(request.user).select_related("office").order_by("name"))
    if not programs:
        raise Http404
    chosen = request.POST.get("program") or request.GET.get("program") or ""
    program = next((one for one in programs if str(one.pk) == chosen), programs[0])
    today = program.office.today()
    form = ConcernForm(
        posted(request),
        user=request.user,
        today=today,
        programs=programs,
        instance=Concern(office=program.office, opened_by=request.user, owner=request.user),
        initial={"program": program.pk, "opened_on": today},
    )

    def save(form):
        fresh = form.instance
        fresh.owner = fresh.program.manager or request.user
        if form.cleaned_data["handed_over"]:
            fresh.status = ConcernStatus.ESCALATED
        return _saved(request, form.save(), Act.CREATED)

    return _form(request, form, save, reverse("concerns"), title=_("New concern"))


@confidential
@require_http_methods(["GET", "POST"])
def concern_edit(request, pk):
    found = get_object_or_404(
        Concern.objects.editable_by(request.user).select_related("office", "program__office"), pk=pk
    )
    handles = Concern.objects.handled_by(request.user).filter(pk=pk).exists()
    record(Act.READ, request.user, found)
    form = (ConcernOwnerForm if handles else ConcernForm)(
        posted(request),
        user=request.user,
        today=found.office.today(),
        programs=[found.program] if found.program else [],
        instance=found,
    )
    was_grave = found.severity

    def save(form):
        saved = form.save()
        forget_what_is_dropped(saved)
        return _saved(request, saved, Act.CHANGED, known=saved.severity == was_grave)

    return _form(request, form, save, reverse("concern", args=[pk]), title=_("Edit the concern"))


def forget_what_is_dropped(concern):
    """What a concern may no longer say goes from its history too."""
    if concern.too_close or concern.kind == "SAFEGUARDING_NOTICE":
        kept = {"place_id": concern.place_id, "opened_on": concern.opened_on}
        blank(Concern, [concern.pk], summary="", intervention_id=None, **kept)


def _saved(request, concern, act, known=False):
    audited(concern)
    record(act, request.user, concern)
    if not known:
        tell_safeguarding(concern, request)
    messages.success(request, _("Saved."))
    return reverse("concern", args=[concern.pk])


def _form(request, form, save, cancel, **context):
    lead = _(
        "A pattern in the work, never what happened to one person. If somebody told of harm, use the"
        " referral card; do not write it here."
    )
    return form_page(request, form, save, lead=lead, action=_("Save"), cancel=cancel, **context)


def _handled(request, pk):
    return get_object_or_404(
        Concern.objects.handled_by(request.user).select_related("office", "program"), pk=pk
    )


@confidential
@require_http_methods(["GET", "POST"])
def concern_action_new(request, pk):
    """What was agreed; with it the concern stands at least at “action agreed”."""
    found = _handled(request, pk)
    today = found.office.today()
    form = ActionForm(
        posted(request),
        user=request.user,
        today=today,
        instance=ConcernAction(concern=found),
        initial={"agreed_on": today},
    )

    def save(form):
        form.save()
        for here, there in (("OPEN", "ACKNOWLEDGED"), ("ACKNOWLEDGED", "ACTION_AGREED")):
            if found.status == here:
                found.moves.make(found, ConcernStatus(there))
        return _saved(request, found, Act.CHANGED, known=True)

    back = reverse("concern", args=[pk])
    return form_page(request, form, save, title=_("What was agreed"), action=_("Save"), cancel=back)


@confidential
@require_POST
def concern_action_done(request, pk):
    action = get_object_or_404(
        ConcernAction.objects.editable_by(request.user).select_related("concern__office"), pk=pk
    )
    was = values_of(action, ["done_on"])
    with transaction.atomic():
        action.done_on = max(action.agreed_on, action.concern.office.today())
        action.save()
        record(Act.CHANGED, request.user, action.concern)
    offer_undo(request, _("“%(record)s” is done.") % {"record": action}, action, was=was)
    return redirect("concern", action.concern_id)


@confidential
@require_http_methods(["GET", "POST"])
def concern_move(request, pk):
    """The next state. Closing asks what came of it; what is handed over is told elsewhere and erased here."""
    found = _handled(request, pk)
    state = request.GET.get("to", "")
    if state not in dict(found.moves.onward(found)):
        raise Http404
    asked = ["outcome"] if state == ConcernStatus.CLOSED else []
    was = values_of(found, ["status", "closed_on", *asked])
    form_class = modelform_factory(Concern, form=RecordForm, fields=asked)
    form = form_class(posted(request), user=request.user, instance=found)
    label = found.moves.states(state).label
    back = reverse("concern", args=[pk])

    def save(_form):
        found.moves.make(found, state)
        if state == ConcernStatus.ESCALATED:
            blank(Concern, [found.pk], summary="")
            record(Act.PURGED, request.user, found)
        audited(found)
        record(Act.CHANGED, request.user, found)
        said = _("“%(record)s” is now: %(state)s.") % {"record": found, "state": label}
        if state == ConcernStatus.ESCALATED:
            messages.success(request, said)
        else:
            offer_undo(request, said, found, was=was)
        return back

    context = {"danger": True} if state == ConcernStatus.ESCALATED else {}
    if context:
        context["lead"] = _("Hand it over first. Its text is erased here, and nothing brings it back.")
    title = _("%(record)s: %(state)s?") % {"record": found, "state": label}
    action = _("Yes, %(state)s") % {"state": str(label).lower()}
    return form_page(request, form, save, title=title, action=action, cancel=back, **context)


@confidential
@require_http_methods(["GET", "POST"])
def concern_purge(request, pk):
    """Take a text that tells of a person out of the concern and out of its history."""
    found = _handled(request, pk)
    if request.method == "POST":
        with transaction.atomic():
            blank(Concern, [found.pk], summary="")
            record(Act.PURGED, request.user, found)
        messages.success(request, _("The text is gone, and so is its history."))
        return redirect("concern", pk)
    context = {
        "title": _("Purge the text of this concern?"),
        "happens": [_("It goes from the concern and its whole history. Nothing brings it back.")],
        "action": _("Purge for good"),
        "danger": True,
        "cancel": reverse("concern", args=[pk]),
    }
    return render_page(request, "confirm.html", context)


@confidential
@require_http_methods(["GET", "POST"])
def concern_remove(request, pk):
    """Entered by mistake."""
    found = _handled(request, pk)

    def after(removed):
        audited(removed)
        record(Act.REMOVED, request.user, removed)

    return removal_page(request, found, after, back=reverse("concerns"))
