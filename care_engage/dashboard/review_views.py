from django.shortcuts import get_object_or_404
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from care_engage.kit.pages import render_page
from programs.models import Program
from programs.views.sequence import drawing

from .periods import Period
from .review import quarter_asked, review_of


@require_safe
def review(request, pk):
    """One program and quarter, made for paper: two A4 pages as a rule."""
    programs = Program.objects.visible_to(request.user).select_related("office", "place", "manager")
    program = get_object_or_404(programs, pk=pk)
    today = program.office.today()
    quarter = quarter_asked(request.GET.get("quarter", ""), today)
    found = review_of(program, request.user, quarter, today)
    context = {
        "review": found,
        "program": program,
        "drawn": drawing({"zoom": "year", "from": year_around(quarter)}, found.page),
        "quarters": quarters_before(today),
        "title": _("Review %(quarter)s") % {"quarter": quarter.label},
        "lines": range(9),
    }
    return render_page(request, "dashboard/review.html", context)


def year_around(quarter):
    """The month from which a year is drawn, so that the quarter lies in its second half."""
    year, month = quarter.first.year, quarter.first.month - 6
    return f"{year}-{month:02}" if month > 0 else f"{year - 1}-{month + 12:02}"


def quarters_before(today):
    """The quarter that runs and the seven before it, the newest first."""
    step = today.year * 4 + (today.month - 1) // 3
    return [Period(at // 4, at % 4 + 1) for at in range(step, step - 8, -1)]
