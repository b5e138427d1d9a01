"""Who else is at work: partners of a program, activities of other organizations, and what women say."""

from django import forms
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Place
from care_engage.kit.forms import DateInput, PastDays
from groups.models import Group, Organization, OrganizationKind
from groups.spaces import GenderSpace, offer_spaces
from programs.models import AccountabilityFeedback, AlliancePartner, ExternalActivity, Intervention, Topic
from programs.sequencing.spaces import MALE

EITHER = _("Choose an organization from the list, or write the name of a new one.")


class WithOrganization(PastDays):
    """An organization from the office's list, or a new one by name, made when the form is saved."""

    new_organization = forms.CharField(
        label=_("or a new organization"),
        max_length=160,
        required=False,
        help_text=_("Its name, if it is not on the list yet."),
    )
    new_kind = forms.ChoiceField(
        label=_("What the new organization is"),
        choices=[("", "---------"), *OrganizationKind.choices],
        required=False,
    )
    organization_field = "organization"

    def __init__(self, *args, office, **kwargs):
        super().__init__(*args, today=office.today(), **kwargs)
        self.office = office
        self.fields[self.organization_field].required = False
        self.limit(**{self.organization_field: Organization.objects.filter(office=office)})

    def clean(self):
        data = super().clean()
        name, known = data.get("new_organization"), data.get(self.organization_field)
        if name and known:
            self.add_error("new_organization", EITHER)
        elif name and not data.get("new_kind"):
            self.add_error("new_kind", _("Say what kind of organization it is."))
        elif name:
            self._name_new(name, data)
        return data

    def _name_new(self, name, data):
        known = Organization.objects.filter(office=self.office, name__iexact=name).first()
        new = Organization(office=self.office, name=name, kind=data["new_kind"])
        data[self.organization_field] = known or new
        setattr(self.instance, self.organization_field, known or new)

    def _get_validation_exclusions(self):
        """An organization that is not saved yet cannot be looked up; it cannot clash either."""
        exclude = super()._get_validation_exclusions()
        named = self.cleaned_data.get(self.organization_field)
        return exclude | {self.organization_field} if named is None or named.pk is None else exclude

    def save(self, commit=True):
        organization = getattr(self.instance, self.organization_field, None)
        if organization is not None and organization.pk is None:
            organization.save()
            setattr(self.instance, self.organization_field, organization)
        return super().save(commit)


class PartnerForm(WithOrganization):
    """A partner of the program that the instance already names."""

    happened = ("first_contact_on", "last_contact_on")

    class Meta:
        model = AlliancePartner
        fields = [
            "organization",
            "role",
            "first_contact_on",
            "last_contact_on",
            "shared_goals",
            "support_given",
            "budget_shared",
        ]
        help_texts = {
            "budget_shared": _("Whether part of the program's money is theirs to spend."),
            "role": _("Leave empty until both sides have agreed on it."),
            "last_contact_on": _("A conversation counts; an invitation to an event does not."),
            "shared_goals": _("In their words rather than ours."),
            "support_given": _("What we offered before we asked for something."),
        }

    field_order = ["organization", "new_organization", "new_kind"]

    def clean(self):
        data = super().clean()
        if not data.get("organization") and "organization" not in self.errors and not self.errors:
            self.add_error("organization", EITHER)
        return data


class ExternalForm(WithOrganization):
    """What another organization does in the places of this office."""

    happened = ("last_confirmed_on",)

    topics = forms.MultipleChoiceField(
        label=_("Topics"), required=False, widget=forms.CheckboxSelectMultiple, choices=[]
    )

    class Meta:
        model = ExternalActivity
        fields = [
            "organization",
            "description",
            "code",
            "place",
            "space",
            "topics",
            "starts_on",
            "ends_on",
            "last_confirmed_on",
        ]
        help_texts = {
            "description": _("What it is, such as Legal literacy circle."),
            "code": _("Short, unique in this office, such as X1."),
            "place": _("Where it takes place."),
            "space": _("Who takes part in it."),
            "last_confirmed_on": _("The day on which they last told you that it still meets."),
        }

    field_order = ["organization", "new_organization", "new_kind"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["topics"].choices = topic_choices()
        self.limit(place=Place.objects.filter(office=self.office).order_by("path"))
        offer_spaces(self.fields["space"])

    def clean(self):
        data = super().clean()
        if not data.get("organization") and not self.errors:
            self.add_error("organization", EITHER)
        return data


class MeetingsForm(forms.Form):
    """Days on which another organization confirms that it met."""

    met_on = forms.DateField(label=_("They met on"), widget=DateInput())


class FeedbackForm(PastDays):
    """What women, girls or a partner say about work with men of `program`."""

    happened = ("given_on", "responded_on")

    class Meta:
        model = AccountabilityFeedback
        fields = [
            "intervention",
            "given_on",
            "from_group",
            "from_organization",
            "safe_method",
            "changes_asked",
            "response",
            "responded_on",
        ]
        labels = {
            "intervention": _("About which work with men or boys"),
            "from_group": _("Given by a group"),
            "from_organization": _("or by a partner"),
        }
        help_texts = {
            "from_group": _("A women's or girls' group, or one of couples."),
            "changes_asked": _("Leave empty if none was asked for."),
            "response": _("What we will do, as it was told to those who asked."),
            "responded_on": _("The day on which they heard our answer."),
        }

    def __init__(self, *args, program, **kwargs):
        super().__init__(*args, today=program.office.today(), **kwargs)
        self.limit(
            intervention=Intervention.objects.visible_to(self.user).filter(program=program, space__in=MALE),
            from_group=Group.objects.visible_to(self.user)
            .open_to_office()
            .filter(office=program.office_id)
            .exclude(space__in=[*MALE, GenderSpace.STAFF]),
            from_organization=Organization.objects.filter(office=program.office_id).exclude(
                kind=OrganizationKind.MENS_ORG
            ),
        )

    def clean(self):
        data = super().clean()
        if data.get("responded_on") and not data.get("response"):
            self.add_error("response", _("Write down the answer that was given."))
        return data


def topic_choices():
    return [(topic.code, f"{topic.code} {topic}") for topic in Topic.objects.all()]
