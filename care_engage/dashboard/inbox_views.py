"""The inbox: each row can be decided on with one key or one tap, and taken back."""

from django.http import Http404
from django.views.decorators.http import require_safe

from care_engage.accounts.models import today_for
from care_engage.kit.pages import render_page

from .inbox import TITLES, read_inbox


@require_safe
def inbox(request):
    if not request.user.scope.manages:
        raise Http404
    on, only = today_for(request.user), request.GET.get("list", "")
    lists = read_inbox(request.user, on, only, request.GET.get("after", ""))
    context = {"lists": lists, "only": only if only in TITLES else "", "today": on}
    return render_page(request, "dashboard/inbox.html", context)
