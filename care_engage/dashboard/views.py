"""The synchronization board and its measures: the only pages that read across programs."""

from zoneinfo import ZoneInfo

from django.http import Http404
from django.urls import reverse
from django.views.decorators.http import require_safe

from care_engage.accounts.models import today_for
from care_engage.kit.pages import render_page
from programs.flag_sight import counted_for, counts_any
from programs.guide.rules import rule_choices
from programs.models import Program
from programs.unlogged import unlogged

from .asked import Asked
from .figures import figures_of
from .filters import BoardFilters
from .measure_rows import rows_of
from .measures import TITLES, tiles
from .minis import window_around
from .rows import board_page

CLOSED = {"team": "readiness", "pathways": "pathways", "allies": "change agents"}
"""Measures of what not everybody who reads plans may read (D9)."""


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
        "may_plan": request.user.scope.manages,
        "query": query_of(request),
        "unlogged": unlogged_of(request.user, programs, on),
    }
    response = render_page(request, "dashboard/board.html", context, fragments=("board",))
    if request.htmx:
        response["HX-Push-Url"] = address(request)
    return response


def asked_of(request):
    return Asked(request.GET, request.user, today_for(request.user), rule_choices())


@require_safe
def measures(request):
    """What the board loads above itself, and a page of its own without scripts."""
    asked = asked_of(request)
    query = request.GET.urlencode()
    context = {"asked": asked, "tiles": list(tiles(asked, query)), "query": query, "today": asked.on}
    context["counts_people"] = asked.may("person counts")
    return render_page(request, "dashboard/measures.html", context, fragments=("measures",))


@require_safe
def measure(request, code):
    """The rows behind one figure, under the same filters."""
    asked = asked_of(request)
    if code not in TITLES or (code in CLOSED and not asked.may(CLOSED[code])):
        raise Http404
    query = request.GET.copy()
    query.pop("after", None)
    context = {
        "asked": asked,
        "title": TITLES[code],
        "rows": rows_of(code, asked, request.GET.get("after", "")),
        "query": query.urlencode(),
    }
    return render_page(request, "dashboard/measure.html", context)


def address(request):
    """The board's address with only the filters that were set, so that it is short enough to send on."""
    query = query_of(request)
    return f"{reverse('board')}?{query}" if query else reverse("board")


def query_of(request):
    query = request.GET.copy()
    for name in [name for name, value in query.items() if not value or name == "after"]:
        del query[name]
    return query.urlencode()


def unlogged_of(user, programs, on):
    """How many sessions of these programs wait for a word; for who manages them. At most one query."""
    if not user.scope.manages:
        return 0
    return unlogged(user, on).filter(intervention__program__in=programs.values("pk")).count()


def zone_of(user):
    offices = user.scope.office_list
    return ZoneInfo(offices[0].time_zone if offices else "UTC")
