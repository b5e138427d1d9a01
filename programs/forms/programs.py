from django.utils.translation import gettext_lazy as _

from care_engage.accounts.models import Place, User
from care_engage.kit.forms import Lines, RecordForm
from programs.models import Program


class ProgramForm(RecordForm):
    """A program of the office that the instance already names."""

    change_targets = Lines(
        label=_("Changes you aim for"),
        required=False,
        help_text=_("One sentence per line, such as: Couples decide together on spending."),
    )

    class Meta:
        model = Program
        fields = [
            "name",
            "code",
            "summary",
            "place",
            "manager",
            "starts_on",
            "ends_on",
            "theory_of_change",
            "change_targets",
            "strategy",
            "learning_system",
        ]
        help_texts = {
            "code": _("Short, as in your workbooks and reports, such as KIR26."),
            "summary": _("What it is about, as colleagues from another office would understand it."),
            "place": _("The smallest area that holds all of its work."),
            "manager": _("Who is asked when something is unclear."),
            "ends_on": _("Leave empty while it is open."),
            "theory_of_change": _(
                "How you expect change to come about, for women, men and everybody else. "
                "It is asked for before the program becomes active."
            ),
            "strategy": _("How separate and joint work lead there, in what order, and with whom."),
            "learning_system": _("Who looks at what was learned, how often, and what then changes."),
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        office = self.instance.office
        for name, rows in (("theory_of_change", 5), ("strategy", 4), ("learning_system", 3)):
            self.fields[name].widget.attrs["rows"] = rows
        self.limit(
            place=Place.objects.filter(office=office).order_by("path"),
            manager=User.objects.filter(
                is_active=True, roles__office=office, roles__kind="MANAGER", roles__deleted_at=None
            ).distinct(),
        )
