"""Small facts about a program, a partner or a joint session: each a form of a few fields."""

from django.forms import Textarea
from django.utils.translation import gettext_lazy as _

from care_engage.kit.forms import PastDays
from programs.models import (
    ActionCommitment,
    Barrier,
    GbvReview,
    InclusionDecision,
    PartnerWorry,
    TargetNorm,
    TrustEvent,
)


class DetailForm(PastDays):
    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        for field in self.fields.values():
            if isinstance(field.widget, Textarea):
                field.widget.attrs["rows"] = 5


class GbvReviewForm(DetailForm):
    happened = ("reviewed_on",)

    class Meta:
        model = GbvReview
        fields = ["part", "text", "owner", "reviewed_on"]
        help_texts = {
            "text": _("What the program does, never what happened to anybody."),
            "owner": _("A colleague or a post. Empty while nobody does."),
            "reviewed_on": _("The day on which the team last went through it, with a GBV specialist."),
        }


class InclusionDecisionForm(DetailForm):
    happened = ("decided_on",)

    class Meta:
        model = InclusionDecision
        fields = ["decision", "advised_by", "decided_on"]
        help_texts = {
            "decision": _("Each of the first three is a valid answer. Nobody is asked or counted."),
            "advised_by": _("A local organization, by a neutral name; never a person."),
        }


class TargetNormForm(DetailForm):
    class Meta:
        model = TargetNorm
        fields = ["statement", "reference_group"]
        help_texts = {
            "statement": _("Such as: A man who cooks is laughed at."),
            "reference_group": _("Such as: older men at the market."),
        }


class BarrierForm(DetailForm):
    class Meta:
        model = Barrier
        fields = ["statement", "actor"]
        help_texts = {"statement": _("Such as: Women may not go to the market alone.")}


class TrustEventForm(DetailForm):
    happened = ("happened_on",)

    class Meta:
        model = TrustEvent
        fields = ["happened_on", "kind", "note"]
        help_texts = {"note": _("Such as: We lent them the hall. It never moves the stage by itself.")}


class PartnerWorryForm(DetailForm):
    happened = ("answered_on",)

    class Meta:
        model = PartnerWorry
        fields = ["worry", "words", "answer", "answered_on"]
        help_texts = {"answer": _("What we said or changed, as the partner heard it.")}


class ActionCommitmentForm(DetailForm):
    class Meta:
        model = ActionCommitment
        fields = ["kind", "text", "due_on", "state"]
        help_texts = {
            "text": _("What the group will do, in its own words: no names, nobody's story."),
            "due_on": _("The next session asks what became of it."),
        }
