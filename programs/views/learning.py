"""Learning notes, shared across country offices, and what an office's organization has promised itself."""

from datetime import timedelta

from django.contrib import messages
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.accounts.choosing import chosen_office
from care_engage.accounts.models import CountryOffice, RoleKind
from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from programs.forms.learning import LearningNoteForm, OrgCommitmentForm
from programs.models import Element, LearningNote, NoteKind, OrgCommitment, Promise

from .plan_access import writable
from .plan_purge import may_purge

WRITERS = (RoleKind.MANAGER, RoleKind.FACILITATOR, RoleKind.MEL, RoleKind.GBV_FOCAL_POINT)
A_YEAR = timedelta(days=365)


@require_safe
def learning(request):
    """Notes that any office shares, and those of the person's own offices: newest first."""
    rows = LearningNote.objects.visible_to(request.user).select_related("office", "intervention")
    element, kind = request.GET.get("element", ""), request.GET.get("kind", "")
    query = request.GET.get("q", "").strip()[:80]
    if element in Element.values:
        rows = rows.filter(element=element)
    if kind in NoteKind.values:
        rows = rows.filter(kind=kind)
    if query:
        rows = rows.filter(Q(title__icontains=query) | Q(text__icontains=query))
    scope = request.user.scope
    context = {
        "page": page_by_key(rows, ("-noted_on", "-pk"), request.GET.get("after", "")),
        "query": query,
        "element": element,
        "kind": kind,
        "elements": Element.choices,
        "kinds": NoteKind.choices,
        "writes": None if scope.superuser else scope.offices_as(*WRITERS),
        "reads_promises": [office for office in scope.office_list if office.pk not in scope.partner_offices],
    }
    return render_page(request, "programs/learning/learning.html", context, fragments=("notes",))


def writing_offices(user):
    offices = CountryOffice.objects.all()
    return offices if user.scope.superuser else offices.filter(pk__in=user.scope.offices_as(*WRITERS))


@require_http_methods(["GET", "POST"])
def learning_new(request):
    """Who works for several offices says first which one it is for."""
    office, choose = chosen_office(request, writing_offices(request.user))
    if choose:
        return choose
    return _note_page(request, LearningNote(office=office), title=_("New learning note"))


@require_http_methods(["GET", "POST"])
def learning_edit(request, pk):
    note = writable(LearningNote, request.user, pk)
    return _note_page(request, note, title=_("Edit learning note"), **_ways_out(request, "learning", note))


def _note_page(request, note, **context):
    today = note.office.today()
    initial = {"noted_on": note.noted_on or today}
    form = LearningNoteForm(posted(request), user=request.user, today=today, instance=note, initial=initial)
    return _form(request, form, lead=note.office.name, cancel=reverse("learning"), **context)


def _form(request, form, cancel, **context):
    def save(form):
        form.save()
        messages.success(request, _("Saved."))
        return cancel

    template = "programs/plan/detail_form.html"
    return form_page(request, form, save, template=template, cancel=cancel, action=_("Save"), **context)


def _ways_out(request, kind, record):
    ways = {"remove": reverse("plan_remove", args=[kind, record.pk])}
    if may_purge(record, request.user):
        ways["purge"] = reverse("plan_purge", args=[kind, record.pk])
    return ways


@require_safe
def promises(request, pk):
    """The checklist of one office; what was looked at more than a year ago asks to be looked at again."""
    offices = CountryOffice.objects.exclude(pk__in=request.user.scope.partner_offices)
    office = get_object_or_404(request.user.scope.limit(offices, "pk"), pk=pk)
    today = office.today()
    answers = {answer.promise: answer for answer in OrgCommitment.objects.filter(office=office)}
    rows = [
        (code, label, answer, answer is None or answer.looked_at_on < today - A_YEAR)
        for code, label in Promise.choices
        for answer in [answers.get(code)]
    ]
    context = {"office": office, "rows": rows, "today": today}
    context["due"] = sum(due for *_rest, due in rows)
    context["writes"] = request.user.scope.has(RoleKind.MANAGER, pk)
    return render_page(request, "programs/learning/promises.html", context)


@require_http_methods(["GET", "POST"])
def promise_edit(request, pk, promise):
    office = get_object_or_404(CountryOffice, pk=pk)
    if promise not in Promise.values or not request.user.scope.has(RoleKind.MANAGER, pk):
        raise Http404
    answer = OrgCommitment.objects.filter(office=office, promise=promise).first()
    ways = _ways_out(request, "promise", answer) if answer else {}
    today = office.today()
    form = OrgCommitmentForm(
        posted(request),
        user=request.user,
        today=today,
        instance=answer or OrgCommitment(office=office, promise=promise),
        initial={"looked_at_on": today},
    )
    title, back = Promise(promise).label, reverse("promises", args=[pk])
    return _form(request, form, back, title=title, lead=office.name, **ways)
