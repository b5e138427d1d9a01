from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from programs import log_page, logging
from programs.cautions import to_think_about, to_think_about_now
from programs.diary import describe
from programs.forms.logging import LogForm
from programs.holding import warn
from programs.models import Session
from programs.models.session import CORRECTABLE

from .plan_access import note_reading


@require_http_methods(["GET", "POST"])
def log_session(request, pk):
    """Say who came and what was talked about; the same page corrects it later."""
    session = get_object_or_404(Session.objects.for_logging(request.user), pk=pk)
    note_reading(session.intervention, request.user)
    now = timezone.now()
    if refusal := logging.refused_by_state(session, request.user, now):
        messages.warning(request, refusal)
        return redirect("session", pk=pk)
    before = log_page.Before(session)
    if request.method == "GET":
        form = LogForm(initial=log_page.initial(session, before), session=session)
        return page(request, session, form, before)
    form = LogForm(request.POST, session=session)
    if not form.is_valid():
        return page(request, session, form, before)
    if new := not_seen_yet(request, session, form):
        return page(request, session, form, before, cautions=new)
    try:
        logging.log_session(session, by=request.user, entry=form.entry(), at=now)
    except ValidationError as refusal:
        return page_after_refusal(request, pk, form, refusal, before)
    messages.success(request, saved_words(session))
    return redirect("my_sessions")


def not_seen_yet(request, session, form):
    """What this person has not seen. A page that warns as one taps has shown it all: one request saves."""
    told = request.POST.getlist("told")
    if "anyway" in request.POST or "in place" in told:
        return []
    return [shown for shown in to_think_about_now(session, form) if shown.mark not in told]


def page_after_refusal(request, pk, form, refusal, before):
    """The page again, with what was typed; if somebody else saved meanwhile, with theirs beside it."""
    saved = get_object_or_404(Session.objects.for_logging(request.user), pk=pk)
    if any(error.code == "version" for error in refusal.error_list):
        return page(request, saved, form, before, theirs=saved)
    form.add_error(None, refusal)
    return page(request, saved, form, before)


def page(request, session, form, before, *, theirs=None, cautions=()):
    describe([session])
    warn([session])
    near, far = log_page.topic_chips(session, set(form["topics"].value() or []))
    people, others = log_page.facilitator_chips(session, {int(key) for key in whole(form["facilitators"])})
    context = {
        "session": session,
        "form": form,
        "grids": log_page.roll(session, form.day_shown, set(form["came"].value() or []), before),
        "near": near,
        "far": far,
        "people": people,
        "other_people": others,
        "theirs": theirs,
        "their_topics": [_(label) for code, label, _level in session.all_topics if code in session.topics],
        "cautions": cautions,
        "watched": to_think_about(session, form),
    }
    return render(request, "programs/sessions/log.html", context)


def whole(field):
    """The values of a field that are whole numbers: what was posted may be anything."""
    return [value for value in map(str, field.value() or []) if value.isdecimal() and len(value) < 19]


def saved_words(session):
    people = ngettext("Saved. %(count)d person.", "Saved. %(count)d people.", session.attendance) % {
        "count": session.attendance
    }
    if session.intervention.protected:
        people = _("Saved.")
    until = date_format(session.logged_at + CORRECTABLE, "j F")
    return people + " " + _("You can correct it until %(day)s.") % {"day": until}
