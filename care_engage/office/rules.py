"""The office's own levels of topics, and its own limits of the rules, a version at a time."""

from django import forms
from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db import transaction
from django.shortcuts import get_object_or_404
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods

from care_engage.kit.confidential import confidential
from care_engage.kit.editing import form_page
from care_engage.kit.forms import DateInput, plausible_day
from care_engage.kit.guard.fields import guarded
from care_engage.kit.guard.forms import GuardedForm
from care_engage.trail.purging import purge_page
from programs.auditing import reaudit
from programs.limits import limits_for
from programs.models import Level, Program, RuleLimits, Topic, TopicLevel
from programs.sequencing.limits import Limits
from referrals.models import ReferralLimits

from .views import administered

SHARES = {"male_share_max", "drift", "minority_min"}
LABELS = {
    "link_gap_ok": gettext_lazy("Days between linked steps that are fine (R3)"),
    "link_gap_max": gettext_lazy("Days between linked steps at most (R1)"),
    "stale_after": gettext_lazy("Days to wait for the other side's first session (R2)"),
    "lapse_after": gettext_lazy("Days since the other side last met (R2)"),
    "builtin_min": gettext_lazy("Joint sessions that make men's work linked (R1)"),
    "recent": gettext_lazy("Days that count as recent (R4, R18, R20)"),
    "male_share_max": gettext_lazy("Share of men-only hours at most (R4)"),
    "min_sessions": gettext_lazy("Sessions needed before shares are judged (R4, R18)"),
    "mixed_followup": gettext_lazy("Days until a hard topic is brought together (R6)"),
    "entry_min_sessions": gettext_lazy("Entry-point sessions before a sensitive topic (R8)"),
    "entry_min_days": gettext_lazy("Days since the first entry-point session (R8)"),
    "partner_grace": gettext_lazy("Days of work with men before a partner is asked for (R9)"),
    "partner_contact": gettext_lazy("Days since the last contact with the partner (R9)"),
    "base_min_sessions": gettext_lazy("Base-building sessions before going public (R16)"),
    "base_min_days": gettext_lazy("Days since base-building began (R16)"),
    "consc_min": gettext_lazy("Reflection sessions before going public (R16)"),
    "drift": gettext_lazy("Share of sessions without power and equity at most (R18)"),
    "minority_min": gettext_lazy("Share of the smaller side in a mixed session at least (R20)"),
    "feedback_every": gettext_lazy("Days between women's feedback (R21)"),
    "feedback_grace": gettext_lazy("Days until women's first feedback (R21)"),
    "feedback_reply": gettext_lazy("Days to answer women's requests (R21)"),
    "puzzle_grace": gettext_lazy("Days women's work may stand alone (R19)"),
    "pathway_valid": gettext_lazy("Days that a pathway's verification holds (R10)"),
    "ready_ahead": gettext_lazy("Days ahead that sessions need a ready facilitator (R11)"),
    "ready_back": gettext_lazy("Days back that sessions needed a ready facilitator (R11)"),
    "training_valid": gettext_lazy("Days that a facilitator's training holds (R11)"),
    "observation_valid": gettext_lazy("Days that an observation holds (R11)"),
    "protocol_grace": gettext_lazy("Days to read a new version of the protocol (R11)"),
    "due_within": gettext_lazy("Days ahead that planned work is looked at"),
    "fresh_for": gettext_lazy("Days back that can still be repaired"),
    "confirmed_for": gettext_lazy("Days that another organization's confirmation holds (R1)"),
}


def reaudit_office(office):
    reaudit(list(Program.objects.filter(office=office).values_list("pk", flat=True)))


class LevelsForm(forms.Form):
    """One choice a topic: as it is everywhere, or a higher level here."""

    def __init__(self, *args, office, **kwargs):
        super().__init__(*args, **kwargs)
        self.office = office
        self.own = {one.topic_id: one for one in TopicLevel.objects.filter(office=office, program=None)}
        self.topics = list(Topic.objects.all())
        for topic in self.topics:
            higher = Level.choices[Level.values.index(topic.level) + 1 :]
            usual = _("%(level)s, as usual") % {"level": topic.get_level_display()}
            self.fields[topic.code] = forms.ChoiceField(
                label=f"{topic.code} {topic}",
                choices=[("", usual), *higher],
                required=False,
                initial=self.own[topic.code].level if topic.code in self.own else "",
            )

    def rows(self):
        return [(topic, self[topic.code]) for topic in self.topics]

    @transaction.atomic
    def save(self):
        for topic in self.topics:
            level, own = self.cleaned_data[topic.code], self.own.get(topic.code)
            if own and not level:
                own.remove()
            elif own and own.level != level:
                own.level = level
                own.save()
            elif level and not own:
                TopicLevel.objects.create(office=self.office, topic=topic, level=level)
        reaudit_office(self.office)


@require_http_methods(["GET", "POST"])
def topics(request, pk):
    office = administered(request, pk)
    form = LevelsForm(request.POST or None, office=office)

    def save(form):
        form.save()
        messages.success(request, _("Saved. All programs were checked against the new levels."))
        return reverse("office_topics", args=[office.pk])

    return form_page(request, form, save, template="office/topics.html", office=office)


class LimitsForm(GuardedForm, forms.Form):
    """The office's own values; what is left as usual is not stored, so that new defaults reach it."""

    in_force_from = forms.DateField(
        label=gettext_lazy("In force from"), widget=DateInput(), validators=[plausible_day]
    )
    note = forms.CharField(
        validators=[guarded],
        label=gettext_lazy("Why"),
        max_length=300,
        min_length=20,
        help_text=gettext_lazy("At least 20 characters; the next administrator will read it."),
    )

    def __init__(self, *args, office, now, **kwargs):
        super().__init__(*args, **kwargs)
        self.office, self.now, self.usual = office, now, Limits()
        for name, label in LABELS.items():
            kind = forms.FloatField if name in SHARES else forms.IntegerField
            top = 1 if name in SHARES else 1000
            usual = getattr(self.usual, name)
            self.fields[name] = kind(
                label=label,
                min_value=0,
                max_value=top,
                initial=getattr(now, name),
                help_text=_("Usually %(usual)s.") % {"usual": usual},
            )

    def clean(self):
        said = super().clean()
        if not self.errors and self.own() == {
            name: getattr(self.now, name)
            for name in LABELS
            if getattr(self.now, name) != getattr(self.usual, name)
        }:
            raise ValidationError(_("Nothing is different from now. Change a value, or leave it as it is."))
        if not self.errors and said["link_gap_max"] < said["link_gap_ok"]:
            self.add_error("link_gap_max", _("The most is less than what is fine. Choose a higher number."))
        return said

    def own(self):
        said = self.cleaned_data
        return {name: said[name] for name in LABELS if said[name] != getattr(self.usual, name)}

    @transaction.atomic
    def save(self):
        versions = RuleLimits.with_deleted.filter(office=self.office)
        last = versions.order_by("-version").values_list("version", flat=True).first() or 0
        RuleLimits.objects.create(
            office=self.office,
            version=last + 1,
            in_force_from=self.cleaned_data["in_force_from"],
            values=self.own(),
            note=self.cleaned_data["note"],
        )
        follow(self.office)
        reaudit_office(self.office)


def follow(office):
    """Let the pages of pathways go by the same number of days as R10 does. Two queries, rarely more."""
    days = limits_for(office.pk, office.today()).pathway_valid
    limits = ReferralLimits.of(office.pk)
    if limits.pathway_valid != days:
        limits.pathway_valid = days
        limits.save()


@require_http_methods(["GET", "POST"])
def limits(request, pk):
    office = administered(request, pk)
    today = office.today()
    now = limits_for(office.pk, today)
    form = LimitsForm(request.POST or None, office=office, now=now, initial={"in_force_from": today})

    def save(form):
        form.save()
        messages.success(request, _("Saved. All programs were checked against the new limits."))
        return reverse("office_limits", args=[office.pk])

    versions = RuleLimits.objects.filter(office=office).order_by("-version")[:20]
    return form_page(request, form, save, template="office/limits.html", office=office, versions=versions)


@confidential
@require_http_methods(["GET", "POST"])
def limits_purge(request, pk):
    """The reason of a version that tells of a person."""
    version = get_object_or_404(RuleLimits.objects.administered_by(request.user), pk=pk)
    home = reverse("office_limits", args=[version.office_id])
    return purge_page(request, version, office=version.office_id, home=home)
