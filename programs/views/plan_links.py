"""One link between two pieces of work: agreed, reasoned, and free to end."""

from django.contrib import messages
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page
from programs.forms.links import LinkForm
from programs.models import Program, SyncLink

from .plan_access import may_write, readable, writable
from .plan_audit import audited, in_view, outlook
from .plan_facts import facts
from .plan_moves import next_moves

FORM = "programs/plan/checked_form.html"
SHOWN = [
    "kind",
    "timing",
    "rationale",
    "shared_people",
    "coordination",
    "contact_from",
    "contact_to",
    "confirmed_on",
    "status_reason",
]


@require_safe
def link(request, pk):
    record = readable(SyncLink, request.user, pk)
    writes = may_write(record, request.user)
    context = {
        "record": record,
        "kind": "link",
        "program": record.from_intervention.program,
        "writes": writes,
        "facts": facts(record, SHOWN),
        "moves": next_moves(record) if writes else [],
        "owed": record.moves.owed(record),
        "edit": reverse("link_edit", args=[pk]),
    }
    return render_page(request, "programs/plan/link.html", context)


@require_http_methods(["GET", "POST"])
def link_new(request, pk):
    program = writable(Program, request.user, pk)
    chosen = {"from_intervention": request.GET.get("from"), "other": request.GET.get("to", "")}
    back = reverse("program_plan", args=[pk])
    return _form_page(request, SyncLink(), program, chosen, title=_("New link"), cancel=back)


@require_http_methods(["GET", "POST"])
def link_edit(request, pk):
    record = writable(SyncLink, request.user, pk)
    program = record.from_intervention.program
    back = reverse("link", args=[pk])
    return _form_page(request, record, program, {}, title=_("Edit link"), lead=str(record), cancel=back)


def _form_page(request, record, program, chosen, **context):
    form = LinkForm(posted(request), user=request.user, program=program, instance=record, initial=chosen)

    def save(form):
        saved = form.save()
        audited(saved)
        messages.success(request, _("Saved."))
        return reverse("link", args=[saved.pk])

    if "check" in request.POST:
        start = record.from_intervention.start if form.is_valid() else None
        context["outlook"] = outlook(form, program, request.user, in_view(start, program.office.today()))
    return form_page(
        request,
        form,
        save,
        template=FORM,
        fragments=("outlook",),
        program=program,
        action=_("Save link"),
        **context,
    )
