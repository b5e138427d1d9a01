"""The synchronization board: the only page that reads across programs."""

from zoneinfo import ZoneInfo

from django.urls import reverse
from django.views.decorators.http import require_safe

from care_engage.accounts.models import today_for
from care_engage.kit.pages import render_page
from programs.flag_sight import counted_for, counts_any
from programs.guide.rules import rule_choices
from programs.models import Program

from .figures import figures_of
from .filters import BoardFilters
from .minis import window_around
from .rows import board_page


@require_safe
def board(request):
    """Programs the person may see, worst first. The filters stand in the address; nothing else does."""
    on = today_for(request.user)
    filters = BoardFilters(request.GET, user=request.user, today=on, rules=rule_choices())
    counted = counted_for(request.user)
    programs = filters.narrow(Program.objects.visible_to(request.user), counted)
    window = window_around(on, filters.stretch)
    rows, page = board_page(programs, request.user, on, window, request.GET.get("after", ""))
    context = {
        "filters": filters,
        "counts_flags": counts_any(request.user),
        "figures": figures_of(programs, counted, on),
        "rows": rows,
        "page": page,
        "window": window,
        "today": on,
        "zone": zone_of(request.user),
        "may_plan": may_plan(request.user),
    }
    response = render_page(request, "dashboard/board.html", context, fragments=("board",))
    if request.htmx:
        response["HX-Push-Url"] = address(request)
    return response


def address(request):
    """The board's address with only the filters that were set, so that it is short enough to send on."""
    query = request.GET.copy()
    for name in [name for name, value in query.items() if not value]:
        del query[name]
    return f"{reverse('board')}?{query.urlencode()}" if query else reverse("board")


def zone_of(user):
    offices = user.scope.office_list
    return ZoneInfo(offices[0].time_zone if offices else "UTC")


def may_plan(user):
    return bool(user.scope.superuser or user.scope.offices_as("MANAGER"))
