"""Who works in the office, and as what. A way in is a link for one person, never a password sent around."""

import logging

from django import forms
from django.conf import settings
from django.contrib import messages
from django.core.mail import send_mail
from django.db import transaction
from django.db.models import OuterRef, Q, Subquery
from django.shortcuts import get_object_or_404, redirect
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.accounts.entry import OPEN_FOR
from care_engage.accounts.models import Invitation, Role, RoleKind, User
from care_engage.kit.confidential import confidential
from care_engage.kit.editing import form_page, removal_page
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from groups.models import Facilitator

from .views import administered

log = logging.getLogger(__name__)
GIVEN_BY_OFFICES = [choice for choice in RoleKind.choices if choice[0] != RoleKind.GLOBAL_VIEWER]


class PersonForm(forms.Form):
    """A colleague and their role. Somebody who has an account already only gets the role."""

    email = forms.EmailField(label=gettext_lazy("E-mail"))
    name = forms.CharField(
        label=gettext_lazy("Name"),
        max_length=120,
        help_text=gettext_lazy("Staff only. Participants are never entered."),
    )
    kind = forms.ChoiceField(label=gettext_lazy("Role"), choices=GIVEN_BY_OFFICES)
    partner_staff = forms.BooleanField(
        label=gettext_lazy("Works for a partner organization"),
        required=False,
        help_text=gettext_lazy("Partner staff are facilitators, and see only the groups they work with."),
    )

    def __init__(self, *args, office, **kwargs):
        self.office = office
        super().__init__(*args, **kwargs)

    def clean_email(self):
        return self.cleaned_data["email"].strip().lower()

    def clean(self):
        said = super().clean()
        if said.get("partner_staff") and said.get("kind") != RoleKind.FACILITATOR:
            self.add_error("kind", _("Partner staff can be facilitators only."))
        if Role.objects.filter(
            user__email=said.get("email"), office=self.office, kind=said.get("kind")
        ).exists():
            self.add_error("kind", _("This person already has this role here."))
        return said

    @transaction.atomic
    def save(self):
        said = self.cleaned_data
        user = User.objects.filter(email=said["email"]).first()
        if user is None:
            user = User.objects.create_user(said["email"], name=said["name"])
        Role.objects.create(
            user=user, office=self.office, kind=said["kind"], partner_staff=said["partner_staff"]
        )
        if said["kind"] == RoleKind.FACILITATOR:
            Facilitator.objects.get_or_create(office=self.office, user=user)
        return user


@confidential
@require_safe
def people(request, pk):
    office = administered(request, pk)
    search = request.GET.get("q", "").strip()
    invited = Invitation.objects.filter(user=OuterRef("user"), accepted_at=None).values("created_at")[:1]
    roles = Role.objects.filter(office=office).select_related("user").annotate(invited_at=Subquery(invited))
    if search:
        roles = roles.filter(Q(user__name__icontains=search) | Q(user__email__icontains=search))
    page = page_by_key(roles, ("user__name", "pk"), request.GET.get("after", ""))
    context = {"office": office, "page": page, "search": search}
    context["opens_since"] = timezone.now() - OPEN_FOR
    return render_page(request, "office/people.html", context, fragments=("people",))


@confidential
@require_http_methods(["GET", "POST"])
def person_new(request, pk):
    office = administered(request, pk)
    form = PersonForm(request.POST or None, office=office)

    def save(form):
        user = form.save()
        messages.success(request, _("%(name)s is on the list now.") % {"name": user.name})
        if user.has_usable_password() or not let_in_by(request.user, office).filter(pk=user.pk).exists():
            return reverse("office_people", args=[office.pk])
        return reverse("office_way_in", args=[office.pk, user.pk])

    return form_page(
        request,
        form,
        save,
        title=_("Add a person"),
        lead=_("You will get a link to hand over, with which they choose their own password."),
        action=_("Add"),
        cancel=reverse("office_people", args=[office.pk]),
    )


@confidential
@require_http_methods(["GET", "POST"])
def role_remove(request, pk):
    role = get_object_or_404(Role.objects.administered_by(request.user).select_related("user"), pk=pk)
    return removal_page(
        request,
        role,
        lambda role: None,
        back=reverse("office_people", args=[role.office_id]),
        title=_("Take this role from %(name)s?") % {"name": role.user},
        happens=[
            _("%(name)s will no longer be %(role)s.") % {"name": role.user, "role": role},
            _("What they have logged stays."),
        ],
    )


def let_in_by(user, office):
    """Colleagues whose every role lies in offices that this administrator runs.

    Whoever can make a way in could use it: nobody gets at the account of a person who works elsewhere too.
    """
    here = Role.objects.filter(office=office).values("user")
    elsewhere = Role.objects.exclude(pk__in=Role.objects.administered_by(user).values("pk")).values("user")
    staff = User.objects.filter(pk__in=here, is_superuser=False, is_staff=False)
    return staff.exclude(pk__in=elsewhere)


@confidential
@require_http_methods(["GET", "POST"])
def way_in(request, pk, user):
    """One person's invitation, made anew or withdrawn; and their second step, taken off if it is lost."""
    office = administered(request, pk)
    person = get_object_or_404(let_in_by(request.user, office), pk=user)
    open_one = Invitation.objects.filter(user=person, accepted_at=None).first()
    context = {"office": office, "person": person, "invitation": open_one, "mails": settings.SENDS_MAIL}
    context["devices"] = person.devices.exists()
    context["second_step"] = person.authenticator_set.exists()
    if request.method == "POST" and "withdraw" in request.POST:
        if open_one:
            open_one.remove()
        messages.success(request, _("Withdrawn: the link opens nothing any more."))
        return redirect("office_people", office.pk)
    if request.method == "POST" and "log_out" in request.POST:
        person.devices.all().delete()
        messages.success(request, _("%(name)s is logged out everywhere.") % {"name": person.name})
        return redirect("office_people", office.pk)
    if request.method == "POST":
        context["link"], context["mails"] = invite(request, person, office)
    return render_page(request, "office/way_in.html", context)


def invite(request, person, office):
    """Make the invitation; gives its link, which is shown only now, and whether it was sent by mail."""
    with transaction.atomic():
        if "lost_phone" in request.POST:
            person.authenticator_set.all().delete()
            person.devices.all().delete()
        _invitation, key = Invitation.make(person, office, request.user)
    link = request.build_absolute_uri(reverse("choose_password", args=[key]))
    return link, settings.SENDS_MAIL and send(person, office, link)


def send(person, office, link):
    """Whether the mail went out; when it did not, the link is shown instead, to be handed over."""
    with translation.override(person.language):
        text = render_to_string("office/invitation.txt", {"person": person, "office": office, "link": link})
        try:
            send_mail(_("Your way in to care_engage"), text, None, [person.email])
        except OSError:
            log.exception("an invitation was not sent")
            return False
    return True
