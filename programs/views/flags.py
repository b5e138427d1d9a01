"""Flags of a program, one flag with its history, and what a manager decides about it."""

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page
from programs import deciding
from programs.flag_page import flags_of, history_of, told
from programs.flag_sight import flags_shown, programs_told_of, sight_of
from programs.flag_words import (
    missing_of,
    past_sentences_of,
    suggested_day,
    suggested_plan,
    title_of,
    work_of,
)
from programs.forms.flags import AcknowledgeForm, AssignForm, DismissForm
from programs.models import Flag, FlagEvent, FlagStatus, Program
from programs.models.flag import NEVER
from programs.sequencing.audit import NEVER_DISMISSED

RETURNS = ("inbox", "sequence")


@require_safe
def program_flags(request, pk):
    """All flags that a program ever had, as far as the person reads them, and how many stood when."""
    program = get_object_or_404(programs_told_of(request.user).select_related("office"), pk=pk)
    sight = sight_of(request.user, program)
    if not (sight.counts or sight.all or sight.rules):
        raise Http404
    context = {"program": program, "seen": sees(request.user, program)} | flags_of(
        program, request.user, sight, request.GET
    )
    return render_page(request, "programs/flags/flags.html", context)


@require_safe
def flag(request, pk):
    """What a flag says, what was decided about it, and its history; five queries and an audit."""
    record = read(request.user, pk)
    item = told(record)
    decidable = Flag.objects.decidable_by(request.user).filter(pk=pk).exists()
    context = {
        "flag": record,
        "program": record.program,
        "seen": sees(request.user, record.program),
        "title": title_of(record),
        "item": item,
        "about": "" if item else past_sentences_of([record])[record.pk],
        "history": history_of(record),
        "decidable": decidable and record.status != FlagStatus.RESOLVED,
        "never": str(NEVER) if record.rule in NEVER_DISMISSED else "",
        "today": record.program.office.today(),
    }
    return render_page(request, "programs/flags/flag.html", context)


def read(user, pk):
    """The flag, for whoever reads it (D9); for everybody else there is none."""
    rows = Flag.objects.filter(program__in=programs_told_of(user).values("pk"))
    record = get_object_or_404(rows.select_related("program__office", "assigned_to"), pk=pk)
    sight = sight_of(user, record.program)
    if not (sight.all or record.rule in sight.rules):
        raise Http404
    return shown(user, record)


def shown(user, record):
    if not flags_shown(user, record.program).filter(pk=record.pk).exists():
        raise Http404
    return record


def sees(user, program):
    return Program.objects.visible_to(user).filter(pk=program.pk).exists()


def writable(user, pk):
    rows = Flag.objects.decidable_by(user).select_related("program__office")
    return shown(user, get_object_or_404(rows, pk=pk))


def decision_page(request, record, form_class, decide, initial=None, **context):
    """Ask what a decision needs, make it, and offer to take it back."""
    today, back = record.program.office.today(), home_of(request, record)
    form = form_class(posted(request), user=request.user, instance=record, today=today, initial=initial or {})

    def save(form):
        event = decide(form.cleaned_data)
        say(request, event)
        return back

    about = (title_of(record), str(record.program), work_of(record), missing_of(record))
    lead = " · ".join(filter(None, about))
    return form_page(request, form, save, lead=lead, cancel=back, **context)


def home_of(request, record):
    came = request.GET.get("from", "")
    if came not in RETURNS:
        return reverse("flag", args=[record.pk])
    return reverse(came, args=[record.program_id] if came == "sequence" else [])


def say(request, event):
    about = work_of(event.flag) or event.flag.program
    sentence = f"{title_of(event.flag)}, {about}: {event.get_what_display()}."
    context = {"sentence": sentence, "event": event, "came": request.GET.get("from", "")}
    messages.success(request, render_to_string("programs/flags/message.html", context, request))


@require_http_methods(["GET", "POST"])
def flag_acknowledge(request, pk):
    record = writable(request.user, pk)
    today = record.program.office.today()
    initial = {
        "plan": record.plan or suggested_plan(record),
        "due_on": record.due_on or suggested_day(record, today),
    }

    def decide(data):
        return deciding.acknowledge(record, by=request.user, **data)

    title, action = _("What will be done?"), _("Acknowledge")
    return decision_page(request, record, AcknowledgeForm, decide, initial, title=title, action=action)


@require_http_methods(["GET", "POST"])
def flag_assign(request, pk):
    record = writable(request.user, pk)

    def decide(data):
        return deciding.assign(record, by=request.user, to=data["assigned_to"])

    return decision_page(
        request, record, AssignForm, decide, title=_("Who takes care of it?"), action=_("Hand it over")
    )


@require_http_methods(["GET", "POST"])
def flag_dismiss(request, pk):
    record = writable(request.user, pk)
    if record.rule in NEVER_DISMISSED:
        messages.error(request, str(NEVER))
        return redirect(home_of(request, record))

    def decide(data):
        reason, until = data["dismissal"], data["dismissed_until"]
        return deciding.dismiss(record, by=request.user, reason=reason, until=until)

    return decision_page(
        request, record, DismissForm, decide, title=_("Set this flag aside?"), action=_("Set aside")
    )


@require_POST
def flag_take_up(request, pk):
    record = writable(request.user, pk)
    try:
        say(request, deciding.take_up(record, by=request.user))
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(home_of(request, record))


@require_POST
def flag_undo(request, pk):
    """Take back one's own decision of the last hour."""
    flags = Flag.objects.decidable_by(request.user)
    event = get_object_or_404(FlagEvent.objects.filter(flag__in=flags).select_related("flag__program"), pk=pk)
    try:
        deciding.undo(event, by=request.user)
        messages.success(request, _("“%(flag)s” is as it was before.") % {"flag": title_of(event.flag)})
    except ValidationError as refusal:
        messages.error(request, " ".join(refusal.messages))
    return redirect(home_of(request, event.flag))
