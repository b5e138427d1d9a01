"""What is learned, and what the organization promised itself."""

from django.utils.translation import gettext_lazy as _

from groups.spaces import GenderSpace
from programs.models import Element, Intervention, LearningNote, OrgCommitment

from .details import DetailForm


class LearningNoteForm(DetailForm):
    """A note of the office that the instance already names."""

    happened = ("noted_on",)

    class Meta:
        model = LearningNote
        fields = ["title", "text", "kind", "source_kind", "element", "intervention", "noted_on", "shared"]
        help_texts = {
            "text": _(
                "About the work, never about a person: what you tried, what came of it, what you changed."
            ),
            "intervention": _("If it is meant as evidence for advocacy."),
            "shared": _("Colleagues in every country office read it then."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        alliances = Intervention.objects.visible_to(self.user).filter(
            program__office=self.instance.office_id, element=Element.ALLIANCES
        )
        self.limit(intervention=alliances.exclude(space=GenderSpace.LGBTQ))


class OrgCommitmentForm(DetailForm):
    """An answer on the promise and for the office that the instance already names."""

    happened = ("looked_at_on",)

    class Meta:
        model = OrgCommitment
        fields = ["standing", "note", "looked_at_on"]
        help_texts = {
            "note": _("Such as: the deputy director stands behind it. A post rather than a name."),
        }
