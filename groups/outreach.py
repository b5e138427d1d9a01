"""One-to-one contacts of a group, counted by month."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from care_engage.kit.editing import form_page, posted, removal_page
from care_engage.kit.forms import RecordForm

from .models import Group, Outreach


class OutreachForm(RecordForm):
    class Meta:
        model = Outreach
        fields = ["month", "purpose", "contacts"]
        help_texts = {
            "contacts": gettext_lazy("How many, never with whom or about what."),
        }

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today

    def clean_month(self):
        """Any day of a month means that month."""
        month = self.cleaned_data["month"].replace(day=1)
        if month > self.today:
            raise forms.ValidationError(_("This month is still to come."))
        return month


@require_http_methods(["GET", "POST"])
def outreach_new(request, pk):
    group = get_object_or_404(
        Group.objects.editable_by(request.user).open_to_office().select_related("office"), pk=pk
    )
    today = group.office.today()
    form = OutreachForm(
        posted(request),
        user=request.user,
        today=today,
        instance=Outreach(group=group),
        initial={"month": today.replace(day=1)},
    )
    back = reverse("group", args=[pk])

    def save(form):
        form.save()
        messages.success(request, _("Saved."))
        return back

    title = _("One-to-one contacts")
    return form_page(request, form, save, title=title, lead=group.name, action=_("Save"), cancel=back)


@require_http_methods(["GET", "POST"])
def outreach_remove(request, pk):
    outreach = get_object_or_404(Outreach.objects.editable_by(request.user), pk=pk)
    back = reverse("group", args=[outreach.group_id])
    return removal_page(request, outreach, lambda _record: None, back=back)
