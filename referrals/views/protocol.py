"""The protocol: read and acknowledged by everybody, discussed by teams, written by the focal point."""

from django import forms
from django.contrib import messages
from django.db import transaction
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care_engage.accounts.models import CountryOffice
from care_engage.kit.consequences import facts_changed
from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page

from ..forms.protocol import DiscussionForm, ProtocolForm
from ..models import Protocol, ProtocolAck, ProtocolDiscussion, not_acknowledged
from ..models.access import READERS
from .access import tabs, writable


@require_safe
def protocols(request):
    """The versions in force in the person's offices; with one office, straight to it."""
    offices = list(CountryOffice.objects.visible_to(request.user))
    current = [(office, Protocol.objects.current(office)) for office in offices[:50]]
    if len(current) == 1 and current[0][1]:
        return redirect("protocol", current[0][1].pk)
    return render_page(request, "referrals/protocols.html", {"current": current})


@require_safe
def protocol(request, pk):
    found = get_object_or_404(Protocol.objects.visible_to(request.user).select_related("office"), pk=pk)
    office, current = found.office, Protocol.objects.current(found.office)
    reads = any(request.user.scope.has(kind, office.pk) for kind in READERS)
    context = tabs(request.user, office) | {
        "protocol": found,
        "in_force": current == found,
        "mine": ProtocolAck.objects.filter(protocol=found, user=request.user).first(),
        "in_office": office.pk in request.user.scope.offices,
        "late": not_acknowledged(found)[:100] if reads and current == found else (),
        "discussions": found.discussions.filter(deleted_at=None).prefetch_related("present")[:25],
        "versions": Protocol.objects.filter(office=office).visible_to(request.user).order_by("-version")[:20],
    }
    return render_page(request, "referrals/protocol.html", context)


@require_POST
def protocol_acknowledge(request, pk):
    """For oneself: I have read this version. Only people of the office can, and only what is in force."""
    rows = Protocol.objects.filter(office__in=request.user.scope.offices, published_on__isnull=False)
    found = get_object_or_404(rows.select_related("office"), pk=pk)
    if Protocol.objects.current(found.office) != found:
        messages.error(request, _("There is a newer version. Read and acknowledge that one."))
        return redirect("protocols")
    today = found.office.today()
    with transaction.atomic():
        ProtocolAck.objects.get_or_create(
            protocol=found, user=request.user, defaults={"acknowledged_on": today}
        )
        facts_changed(led_by=request.user.pk)
    messages.success(request, _("Thank you. It is noted that you have read this version."))
    return redirect("protocol", found.pk)


@require_http_methods(["GET", "POST"])
def protocol_draft(request, pk):
    """The next version of this office's protocol. Saved it is a draft; publishing is an act of its own."""
    office = writable(request, pk)
    draft = Protocol.draft_for(office)
    form = ProtocolForm(posted(request), instance=draft, user=request.user)

    def save(form):
        saved = form.save()
        messages.success(request, _("The draft is saved. Nobody is asked to read it until it is published."))
        return reverse("protocol", args=[saved.pk])

    return form_page(
        request,
        form,
        save,
        title=str(draft),
        lead=_(
            "What the law of this country and CARE ask of staff. Have a specialist and a lawyer check it."
        ),
        action=_("Save the draft"),
        cancel=reverse("referral_office", args=[office.pk]),
    )


@require_http_methods(["GET", "POST"])
def protocol_publish(request, pk):
    rows = Protocol.objects.editable_by(request.user).select_related("office")
    draft = get_object_or_404(rows, pk=pk)
    back = reverse("protocol", args=[draft.pk])

    def save(_form):
        draft.publish(draft.office.today())
        facts_changed(office=draft.office_id)
        messages.success(request, _("Published. Everybody in the office is asked to read it."))
        return back

    return form_page(
        request,
        forms.Form(posted(request)),
        save,
        title=_("Publish %(protocol)s?") % {"protocol": draft},
        lead=_("It takes the place of the version before. Everybody acknowledges it anew."),
        action=_("Publish"),
        cancel=back,
    )


@require_http_methods(["GET", "POST"])
def protocol_discussion_new(request, pk):
    rows = Protocol.objects.filter(published_on__isnull=False).select_related("office")
    found = get_object_or_404(rows, pk=pk)
    office = writable(request, found.office_id)
    back = reverse("protocol", args=[found.pk])
    form = DiscussionForm(
        posted(request),
        instance=ProtocolDiscussion(protocol=found),
        user=request.user,
        today=office.today(),
        initial={"held_on": office.today()},
    )

    def save(form):
        form.save()
        messages.success(request, _("The discussion is noted."))
        return back

    return form_page(
        request,
        form,
        save,
        title=_("A team discussed the protocol"),
        lead=_("What was agreed on how to respond, without singling anybody out. Never what a person told."),
        action=_("Note it"),
        cancel=back,
    )
