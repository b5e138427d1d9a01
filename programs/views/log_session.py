from django.contrib import messages
from django.core.exceptions import ValidationError
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from programs import log_page, logging
from programs.diary import describe
from programs.forms.logging import LogForm
from programs.models import Session
from programs.models.session import CORRECTABLE


@require_http_methods(["GET", "POST"])
def log_session(request, pk):
    """Say who came and what was talked about; the same page corrects it later."""
    session = get_object_or_404(Session.objects.for_logging(request.user), pk=pk)
    now = timezone.now()
    if refusal := logging.refused_by_state(session, request.user, now):
        messages.warning(request, refusal)
        return redirect("session", pk=pk)
    if request.method == "GET":
        return page(request, session, LogForm(initial=log_page.initial(session), session=session))
    form = LogForm(request.POST, session=session)
    if not form.is_valid():
        return page(request, session, form)
    if (cautions := form.cautions()) and "anyway" not in request.POST:
        return page(request, session, form, cautions=cautions)
    try:
        logging.log_session(session, by=request.user, entry=form.entry(), at=now)
    except ValidationError as refusal:
        return page_after_refusal(request, pk, form, refusal)
    messages.success(request, saved_words(session))
    return redirect("my_sessions")


def page_after_refusal(request, pk, form, refusal):
    """The page again, with what was typed; if somebody else saved meanwhile, with theirs beside it."""
    saved = get_object_or_404(Session.objects.for_logging(request.user), pk=pk)
    if any(error.code == "version" for error in refusal.error_list):
        return page(request, saved, form, theirs=saved)
    form.add_error(None, refusal)
    return page(request, saved, form)


def page(request, session, form, *, theirs=None, cautions=()):
    describe([session])
    near, far = log_page.topic_chips(session, set(form["topics"].value() or []))
    people, others = log_page.facilitator_chips(session, {int(key) for key in whole(form["facilitators"])})
    context = {
        "session": session,
        "form": form,
        "grids": log_page.roll(session, form.day_shown, set(form["came"].value() or [])),
        "near": near,
        "far": far,
        "people": people,
        "other_people": others,
        "theirs": theirs,
        "their_topics": [_(label) for code, label, _level in session.all_topics if code in session.topics],
        "cautions": cautions,
        "forebodings": log_page.forebodings(session),
    }
    return render(request, "programs/sessions/log.html", context)


def whole(field):
    """The values of a field that are whole numbers: what was posted may be anything."""
    return [value for value in map(str, field.value() or []) if value.isdecimal() and len(value) < 19]


def saved_words(session):
    people = ngettext("Saved. %(count)d person.", "Saved. %(count)d people.", session.attendance) % {
        "count": session.attendance
    }
    until = date_format(session.logged_at + CORRECTABLE, "j F")
    return people + " " + _("You can correct it until %(day)s.") % {"day": until}
