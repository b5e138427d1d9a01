"""The plan workbook as data: its sheets, their columns, and how each cell is read.

The reader, the page that describes the format and the empty template are all made from `SHEETS`; another
table of the domain becomes importable by one more sheet here and one more step in `writing`.
"""

from django.utils.translation import gettext_lazy as _

from groups.models import Group, GroupKind, GroupOrigin, Organization, OrganizationKind
from groups.spaces import COUNTS, UNPROTECTED
from programs.models import (
    AccountabilityFeedback,
    AdvocacyLevel,
    Coordination,
    Element,
    ExternalActivity,
    ExternalStatus,
    GbvPart,
    GbvReview,
    Inclusion,
    InclusionDecision,
    Intervention,
    InterventionStatus,
    LinkKind,
    LinkStatus,
    PartnerRole,
    Program,
    ProgramStatus,
    SessionStatus,
    SyncLink,
    Timing,
    TrustStage,
)

from .people_columns import PEOPLE_SHEETS
from .shapes import AT, GROUP_CODE, PROGRAM_CODE, Column, Sheet, longest, may, must, one_of
from .staff_columns import LED_BY, STAFF_SHEETS
from .values import (
    asked,
    choice,
    choices,
    code,
    codes,
    country,
    day,
    days,
    minutes_from_hours,
    prose,
    text,
    title,
    whole,
)
from .work_columns import THEORY, WORK_SHEETS

INTERVENTION_CODE = longest(Intervention, "code")
EXTERNAL_CODE = longest(ExternalActivity, "code")
PEOPLE = 1_000_000
GROUP_KINDS = [kind for kind in GroupKind.values if kind != GroupKind.LGBTQ_GROUP]


def space(what, required=True, blank=None):
    """Protected spaces are never in a workbook, which is sent around: they are entered on their own page."""
    return Column("space", choice(UNPROTECTED), what, required, blank, tuple(UNPROTECTED))


STARTS = must("starts_on", day, _("a date"))
ENDS = may("ends_on", day, _("a date; empty while it is open-ended"))
COUNT_COLUMNS = tuple(
    may(field, whole(0, PEOPLE), _("people who came, 0 if empty"), 0) for field in COUNTS.values()
)

SHEETS = (
    Sheet(
        "programs",
        _("The umbrella under which the work stands. Every workbook has this sheet."),
        ("program",),
        (
            must("program", code(PROGRAM_CODE), _("a code of your choice")),
            must("name", title(longest(Program, "name")), _("its name")),
            must("office", country, _("the country office: two capital letters, such as RW")),
            AT,
            STARTS,
            ENDS,
            one_of("status", ProgramStatus, _("where it stands")),
            *THEORY,
        ),
    ),
    Sheet(
        "groups",
        _("Who meets. Never a name: a register of numbers, or a head count."),
        ("group",),
        (
            must("group", code(GROUP_CODE), _("a code that says nothing about anybody's life")),
            must("name", title(longest(Group, "name")), _("its name")),
            must("kind", choice(GROUP_KINDS), _("what kind of group"), GROUP_KINDS),
            space(_("who may take part")),
            AT,
            one_of("origin", GroupOrigin, _("NEW if empty"), required=False, blank=GroupOrigin.NEW.value),
            may("members", whole(0, 9_999), _("how many belong to it")),
            may("min_age", whole(0, 120), _("the youngest")),
            may("max_age", whole(0, 120), _("the oldest")),
            may("draws_from", codes(GROUP_CODE), _("codes of groups whose people it brings together"), ()),
        ),
    ),
    Sheet(
        "interventions",
        _("The six elements, and linked women's or girls' work (WGE)."),
        ("intervention",),
        (
            must("program", code(PROGRAM_CODE), _("code of its program")),
            must("intervention", code(INTERVENTION_CODE), _("a code of your choice")),
            must("title", title(longest(Intervention, "title")), _("its title")),
            one_of("element", Element, _("which element it is")),
            may("also_elements", choices(Element), _("elements it serves as well"), (), Element.values),
            one_of("advocacy_level", AdvocacyLevel, _("how far it is heard"), required=False, blank=""),
            space(_("who may take part")),
            may("groups", codes(GROUP_CODE), _("codes of the groups that take part"), ()),
            STARTS,
            ENDS,
            one_of("status", InterventionStatus, _("where it stands")),
            may(
                "stand_alone_reason",
                prose(longest(Intervention, "stand_alone_reason")),
                _("why it stands alone by design, as the women's group gave it"),
                "",
            ),
        ),
    ),
    Sheet(
        "sessions",
        _("Each meeting: planned, held, postponed or cancelled."),
        ("intervention", "number"),
        (
            must("intervention", code(INTERVENTION_CODE), _("code of its intervention")),
            must("number", whole(1, 9_999), _("1, 2, 3 … in its intervention")),
            must("planned_on", day, _("a date")),
            may("held_on", day, _("a date, for held sessions only")),
            one_of("status", SessionStatus, _("DELIVERED if it was held")),
            space(_("only where it differs"), required=False, blank=""),
            may("topics", codes(3), _("topic codes T01 to T36"), ()),
            may("hours", minutes_from_hours, _("its length, 2 if empty"), 120),
            *COUNT_COLUMNS,
            LED_BY,
        ),
    ),
    Sheet(
        "links",
        _("What belongs together, and why."),
        ("from", "to", "kind"),
        (
            must("from", code(INTERVENTION_CODE), _("code of an intervention or a partner's activity")),
            must("to", code(INTERVENTION_CODE), _("code of an intervention or a partner's activity")),
            one_of("kind", LinkKind, _("how they are linked")),
            one_of("timing", Timing, _("at the same time, or the first before the second")),
            one_of("coordination", Coordination, _("who coordinates")),
            must(
                "rationale",
                prose(longest(SyncLink, "rationale")),
                _("why they belong together, 20 characters or more"),
            ),
            one_of("status", LinkStatus, _("where it stands")),
            may("confirmed_on", day, _("the day on which another organization confirmed")),
        ),
    ),
    Sheet(
        "partners",
        _("Whom the programs work with and answer to."),
        ("program", "organization", "role"),
        (
            must("program", code(PROGRAM_CODE), _("code of the program")),
            must("organization", text(longest(Organization, "name")), _("its name")),
            one_of("kind", OrganizationKind, _("what kind of organization")),
            one_of("role", PartnerRole, _("its role"), required=False, blank=""),
            one_of("stage", TrustStage, _("how far trust has grown")),
            may("first_contact_on", day, _("a date")),
            may("last_contact_on", day, _("a date")),
        ),
    ),
    Sheet(
        "external_activities",
        _("What other organizations do with women, girls, men or boys in the same place."),
        ("external",),
        (
            must("external", code(EXTERNAL_CODE), _("a code of your choice")),
            must("organization", text(longest(Organization, "name")), _("its name")),
            AT,
            space(_("who may take part")),
            must("description", prose(longest(ExternalActivity, "description")), _("what it is")),
            STARTS,
            ENDS,
            one_of("status", ExternalStatus, _("where it stands")),
            may("last_confirmed_on", day, _("a date")),
            may("held_on", days, _("the dates on which it met, separated by semicolons"), ()),
        ),
    ),
    Sheet(
        "feedback",
        _("What women, girls or a partner said about work with men, and the answer."),
        ("intervention", "given_on", "from_group_or_partner"),
        (
            must("intervention", code(INTERVENTION_CODE), _("code of the intervention it is about")),
            must("given_on", day, _("a date")),
            must(
                "from_group_or_partner",
                text(longest(Organization, "name")),
                _("code of a group, or an organization"),
            ),
            may(
                "changes_asked",
                asked(longest(AccountabilityFeedback, "changes_asked")),
                _("what should change, about the activity and never about a person"),
                "",
            ),
            may("responded_on", day, _("the day of the answer")),
        ),
    ),
    Sheet(
        "gbv_plan",
        _("How a program monitors, prevents, mitigates and responds to violence; never what happened."),
        ("program", "part", "reviewed_on"),
        (
            must("program", code(PROGRAM_CODE), _("code of the program")),
            one_of("part", GbvPart, _("which of the four parts")),
            must("text", prose(longest(GbvReview, "text")), _("what the program does")),
            may("owner", text(longest(GbvReview, "owner")), _("who sees to it: a colleague or a post"), ""),
            must("reviewed_on", day, _("the day on which it was written or last reviewed")),
        ),
    ),
    Sheet(
        "inclusion",
        _("Whether and how LGBTQ+ people are safely included: a decision, never people or numbers."),
        ("program", "decided_on"),
        (
            must("program", code(PROGRAM_CODE), _("code of the program")),
            one_of("decision", Inclusion, _("openly, quietly, not safe now, or undecided")),
            may(
                "advised_by",
                prose(longest(InclusionDecision, "advised_by")),
                _("who advised it, by a neutral name; needed for NOT_SAFE_NOW"),
                "",
            ),
            must("decided_on", day, _("a date")),
        ),
    ),
    *PEOPLE_SHEETS,
    *STAFF_SHEETS,
    *WORK_SHEETS,
)
BY_NAME = {sheet.name: sheet for sheet in SHEETS}
REQUIRED_SHEETS = ("programs",)
