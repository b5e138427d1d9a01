"""Groups and their registers. A group's facts can alter verdicts of the rules: `programs` writes those."""

from collections import Counter

from django.contrib import messages
from django.db import IntegrityError
from django.db.models import Q
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care_engage.accounts.choosing import chosen_office
from care_engage.accounts.matrix import READ, allows
from care_engage.accounts.models import CountryOffice, RoleKind
from care_engage.kit.editing import form_page, posted
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from care_engage.kit.undo import offer_undo
from care_engage.trail.record import Act
from care_engage.trail.record import record as note

from .actions import enter, mark_left, name_person
from .forms import GroupForm, LeavingForm, MemberForm, NumbersForm
from .models import Group, Member, Power
from .models.readiness import LOOKED_AFTER_BY
from .registers import MOST, people
from .spaces import TOGETHER, Column, GenderSpace, unprotected_choices


@require_safe
def groups(request):
    """The groups that a person sees, by name; two queries. Protected ones stand apart, and name them."""
    seen = Group.objects.visible_to(request.user).select_related("place", "office")
    rows = seen.open_to_office()
    query, space = request.GET.get("q", "").strip()[:80], request.GET.get("space", "")
    if query:
        rows = rows.filter(Q(name__icontains=query) | Q(code__icontains=query))
    if space in GenderSpace.values:
        rows = rows.filter(space=space)
    context = {
        "protected": seen.filter(space=GenderSpace.LGBTQ),
        "page": page_by_key(rows, ("name", "pk"), request.GET.get("after", "")),
        "query": query,
        "space": space,
        "spaces": unprotected_choices(),
        "offices": founding_offices(request.user),
        "facilitators": bool(
            request.user.scope.offices_as(RoleKind.FACILITATOR, *LOOKED_AFTER_BY)
            or request.user.scope.partner_offices
        ),
        "change_agents": allows(request.user.scope, "change agents", READ),
    }
    return render_page(request, "groups/groups.html", context, fragments=("groups",))


def founding_offices(user):
    """Offices in which the person may start a group: CARE's managers and field staff (D9)."""
    if user.scope.superuser:
        return list(CountryOffice.objects.all())
    kinds = user.scope.offices_as(RoleKind.MANAGER, RoleKind.FACILITATOR)
    return [office for office in user.scope.office_list if office.pk in kinds]


@require_http_methods(["GET", "POST"])
def group_new(request):
    office, choose = chosen_office(request, founding_offices(request.user))
    if choose:
        return choose
    mine = request.user.facilitating.filter(office=office, left_on=None)
    form = GroupForm(
        posted(request),
        user=request.user,
        instance=Group(office=office),
        initial={"facilitators": mine},
    )

    def save(form):
        group = form.save()
        if group.protected:
            name_person(group=group, user=request.user, by=request.user)
        if not Group.objects.editable_by(request.user).filter(pk=group.pk).exists():
            group.facilitators.add(*mine)
        return reverse("group", args=[group.pk])

    return form_page(
        request,
        form,
        save,
        title=_("New group"),
        lead=office.name,
        action=_("Save group"),
        cancel=reverse("groups"),
    )


@require_safe
def group(request, pk):
    """A group and its register: a fixed number of queries for 1 and for 500 numbers."""
    record = get_object_or_404(
        Group.objects.visible_to(request.user).select_related("place", "office"), pk=pk
    )
    if record.protected:
        note(Act.READ, request.user, record)
    writes = editable(record, request.user)
    return render_page(request, "groups/group.html", group_context(record, writes) | {"writes": writes})


def group_context(record, writes):
    numbered = writes and not record.head_count_only
    members = list(record.members.order_by("number")[: MOST * 4]) if numbered else []
    here = [member for member in members if member.left_on is None]
    moves = record.moves.onward(record) if writes else []
    return {
        "group": record,
        "members": members,
        "paired": paired(record, members),
        "here": len(here),
        "counts": counts_of(here),
        "moves": [(state, record.moves.states(state).label, refusal) for state, refusal in moves],
        "owed": record.moves.owed(record),
        "facilitators": record.facilitators.select_related("user"),
        "powers": [label for code, label in Power.choices if code in record.power_tags],
        "draws_from": record.draws_from.filter(deleted_at=None),
        "numbers": NumbersForm(group=record),
        "leaving": LeavingForm(group=record),
        "interventions": record.interventions.filter(deleted_at=None, program__deleted_at=None),
        "outreach": record.outreach.filter(deleted_at=None)[:24],
    }


def paired(record, members):
    """Whether numbers of this group belong together: only then has its register a column for it."""
    return record.space in TOGETHER or any(member.pair_no for member in members)


def counts_of(members):
    """How many of each column, as words: `["14 women", "14 men"]`."""
    found = Counter(member.column for member in members)
    return [people(column, found[column]) for column in Column if found[column]]


def editable(record, user):
    return Group.objects.editable_by(user).filter(pk=record.pk).exists()


def _writable(user, pk):
    return get_object_or_404(Group.objects.editable_by(user).select_related("place", "office"), pk=pk)


@require_http_methods(["GET", "POST"])
def group_numbers(request, pk):
    """Add numbers in one go: shown before they are saved, and saved as they were shown."""
    record = _writable(request.user, pk)
    if record.head_count_only:
        raise Http404
    form = NumbersForm(posted(request), group=record)
    preview = []
    if request.method == "POST" and form.is_valid():
        members = form.members()
        if "save" in request.POST and request.POST.get("seen") == form.cleaned_data["numbers"]:
            try:
                enter(members=members)
            except IntegrityError:
                form.add_error("numbers", _("Somebody has just entered one of these numbers. Look again."))
            else:
                said = ngettext("%(count)d number entered.", "%(count)d numbers entered.", len(members))
                messages.success(request, said % {"count": len(members)})
                return redirect("group", pk)
        preview = members
    context = {"group": record, "form": form, "preview": preview, "counts": counts_of(preview)}
    return render_page(request, "groups/numbers.html", context, fragments=("preview",))


@require_POST
def group_left(request, pk):
    """Mark numbers as left, or as back again."""
    record = _writable(request.user, pk)
    form = LeavingForm(request.POST, group=record)
    back = "back" in request.POST
    if form.is_valid():
        day = None if back else form.cleaned_data["left_on"] or record.office.today()
        members = form.cleaned_data["members"]
        mark_left(members=members, left_on=day)
        text = _("Back on the register: %(count)d.") if back else _("Marked as left: %(count)d.")
        messages.success(request, text % {"count": len(members)})
    else:
        messages.error(request, " ".join(error for errors in form.errors.values() for error in errors))
    return redirect("group", pk)


@require_http_methods(["GET", "POST"])
def member(request, pk):
    record = get_object_or_404(
        Member.objects.filter(group__in=Group.objects.editable_by(request.user).values("pk")).select_related(
            "group"
        ),
        pk=pk,
    )
    back = reverse("group", args=[record.group_id])
    form = MemberForm(posted(request), user=request.user, instance=record)

    def save(form):
        form.save()
        messages.success(request, _("Saved."))
        return back

    title = _("Number %(number)d") % {"number": record.number}
    return form_page(request, form, save, title=title, lead=record.group.name, action=_("Save"), cancel=back)


@require_POST
def group_move(request, pk):
    """Make the move that was chosen, and offer to take it back; the guard's sentence if it is refused."""
    record = _writable(request.user, pk)
    state, was = request.POST.get("to", ""), {"status": record.status}
    if state not in record.moves.states.values:
        raise Http404
    if refusal := record.moves.refusal(record, state):
        messages.error(request, refusal)
    else:
        record.moves.make(record, state)
        said = _("“%(group)s” is now: %(state)s.")
        said %= {"group": record, "state": record.get_status_display()}
        offer_undo(request, said, record, was=was)
    return redirect("group", pk)


@require_safe
def group_paper(request, pk):
    """The paper register: numbers and blank lines. The names on it stay on paper."""
    record = _writable(request.user, pk)
    members = record.members.filter(left_on=None)
    context = {"group": record, "members": members, "paired": paired(record, members), "blank": range(10)}
    return render_page(request, "groups/paper.html", context)
