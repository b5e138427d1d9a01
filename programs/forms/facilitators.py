"""Records of readiness. No form asks for words: nothing here could tell what anybody said or lived."""

from django import forms
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Role, User
from care_engage.kit.forms import PastDays, Rows
from groups.models import Facilitator, Observation, Skill, StaffReflection, Suspension
from groups.models.readiness import OBSERVED_BY
from programs.models import Topic

OF_STAFF = ("T08", "T09", "T13", "T20", "T36")
"""What staff reflect on (S38, S39)."""


class HappenedForm(PastDays):
    """A record of something that happened, today unless another day is chosen."""

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, today=today, **kwargs)
        for name in self.happened:
            self.fields[name].initial = today


class SkillForm(HappenedForm):
    happened = ("obtained_on",)

    class Meta:
        model = Skill
        fields = ["code", "obtained_on", "expires_on"]


class ObservationForm(HappenedForm):
    happened = ("observed_on",)

    class Meta:
        model = Observation
        fields = ["observed_on", "observer", "score", "safe_for_sensitive"]
        help_texts = {
            "score": _("How well the session was led: safe space, listening, nobody judged."),
            "safe_for_sensitive": _("The newest observation decides."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        person = self.instance.facilitator
        here = Role.objects.filter(office=person.office_id, kind__in=OBSERVED_BY).values("user")
        self.limit(observer=User.objects.filter(pk__in=here, is_active=True).exclude(pk=person.user_id))
        self.fields["observer"].required = True


class SuspensionForm(HappenedForm):
    happened = ("starts_on",)

    class Meta:
        model = Suspension
        fields = ["starts_on", "ends_on"]


class ReflectionForm(HappenedForm):
    happened = ("held_on",)
    topics = forms.MultipleChoiceField(label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple)

    class Meta:
        model = StaffReflection
        fields = ["held_on", "attendees", "domain", "topics", "next_on"]
        field_classes = {"attendees": Rows}
        widgets = {"attendees": forms.CheckboxSelectMultiple}
        help_texts = {"attendees": _("Only that they were there. What anybody said stays in the room.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        here = Facilitator.objects.filter(office=self.instance.office, left_on=None).select_related("user")
        self.limit(attendees=here.order_by("user__name"))
        self.fields["topics"].choices = [
            (topic.code, str(topic))
            for topic in Topic.objects.filter(code__in=["T36", "T08", "T09", "T13", "T20"])
        ]
