"""What if: the steps of a draft are carried out in a transaction that is rolled back, and the rules asked."""

from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext_lazy as _

from .auditing import reaudit_around
from .foresight import compare, settle
from .forms.what_if import FORMS, step_form
from .models import PlanDraft, SyncLink
from .models.draft import GONE, base_of
from .sequence_page import read_page

CHANGED = _(
    "Somebody has changed the plan since you looked. Look again at what the draft would do, then apply it."
)


@dataclass
class Course:
    """How far the steps went: each in words, what they made, and the refusal of the first that cannot be."""

    told: list = field(default_factory=list)
    made: dict = field(default_factory=dict)  # "n1": the work that the first step adds
    refusal: str = ""


@dataclass
class Outcome:
    """What the rules would say with the draft beside what they say without it."""

    course: Course
    comes: list = field(default_factory=list)
    goes: list = field(default_factory=list)
    page: object = None  # the sequence as it would be


def carry_out(changes, program, user):
    """Make the steps one after the other, in the caller's transaction, until one is refused."""
    course = Course()
    for number, step in enumerate(changes, start=1):
        try:
            with transaction.atomic():
                form = step_form(step, program=program, user=user, made=course.made)
                if not form.is_valid():
                    raise ValidationError([error for errors in form.errors.values() for error in errors])
                told, made = form.told(), form.save()
        except ValidationError as refused:
            course.refusal = " ".join(refused.messages)
            break
        course.told.append(told)
        if made is not None:
            course.made[f"n{number}"] = made
    return course


def outcome(changes, program, user, on):
    """Try the draft: three audits of one program, and for each step the queries of its form."""
    found = Outcome(Course())

    def change():
        found.course = carry_out(changes, program, user)
        settle(program.pk)
        found.page = read_page(program, user, editable=False, on=on)

    found.comes, found.goes = compare(program.pk, change, on)
    return found


@contextmanager
def tried_out():
    """Whatever is written inside is taken back."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


def form_after(changes, program, user, do, data=None):
    """The form of one more step; with `data`, filled in and tried: what is refused stands on the form."""
    with tried_out():
        course = carry_out(changes, program, user)
        form = FORMS[do](data, program=program, user=user, made=course.made)
        if data is not None and form.is_valid():
            try:
                form.save()
            except ValidationError as refused:
                form.add_error(None, refused.messages)
    return form


def kept_step(do, form):
    """The step as the draft keeps it: the fields of its form, as they were sent."""
    names = [name for name in form.fields if name in form.data]
    return {"do": do, "data": {name: form.data.getlist(name) for name in names}}


def add_step(draft, do, form):
    draft.keep([*draft.changes, kept_step(do, form)])


def drop_step(draft, number):
    """Take one step out, counted from 1; those after it are tried again without it."""
    draft.keep([step for at, step in enumerate(draft.changes, start=1) if at != number])


def apply(draft_id, user, seen):
    """Carry the draft out for good and put it away. Raises ValidationError, and then keeps it as it was.

    `seen` is the plan (`base_of`) that the person was shown: another one is looked at first.
    """
    with transaction.atomic():
        draft = held_with_its_siblings(draft_id)
        if draft is None:
            raise ValidationError(GONE)
        if base_of(draft.program) != seen:
            raise ValidationError(CHANGED)
        course = carry_out(draft.changes, draft.program, user)
        if course.refusal:
            raise ValidationError(course.refusal)
        touched = list(draft.program.interventions.values_list("pk", flat=True))
        links = SyncLink.objects.of(touched).exclude(to_intervention=None)
        reaudit_around({*touched, *links.values_list("to_intervention", flat=True)})
        draft.delete()
        return course


def held_with_its_siblings(draft_id):
    """The draft, and no draft of its program is applied by somebody else until the transaction ends.

    Two at once would both find the plan as they were shown it.
    """
    drafts = PlanDraft.objects.select_for_update(of=["self"]).select_related("program__office")
    siblings = drafts.filter(program__drafts=draft_id).order_by("pk")
    return next((draft for draft in siblings if draft.pk == draft_id), None)


def latest_start(changes):
    """When the last of what the steps add begins, or None."""
    starts = [read_day(step["data"].get("starts_on", [""])[0]) for step in changes if step["do"] == "add"]
    return max(filter(None, starts), default=None)


def read_day(text):
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
