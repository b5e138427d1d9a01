"""The schedule of an intervention: its sessions, series of new ones, moves of many, the plan of one."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from groups.spaces import GenderSpace
from programs.days_off import days_off_of
from programs.forms.sessions import SeriesForm, SessionPlanForm, ShiftForm
from programs.models import Intervention, Session, SessionStatus, Topic
from programs.scheduling import fingerprint, make_up_for, save_rows, series_rows, shifted_rows

from .plan_access import may_write, readable, writable
from .plan_audit import audited, outlook


@require_safe
def sessions_schedule(request, pk):
    """The list costs the same for 5 and for 500 sessions."""
    intervention = readable(Intervention, request.user, pk)
    rows = Session.objects.filter(intervention=intervention).select_related("makes_up_for")
    page = page_by_key(rows, ("planned_on", "number", "pk"), request.GET.get("after", ""))
    labels = {topic.code: topic for topic in Topic.objects.all()}
    spaces = dict(GenderSpace.choices)
    made_up = {one.makes_up_for_id: one for one in Session.objects.filter(makes_up_for__in=page.rows)}
    for session in page.rows:
        session.made_up = made_up.get(session.pk)
        session.topic_names = [labels[code] for code in session.topics if code in labels]
        session.space_name = spaces.get(session.space, "")
    context = {
        "intervention": intervention,
        "program": intervention.program,
        "page": page,
        "writes": plans_sessions(request.user, intervention),
        "today": intervention.program.office.today(),
    }
    return render_page(request, "programs/plan/sessions.html", context, fragments=("sessions",))


def plans_sessions(user, intervention):
    """Whoever plans the program, and whoever leads this work or its group."""
    led = Intervention.objects.visible_to(user).led_by(user).filter(pk=intervention.pk)
    return may_write(intervention, user) or led.exists()


def _schedulable(user, pk):
    intervention = readable(Intervention, user, pk)
    if not plans_sessions(user, intervention):
        raise Http404
    return intervention


@require_http_methods(["GET", "POST"])
def sessions_series(request, pk):
    intervention = _schedulable(request.user, pk)
    start = max(intervention.start, intervention.program.office.today())
    form = SeriesForm(posted(request), days_off=days_off_of(intervention), initial={"first": start})
    return _many(
        request,
        intervention,
        form,
        series_rows,
        template="programs/plan/series.html",
        title=_("Plan a series"),
        topics=Topic.objects.all(),
    )


@require_http_methods(["GET", "POST"])
def sessions_shift(request, pk):
    intervention = _schedulable(request.user, pk)
    planned = Session.objects.filter(intervention=intervention, status="PLANNED")
    form = ShiftForm(
        posted(request),
        planned=planned,
        days_off=days_off_of(intervention),
        initial={"start": request.GET.get("from"), "alone": "alone" in request.GET},
    )
    return _many(
        request,
        intervention,
        form,
        shifted_rows,
        template="programs/plan/shift.html",
        title=_("Move planned sessions"),
    )


def _many(request, intervention, form, rows_of, **context):
    """Preview, then save what was seen: anything else is previewed again, a second tap too."""
    back = reverse("sessions_schedule", args=[intervention.pk])
    context |= {"intervention": intervention, "program": intervention.program, "cancel": back}
    rows, seen = [], ""
    if request.method == "POST" and form.is_valid():
        rows = rows_of(intervention, form)
        seen = fingerprint(rows)

    def save(_form):
        save_rows(rows)
        audited(rows[0].session)
        said = ngettext("%(count)d session saved.", "%(count)d sessions saved.", len(rows))
        messages.success(request, said % {"count": len(rows)})
        return back

    if rows and request.POST.get("seen") == seen:
        return form_page(request, form, save, **context)
    if rows:
        today = intervention.program.office.today()
        context["outlook"] = outlook(form, intervention.program, request.user, today, lambda: save_rows(rows))
    template = context.pop("template")
    return render_page(request, template, context | {"form": form, "rows": rows, "seen": seen})


@require_http_methods(["GET", "POST"])
def session_plan(request, pk):
    """Date, topics, space and length of one session that has not been held yet."""
    session = writable(Session, request.user, pk)
    if session.held:
        raise Http404
    title = _("Plan of session %(number)d") % {"number": session.number}
    return _planning(request, session, title)


@require_http_methods(["GET", "POST"])
def session_make_up(request, pk):
    """Plan another session in place of one that was called off, with its topics."""
    cancelled = writable(Session, request.user, pk)
    if cancelled.status != SessionStatus.CANCELLED:
        raise Http404
    if taken_up := Session.objects.filter(makes_up_for=cancelled).first():
        messages.info(request, _("Session %(number)d makes up for it already.") % {"number": taken_up.number})
        return redirect("session", taken_up.pk)
    title = _("A session that makes up for session %(number)d") % {"number": cancelled.number}
    return _planning(request, make_up_for(cancelled), title)


def _planning(request, session, title):
    """The form of one planned session, with what the rules would say of it."""
    intervention = session.intervention
    back = reverse("sessions_schedule", args=[intervention.pk])
    form = SessionPlanForm(posted(request), user=request.user, instance=session)
    context = {}

    def save(form):
        saved = form.save()
        if saved.status == SessionStatus.POSTPONED and "planned_on" in form.changed_data:
            saved.moves.make(saved, SessionStatus.PLANNED)
        audited(saved)
        messages.success(request, _("Saved."))
        return back

    if "check" in request.POST:
        program = intervention.program
        context["outlook"] = outlook(form, program, request.user, program.office.today())
    return form_page(
        request,
        form,
        save,
        template="programs/plan/checked_form.html",
        fragments=("outlook",),
        title=title,
        lead=intervention.title,
        action=_("Save session"),
        cancel=back,
        program=intervention.program,
        **context,
    )
