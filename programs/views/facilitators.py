"""Who is ready to lead what: for those who look after facilitators, and each facilitator's own page."""

from datetime import timedelta

from django.contrib import messages
from django.http import Http404
from django.shortcuts import get_object_or_404, redirect
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from care_engage.accounts.models import CountryOffice
from care_engage.kit.editing import form_page, posted, removal_page
from care_engage.kit.pages import render_page
from care_engage.kit.paging import page_by_key
from groups.models import Facilitator, Observation, Skill, StaffReflection, Suspension
from groups.models.readiness import LOOKED_AFTER_BY
from programs.auditing import reaudit, reaudit_led_by
from programs.forms.facilitators import ObservationForm, ReflectionForm, SkillForm, SuspensionForm
from programs.models import Program
from programs.people import standings
from programs.sentences.safety import step_name

FORMS = {
    "skill": (SkillForm, Skill, gettext_lazy("New training")),
    "observation": (ObservationForm, Observation, gettext_lazy("New observation")),
    "suspension": (SuspensionForm, Suspension, gettext_lazy("Suspend")),
}
SAFETY = ("pathways", "facilitators", "change_agents")
MODELS = {"skill": Skill, "observation": Observation, "reflection": StaffReflection}


def looked_after(user):
    """Facilitators whose readiness this person keeps: managers' and administrators' offices (D9)."""
    return user.scope.limit(Facilitator.objects.all(), "office_id", *LOOKED_AFTER_BY)


@require_safe
def facilitators(request):
    people = looked_after(request.user).filter(left_on=None)
    mine = Facilitator.objects.filter(user=request.user, left_on=None).first()
    if not people.exists():
        if mine is None:
            raise Http404
        return redirect("facilitator", mine.pk)
    page = page_by_key(
        people.select_related("user", "organization", "office"),
        ("user__name", "pk"),
        request.GET.get("after", ""),
    )
    offices = {person.office_id: person.office for person in page.rows}
    for office in offices.values():
        team = [person for person in page.rows if person.office_id == office.pk]
        found = standings(team, office, office.today())
        for person in team:
            person.standing = found[person.pk]
    context = {"page": page, "offices": offices.values(), "mine": mine}
    return render_page(
        request, "programs/facilitators/facilitators.html", context, fragments=("facilitators",)
    )


@require_safe
def facilitator(request, pk):
    """The ladder, and what lacks for the next step; the person's own page too."""
    seen = looked_after(request.user) | Facilitator.objects.filter(user=request.user)
    person = get_object_or_404(seen.select_related("user", "office", "organization").distinct(), pk=pk)
    context = {
        "person": person,
        "standing": standings([person], person.office, person.office.today())[person.pk],
        "skills": person.skills.filter(deleted_at=None),
        "observations": person.observations.filter(deleted_at=None).select_related("observer"),
        "reflections": person.reflections.filter(deleted_at=None),
        "suspensions": Suspension.objects.visible_to(request.user).filter(facilitator=person),
        "writes": looked_after(request.user).filter(pk=pk).exclude(user=request.user).exists(),
        "today": person.office.today(),
        "protocol_step": step_name("PROTOCOL"),
    }
    return render_page(request, "programs/facilitators/facilitator.html", context)


@require_http_methods(["GET", "POST"])
def readiness_new(request, pk, kind):
    """A training, an observation or a suspension; nobody writes their own."""
    if kind not in FORMS:
        raise Http404
    people = looked_after(request.user).exclude(user=request.user).select_related("user", "office")
    person = get_object_or_404(people, pk=pk)
    form_class, model, title = FORMS[kind]
    initial = {"observer": request.user.pk} if kind == "observation" else {}
    form = form_class(
        posted(request),
        user=request.user,
        today=person.office.today(),
        instance=model(facilitator=person),
        initial=initial,
    )
    back = reverse("facilitator", args=[pk])

    def save(form):
        form.save()
        reaudit_led_by([person.pk])
        messages.success(request, _("Saved."))
        return back

    return form_page(request, form, save, title=title, lead=person.user.name, action=_("Save"), cancel=back)


@require_http_methods(["GET", "POST"])
def reflection_new(request, pk):
    """Staff and partners of an office reflected together; `pk` is the office's."""
    offices = request.user.scope.limit(CountryOffice.objects.all(), "pk", *LOOKED_AFTER_BY)
    office = get_object_or_404(offices, pk=pk)
    form = ReflectionForm(
        posted(request), user=request.user, today=office.today(), instance=StaffReflection(office=office)
    )

    def save(form):
        reflection = form.save()
        reaudit_led_by(list(reflection.attendees.values_list("pk", flat=True)))
        messages.success(request, _("Saved."))
        return reverse("facilitators")

    title = _("New reflection among staff")
    return form_page(
        request, form, save, title=title, lead=office.name, action=_("Save"), cancel=reverse("facilitators")
    )


@require_http_methods(["GET", "POST"])
def readiness_remove(request, kind, pk):
    """Take out a record that was wrong."""
    if kind not in MODELS:
        raise Http404
    record = get_object_or_404(MODELS[kind].objects.editable_by(request.user), pk=pk)
    if kind == "reflection":
        people = list(record.attendees.values_list("pk", flat=True))
        back = reverse("facilitators")
    elif record.facilitator.user_id == request.user.pk:
        raise Http404
    else:
        people, back = [record.facilitator_id], reverse("facilitator", args=[record.facilitator_id])
    return removal_page(request, record, lambda _record: reaudit_led_by(people), back=back)


@require_POST
def suspension_lift(request, pk):
    """The person may lead again from today; that they were suspended until then stays."""
    record = get_object_or_404(
        Suspension.objects.editable_by(request.user).exclude(facilitator__user=request.user), pk=pk
    )
    record.ends_on = max(record.starts_on, record.facilitator.office.today() - timedelta(days=1))
    record.save()
    reaudit_led_by([record.facilitator_id])
    messages.success(request, _("Lifted."))
    return redirect("facilitator", record.facilitator_id)


@require_POST
def program_safety(request, pk):
    """Let the rules speak of a program whose workbook said nothing of pathways and people."""
    program = get_object_or_404(Program.objects.editable_by(request.user), pk=pk)
    program.unsaid = [name for name in program.unsaid if name not in SAFETY]
    program.save()
    reaudit([program.pk])
    messages.success(request, _("The rules on safety now speak of this program too."))
    return redirect("program_plan", pk)
