"""What the guide and the flags say of partners, feedback and decisions: R7, R9, R17, R21, R23, R25."""

from django.utils.translation import gettext_lazy as _

from .rule_text import RuleText

TEXTS = {
    "no_road_to_advocacy": RuleText(
        "R7",
        "LOW",
        _("No road to advocacy"),
        _(
            "A year after women and men first worked together on a hard topic, the program has work in"
            " alliances, a link that continues in advocacy, or a partner for it."
        ),
        _(
            "People who have changed something at home want to change it around them. When nobody links them"
            " to advocacy in their community or country, they stop where the sessions stop."
        ),
        ("S32", "S95", "S99"),
        {
            "": (
                _("Ask the groups what they want to change beyond their homes, and with whom."),
                _("Connect them with a campaign that a partner already runs."),
                _("Plan a small step in the community first."),
                _("If advocacy is not safe here, set this aside and say why."),
            )
        },
        {
            "": _("no road from what women and men discussed together to community or national advocacy"),
        },
    ),
    "partners_joined_late": RuleText(
        "R17",
        "MEDIUM",
        _("Partners joined late"),
        _(
            "A program that steps out or builds alliances is in touch with a women's-rights, feminist or"
            " girl-led organization within 90 days of its start, better while it is designed."
        ),
        _(
            "Trust takes time. A partner who comes in when everything is decided can only nod, and has reason"
            " to mistrust both men's work and an international organization."
        ),
        ("S104", "S97", "S106"),
        {
            "": (
                _("Go through the plan together, and let the partners change it."),
                _("Offer something before you ask for anything, and write down both."),
                _("Share the budget: pay for their time."),
            )
        },
        {
            "": _("no women's-rights, feminist or girl-led organization there from early on"),
        },
    ),
    "gbv_plan_incomplete": RuleText(
        "R23",
        "HIGH",
        _("GBV plan incomplete"),
        _(
            "For each of monitoring, preventing, mitigating and responding to gender-based violence somebody"
            " is responsible, and the part was reviewed within 180 days."
        ),
        _(
            "Work on gender can stir up violence. Where one of the four parts is nobody's task, risks are"
            " seen late and people are left alone with them."
        ),
        ("S114",),
        {
            "": (
                _("Name who sees to it: a colleague or a post, never a participant."),
                _("Review the part with the GBV specialist, and enter the day."),
            )
        },
        {
            "MONITOR": _("the part on monitoring violence and its risks"),
            "PREVENT": _("the part on preventing violence"),
            "MITIGATE": _("the part on mitigating risks"),
            "RESPOND": _("the part on responding when people tell of violence"),
        },
    ),
    "inclusion_never_decided": RuleText(
        "R25",
        "LOW",
        _("Inclusion never decided"),
        _(
            "Each year the program decides whether and how LGBTQ+ people are included safely. That it is not"
            " safe now is a valid answer. Nobody is ever asked or counted."
        ),
        _(
            "The work is for people of all sexual orientations and gender identities. Where nobody decides,"
            " some are left out, and others are put at risk by good intentions."
        ),
        ("S4", "S22", "S45"),
        {
            "": (
                _("Seek advice from a local LGBTQ+ organization, quietly."),
                _("Train the staff before anything is done in the open."),
                _("Protect what is known: a neutral name, no place, no numbers."),
            )
        },
        {
            "UNDECIDED": _("no decision on safe LGBTQ+ inclusion"),
            "OUTDATED": _("no fresh look at the decision on safe LGBTQ+ inclusion"),
        },
    ),
    "no_feminist_partner": RuleText(
        "R9",
        "HIGH",
        _("No feminist accountability partner"),
        _(
            "Sixty days into work with men, a women's-rights, feminist or girl-led organization holds it to"
            " account, and was in touch within 120 days."
        ),
        _(
            "Linked to feminist movements, work with men stays about power. Their critique is what keeps it"
            " accountable to women and girls."
        ),
        ("S13", "S22", "S53", "S96", "S99"),
        {
            "": (
                _("Approach a women's-rights organization early, with an offer rather than a request."),
                _("Agree its role and how often it gives feedback."),
                _("Pay for its time."),
            )
        },
        {
            "": _("no women's-rights, feminist or girl-led partner that holds work with men to account"),
        },
    ),
    "women_not_asked": RuleText(
        "R21",
        "HIGH",
        _("Women have not been asked"),
        _("Women or girls are asked about work with men every 60 days, and get an answer within 14."),
        _(
            "Work with men is accountable to the women and girls around it when they are asked, heard and"
            " answered, in a way that is safe for them."
        ),
        ("S13", "S22", "S81"),
        {
            "": (
                _("Arrange a safe group discussion, led by women of the staff or of the partner."),
                _("Ask about the program, never about anyone's experience of violence."),
                _("Record what was heard, act on it, and report back."),
            ),
            "UNANSWERED": (
                _("Decide what changes, and tell the women or girls who asked for it."),
                _("If it cannot change, say so and say why."),
            ),
        },
        {
            "OVERDUE": _("no recent feedback from women or girls"),
            "UNANSWERED": _("no answer to changes that women or girls asked for"),
        },
    ),
}
