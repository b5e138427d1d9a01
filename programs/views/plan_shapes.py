"""Starting a program from a shape that others have tried."""

from django.contrib import messages
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from care_engage.accounts.choosing import chosen_office
from care_engage.kit.editing import form_page, posted
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
    shape = SHAPES.get(key)
    if shape is None:
        raise Http404
    office, choose = chosen_office(request, managed_offices(request.user))
    if choose:
        return choose
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
