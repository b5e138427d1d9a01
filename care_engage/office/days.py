"""Days on which the office's groups do not meet: holidays by date, market days by place and weekday."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from care_engage.accounts.models import Place
from care_engage.kit.editing import removal_page
from care_engage.kit.forms import RecordForm
from care_engage.kit.pages import render_page
from programs.models import MarketDay, OfficeHoliday

from .views import administered


class HolidayForm(RecordForm):
    class Meta:
        model = OfficeHoliday
        fields = ["day", "name"]


class MarketDayForm(RecordForm):
    class Meta:
        model = MarketDay
        fields = ["place", "weekday"]


@require_http_methods(["GET", "POST"])
def days(request, pk):
    """The two lists, and a form below each; the button that was used says which form was sent."""
    office = administered(request, pk)
    sent = request.POST.get("what")
    holiday = HolidayForm(
        request.POST if sent == "holiday" else None, user=request.user, instance=OfficeHoliday(office=office)
    )
    market = MarketDayForm(request.POST if sent == "market" else None, user=request.user)
    market.limit(place=Place.objects.filter(office=office))
    for form in (holiday, market):
        if form.is_bound and form.is_valid():
            form.save()
            messages.success(request, _("Saved. New series will know it."))
            return redirect("office_days", office.pk)
    context = {
        "office": office,
        "holiday": holiday,
        "market": market,
        "holidays": OfficeHoliday.objects.filter(office=office).order_by("-day")[:200],
        "markets": MarketDay.objects.filter(place__office=office).select_related("place"),
    }
    return render_page(request, "office/days.html", context)


@require_http_methods(["GET", "POST"])
def holiday_remove(request, pk):
    holiday = get_object_or_404(OfficeHoliday.objects.administered_by(request.user), pk=pk)
    return _removal(request, holiday, holiday.office_id)


@require_http_methods(["GET", "POST"])
def market_day_remove(request, pk):
    rows = MarketDay.objects.administered_by(request.user).select_related("place")
    market_day = get_object_or_404(rows, pk=pk)
    return _removal(request, market_day, market_day.place.office_id)


def _removal(request, record, office):
    return removal_page(request, record, lambda record: None, back=reverse("office_days", args=[office]))
