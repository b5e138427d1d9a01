"""Starting a program from a shape that others have tried."""

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.accounts.models import CountryOffice
from care_engage.kit.editing import form_page, posted
from care_engage.kit.forms import asked_id
from care_engage.kit.pages import render_page
from programs.forms.starting import StartForm
from programs.models import Program
from programs.shapes import SHAPES
from programs.starting import start_program

from .plan_programs import managed_offices


@require_safe
def shapes(request):
    """The shapes, each with what it is about and where it comes from."""
    if not managed_offices(request.user):
        raise Http404
    return render_page(request, "programs/plan/shapes.html", {"shapes": SHAPES.values()})


@require_http_methods(["GET", "POST"])
def program_start(request, key):
    """One shape: name the program, its start and its groups."""
    shape, office = SHAPES.get(key), _office(request)
    if shape is None:
        raise Http404
    if office is None:
        return render_page(request, "kit/choose_office.html", {"offices": managed_offices(request.user)})
    form = StartForm(
        posted(request),
        user=request.user,
        shape=shape,
        instance=Program(office=office),
        initial={"starts_on": office.today()},
    )

    def save(form):
        program = start_program(shape=shape, program=form.instance, groups=form.groups())
        messages.success(request, _("Started. Look it over: links are proposed until both sides agree."))
        return reverse("sequence", args=[program.pk])

    return form_page(
        request,
        form,
        save,
        template="programs/plan/start.html",
        title=_("Start from “%(shape)s”") % {"shape": shape.title},
        lead=shape.about,
        shape=shape,
        action=_("Start program"),
        cancel=reverse("shapes"),
    )


def _office(request):
    """The office for which it is: the only one, or the one that was chosen; None while that is open."""
    offices = {office.pk: office for office in managed_offices(request.user)}
    chosen = request.GET.get("office", "")
    if len(offices) > 1 and not chosen:
        return None
    chosen = asked_id(chosen, next(iter(offices), 0))
    return get_object_or_404(CountryOffice.objects.filter(pk__in=offices), pk=chosen)
