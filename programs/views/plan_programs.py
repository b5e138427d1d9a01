"""The list of programs, and the page on which one program is planned."""

from itertools import groupby

from django.contrib import messages
from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.accounts.choosing import chosen_office
from care_engage.accounts.matrix import READ, allows
from care_engage.accounts.models import CountryOffice, RoleKind
from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from programs.auditing import audit_program
from programs.flag_sight import sight_of
from programs.foresight import as_planned
from programs.forms.programs import ProgramForm
from programs.models import (
    AccountabilityFeedback,
    ExternalActivity,
    GbvPart,
    Intervention,
    Program,
    ProgramStatus,
    SyncLink,
)

from .plan_access import may_write, readable, writable
from .plan_audit import audited, told
from .plan_lanes import lane_of
from .plan_moves import next_moves


@require_safe
def programs(request):
    """One query for the page's programs, whatever their number; counts come as part of it."""
    rows = Program.objects.visible_to(request.user).select_related("office", "place", "manager")
    query, status = request.GET.get("q", "").strip()[:80], request.GET.get("status", "")
    if query:
        rows = rows.filter(Q(name__icontains=query) | Q(code__icontains=query))
    if status in ProgramStatus.values:
        rows = rows.filter(status=status)
    context = {
        "page": page_by_key(rows, ("name", "pk"), request.GET.get("after", "")),
        "query": query,
        "status": status,
        "statuses": ProgramStatus.choices,
        "offices": managed_offices(request.user),
    }
    return render_page(request, "programs/plan/programs.html", context, fragments=("programs",))


def managed_offices(user):
    if user.scope.superuser:
        return list(CountryOffice.objects.all())
    managed = user.scope.offices_as(RoleKind.MANAGER)
    return [office for office in user.scope.office_list if office.pk in managed]


@require_http_methods(["GET", "POST"])
def program_new(request):
    """A manager of several offices says first which one it is for."""
    office, choose = chosen_office(request, managed_offices(request.user))
    if choose:
        return choose
    form = ProgramForm(posted(request), user=request.user, instance=Program(office=office))
    return form_page(
        request,
        form,
        save_program,
        title=_("New program"),
        lead=office.name,
        action=_("Save program"),
        cancel=reverse("programs"),
    )


@require_http_methods(["GET", "POST"])
def program_edit(request, pk):
    program = writable(Program, request.user, pk)

    def save(form):
        target = save_program(form)
        messages.success(request, _("Saved."))
        return target

    form = ProgramForm(posted(request), user=request.user, instance=program)
    back = reverse("program_plan", args=[pk])
    title = _("Edit %(name)s") % {"name": program.name}
    return form_page(request, form, save, title=title, action=_("Save"), cancel=back)


def save_program(form):
    program = form.save()
    audited(program)
    return reverse("program_plan", args=[program.pk])


@require_safe
def program_plan(request, pk):
    """Everything on one program's plan: a fixed number of queries, and two audits of that program."""
    program = readable(Program, request.user, pk)
    writes = may_write(program, request.user)
    today = program.office.today()
    interventions = plan_interventions(program, request.user)
    context = {
        "program": program,
        "writes": writes,
        "today": today,
        "owed": program.moves.owed(program),
        "moves": next_moves(program) if writes else [],
        "lanes": by_lane(interventions),
        "links": plan_links(interventions, request.user),
        "partners": program.partners.filter(deleted_at=None).select_related("organization"),
        "externals": nearby_activities(program, request.user),
        "feedback": AccountabilityFeedback.objects.filter(
            intervention__in=[i.pk for i in interventions]
        ).select_related("intervention", "from_group", "from_organization")[:20],
        **decisions(program),
        "knows_agents": allows(request.user.scope, "change agents", READ),
        "knows_concerns": allows(request.user.scope, "concern text", READ),
        **rules_say(program, request.user, today),
    }
    return render_page(request, "programs/plan/program.html", context, fragments=("rules-say",))


def decisions(program):
    """What a program has made up its mind on, the latest word on each: four queries."""
    latest = {}
    for review in program.gbv_reviews.filter(deleted_at=None):
        latest.setdefault(review.part, review)
    return {
        "gbv_parts": [(part, label, latest.get(part)) for part, label in GbvPart.choices],
        "inclusion": program.inclusion_decisions.filter(deleted_at=None).first(),
        "norms": program.norms.filter(deleted_at=None),
        "barriers": program.barriers.filter(deleted_at=None),
    }


def plan_interventions(program, user):
    """The program's interventions that the person sees, with groups and counts: two queries."""
    rows = Intervention.objects.visible_to(user).filter(program=program).prefetch_related("groups")
    alive = Q(sessions__deleted_at=None)
    rows = rows.annotate(
        held=Count("sessions", alive & Q(sessions__status="DELIVERED"), distinct=True),
        planned=Count("sessions", alive & Q(sessions__status="PLANNED"), distinct=True),
    )
    return sorted(rows, key=lambda row: (lane_of(row)[0], row.starts_on, row.code))


def by_lane(interventions):
    return [(lane, list(rows)) for lane, rows in groupby(interventions, key=lane_of)]


def plan_links(interventions, user):
    links = SyncLink.objects.visible_to(user).of(row.pk for row in interventions)
    links = links.exclude(from_intervention__deleted_at__isnull=False)
    links = links.exclude(to_intervention__deleted_at__isnull=False)
    return links.exclude(to_external__deleted_at__isnull=False).select_related(
        "from_intervention__program", "to_intervention__program", "to_external__organization"
    )


def nearby_activities(program, user):
    """What other organizations do where this program works: in its place, above it or below it."""
    inside = Q(place__path__startswith=program.place.path) | Q(place__in=program.place.lineage)
    rows = ExternalActivity.objects.visible_to(user).filter(inside, office=program.office_id)
    return rows.exclude(status="CANCELLED").select_related("organization", "place")[:50]


def rules_say(program, user, today):
    """The findings of the plan as it stands, and those that its drafts and proposals would add."""
    standing = audit_program(program.pk, today)
    known = {(f.rule, f.subject_key, f.reason, f.topic) for f in standing}
    ahead = [
        f for f in as_planned(program.pk, today) if (f.rule, f.subject_key, f.reason, f.topic) not in known
    ]
    sight = sight_of(user, program)
    return {
        "standing": told(filter(sight.tells, standing), user),
        "ahead": told(filter(sight.tells, ahead), user),
        "sight": sight,
    }
