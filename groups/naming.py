"""Who may know of a protected group: a list of named people, kept by those whom it names (D7)."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods

from care_engage.kit.editing import posted
from care_engage.kit.pages import render_page
from care_engage.trail.record import Act, record

from .actions import name_person, unname_person
from .forms import NamingForm
from .models import Group, Named


@require_http_methods(["GET", "POST"])
def group_named(request, pk):
    protected = Group.objects.named_to(request.user).values("pk")
    group = get_object_or_404(
        Group.objects.editable_by(request.user).filter(pk__in=protected).select_related("office"), pk=pk
    )
    form = NamingForm(posted(request), group=group)
    if request.method == "POST" and form.is_valid():
        name_person(group=group, user=form.cleaned_data["user"], by=request.user)
        messages.success(request, _("%(name)s is named now.") % {"name": form.cleaned_data["user"]})
        return redirect("group_named", pk)
    record(Act.READ, request.user, group)
    people = group.named.filter(deleted_at=None).select_related("user")
    return render_page(request, "groups/named.html", {"group": group, "people": people, "form": form})


@require_http_methods(["GET", "POST"])
def named_remove(request, pk):
    """Somebody else stays on the list, or nobody could ever see the group, or erase it."""
    named = get_object_or_404(Named.objects.editable_by(request.user).select_related("group", "user"), pk=pk)
    back = reverse("group_named", args=[named.group_id])
    if not named.group.named.filter(deleted_at=None).exclude(pk=pk).exists():
        messages.error(request, _("Name somebody else first: a list without a name loses the group."))
        return redirect(back)
    if request.method == "POST":
        unname_person(named=named, by=request.user)
        messages.success(request, _("%(name)s is no longer named.") % {"name": named.user})
        return redirect(back if named.user_id != request.user.pk else "groups")
    context = {
        "title": _("Take %(name)s off the list?") % {"name": named.user},
        "happens": [_("They will find nothing of this group from now on.")],
        "action": _("Take off"),
        "danger": True,
        "cancel": back,
    }
    return render_page(request, "confirm.html", context)
