"""The administrator's first page: what the office is set up with, and what it still lacks."""

from django import forms
from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.accounts.models import CountryOffice, RoleKind
from care_engage.kit.editing import form_page
from care_engage.kit.forms import RecordForm
from care_engage.kit.pages import render_page
from groups.models import Group
from groups.spaces import GenderSpace
from programs.erasing import erase_protected

MUST_BE_NAMED = (
    RoleKind.MANAGER,
    RoleKind.FACILITATOR,
    RoleKind.GBV_FOCAL_POINT,
    RoleKind.SAFEGUARDING_FOCAL_POINT,
)


class OfficeForm(RecordForm):
    suppression_threshold = forms.IntegerField(
        min_value=3,
        max_value=50,
        label=gettext_lazy("Smallest number shown"),
        help_text=gettext_lazy("Smaller counts of people are hidden."),
    )

    class Meta:
        model = CountryOffice
        fields = ["name", "time_zone", "gender_columns", "suppression_threshold", "protected_spaces"]

    erase = forms.BooleanField(
        required=False,
        label=gettext_lazy("Erase for good whatever protected spaces may hold here"),
        help_text=gettext_lazy("Needed to turn them off. You will not be told whether there was anything."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.was_on = self.instance.protected_spaces
        if not self.was_on:
            del self.fields["erase"]

    def clean(self):
        data = super().clean()
        if self.turns_off and not data.get("erase"):
            self.add_error("erase", _("Where protected spaces are off, nothing of them may stay: tick this."))
        return data

    @property
    def turns_off(self):
        return self.was_on and not self.cleaned_data.get("protected_spaces")


def administered(request, pk):
    """The office, if this person administers it; anybody else finds no such page."""
    return get_object_or_404(CountryOffice.objects.administered_by(request.user), pk=pk)


@require_safe
def offices(request):
    found = list(CountryOffice.objects.administered_by(request.user))
    if len(found) == 1:
        return redirect("office_settings", found[0].pk)
    return render_page(request, "office/offices.html", {"offices": found})


@require_http_methods(["GET", "POST"])
def office(request, pk):
    here = administered(request, pk)
    form = OfficeForm(request.POST or None, instance=here, user=request.user)

    def save(form):
        saved = form.save()
        if form.turns_off:  # the same words, whether or not there is anything to erase
            erase_protected(Group.with_deleted.filter(office=saved, space=GenderSpace.LGBTQ), by=request.user)
        messages.success(request, _("Saved."))
        return reverse("office_settings", args=[here.pk])

    held = set(here.roles.values_list("kind", flat=True).distinct())
    lacking = [kind.label for kind in MUST_BE_NAMED if kind not in held]
    return form_page(
        request,
        form,
        save,
        template="office/office.html",
        office=here,
        lacking=lacking,
        title=here.name,
        action=_("Save"),
    )
