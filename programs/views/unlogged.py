from django.http import Http404
from django.views.decorators.http import require_safe

from care_engage.accounts.models import today_for
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from groups.models import Facilitator
from programs.diary import describe
from programs.unlogged import BY_PERSON, by_person, owed, unlogged


@require_safe
def not_logged(request):
    """What is not logged, by facilitator and group: a fixed number of queries however much it is."""
    if not request.user.scope.manages:
        raise Http404
    today = today_for(request.user)
    sessions = by_person(unlogged(request.user, today))
    people = owed(sessions, today)
    asked = request.GET.get("by", "")
    if asked.isdecimal() and len(asked) < 18:
        sessions = sessions.filter(lead=int(asked))
    page = page_by_key(sessions, BY_PERSON, request.GET.get("after", ""))
    describe(page.rows)
    leads = Facilitator.objects.select_related("user").in_bulk({session.lead for session in page.rows})
    for session in page.rows:
        session.led_by = leads.get(session.lead)
        session.late = (today - session.planned_on).days
    context = {"page": page, "people": people, "asked": asked, "today": today}
    return render_page(request, "programs/sessions/not_logged.html", context)
