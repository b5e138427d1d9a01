from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.accounts.matrix import READ, allows
from care_engage.accounts.models import RoleKind, today_for
from care_engage.kit.undo import offer_undo, values_of
from programs import logging
from programs.diary import describe, diary, facilitators_managed_by, narrowed, sessions_of
from programs.forms.logging import NotHeldForm
from programs.models import Intervention, Method, Session, SessionStatus
from programs.models.commitment import takes_commitments
from programs.models.session import CHECKLIST
from programs.session_page import changes, facilitator_names, topics_named

from .plan_access import may_write, note_reading


@require_safe
def my_sessions(request):
    """What this person has to log, or, for managers on request, their whole office."""
    manages = (
        facilitators_managed_by(request.user) if request.user.scope.offices_as(RoleKind.MANAGER) else None
    )
    whole_office = manages is not None and wants_whole_office(request)
    sessions = sessions_of(request.user, whole_office=whole_office)
    people, led_by, words = [], None, request.GET.get("q", "").strip()[:80]
    if whole_office:
        people = list(manages[:500])
        led_by = next((who for who in people if str(who.pk) == request.GET.get("by")), None)
        sessions = narrowed(sessions, led_by, words)
    today = today_for(request.user)
    context = {
        "lists": diary(sessions, today, timezone.now(), request.GET),
        "today": today,
        "manages": manages is not None,
        "whole_office": whole_office,
        "people": people,
        "led_by": led_by,
        "words": words,
    }
    return render(request, "programs/sessions/my_sessions.html", context)


def wants_whole_office(request):
    """As asked in the address; unasked, a manager who leads nothing sees the office."""
    asked = request.GET.get("of")
    return asked == "office" or (not asked and not Intervention.objects.led_by(request.user).exists())


@require_safe
def session(request, pk):
    """One session as it stands, and who changed it."""
    found = get_object_or_404(
        Session.objects.visible_to(request.user).select_related(
            "intervention__program__office",
            "intervention__program__place",
            "intervention__place",
            "makes_up_for",
        ),
        pk=pk,
    )
    note_reading(found.intervention, request.user)
    describe([found])
    leads = Session.objects.loggable_by(request.user).filter(pk=pk).exists()
    context = {
        "session": found,
        "leads": leads,
        "made_up": Session.objects.filter(makes_up_for=found).first(),
        "may_log": leads and (not found.locked(timezone.now()) or manages(request.user, found)),
        "topics": topics_named(found),
        "methods": [label for code, label in Method.choices if code in found.methods],
        "facilitators": facilitator_names(found),
        "checklist": [label for key, label in CHECKLIST.items() if found.checklist.get(key)],
        "changes": changes(found),
        "today": found.intervention.program.office.today(),
    }
    if allows(request.user.scope, "change agents", READ):
        context |= speakers(found, request.user)
    if takes_commitments(found):
        context["commitments"] = found.commitments.filter(deleted_at=None)
        context["commits"] = leads or may_write(found, request.user)
    return render(request, "programs/sessions/session.html", context)


def speakers(session, user):
    """Who from outside speaks in a session: asked of public ones, and told wherever somebody does."""
    here = list(session.appearances.filter(deleted_at=None, agent__deleted_at=None).select_related("agent"))
    work = session.intervention
    public = work.element == "STEPPING_OUT" or "COMMUNITY" in (session.space, work.space)
    return {"knows_agents": public or bool(here), "speakers": here, "plans": may_write(session, user)}


def manages(user, session):
    return user.scope.has(RoleKind.MANAGER, session.intervention.program.office_id)


@require_http_methods(["GET", "POST"])
def session_not_held(request, pk):
    """Say why a session did not take place, and when it will instead."""
    found = get_object_or_404(
        Session.objects.loggable_by(request.user).select_related("intervention__program__office"), pk=pk
    )
    if found.status not in (SessionStatus.PLANNED, SessionStatus.POSTPONED):
        messages.warning(request, _("This session is no longer open, so there is nothing to put off."))
        return redirect("session", pk=pk)
    today = found.intervention.program.office.today()
    form = NotHeldForm(request.POST if request.method == "POST" else None, today=today)
    if request.method == "POST" and form.is_valid():
        was = values_of(found, ["status", "planned_on", "not_held_reason"])
        logging.not_held(
            found,
            by=request.user,
            at=timezone.now(),
            reason=form.cleaned_data["reason"],
            new_date=form.new_day,
            cancelled=form.cleaned_data["when"] == "never",
        )
        offer_undo(request, form.told(), found, was=was)
        return redirect("my_sessions")
    describe([found])
    return render(
        request, "programs/sessions/not_held.html", {"session": found, "form": form, "today": today}
    )
