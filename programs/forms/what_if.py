"""The steps of a draft: each is a small form, kept as it was sent and filled in again when it is applied."""

from datetime import timedelta

from django import forms
from django.core.exceptions import ValidationError
from django.core.validators import MinLengthValidator
from django.db.models import Case, When
from django.http import QueryDict
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _
from simple_history.utils import bulk_create_with_history, bulk_update_with_history

from care_engage.kit.forms import DateInput, plausible_day
from care_engage.kit.guard.fields import guarded, guarded_name
from care_engage.kit.guard.forms import GuardedForm
from care_engage.kit.templatetags.kit import day_year
from groups.models import Group
from groups.spaces import GenderSpace, unprotected_choices
from programs.models import (
    Coordination,
    Element,
    ExternalActivity,
    Intervention,
    InterventionStatus,
    LinkKind,
    Session,
    SessionStatus,
    SyncLink,
    Timing,
)
from programs.scheduling import next_number

from .links import LONGEST_LIST, SHORTEST

FARTHEST = 1_000  # days
MOST_MEETINGS = 60


class StepForm(GuardedForm, forms.Form):
    """One step in `program`, on behalf of `user`. `made` holds work that earlier steps of the draft add."""

    def __init__(self, *args, program, user, made, **kwargs):
        self.program, self.user, self.made = program, user, made
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field, forms.DateField):
                field.widget = DateInput()
                field.validators.append(plausible_day)

    def own(self):
        """Work of the program that may still change; never a protected space: others read the draft too."""
        rows = Intervention.objects.editable_by(self.user).filter(program=self.program)
        rows = rows.exclude(space=GenderSpace.LGBTQ)
        return rows.exclude(status__in=[InterventionStatus.CANCELLED, InterventionStatus.COMPLETED])

    def own_choices(self):
        choices = [(f"i{one.pk}", f"{one.title} ({one.get_space_display()})") for one in self.own()]
        return choices + [(key, f"{one.title} ({_now('new')})") for key, one in self.made.items()]

    def chosen(self, value):
        """The work that a choice names, as it stands by now."""
        if value in self.made:
            return self.made[value]
        return self.own().get(pk=int(value[1:]))


class MoveStep(StepForm):
    """Work begins and ends so many days later, or earlier, and its planned sessions with it."""

    work = forms.ChoiceField(label=_("Which work"))
    days = forms.IntegerField(
        label=_("Days later"),
        min_value=-FARTHEST,
        max_value=FARTHEST,
        help_text=_("14 is two weeks later, -14 two weeks earlier. Planned sessions move with it."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["work"].choices = self.own_choices()

    def told(self):
        work, days = self.chosen(self.cleaned_data["work"]), self.cleaned_data["days"]
        if days < 0:
            return _now("Move “%(work)s” %(days)d days forward in time") % {"work": work, "days": -days}
        return _now("Put “%(work)s” off by %(days)d days") % {"work": work, "days": days}

    def save(self):
        work, by = self.chosen(self.cleaned_data["work"]), timedelta(days=self.cleaned_data["days"])
        if work.status == InterventionStatus.PLANNED or work.status == InterventionStatus.DRAFT:
            work.starts_on += by
        work.ends_on = work.ends_on and work.ends_on + by
        for day in filter(None, (work.starts_on, work.ends_on)):
            plausible_day(day)
        work.full_clean()
        work.save()
        planned = list(work.sessions.filter(deleted_at=None, status=SessionStatus.PLANNED))
        for session in planned:
            session.planned_on += by
        bulk_update_with_history(planned, Session, ["planned_on"])


class AddStep(StepForm):
    """New work with its group and, if wanted, a session every so many weeks."""

    title = forms.CharField(label=_("Title"), max_length=160, validators=[guarded_name])
    element = forms.ChoiceField(label=_("Element"), choices=Element)
    space = forms.ChoiceField(label=_("Space"), choices=unprotected_choices)
    group = forms.ModelChoiceField(Group.objects.none(), label=_("Group"), required=False)
    starts_on = forms.DateField(label=_("From"))
    ends_on = forms.DateField(label=_("To"))
    every = forms.IntegerField(
        label=_("A session every so many weeks"),
        min_value=0,
        max_value=8,
        initial=2,
        help_text=_("0: no sessions yet."),
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        groups = Group.objects.visible_to(self.user).filter(office=self.program.office_id)
        self.fields["group"].queryset = groups.exclude(space=GenderSpace.LGBTQ).exclude(status="CLOSED")

    def clean(self):
        data = super().clean()
        start, end = data.get("starts_on"), data.get("ends_on")
        if start and end and (end < start or (end - start).days > 5 * 365):
            self.add_error("ends_on", _now("Choose an end after the start, within five years."))
        if not data.get("group") and data.get("space") != GenderSpace.COMMUNITY:
            self.add_error(
                "group", _now("Choose the group that takes part, or make it open to the community.")
            )
        return data

    def told(self):
        data = self.cleaned_data
        return _now("Add “%(title)s” from %(start)s to %(end)s") % {
            "title": data["title"],
            "start": day_year(data["starts_on"]),
            "end": day_year(data["ends_on"]),
        }

    def save(self):
        data = self.cleaned_data
        work = Intervention(
            program=self.program,
            code=free_code(self.program),
            **{name: data[name] for name in ("title", "element", "space", "starts_on", "ends_on")},
        )
        work.full_clean()
        work.save()
        if data["group"]:
            work.groups.add(data["group"])
        work.moves.make(work, InterventionStatus.PLANNED)
        sessions = [
            Session(intervention=work, number=number, planned_on=day)
            for number, day in enumerate(days_of(data), start=next_number(work))
        ]
        bulk_create_with_history(sessions, Session)
        return work


def days_of(data):
    if not data["every"]:
        return []
    step, day, days = timedelta(weeks=data["every"]), data["starts_on"], []
    while day <= data["ends_on"] and len(days) < MOST_MEETINGS:
        days.append(day)
        day += step
    return days


def free_code(program):
    """The first of N1, N2 ... that no work of this program has or had."""
    taken = set(Intervention.with_deleted.filter(program=program).values_list("code", flat=True))
    return next(code for number in range(1, len(taken) + 2) if (code := f"N{number}") not in taken)


class LinkStep(StepForm):
    """A link that is proposed: the rules are asked what they would say once both sides agree."""

    work = forms.ChoiceField(label=_("This work"))
    other = forms.ChoiceField(label=_("Linked with"))
    kind = forms.ChoiceField(label=_("Kind"), choices=LinkKind)
    timing = forms.ChoiceField(label=_("Timing"), choices=Timing)
    rationale = forms.CharField(
        label=_("Why these two belong together"),
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("At least 20 characters."),
        validators=[
            MinLengthValidator(SHORTEST, _("Write in at least 20 characters why these two belong together.")),
            guarded,
        ],
    )

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["work"].choices = self.own_choices()
        activities = ExternalActivity.objects.visible_to(self.user).filter(office=self.program.office_id)
        self.fields["other"].choices = [
            *((key, f"{one.title} ({_now('new')})") for key, one in self.made.items()),
            *((f"i{one.pk}", self.label(one)) for one in self.near()[:LONGEST_LIST]),
            *((f"x{one.pk}", str(one)) for one in activities.exclude(status="CANCELLED")[:LONGEST_LIST]),
        ]

    def near(self):
        """Work of the office that may be the other end, the program's own first; completed work too."""
        rows = Intervention.objects.visible_to(self.user).exclude(space=GenderSpace.LGBTQ)
        rows = rows.filter(program__office=self.program.office_id, program__deleted_at=None)
        rows = rows.exclude(status=InterventionStatus.CANCELLED).exclude(program__status="CLOSED")
        own = Case(When(program=self.program, then=0), default=1)
        return rows.select_related("program").order_by(own, "program__name", "starts_on", "pk")

    def label(self, work):
        where = "" if work.program_id == self.program.pk else f", {work.program.name}"
        return f"{work.title} ({work.get_space_display()}{where})"

    def clean(self):
        data = super().clean()
        if data.get("work") and data.get("work") == data.get("other"):
            self.add_error("other", _now("An intervention cannot be linked with itself."))
        return data

    def ends(self):
        work, other = self.chosen(self.cleaned_data["work"]), self.cleaned_data["other"]
        if other[0] == "x":
            return work, None, ExternalActivity.objects.get(pk=int(other[1:]))
        if other in self.made:
            return work, self.made[other], None
        return work, self.near().get(pk=int(other[1:])), None

    def told(self):
        work, other, activity = self.ends()
        return _now("Propose to link “%(a)s” with “%(b)s”") % {"a": work, "b": other or activity}

    def save(self):
        work, other, activity = self.ends()
        coordination = Coordination.SAME_PROGRAM
        if activity:
            coordination = Coordination.OTHER_ORGANIZATION
        elif other.program_id != self.program.pk:
            coordination = Coordination.OTHER_CARE_PROGRAM
        link = SyncLink(
            from_intervention=work,
            to_intervention=other,
            to_external=activity,
            coordination=coordination,
            **{name: self.cleaned_data[name] for name in ("kind", "timing", "rationale")},
        )
        link.full_clean()
        link.save()


class CancelStep(StepForm):
    work = forms.ChoiceField(label=_("Which work"))
    reason = forms.CharField(label=_("Why paused or cancelled"), max_length=200, validators=[guarded])

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["work"].choices = self.own_choices()

    def told(self):
        return _now("Cancel “%(work)s”") % {"work": self.chosen(self.cleaned_data["work"])}

    def save(self):
        work = self.chosen(self.cleaned_data["work"])
        work.status_reason = self.cleaned_data["reason"]
        work.moves.make(work, InterventionStatus.CANCELLED)


FORMS = {"move": MoveStep, "add": AddStep, "link": LinkStep, "cancel": CancelStep}


def step_form(step, **context):
    """The form of a kept step, filled in as it was sent. Raises ValidationError if no such step exists."""
    if step["do"] not in FORMS:
        raise ValidationError(_now("This step cannot be read. Take it out and enter it again."))
    data = QueryDict(mutable=True)
    for name, values in step["data"].items():
        data.setlist(name, values)
    return FORMS[step["do"]](data, **context)
