from django import forms
from django.utils.translation import gettext_lazy as _

from care_engage.kit.forms import PastDays
from groups.spaces import GenderSpace
from programs.models import Coordination, ExternalActivity, Intervention, SyncLink

SHORTEST = 20  # characters of a rationale, as the database holds it
LONGEST_LIST = 500  # rows of each kind offered as the other end


class LinkForm(PastDays):
    """A link from an intervention of `program` to the other end.

    `other` names it: "i12" for an intervention, "x3" for another organization's activity.
    """

    happened = ("confirmed_on",)
    other = forms.ChoiceField(
        label=_("Linked with"),
        help_text=_("For work with men or boys: women's, girls' or mixed work that runs near it in time."),
    )

    class Meta:
        model = SyncLink
        fields = [
            "from_intervention",
            "kind",
            "timing",
            "rationale",
            "shared_people",
            "coordination",
            "contact_from",
            "contact_to",
            "confirmed_on",
        ]
        widgets = {"rationale": forms.Textarea(attrs={"rows": 3, "data-shortest": SHORTEST})}
        labels = {"from_intervention": _("This work")}
        help_texts = {
            "rationale": _(
                "At least 20 characters. What each side gains, and why now. "
                "A shared village alone is not a reason."
            ),
            "coordination": _("Leave empty: it follows from the other end."),
            "contact_from": _("A member of staff, never a participant."),
            "contact_to": _("A member of staff there, never a participant."),
            "confirmed_on": _("For another organization: the day on which it agreed. It holds for a year."),
        }

    field_order = ["from_intervention", "other"]

    def __init__(self, *args, program, **kwargs):
        super().__init__(*args, today=program.office.today(), **kwargs)
        self.program = program
        self.fields["coordination"].required = False
        self.fields["coordination"].choices = [("", "---------"), *Coordination.choices]
        if self.instance.pk:
            del self.fields["from_intervention"], self.fields["other"]
            return
        visible = Intervention.objects.visible_to(self.user).exclude(status="CANCELLED")
        visible = visible.exclude(space=GenderSpace.LGBTQ)  # a link would tell of it at its other end (D7)
        self.limit(from_intervention=visible.filter(program=program))
        self.fields["other"].choices = [("", "---------"), *self._ends(visible)]
        self.initial["coordination"] = ""

    def _ends(self, visible):
        """Choices by program, this one first; then activities of other organizations."""
        rows = (
            visible.filter(program__office=self.program.office_id, program__deleted_at=None)
            .exclude(program__status="CLOSED")
            .select_related("program")
            .order_by("program__name", "starts_on", "code")[:LONGEST_LIST]
        )
        by_program = {self.program.name: []}
        for row in rows:
            label = f"{row.title} ({row.get_space_display()})"
            by_program.setdefault(row.program.name, []).append((f"i{row.pk}", label))
        activities = (
            ExternalActivity.objects.visible_to(self.user)
            .filter(office=self.program.office_id)
            .exclude(status="CANCELLED")
            .select_related("organization")[:LONGEST_LIST]
        )
        by_program[str(_("Activities of other organizations"))] = [
            (f"x{row.pk}", f"{row.description}: {row.organization} ({row.get_space_display()})")
            for row in activities
        ]
        return [(name, choices) for name, choices in by_program.items() if choices]

    def clean(self):
        data = super().clean()
        if other := data.get("other"):
            self.instance.to_intervention_id = int(other[1:]) if other[0] == "i" else None
            self.instance.to_external_id = int(other[1:]) if other[0] == "x" else None
        self.instance.from_intervention = data.get("from_intervention") or (
            self.instance.from_intervention if self.instance.from_intervention_id else None
        )
        if self.instance.to_external_id or not data.get("coordination"):
            data["coordination"] = self._coordination()
        return data

    def _coordination(self):
        link = self.instance
        if link.to_external_id:
            return Coordination.OTHER_ORGANIZATION
        ends = {link.from_intervention.program_id} if link.from_intervention_id else set()
        if link.to_intervention_id:
            ends.add(link.to_intervention.program_id)
        return Coordination.OTHER_CARE_PROGRAM if len(ends) > 1 else Coordination.SAME_PROGRAM
