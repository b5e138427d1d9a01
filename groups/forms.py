"""Groups and their registers. Every field that takes words says that names are never written."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Place, Role, User
from care_engage.kit.forms import DateInput, RecordForm, Rows

from .models import MAY_BE_NAMED, Facilitator, Group, GroupKind, Member, Power
from .registers import read_register
from .spaces import COLUMN_OF_SPACE, TOGETHER, GenderSpace, offer_spaces


class GroupForm(RecordForm):
    """A group of the office that the instance already names."""

    power_tags = forms.MultipleChoiceField(
        label=_("What sets its people apart"),
        choices=Power,
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Of the group as a whole: whose voice may count for more in it."),
    )

    class Meta:
        model = Group
        fields = [
            "name",
            "code",
            "kind",
            "space",
            "origin",
            "place",
            "language",
            "facilitators",
            "draws_from",
            "min_age",
            "max_age",
            "head_count_only",
            "enrolled",
            "consent_adult_verbal",
            "guardian_consent_on",
            "child_assent_on",
            "meeting_place_private",
            "trust_level",
            "power_tags",
            "prior_experience",
        ]
        field_classes = {"facilitators": Rows, "draws_from": Rows}
        widgets = {
            "facilitators": forms.CheckboxSelectMultiple,
            "draws_from": forms.CheckboxSelectMultiple,
            "prior_experience": forms.Textarea(attrs={"rows": 3}),
            "meeting_place_private": forms.NullBooleanSelect,
        }
        labels = {
            "draws_from": _("Its people come from"),
            "origin": _("Where it comes from"),
            "facilitators": _("Who works with it"),
        }
        help_texts = {
            "name": _("What the group calls itself. Never the name of a person."),
            "code": _("Short. It says nothing about health, orientation or what anybody lived through."),
            "space": _("Who may join, by the group's own rule. A protected space takes an alias."),
            "draws_from": _("Such as a couples' group whose people come from a women's and a men's group."),
            "facilitators": _("They log its sessions. Colleagues only, never participants."),
            "consent_adult_verbal": _(
                "It was explained to the group what it is for, that taking part is free, and where "
                "confidentiality ends."
            ),
            "guardian_consent_on": _("Under 18: the guardians' consent, and the children's own below."),
            "meeting_place_private": _("Nobody outside can hear what is said."),
            "prior_experience": _(
                "If it did reflection and peer support before this program: when, and with whom."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        office = self.instance.office
        others = Group.objects.visible_to(self.user).open_to_office().filter(office=office)
        others = others.exclude(pk=self.instance.pk)
        self._offer_protected(office)
        self.limit(
            place=Place.objects.filter(office=office).order_by("path"),
            facilitators=Facilitator.objects.filter(office=office, left_on=None).select_related("user"),
            draws_from=others.exclude(status="CLOSED"),
        )
        self.fields["place"].required = GenderSpace.LGBTQ not in dict(self.fields["space"].choices)
        for name in ("min_age", "max_age"):
            self.fields[name].widget.attrs["max"] = 120
            self.fields[name].max_value = 120

    def clean(self):
        data = super().clean()
        for name in ("min_age", "max_age"):
            if (data.get(name) or 0) > 120:
                self.add_error(name, _("An age lies between 0 and 120."))
        if (data.get("enrolled") or 0) > 100_000:
            self.add_error("enrolled", _("Enter the people of this group only."))
        if data.get("space") == GenderSpace.LGBTQ:
            self._protect(data)
        elif not data.get("place") and "place" not in self.errors:
            self.add_error("place", self.fields["place"].error_messages["required"])
        if data.get("head_count_only") and self.instance.pk and self.instance.members.exists():
            self.add_error("head_count_only", _("This group has numbers on its register. Remove them first."))
        return data

    def _offer_protected(self, office):
        """A group is protected from its first day or never: what was known before cannot be unknown."""
        spaces, kinds = self.fields["space"], self.fields["kind"]
        kinds.choices = [choice for choice in kinds.choices if choice[0] != GroupKind.LGBTQ_GROUP]
        if self.instance.pk and self.instance.protected:
            spaces.choices = [choice for choice in spaces.choices if choice[0] == GenderSpace.LGBTQ]
            kinds.required = False
        else:
            mine = self.user.scope.offices_as(*MAY_BE_NAMED) | self.user.scope.partner_offices
            offer_spaces(spaces, not self.instance.pk and office.protected_spaces and office.pk in mine)

    def _protect(self, data):
        """Only an alias and a head count are kept, and only the country is known (D7)."""
        for name in ("place", "min_age", "max_age", "guardian_consent_on", "child_assent_on"):
            data[name] = None
        data["head_count_only"] = True
        data["kind"], data["power_tags"] = GroupKind.LGBTQ_GROUP, []
        data["draws_from"] = Group.objects.none()
        self.errors.pop("kind", None)


class NamingForm(forms.Form):
    """A colleague who may know of a protected space, of those whose role allows it."""

    user = forms.ModelChoiceField(
        label=_("Name a colleague"),
        queryset=User.objects.none(),
        help_text=_("They will see this group, and what it does. The naming is written down."),
    )

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        roles = Role.objects.filter(office=group.office_id, kind__in=MAY_BE_NAMED)
        known = group.named.filter(deleted_at=None).values("user")
        people = User.objects.filter(pk__in=roles.values("user"), is_active=True)
        self.fields["user"].queryset = people.exclude(pk__in=known).order_by("name")


class NumbersForm(forms.Form):
    """Numbers to add to a group's register, in one go. `entries` follow once it is sound."""

    numbers = forms.CharField(
        label=_("Numbers to add"),
        max_length=2000,
        widget=forms.Textarea(attrs={"rows": 3, "autocomplete": "off"}),
        help_text=_("Such as: 1-25, women. For couples: 1-30 couples. Numbers only, never names."),
    )
    man_first = forms.BooleanField(label=_("In each couple the man has the first number"), required=False)
    joined_on = forms.DateField(
        label=_("Joined on"),
        widget=DateInput(),
        required=False,
        help_text=_("Leave empty if they have been there from the start."),
    )

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.group = group
        if group.space not in TOGETHER:
            del self.fields["man_first"]

    def clean_numbers(self):
        # Removed numbers are free again; their rows stay aside.
        members = Member.objects.filter(group=self.group)
        reading = read_register(
            self.cleaned_data["numbers"],
            usual=COLUMN_OF_SPACE.get(self.group.space, ""),
            taken=members.values_list("number", flat=True),
            man_first=self.data.get("man_first") == "on",
            next_pair=max((pair for pair in members.values_list("pair_no", flat=True) if pair), default=0)
            + 1,
        )
        if reading.faults:
            raise forms.ValidationError(reading.faults)
        self.entries = reading.entries
        return self.cleaned_data["numbers"]

    def members(self):
        return [
            Member(
                group=self.group,
                number=entry.number,
                column=entry.column,
                pair_no=entry.pair,
                joined_on=self.cleaned_data["joined_on"],
            )
            for entry in self.entries
        ]


class LeavingForm(forms.Form):
    """Numbers that left, and when; or that came back."""

    members = Rows(
        queryset=Member.objects.none(),
        error_messages={"required": _("Tick the numbers first.")},
    )
    left_on = forms.DateField(
        label=_("Left on"), widget=DateInput(attrs={"class": "form-control"}), required=False
    )

    def __init__(self, *args, group, **kwargs):
        super().__init__(*args, **kwargs)
        self.fields["members"].queryset = Member.objects.filter(group=group)

    def clean(self):
        data = super().clean()
        day = data.get("left_on")
        early = [m for m in data.get("members", ()) if day and m.joined_on and day < m.joined_on]
        if early:
            self.add_error(
                "left_on",
                _now("Number %(number)d joined after that day. Choose a later one.")
                % {"number": early[0].number},
            )
        return data


class MemberForm(RecordForm):
    """How one number is counted, and the pair it belongs to."""

    class Meta:
        model = Member
        fields = ["column", "age_band", "pair_no", "joined_on", "left_on"]
        help_texts = {
            "column": _("Only what the person says of their own accord; nobody guesses or asks."),
        }

    def clean_pair_no(self):
        pair = self.cleaned_data["pair_no"]
        if pair is not None and not 1 <= pair <= 9999:
            raise forms.ValidationError(_("A pair number lies between 1 and 9999."))
        return pair
