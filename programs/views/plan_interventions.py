"""One intervention: its page, and the form that says beforehand what the rules will make of it."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page
from programs.auditing import programs_touched, reaudit
from programs.forms.interventions import InterventionForm
from programs.models import Intervention, Program, Relationship

from .plan_access import may_write, readable, writable
from .plan_audit import audited, in_view, outlook
from .plan_moves import next_moves
from .plan_programs import plan_links

FORM = "programs/plan/checked_form.html"


@require_safe
def intervention(request, pk):
    record = readable(Intervention, request.user, pk)
    writes = may_write(record, request.user)
    sessions = record.sessions.filter(deleted_at=None)
    context = {
        "intervention": record,
        "program": record.program,
        "writes": writes,
        "owed": record.moves.owed(record),
        "moves": next_moves(record) if writes else [],
        "links": plan_links([record], request.user),
        "held": sessions.filter(status="DELIVERED").count(),
        "planned": sessions.filter(status="PLANNED").count(),
        "relationships": [label for code, label in Relationship.choices if code in record.relationship_focus],
    }
    return render_page(request, "programs/plan/intervention.html", context)


@require_http_methods(["GET", "POST"])
def intervention_new(request, pk):
    program = writable(Program, request.user, pk)
    draft = Intervention(program=program)
    return _form_page(request, draft, title=_("New intervention"), cancel=reverse("program_plan", args=[pk]))


@require_http_methods(["GET", "POST"])
def intervention_edit(request, pk):
    record = writable(Intervention, request.user, pk)
    title = _("Edit %(title)s") % {"title": record.title}
    return _form_page(request, record, title=title, cancel=reverse("intervention", args=[pk]))


def _form_page(request, record, **context):
    program = record.program
    before = programs_touched([record.pk]) if record.pk else []
    initial = {} if record.pk else {"space": request.GET.get("space", "")}
    form = InterventionForm(posted(request), user=request.user, instance=record, initial=initial)

    def save(form):
        saved = form.save()
        audited(saved)
        reaudit(before)
        messages.success(request, _("Saved."))
        return reverse("intervention", args=[saved.pk])

    if "check" in request.POST:
        start = form.cleaned_data.get("starts_on") if form.is_valid() else None
        context["outlook"] = outlook(form, program, request.user, in_view(start, program.office.today()))
    return form_page(
        request,
        form,
        save,
        template=FORM,
        fragments=("outlook",),
        program=program,
        action=_("Save intervention"),
        **context,
    )
