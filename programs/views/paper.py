from django.http import Http404
from django.shortcuts import get_object_or_404
from django.utils import translation
from django.views.decorators.http import require_safe

from care_engage.kit.pages import render_page
from programs.attendance_paper import language_of, sheet_of
from programs.models import Session


@require_safe
def session_paper(request, pk):
    """The attendance sheet, in the language of the group."""
    sessions = Session.objects.visible_to(request.user).filter(intervention__program__deleted_at=None)
    session = get_object_or_404(sessions.with_sheet(), pk=pk)
    if session.held:
        raise Http404
    with translation.override(language_of(session, request.user)):
        context = {"session": session, "sheet": sheet_of(session)}
        return render_page(request, "programs/sessions/paper.html", context)
