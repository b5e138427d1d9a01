"""People of influence: who they are, whom they influence, how vetting went for those who may know, and
in which sessions they speak."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Count, Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care_engage.accounts.choosing import chosen_office
from care_engage.accounts.models import CountryOffice
from care_engage.kit.confidential import confidential
from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from care_engage.kit.undo import offer_undo, values_of
from care_engage.trail.record import Act, record
from groups.models import ChangeAgent, Influences
from groups.models.change_agent import KEPT_BY, OF_VETTING
from programs.forms.people import AgentForm, AppearanceForm, VettingForm
from programs.models import Appearance, Session
from programs.stage import reaudit_around_agent

from .plan_access import writable
from .plan_audit import audited
from .plan_facts import facts
from .plan_moves import next_moves

SHOWN = (
    *("kind", "influences", "nominated_via", "place", "committed_on", "trained_on", "code_of_conduct_on"),
    *("supporter", "last_support_on"),
)


def rows(user):
    return ChangeAgent.objects.visible_to(user).select_related("office", "place", "supporter__user")


@require_safe
def change_agents(request):
    """The map of influence in one line, and everybody by code; two queries."""
    seen = rows(request.user)
    influences = request.GET.get("influences", "")
    listed = seen.filter(influences=influences) if influences in Influences.values else seen
    here = ~Q(status="ENDED")  # to leave out the declined would tell who they are
    count = {code: Count("pk", filter=here & Q(influences=code)) for code in Influences.values}
    named = {"all": Count("pk"), "by_women": Count("pk", filter=Q(nominated_via="WOMENS_GROUP"))}
    totals = ChangeAgent.objects.visible_to(request.user).aggregate(**count, **named)
    context = {
        "page": page_by_key(listed, ("code", "pk"), request.GET.get("after", "")),
        "influences": influences,
        "choices": Influences.choices,
        "map": [(label, totals[code]) for code, label in Influences.choices],
        "by_women": round(totals["by_women"] / totals["all"] * 100) if totals["all"] else None,
        "writes": bool(keeping_offices(request.user)),
    }
    return render_page(request, "programs/agents/agents.html", context, fragments=("agents",))


def keeping_offices(user):
    if user.scope.superuser:
        return list(CountryOffice.objects.all())
    kept = user.scope.offices_as(*KEPT_BY)
    return [office for office in user.scope.office_list if office.pk in kept]


@confidential
@require_safe
def change_agent(request, pk):
    agent = get_object_or_404(rows(request.user), pk=pk)
    writes = ChangeAgent.objects.editable_by(request.user).filter(pk=pk).exists()
    knows = ChangeAgent.objects.outcome_visible_to(request.user).filter(pk=pk).exists()
    if knows:  # the state tells how vetting went
        record(Act.READ, request.user, agent)
    moves = [move for move in next_moves(agent) if writes] if agent.status not in OF_VETTING or knows else []
    seen = Session.objects.visible_to(request.user).values("pk")
    on_stage = agent.appearances.filter(deleted_at=None, session__in=seen, session__deleted_at=None)
    context = {
        "agent": agent,
        "facts": facts(agent, SHOWN),
        "status": agent.get_status_display() if knows else agent.status_for_all,
        "writes": writes,
        "knows": knows,
        "moves": moves,
        "appearances": on_stage.select_related("session__intervention__program").order_by("-pk")[:20],
    }
    return render_page(request, "programs/agents/agent.html", context)


@require_http_methods(["GET", "POST"])
def change_agent_new(request):
    """Whoever keeps several offices' change agents says first for which one."""
    office, choose = chosen_office(request, keeping_offices(request.user))
    if choose:
        return choose
    return _form(request, ChangeAgent(office=office), reverse("change_agents"), title=_("New change agent"))


@require_http_methods(["GET", "POST"])
def change_agent_edit(request, pk):
    agent = _kept(request, pk)
    title = _("Edit %(record)s") % {"record": agent}
    return _form(request, agent, reverse("change_agent", args=[pk]), title=title)


def _kept(request, pk):
    return get_object_or_404(
        ChangeAgent.objects.editable_by(request.user).select_related("office", "place"), pk=pk
    )


def _form(request, agent, cancel, **context):
    before = agent.place if agent.pk else None
    form = AgentForm(posted(request), user=request.user, today=agent.office.today(), instance=agent)

    def save(form):
        saved = form.save()
        reaudit_around_agent(saved, also=before)
        messages.success(request, _("Saved."))
        return reverse("change_agent", args=[saved.pk])

    return form_page(request, form, save, action=_("Save"), cancel=cancel, **context)


@require_POST
def change_agent_supported(request, pk):
    """Somebody was with them today."""
    agent = _kept(request, pk)
    was = values_of(agent, ["last_support_on"])
    with transaction.atomic():
        agent.last_support_on = agent.office.today()
        agent.save()
        audited(agent)
    offer_undo(request, _("Support today for “%(record)s” is on record.") % {"record": agent}, agent, was=was)
    return redirect("change_agent", pk)


@confidential
@require_http_methods(["GET", "POST"])
def vetting(request, pk):
    """The outcome, for managers to decide and safeguarding to read. Each look is in the audit trail (D9)."""
    agent = get_object_or_404(
        ChangeAgent.objects.outcome_visible_to(request.user).select_related("office", "decided_by"), pk=pk
    )
    decides = ChangeAgent.objects.vetted_by(request.user).filter(pk=pk).exists()
    if request.method == "POST" and not decides:
        raise Http404
    form = VettingForm(posted(request), user=request.user, today=agent.office.today(), instance=agent)

    def save(form):
        if "vetting_outcome" in form.changed_data:
            form.instance.decided_by = request.user
        record(Act.CHANGED, request.user, form.save())
        messages.success(request, _("Saved."))
        return reverse("vetting", args=[pk])

    record(Act.READ, request.user, agent)
    moves = [
        (state, agent.moves.states(state).label, refusal)
        for state, refusal in agent.moves.onward(agent)
        if state in OF_VETTING
    ]
    context = {"agent": agent, "decides": decides, "states": moves if decides else []}
    if not decides:
        asked = ("consulted_women_on", "conduct_check_on", "vetting_outcome", "decided_by")
        context |= {"facts": facts(agent, asked)}
    return form_page(
        request,
        form,
        save,
        template="programs/agents/vetting.html",
        title=_("Vetting of %(record)s") % {"record": agent},
        action=_("Save"),
        cancel=reverse("change_agent", args=[pk]),
        **context,
    )


@confidential
@require_POST
def vetting_move(request, pk):
    """Begin vetting, decide, suspend: a manager's moves."""
    agent = get_object_or_404(
        ChangeAgent.objects.vetted_by(request.user).select_related("office", "place"), pk=pk
    )
    state = request.POST.get("to", "")
    if state not in OF_VETTING:
        messages.error(request, _("Choose the next state."))
        return redirect("vetting", pk)
    was = values_of(agent, ["status"])
    try:
        with transaction.atomic():
            agent.moves.make(agent, state)
            audited(agent)
            record(Act.CHANGED, request.user, agent)
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
        return redirect("vetting", pk)
    said = _("“%(record)s” is now: %(state)s.") % {"record": agent, "state": agent.get_status_display()}
    offer_undo(request, said, agent, was=was)
    return redirect("vetting", pk)


@require_http_methods(["GET", "POST"])
def appearance_new(request, pk):
    """A change agent in a session that is planned or was held."""
    session = writable(Session, request.user, pk)
    form = AppearanceForm(posted(request), user=request.user, instance=Appearance(session=session))
    back = reverse("session", args=[pk])

    def save(form):
        audited(form.save())
        messages.success(request, _("Saved."))
        return back

    title = _("Who speaks in session %(number)d") % {"number": session.number}
    lead = session.intervention.title
    return form_page(request, form, save, title=title, lead=lead, action=_("Save"), cancel=back)
