from django import forms
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Place
from care_engage.kit.forms import RecordForm, Rows
from groups.models import Facilitator, Group, Organization
from groups.spaces import GenderSpace, offer_spaces
from programs.models import Element, Intervention, Purpose, Relationship


class InterventionForm(RecordForm):
    """An intervention of the program that the instance already names."""

    also_elements = forms.MultipleChoiceField(
        label=_("It also does some of"),
        choices=Element,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Tick only what its sessions really do."),
    )
    purpose = forms.MultipleChoiceField(
        label=_("What men or boys are invited for"),
        choices=Purpose,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Being invited only to lower risks to women leaves men little of their own."),
    )

    relationship_focus = forms.MultipleChoiceField(
        label=_("Relationships it is about"),
        choices=Relationship,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("For intimate dialogues."),
    )

    class Meta:
        model = Intervention
        fields = [
            "title",
            "code",
            "element",
            "also_elements",
            "space",
            "groups",
            "place",
            "starts_on",
            "ends_on",
            "actual_started_on",
            "actual_ended_on",
            "facilitators",
            "implementing_organization",
            "curriculum",
            "purpose",
            "relationship_focus",
            "advocacy_level",
            "stand_alone_by_design",
            "stand_alone_reason",
        ]
        field_classes = {"groups": Rows, "facilitators": Rows}
        widgets = {
            "groups": forms.CheckboxSelectMultiple,
            "facilitators": forms.CheckboxSelectMultiple,
        }
        help_texts = {
            "title": _("As the groups call it, such as Man box dialogues."),
            "code": _("Short, unique in this program, such as M1."),
            "element": _("The main one of the six, or women's and girls' empowerment beside them."),
            "space": _(
                "Who may take part. A single session may differ: say so in the schedule. "
                "A women's space is never opened to men to satisfy a rule."
            ),
            "groups": _("Who takes part. Only work open to the community has no group."),
            "ends_on": _("Leave empty while it is open."),
            "actual_started_on": _("Filled in when the first session is logged."),
            "advocacy_level": _("For alliances, and for groups that step out."),
            "curriculum": _("The manual that the sessions follow, if there is one."),
            "stand_alone_by_design": _("Women's organizing may rightly stand alone, if the women say so."),
            "stand_alone_reason": _("In the group's words."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        office = self.instance.program.office
        chosen = list(self.instance.groups.values_list("pk", flat=True)) if self.instance.pk else []
        visible = Group.objects.visible_to(self.user).filter(office=office)
        offer_spaces(self.fields["space"], Group.objects.named_to(self.user).filter(office=office).exists())
        self.limit(
            groups=visible.exclude(status="CLOSED") | visible.filter(pk__in=chosen),
            place=Place.objects.filter(office=office).order_by("path"),
            facilitators=Facilitator.objects.filter(office=office, left_on=None).select_related("user"),
            implementing_organization=Organization.objects.filter(office=office),
        )
        if not self.instance.pk:
            del self.fields["actual_started_on"], self.fields["actual_ended_on"]

    def clean(self):
        data = super().clean()
        if data.get("element") in data.get("also_elements", ()):
            data["also_elements"] = [code for code in data["also_elements"] if code != data["element"]]
        if "space" in data and "groups" in data:
            self._keep_apart(data)
        return data

    def _keep_apart(self, data):
        """Whoever a protected group names sees its work: so it has one, and shares it with none (D7)."""
        protected = {group.protected for group in data["groups"]}
        if data["space"] == GenderSpace.LGBTQ:
            data["place"] = self.instance.place = None
            if protected != {True}:
                self.add_error("groups", _("Choose the protected group, and no other."))
        elif True in protected:
            self.add_error("groups", _("A protected group takes part in its own space only."))
