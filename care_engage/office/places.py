"""The office's tree of places, from the country down to communities."""

from django.contrib import messages
from django.db.models import Count, Q
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.accounts.models import Place, PlaceLevel
from care_engage.kit.editing import form_page, removal_page
from care_engage.kit.forms import RecordForm
from care_engage.kit.pages import render_page

from .views import administered


class PlaceForm(RecordForm):
    class Meta:
        model = Place
        fields = ["name", "code", "level"]
        help_texts = {
            "name": gettext_lazy("A district or a community; never a house or a meeting point."),
            "code": gettext_lazy("Short and lasting, such as RW-KIREHE. Workbooks name places by it."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        parent = self.instance.parent
        below = PlaceLevel.values.index(parent.level) + 1 if parent else 0
        self.fields["level"].choices = PlaceLevel.choices[below:] if parent else PlaceLevel.choices[:1]


@require_safe
def places(request, pk):
    """The whole tree: an office has hundreds of places, not thousands. Two queries."""
    office = administered(request, pk)
    rows = list(Place.objects.filter(office=office).annotate(used=uses()))
    names = {place.pk: place.name for place in rows}
    rows.sort(key=lambda place: [names.get(part, "") for part in place.lineage])
    return render_page(request, "office/places.html", {"office": office, "places": rows})


def uses():
    alive = Q(programs__deleted_at=None, programs__isnull=False)
    return Count("programs", filter=alive, distinct=True) + Count(
        "groups", filter=Q(groups__deleted_at=None, groups__isnull=False), distinct=True
    )


def edit(request, place, *, title, action, said):
    form = PlaceForm(request.POST or None, instance=place, user=request.user)
    back = reverse("office_places", args=[place.office_id])

    def save(form):
        form.save()
        messages.success(request, said % {"place": place})
        return back

    return form_page(request, form, save, title=title, action=action, cancel=back)


def found(request, pk):
    places = Place.objects.administered_by(request.user).select_related("office", "parent")
    return get_object_or_404(places, pk=pk)


@require_http_methods(["GET", "POST"])
def place_new(request, pk):
    around = found(request, pk)
    place = Place(office=around.office, parent=around)
    title = _("A place in %(place)s") % {"place": around}
    return edit(request, place, title=title, action=_("Add"), said=_("%(place)s is on the list now."))


@require_http_methods(["GET", "POST"])
def place_edit(request, pk):
    return edit(
        request,
        place := found(request, pk),
        title=place.name,
        action=_("Save"),
        said=_("%(place)s is saved."),
    )


@require_http_methods(["GET", "POST"])
def place_remove(request, pk):
    place = found(request, pk)
    back = reverse("office_places", args=[place.office_id])
    in_use = (
        place.parts.filter(deleted_at=None).exists()
        or Place.objects.filter(pk=pk).annotate(used=uses()).filter(used__gt=0).exists()
    )

    if in_use:
        messages.error(
            request, _("%(place)s is in use: move its programs, groups and places first.") % {"place": place}
        )
        return redirect(back)
    return removal_page(request, place, lambda place: None, back=back)
