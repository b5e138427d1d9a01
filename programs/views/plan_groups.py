"""A group's facts (space, ages, whom it draws from) can alter verdicts, so they are written here, audited."""

from django.contrib import messages
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from care_engage.kit.editing import form_page, posted, removal_page
from care_engage.kit.pages import render_page
from groups.forms import GroupForm
from groups.models import Group
from programs.erasing import erase_protected

from .plan_audit import audited


@require_http_methods(["GET", "POST"])
def group_edit(request, pk):
    record = get_object_or_404(Group.objects.editable_by(request.user).select_related("office"), pk=pk)
    back = reverse("group", args=[pk])
    form = GroupForm(posted(request), user=request.user, instance=record)

    def save(form):
        audited(form.save())
        messages.success(request, _("Saved."))
        return back

    title = _("Edit %(name)s") % {"name": record.name}
    return form_page(request, form, save, title=title, action=_("Save group"), cancel=back)


@require_http_methods(["GET", "POST"])
def group_remove(request, pk):
    record = get_object_or_404(Group.objects.editable_by(request.user), pk=pk)
    if record.protected:
        return redirect("group_erase", pk)
    numbers = record.members.filter(deleted_at=None).count()
    works = record.interventions.filter(deleted_at=None).count()
    lost = [
        ngettext("%(n)d number of its register", "%(n)d numbers of its register", numbers) % {"n": numbers},
        ngettext("Its place in %(n)d intervention", "Its place in %(n)d interventions", works) % {"n": works},
    ]
    return removal_page(request, record, audited, back=reverse("groups"), lost=lost)


@require_http_methods(["GET", "POST"])
def group_erase(request, pk):
    """A protected group goes for good when it asks for it: there is no undo, and no history."""
    named = Group.objects.named_to(request.user).values("pk")
    record = get_object_or_404(Group.objects.editable_by(request.user).filter(pk__in=named), pk=pk)
    if request.method == "POST":
        erase_protected([record], by=request.user)
        messages.success(request, _("Erased. Nothing of it is left here."))
        return redirect("groups")
    context = {
        "title": _("Erase this group for good?"),
        "happens": [
            _("The group, its interventions and sessions go, with all their history. It cannot be undone."),
            _("Backups forget it when they expire."),
        ],
        "action": _("Erase"),
        "danger": True,
        "cancel": reverse("group", args=[pk]),
    }
    return render_page(request, "confirm.html", context)
