"""Who works in the office, and as what. A way in is a link for one person, never a password sent around."""

from django import forms
from django.contrib import messages
from django.contrib.auth.tokens import default_token_generator
from django.db import transaction
from django.db.models import Q
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.encoding import force_bytes
from django.utils.http import urlsafe_base64_encode
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.accounts.models import Role, RoleKind, User
from care_engage.kit.editing import form_page, removal_page
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from groups.models import Facilitator

from .views import administered

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


@require_safe
def people(request, pk):
    office = administered(request, pk)
    search = request.GET.get("q", "").strip()
    roles = Role.objects.filter(office=office).select_related("user")
    if search:
        roles = roles.filter(Q(user__name__icontains=search) | Q(user__email__icontains=search))
    page = page_by_key(roles, ("user__name", "pk"), request.GET.get("after", ""))
    context = {"office": office, "page": page, "search": search}
    return render_page(request, "office/people.html", context, fragments=("people",))


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


@require_http_methods(["GET", "POST"])
def role_remove(request, pk):
    role = get_object_or_404(Role.objects.administered_by(request.user).select_related("user"), pk=pk)
    return removal_page(
        request,
        role,
        lambda role: None,
        back=reverse("office_people", args=[role.office_id]),
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


@require_http_methods(["GET", "POST"])
def way_in(request, pk, user):
    """A link with which one person chooses a password; making it is an act, so it is posted."""
    office = administered(request, pk)
    person = get_object_or_404(let_in_by(request.user, office), pk=user)
    link = ""
    if request.method == "POST":
        mark = urlsafe_base64_encode(force_bytes(person.pk))
        token = default_token_generator.make_token(person)
        link = request.build_absolute_uri(reverse("choose_password", args=[mark, token]))
    return render_page(request, "office/way_in.html", {"office": office, "person": person, "link": link})
