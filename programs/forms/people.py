"""Forms about people of influence, concerns and stories. What need not be written is chosen from a list."""

from django import forms
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Place, RoleKind, User
from care_engage.kit.forms import PastDays, RecordForm, Rows
from groups.models import ChangeAgent, Facilitator
from programs.concern_words import ConcernKind
from programs.models import (
    Appearance,
    Concern,
    ConcernAction,
    ConsentRecord,
    Intervention,
    Program,
    Story,
)
from programs.models.concern import NOTICE


class AgentForm(PastDays):
    happened = ("name_consent_on", "committed_on", "trained_on", "code_of_conduct_on", "last_support_on")

    class Meta:
        model = ChangeAgent
        fields = [
            *("code", "kind", "influences", "nominated_via", "place", "display_name", "name_consent_on"),
            *("committed_on", "commitment_public", "trained_on", "code_of_conduct_on"),
            *("supporter", "last_support_on"),
        ]
        help_texts = {
            "code": _("Short, unique in this office, such as A7."),
            "influences": _("Whose view they shape."),
            "nominated_via": _("Who named them first. Women's groups often know supportive men."),
            "committed_on": _("The day on which they said that they stand for women's rights."),
            "supporter": _("The colleague who visits and supports them."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        office = self.instance.office
        self.limit(
            place=Place.objects.filter(office=office).order_by("path"),
            supporter=Facilitator.objects.filter(office=office, left_on=None).select_related("user"),
        )


class VettingForm(PastDays):
    """Women are asked first. No field takes a reason."""

    happened = ("consulted_women_on", "conduct_check_on")

    class Meta:
        model = ChangeAgent
        fields = ["consulted_women_on", "conduct_check_on", "vetting_outcome"]
        help_texts = {
            "consulted_women_on": _("A women's group was asked, in a safe way, about this person."),
            "conduct_check_on": _("Somebody looked whether their life agrees with what they stand for."),
            "vetting_outcome": _("Only the outcome. Why is never written down, here or elsewhere."),
        }


class AppearanceForm(RecordForm):
    class Meta:
        model = Appearance
        fields = ["agent", "role"]
        help_texts = {
            "agent": _(
                "Whoever speaks or hosts was vetted and trained before; otherwise a flag (R13) tells."
            ),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        office = self.instance.session.intervention.program.office_id
        self.limit(agent=ChangeAgent.objects.visible_to(self.user).filter(office=office))


class ConcernForm(PastDays):
    """A pattern. Where more could lead to somebody, it is refused here and dropped when it is saved (D3b)."""

    happened = ("opened_on",)
    handed_over = forms.BooleanField(
        label=_("It was handed over to safeguarding"),
        required=False,
        help_text=_("For a notice to safeguarding: nothing else is kept of it."),
    )

    class Meta:
        model = Concern
        fields = [
            *("program", "kind", "severity", "form", "toward", "setting", "pattern", "summary"),
            *("intervention", "place", "opened_on"),
        ]
        widgets = {"summary": forms.Textarea(attrs={"rows": 2})}
        help_texts = {
            "kind": _("A pattern in the work, never what happened to one person."),
            "severity": _("Critical: call the focal point first, then enter only this."),
            "pattern": _("For threats, violence, homes, girls, boys and LGBTQ+ people: instead of a text."),
            "summary": _("Leave it empty for threats, violence, homes, girls, boys and LGBTQ+ people."),
            "opened_on": _("Of what is close to people only the month is kept."),
        }

    field_order = ["program", "kind", "handed_over"]

    def __init__(self, *args, programs, **kwargs):
        super().__init__(*args, **kwargs)
        offices = {program.office_id for program in programs}
        work = Intervention.objects.visible_to(self.user).filter(program__in=programs)
        self.limit(
            program=Program.objects.filter(pk__in=[program.pk for program in programs]),
            intervention=work.exclude(space="LGBTQ"),
            place=Place.objects.filter(office__in=offices).order_by("path"),
        )
        self.fields["program"].required = True

    def clean(self):
        data = super().clean()
        if data.get("kind") == NOTICE:
            if not data.get("handed_over"):
                self.add_error("handed_over", _now("Hand it over first; this page does not take the report."))
            if data.get("summary"):
                self.add_error("summary", _now("Nothing is written about a notice. Take the text out."))
        elif self.says_too_much(data):
            self.add_error(
                "summary",
                _now("About this nothing is written: take the text out, and choose from the list above."),
            )
        elif self.too_close(data) and not data.get("pattern"):
            self.add_error("pattern", _now("Choose what it looks like."))
        elif not self.too_close(data) and not data.get("summary") and data.get("kind") != ConcernKind.DATA:
            self.add_error("summary", _now("Say in a sentence what has to be seen to."))
        work, program = data.get("intervention"), data.get("program")
        if work and program and work.program_id != program.pk:
            self.add_error("intervention", _now("This work belongs to another program."))
        return data

    def too_close(self, data):
        chosen = {name: data.get(name) or "" for name in ("form", "toward", "setting")}
        return Concern(**chosen).too_close

    def says_too_much(self, data):
        return self.too_close(data) and bool(data.get("summary"))


class ConcernOwnerForm(ConcernForm):
    """The same for those who handle it, who also say who sees to it."""

    class Meta(ConcernForm.Meta):
        fields = [*ConcernForm.Meta.fields, "owner"]

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        kinds = (RoleKind.MANAGER, RoleKind.GBV_FOCAL_POINT, RoleKind.SAFEGUARDING_FOCAL_POINT)
        here = User.objects.filter(
            roles__office=self.instance.office, roles__kind__in=kinds, roles__deleted_at=None, is_active=True
        )
        self.limit(owner=here.distinct())
        self.fields["owner"].required = True


class ActionForm(PastDays):
    happened = ("agreed_on",)

    class Meta:
        model = ConcernAction
        fields = ["what", "agreed_on", "due_on"]
        help_texts = {"what": _("Where it happens at home, work with couples or households often helps.")}


class StoryForm(RecordForm):
    class Meta:
        model = Story
        fields = ["title", "kind", "reach", "people", "shown_on", "no_harm_shown", "agents"]
        field_classes = {"agents": Rows}
        widgets = {"agents": forms.CheckboxSelectMultiple}
        help_texts = {
            "title": _("Without anybody's name."),
            "no_harm_shown": _("Survivors of violence are never featured as such, whatever they agree to."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        office = self.instance.program.office_id
        agents = ChangeAgent.objects.visible_to(self.user).filter(office=office)
        self.limit(agents=agents)


class ConsentForm(PastDays):
    happened = ("given_on", "guardian_on", "assent_on")

    class Meta:
        model = ConsentRecord
        fields = [
            *("person_ref", "of_household", "given_on", "reach", "expires_on"),
            *("child", "guardian_on", "assent_on"),
        ]
        help_texts = {
            "given_on": _("Asked alone and in private; whatever they say, they lose nothing."),
            "child": _("Then the guardian's word and the child's own are both needed."),
        }
