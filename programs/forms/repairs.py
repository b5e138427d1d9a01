"""What a repair asks before it is made. Everything is asked about work and dates, never about a person."""

from django import forms
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.kit.forms import DateInput, PastDays, RecordForm, plausible_day
from care_engage.kit.guard.fields import guarded
from groups.spaces import GenderSpace
from programs.models import Coordination, JointWaiver, LinkStatus, SyncLink, Timing
from programs.sequencing.spaces import FEMALE, MIXED

from .partners import ExternalForm, topic_choices

ASKED = _("The women or girls of that group have been asked, and they agree")
ASK_FIRST = _("Ask the women’s group first and tick the box, or only propose the link for now.")
WHY = _(
    "At least 20 characters: what each side gains, and why now. For example: “The men’s partners meet in "
    "this circle; both take up decisions at home in May, and the women will hear what the men plan.”"
)
STANDINGS = [
    (LinkStatus.AGREED, _("Both sides have agreed")),
    (LinkStatus.PROPOSED, _("Only propose it for now: the flag stays until both sides agree")),
]


class AgreementForm(PastDays):
    """A link that both sides agree to, or that is only proposed."""

    happened = ("confirmed_on",)
    standing = forms.ChoiceField(
        label=_("Where it stands"), choices=STANDINGS, initial=LinkStatus.AGREED, widget=forms.RadioSelect
    )
    asked = forms.BooleanField(label=ASKED, required=False)

    class Meta:
        model = SyncLink
        fields = ["kind", "timing", "rationale", "contact_from", "contact_to", "confirmed_on"]
        widgets = {"rationale": forms.Textarea(attrs={"rows": 3})}
        labels = {
            "contact_from": _("Who agreed on this side"),
            "contact_to": _("Who agreed on the other side"),
        }
        help_texts = {
            "rationale": WHY,
            "contact_from": _("A colleague, never a participant."),
            "contact_to": _("A colleague there, never a participant."),
            "confirmed_on": _("For another organization: the day on which it agreed."),
        }

    @property
    def agreed(self):
        return self.cleaned_data["standing"] == LinkStatus.AGREED

    def clean(self):
        data = super().clean()
        if data.get("standing") == LinkStatus.AGREED and not data.get("asked"):
            self.add_error("asked", ASK_FIRST)
        return data


class CounterpartForm(AgreementForm):
    """A link from a men's intervention (on the instance) to one of the `suggestions` made for it."""

    other = forms.ChoiceField(label=_("Link with"), widget=forms.RadioSelect)
    field_order = ["other", "rationale", "kind", "timing", "contact_from", "contact_to", "confirmed_on"]

    def __init__(self, *args, suggestions, describe, **kwargs):
        self.men = kwargs["instance"].from_intervention
        super().__init__(*args, today=self.men.program.office.today(), **kwargs)
        self.candidates = {one.candidate.key: one.candidate for one in suggestions}
        self.fields["other"].choices = [(one.candidate.key, describe(one)) for one in suggestions]
        if not any(key.startswith("x") for key in self.candidates):
            del self.fields["confirmed_on"]

    def clean(self):
        data = super().clean()
        if other := self.candidates.get(data.get("other")):
            self.join(other, ordered=data.get("timing") == Timing.SEQUENTIAL)
        return data

    def join(self, other, ordered):
        """Set both ends: the men's intervention first, unless the other comes first in time."""
        link, men = self.instance, self.men
        link.from_intervention, link.to_intervention_id, link.to_external_id = men, None, None
        if other.key.startswith("x"):
            link.to_external_id = int(other.key[1:])
            link.coordination = Coordination.OTHER_ORGANIZATION
            return
        link.to_intervention_id = int(other.key)
        same = other.program == men.program_id
        link.coordination = Coordination.SAME_PROGRAM if same else Coordination.OTHER_CARE_PROGRAM
        if ordered and other.starts_on < men.start:
            link.from_intervention, link.to_intervention = link.to_intervention, men


class ConfirmForm(PastDays):
    """Both sides of a link say yes; a partner's yes has a day."""

    happened = ("confirmed_on",)
    asked = forms.BooleanField(label=ASKED)

    class Meta(AgreementForm.Meta):
        fields = ["contact_from", "contact_to", "confirmed_on"]
        help_texts = AgreementForm.Meta.help_texts | {
            "confirmed_on": _("The day on which they said yes. It holds for a year.")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for name in ("contact_from", "contact_to"):
            self.fields[name].required = True
        if self.instance.coordination != Coordination.OTHER_ORGANIZATION:
            del self.fields["confirmed_on"]
        else:
            self.fields["confirmed_on"].required = True


class WithdrawForm(RecordForm):
    """Why a link ends."""

    class Meta:
        model = SyncLink
        fields = ["status_reason"]
        labels = {"status_reason": _("Why it ends")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["status_reason"].required = True
        self.initial["status_reason"] = ""


class JointSessionsForm(forms.Form):
    """At least two days on which a men's group and women meet together, because both want it."""

    first_on = forms.DateField(
        label=_("First joint session on"), widget=DateInput(), validators=[plausible_day]
    )
    second_on = forms.DateField(label=_("Second on"), widget=DateInput(), validators=[plausible_day])
    third_on = forms.DateField(
        label=_("Third on"), widget=DateInput(), required=False, validators=[plausible_day]
    )
    space = forms.ChoiceField(
        label=_("Who meets"), choices=[(space, GenderSpace(space).label) for space in sorted(MIXED)]
    )
    topics = forms.MultipleChoiceField(
        label=_("Topics"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Hard topics first need a session among women and one among men."),
    )
    minutes = forms.IntegerField(label=_("Minutes each"), min_value=1, max_value=1440, initial=120)
    agreed = forms.BooleanField(
        label=_("Both groups have been asked, and both agree to meet"),
        error_messages={"required": _("Ask both groups first: nobody is brought together unasked.")},
    )

    def __init__(self, *args, today, **kwargs):
        super().__init__(*args, **kwargs)
        self.today = today
        self.fields["topics"].choices = topic_choices()

    def clean(self):
        data = super().clean()
        days = [data[name] for name in ("first_on", "second_on", "third_on") if data.get(name)]
        if any(day < self.today for day in days):
            raise ValidationError(_now("A session is planned for today or later. Choose later days."))
        if len(set(days)) < len(days):
            raise ValidationError(_now("Choose different days: two sessions cannot be one."))
        data["days"] = days
        return data


class PartnerActivityForm(ExternalForm):
    """What another organization does with women, girls or couples near a men's intervention, and the link."""

    rationale = forms.CharField(
        label=_("Why these two belong together"),
        validators=[guarded],
        min_length=20,
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=WHY,
    )
    contact_from = forms.CharField(label=_("Who agreed on this side"), max_length=120, required=False)
    contact_to = forms.CharField(label=_("Who agreed at the organization"), max_length=120, required=False)
    standing = forms.ChoiceField(
        label=_("Where the link stands"),
        choices=STANDINGS,
        initial=LinkStatus.AGREED,
        widget=forms.RadioSelect,
    )
    asked = forms.BooleanField(label=ASKED, required=False)

    class Meta(ExternalForm.Meta):
        fields = [
            "organization",
            "description",
            "place",
            "space",
            "starts_on",
            "ends_on",
            "last_confirmed_on",
        ]
        labels = {"last_confirmed_on": _("They confirmed the link on")}
        help_texts = ExternalForm.Meta.help_texts | {"last_confirmed_on": _("Empty if they have not yet.")}

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        del self.fields["topics"]
        self.fields["space"].choices = [("", "---------")] + [
            (space, GenderSpace(space).label) for space in sorted(FEMALE | MIXED)
        ]

    def clean(self):
        data = super().clean()
        if data.get("standing") == LinkStatus.AGREED and not data.get("asked"):
            self.add_error("asked", ASK_FIRST)
        return data

    @property
    def agreed(self):
        return self.cleaned_data["standing"] == LinkStatus.AGREED


class WaiverForm(RecordForm):
    """Why women or girls advise against a joint space."""

    class Meta:
        model = JointWaiver
        fields = ["reason"]
        labels = {"reason": _("What the women’s or girls’ group advises")}
