"""One page per repair: what it asks, and then back to the sequence, with what became of the flags."""

from collections import defaultdict

from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from care_engage.kit.undo import offer_undo, values_of
from programs import repairs
from programs.forms.repairs import (
    ConfirmForm,
    CounterpartForm,
    JointSessionsForm,
    PartnerActivityForm,
    WaiverForm,
    WithdrawForm,
)
from programs.loading import load_block
from programs.models import (
    ExternalActivity,
    Intervention,
    JointWaiver,
    LinkKind,
    LinkStatus,
    SyncLink,
    Timing,
    Topic,
)
from programs.sequencing.spaces import MIXED
from programs.suggestions import suggest

from .repairing import link_of, linked, men_of, program_for, repair_page, told


@require_http_methods(["GET", "POST"])
def link_counterpart(request, pk):
    men = men_of(request.user, pk)
    found = suggestions_for(men, request.user)
    form = CounterpartForm(
        request.POST or None,
        user=request.user,
        instance=SyncLink(from_intervention=men),
        suggestions=found,
        describe=lambda one: render_to_string("programs/findings/_suggestion.html", {"one": one}),
        initial=first_thoughts(request, found),
    )

    def save(form):
        return repairs.add_link(link=form.instance, agreed=form.agreed)

    return repair_page(
        request,
        men.program,
        form,
        save,
        said=linked,
        title=_("Link “%(title)s”") % {"title": men},
        template="programs/repair_link.html",
        men=men,
        found=found,
        action=_("Link"),
    )


@require_http_methods(["GET", "POST"])
def joint_sessions(request, pk):
    men = men_of(request.user, pk)
    form = JointSessionsForm(request.POST or None, today=men.program.office.today())

    def save(form):
        data = form.cleaned_data
        repairs.plan_joint_sessions(
            intervention=men,
            days=data["days"],
            space=data["space"],
            topics=data["topics"],
            minutes=data["minutes"],
        )
        return _("%(count)d joint sessions are planned.") % {"count": len(data["days"])}

    lead = _("At least two sessions of “%(title)s” that women and men hold together.") % {"title": men}
    return repair_page(
        request, men.program, form, save, title=_("Plan joint sessions"), lead=lead, action=_("Plan them")
    )


@require_http_methods(["GET", "POST"])
def partner_activity(request, pk):
    men = men_of(request.user, pk)
    office, today = men.program.office, men.program.office.today()
    form = PartnerActivityForm(
        request.POST or None,
        user=request.user,
        office=office,
        instance=ExternalActivity(office=office, code=repairs.free_code(office)),
        initial={"place": men.place_id or men.program.place_id, "contact_from": request.user.name},
    )

    def save(form):
        data = form.cleaned_data
        link = SyncLink(
            from_intervention=men,
            kind=kind_for(data["space"]),
            rationale=data["rationale"],
            contact_from=data["contact_from"],
            contact_to=data["contact_to"],
        )
        return repairs.record_partner_activity(
            activity=form.instance, save=form.save, link=link, agreed=form.agreed, today=today
        )

    return repair_page(
        request,
        men.program,
        form,
        save,
        said=linked,
        title=_("Record a partner’s activity"),
        lead=_("What another organization does, linked with “%(title)s” in the same step.") % {"title": men},
        action=_("Record and link"),
    )


@require_http_methods(["GET", "POST"])
def confirm_link(request, pk):
    link = link_of(request.user, pk)
    today = link.from_intervention.program.office.today()
    form = ConfirmForm(request.POST or None, user=request.user, instance=link, today=today)

    def save(form):
        repairs.confirm_link(link=form.instance)
        return _("“%(link)s” is agreed.") % {"link": form.instance}

    return repair_page(
        request,
        program_for(link, request.user),
        form,
        save,
        title=_("Agree on a link"),
        template="programs/repair_confirm.html",
        lead=str(link),
        link=link,
        action=_("They agree"),
    )


@require_http_methods(["GET", "POST"])
def withdraw_link(request, pk):
    link = link_of(request.user, pk)
    if link.status == LinkStatus.WITHDRAWN:
        raise Http404
    form = WithdrawForm(request.POST or None, user=request.user, instance=link)

    was = values_of(link, ["status", "status_reason"])

    def save(form):
        repairs.withdraw_link(link=form.instance)
        return _("“%(link)s” is withdrawn.") % {"link": form.instance}

    def said(request, sentence, *changes):
        offer_undo(request, told(sentence, *changes), link, was=was)

    return repair_page(
        request,
        program_for(link, request.user),
        form,
        save,
        said=said,
        title=_("Withdraw a link"),
        lead=str(link),
        action=_("Withdraw"),
        danger=True,
    )


@require_POST
def undo_link(request, pk):
    """Take back a link that was just made; it can be restored from the message."""
    link = link_of(request.user, pk)
    program = program_for(link, request.user)
    repairs.take_back_link(link=link)
    offer_undo(request, _("“%(link)s” was taken back.") % {"link": link}, link)
    return redirect("sequence", program.pk)


@require_http_methods(["GET", "POST"])
def waiver(request, pk, topic):
    work = get_object_or_404(
        Intervention.objects.editable_by(request.user).select_related("program__office"), pk=pk
    )
    topic = get_object_or_404(Topic, pk=topic)
    record = JointWaiver(intervention=work, topic=topic, recorded_on=work.program.office.today())
    form = WaiverForm(request.POST or None, user=request.user, instance=record)

    def save(form):
        repairs.waive_joint_space(waiver=form.instance)
        return _("It is on record that “%(topic)s” stays in separate spaces.") % {"topic": topic}

    lead = _("“%(title)s” and the topic “%(topic)s”") % {"title": work, "topic": topic}
    return repair_page(
        request, work.program, form, save, title=_("Advised against"), lead=lead, action=_("Record")
    )


def suggestions_for(men, user):
    block = load_block([men.program_id])
    plan, today = block.plans[0], men.program.office.today()
    taken = defaultdict(set)
    for link in plan.links:
        if link.status not in (LinkStatus.LAPSED, LinkStatus.WITHDRAWN):
            taken[link.a].add(str(link.b))
            taken[link.b].add(str(link.a))
    limits = block.limits(plan, today)
    found = suggest(plan, {men.pk}, office=men.program.office_id, user=user, taken=taken, limits=limits)
    return found.get(men.pk, [])


def first_thoughts(request, found):
    """What the form starts with: the counterpart asked for, and what follows from it."""
    keys = [one.candidate.key for one in found]
    asked = request.GET.get("to", "")
    chosen = next((one for one in found if one.candidate.key == asked), found[0] if found else None)
    if chosen is None:
        return {}
    return {
        "other": asked if asked in keys else chosen.candidate.key,
        "kind": kind_for(chosen.candidate.space),
        "timing": Timing.SIMULTANEOUS if chosen.overlap else Timing.SEQUENTIAL,
        "contact_from": request.user.name,
    }


def kind_for(space):
    return LinkKind.BRIDGES_TO_MIXED if space in MIXED else LinkKind.PARALLEL_SEPARATE
