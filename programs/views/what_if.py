"""What if, beside the sequence: try changes in a draft, see which flags come and go, then apply or drop."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST

from care_engage.kit.pages import render_page
from programs.foresight import mark
from programs.forms.what_if import FORMS
from programs.models import PlanDraft, Program
from programs.models.draft import base_of
from programs.what_if import add_step, apply, drop_step, form_after, latest_start, outcome

from .plan_access import writable
from .plan_audit import in_view, told
from .sequence import drawing

KINDS = (
    ("move", gettext_lazy("Move")),
    ("add", gettext_lazy("Add")),
    ("link", gettext_lazy("Link")),
    ("cancel", gettext_lazy("Cancel work")),
)


@require_http_methods(["GET", "POST"])
def what_if_new(request, pk):
    """A draft begins with its first step; until then nothing is kept."""
    program = writable(Program, request.user, pk)
    draft = PlanDraft(program=program, made_by=request.user, base=base_of(program))
    return _page(request, draft)


@require_http_methods(["GET", "POST"])
def what_if(request, pk):
    return _page(request, _draft(request, pk))


def _draft(request, pk):
    drafts = PlanDraft.objects.visible_to(request.user).select_related("program__office", "program__place")
    return get_object_or_404(drafts.filter(program__deleted_at=None), pk=pk)


def _page(request, draft):
    do = request.GET.get("add", "move")
    if do not in FORMS:
        raise Http404
    if request.method == "POST" and request.POST.get("drop", "").isdecimal():
        return _drop(request, draft, int(request.POST["drop"][:4]))
    data = request.POST if request.method == "POST" else None
    form = form_after(draft.changes, draft.program, request.user, do, data)
    if data is not None and form.is_valid():
        try:
            add_step(draft, do, form)
            return redirect("what_if", draft.pk)
        except ValidationError as refused:
            if draft.pk and not _kept(draft):
                return _overtaken(request, draft, refused)
            form.add_error(None, refused.messages)
            draft = _draft(request, draft.pk) if draft.pk else draft  # somebody may have added a step
    return render_page(request, "programs/what_if.html", _context(request, draft, do, form))


def _drop(request, draft, number):
    if not (draft.pk and 1 <= number <= len(draft.changes)):
        raise Http404
    try:
        drop_step(draft, number)
    except ValidationError as refused:
        return _overtaken(request, draft, refused)
    return redirect("what_if", draft.pk)


def _kept(draft):
    return PlanDraft.objects.filter(pk=draft.pk).exists()


def _overtaken(request, draft, refused):
    """Say so on the draft, or where it is gone on the sequence."""
    messages.error(request, " ".join(refused.messages))
    return redirect("what_if", draft.pk) if _kept(draft) else redirect("sequence", draft.program_id)


def _context(request, draft, do, form):
    program, user = draft.program, request.user
    on = in_view(latest_start(draft.changes), program.office.today())
    found = outcome(draft.changes, program, user, on)
    told_steps = [*found.course.told, *[""] * (len(draft.changes) - len(found.course.told))]
    comes = told(found.comes, user)
    new = {mark(one.finding) for one in comes}
    return {
        "program": program,
        "draft": draft,
        "steps": list(enumerate(told_steps, start=1)),
        "refusal": found.course.refusal,
        "comes": comes,
        "goes": told(found.goes, user),
        "stays": [item for item in found.page.items if mark(item.finding) not in new],
        "page": found.page,
        "drawn": drawing({}, found.page),
        "on": on,
        "ahead": on != program.office.today(),
        "do": do,
        "form": form,
        "kinds": KINDS,
        "base": base_of(program),
        "outdated": bool(draft.pk) and draft.outdated,
        "drafts": PlanDraft.objects.visible_to(user)
        .filter(program=program, made_by=user)
        .exclude(pk=draft.pk),
    }


@require_POST
def what_if_apply(request, pk):
    """All steps, or none: what is refused leaves the plan and the draft as they were."""
    draft = _draft(request, pk)
    try:
        course = apply(draft.pk, request.user, request.POST.get("base", ""))
    except ValidationError as refused:
        return _overtaken(request, draft, refused)
    messages.success(request, _("Applied: %(steps)s.") % {"steps": "; ".join(course.told)})
    return redirect("sequence", draft.program_id)


@require_POST
def what_if_discard(request, pk):
    draft = _draft(request, pk)
    draft.delete()
    messages.success(request, _("The draft is thrown away. The plan was never touched."))
    return redirect("sequence", draft.program_id)
