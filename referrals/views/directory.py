"""Services and the organizations that run them, and the calls that keep them right."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.kit.consequences import facts_changed
from care_engage.kit.editing import form_page, posted, removal_page
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key

from ..forms.calls import AT_ONCE, OneCallForm, WeekForm
from ..forms.directory import OrganizationForm, ServiceForm
from ..hours import in_words
from ..models import Organization, Outcome, PathwayStep, ReferralLimits, Sector, Service
from .access import readable, tabs, writable


@require_safe
def referral_services(request, pk):
    office = readable(request, pk)
    search, sector = request.GET.get("q", "").strip()[:80], request.GET.get("sector", "")
    services = Service.objects.filter(organization__office=office).select_related("organization")
    if search:
        services = services.filter(name__icontains=search) | services.filter(
            organization__name__icontains=search
        )
    if sector in Sector.values:
        services = services.filter(sector=sector)
    page = page_by_key(services, ("name", "pk"), request.GET.get("after", ""))
    limits, on = ReferralLimits.of(office.pk), office.today()
    context = tabs(request.user, office) | {
        "page": page,
        "rows": [(one, one.standing(on, limits)) for one in page.rows],
        "search": search,
        "sector": sector,
        "sectors": Sector.choices,
    }
    return render_page(request, "referrals/services.html", context, fragments=("services",))


def _edit_service(request, office, service, back, **context):
    form = ServiceForm(posted(request), instance=service, user=request.user, office=office)

    def save(form):
        saved = form.save()
        facts_changed(office=office.pk, places=saved.steps.place_ids())
        if saved.last_checked_on is None:
            messages.success(request, _("Saved. Now call the service: it is on no card until then."))
        else:
            messages.success(request, _("Saved. That is no verification: it stays dated as it was."))
        return reverse("referral_service", args=[saved.pk])

    return form_page(
        request,
        form,
        save,
        template="referrals/service_form.html",
        office=office,
        action=_("Save"),
        cancel=back,
        **context,
    )


@require_http_methods(["GET", "POST"])
def referral_service_new(request, pk):
    office = writable(request, pk)
    back = reverse("referral_services", args=[office.pk])
    return _edit_service(request, office, Service(), back, title=_("Add a service"))


def _service(request, pk, act="visible_to"):
    rows = getattr(Service.objects, act)(request.user)
    return get_object_or_404(rows.select_related("organization__office"), pk=pk)


@require_safe
def referral_service(request, pk):
    """All that is known of a service, and every call that was made to it."""
    service = _service(request, pk)
    office = service.organization.office
    context = tabs(request.user, office) | {
        "service": service,
        "standing": service.standing(office.today(), ReferralLimits.of(office.pk)),
        "hours": in_words(service),
        "calls": service.verifications.filter(deleted_at=None)[:25],
    }
    return render_page(request, "referrals/service.html", context)


@require_http_methods(["GET", "POST"])
def referral_service_edit(request, pk):
    service = _service(request, pk, "editable_by")
    back = reverse("referral_service", args=[service.pk])
    return _edit_service(request, service.organization.office, service, back, title=service.name)


def no_step_of_any(_service):
    """A service goes only while it is on no pathway: the rules never saw it."""


@require_http_methods(["GET", "POST"])
def referral_service_remove(request, pk):
    service = _service(request, pk, "editable_by")
    if service.steps.filter(deleted_at=None, pathway__deleted_at=None).exists():
        said = _("%(service)s is a step of a pathway. Take it out there first, or record that it is closed.")
        messages.error(request, said % {"service": service})
        return redirect("referral_service", service.pk)
    back = reverse("referral_services", args=[service.organization.office_id])
    return removal_page(request, service, no_step_of_any, back=back)


@require_http_methods(["GET", "POST"])
def referral_service_verify(request, pk):
    """One call: the act by which a service gets, keeps or loses its place on the cards."""
    service = _service(request, pk, "editable_by")
    office = service.organization.office
    back = reverse("referral_service", args=[service.pk])
    form = OneCallForm(
        posted(request),
        today=office.today(),
        user=request.user,
        next_after=ReferralLimits.of(office.pk).amber_after,
    )

    def save(form):
        outcome = form.cleaned_data["outcome"]
        form.record(service, outcome)
        facts_changed(office=office.pk, places=service.steps.place_ids())
        if outcome == Outcome.CHANGED:
            messages.warning(request, _("Correct the details now, then confirm them with another call."))
            return reverse("referral_service_edit", args=[service.pk])
        messages.success(request, _("The call to %(service)s is noted.") % {"service": service})
        return back

    return form_page(
        request,
        form,
        save,
        template="referrals/service_verify.html",
        service=service,
        hours=in_words(service),
        title=_("A call to %(service)s") % {"service": service},
        action=_("Note the call"),
        cancel=back,
    )


@require_http_methods(["GET", "POST"])
def referral_calls(request, pk):
    """The calls that are due within a week: one row a service, one save for all."""
    office = writable(request, pk)
    on, limits = office.today(), ReferralLimits.of(office.pk)
    due = Service.objects.filter(organization__office=office).to_call(on, limits)
    due = due.select_related("organization__office").prefetch_related("schedules")
    services = list(due[: AT_ONCE + 1])
    form = WeekForm(
        posted(request),
        services=services[:AT_ONCE],
        today=on,
        user=request.user,
        next_after=limits.amber_after,
    )
    here = reverse("referral_calls", args=[office.pk])

    def save(form):
        changed, called = form.save()
        facts_changed(office=office.pk, places=PathwayStep.objects.filter(service__in=called).place_ids())
        said = ngettext("%(count)d call is noted.", "%(count)d calls are noted.", len(called))
        messages.success(request, said % {"count": len(called)})
        if changed:
            _ask_to_correct(request, changed)
        return here

    rows = [(service, field, service.standing(on, limits)) for service, field in form.rows()]
    context = tabs(request.user, office) | {"rows": rows, "more": len(services) > AT_ONCE}
    return form_page(request, form, save, template="referrals/calls.html", **context)


def _ask_to_correct(request, services):
    links = format_html_join(
        "",
        '<li><a href="{}">{}</a></li>',
        ((reverse("referral_service_edit", args=[one.pk]), one.name) for one in services),
    )
    messages.warning(request, format_html("{}<ul>{}</ul>", _("Correct these, then confirm them:"), links))


@require_http_methods(["GET", "POST"])
def referral_organization(request, pk):
    organization = get_object_or_404(Organization.objects.editable_by(request.user), pk=pk)
    back = reverse("referral_services", args=[organization.office_id])
    form = OrganizationForm(posted(request), instance=organization, user=request.user)

    def save(form):
        form.save()
        messages.success(request, _("Saved."))
        return back

    return form_page(request, form, save, title=organization.name, action=_("Save"), cancel=back)
