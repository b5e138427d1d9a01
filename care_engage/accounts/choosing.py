"""For which office a new record is: who works for several says so first."""

from django.http import Http404

from care_engage.kit.forms import asked_id
from care_engage.kit.pages import render_page


def chosen_office(request, offices):
    """`(office, page)`: the only one of `offices`, or the one that `?office=` names; else a page to choose.

    One of the two is None. Raises Http404 for any other office, and where there is none.
    """
    offices = {office.pk: office for office in offices}
    named = request.GET.get("office", "")
    if len(offices) > 1 and not named:
        return None, render_page(request, "kit/choose_office.html", {"offices": offices.values()})
    office = offices.get(asked_id(named, next(iter(offices), 0)))
    if office is None:
        raise Http404
    return office, None
