"""What the guide and the flags say of rules on the work itself: R4 to R6, R8, R16, R18 and R20."""

from django.utils.translation import gettext_lazy as _

from .rule_text import RuleText

TEXTS = {
    "leans_to_men": RuleText(
        "R4",
        "MEDIUM",
        _("Delivery leans to men"),
        _("Of the dialogue hours of six months, at most 70 % are men-only."),
        _("When hours go mostly to men, the work in fact looks after one part of the puzzle only."),
        ("S16", "S19", "S103"),
        {
            "": (
                _("Check that women's and girls' sessions are funded, held and logged."),
                _("Move time and money back into balance."),
                _("If a partner carries the women's part, register its activity and link it."),
            )
        },
        {
            "": _("too few dialogue hours that are not men-only"),
        },
    ),
    "mixed_before_separate": RuleText(
        "R5",
        "HIGH",
        _("Mixed before separate on a hard topic"),
        _("Women and men each talk about a hard topic among themselves before they talk about it together."),
        _(
            "Men are more honest about violence when first among men; women need a space of their own in"
            " which it is safe to speak. Together too early, some stay silent and some are put at risk."
        ),
        ("S27", "S28", "S12", "S26", "S68"),
        {
            "": (
                _("Add a separate session or a single-sex breakout first."),
                _("Move the mixed session to a later date."),
                _("Ask the women's group if and when it wants this topic in a mixed space."),
            )
        },
        {
            "WOMEN_NOT_YET": _("no talk on “%(topic)s” among women or girls before the mixed one"),
            "MEN_NOT_YET": _("no talk on “%(topic)s” among men or boys before the mixed one"),
        },
    ),
    "never_brought_together": RuleText(
        "R6",
        "LOW",
        _("Separate, never brought together"),
        _(
            "What was discussed separately is taken up together within four months, unless women advise"
            " against."
        ),
        _(
            "Together, women and men can witness what they heard apart, and plan what to do. It is for"
            " them to say when, and whether."
        ),
        ("S30", "S31", "S55", "S12"),
        {
            "": (
                _("Ask both groups, the women or girls first, whether they want to meet on this."),
                _("Plan a bridging session at a time that suits both."),
                _("If women or girls advise against it, record their advice."),
            )
        },
        {
            "": _("no joint session on “%(topic)s” after the separate ones"),
        },
    ),
    "hard_topic_too_early": RuleText(
        "R8",
        "HIGH",
        _("Hard topic before an entry point"),
        _(
            "Before its first sensitive topic a group has at least two sessions on entry points, the"
            " first two weeks before."
        ),
        _(
            "Fatherhood, savings or hopes open the way: they build the trust without which talk of power,"
            " sexuality or violence closes people up."
        ),
        ("S59", "S60", "S61", "S42"),
        {
            "": (
                _("Start from women's economic empowerment, fatherhood, communication or hopes."),
                _("Take time to build trust, and move the sensitive session to a later date."),
                _("If the design enters through power, set that topic as an entry point for the program."),
            )
        },
        {
            "": _("too few sessions on entry points, or too late, before “%(topic)s”"),
        },
    ),
    "stepping_out_without_base": RuleText(
        "R16",
        "HIGH",
        _("Stepping out without a base"),
        _(
            "Before a group goes public it has had four sessions of reflection, and three meetings of an ally"
            " network over at least 60 days."
        ),
        _(
            "Who crosses gender norms in public meets ridicule and rejection. Reflection gives the"
            " commitment, and allies the support to stand it."
        ),
        ("S33", "S46", "S70", "S72", "S83"),
        {
            "": (
                _("Start an ally network or one-to-one outreach for the people who step out."),
                _("Delay the public step."),
                _("Take a smaller, more private step first."),
            ),
            "NO_CONSCIENTIZATION": (
                _("Hold sessions of reflection with the group first."),
                _("Delay the public step."),
                _("If the group brings experience from elsewhere, record it on the group."),
            ),
        },
        {
            "NO_CONSCIENTIZATION": _("too few sessions of reflection before going public"),
            "NO_BASE": _("too few meetings of allies, or too late, before going public"),
        },
    ),
    "out_of_balance": RuleText(
        "R18",
        "MEDIUM",
        _("Reflection out of balance"),
        _(
            "Men's sessions hold both: power and equity with women and girls, and men's own pressures and"
            " hopes. Lowering risks is not their only purpose."
        ),
        _(
            "Only men's constraints, and reflection drifts from equality; only men as the problem, and"
            " they have no part in it to own."
        ),
        ("S24", "S51", "S49", "S52", "S25"),
        {
            "DRIFT": (
                _("Pair each topic on what men lose with one on what it costs women and girls."),
                _("Bring the women's feedback into the sessions."),
            ),
            "PROBLEMATIZING": (
                _("Add a session on men's own pressures, hopes and alternatives."),
                _("Look through the exercises for those that treat men as the problem."),
            ),
            "": (
                _("Ask the men what they want to change for themselves, and add it to the purpose."),
                _("Add sessions on hopes, fatherhood or acting as an ally."),
            ),
        },
        {
            "DRIFT": _("too little on power and equity with women and girls"),
            "PROBLEMATIZING": _("nothing on men's own pressures and hopes"),
            "RISK_ONLY": _("no purpose for the men themselves besides lowering risks"),
        },
    ),
    "mixed_in_name_only": RuleText(
        "R20",
        "HIGH",
        _("Mixed in name only, or a space breached"),
        _(
            "In mixed sessions at least a quarter are women and a quarter men, and separate spaces stay"
            " separate."
        ),
        _(
            "A few women among many men do not speak freely, and a space of women's own is safe only while it"
            " is theirs."
        ),
        ("S10", "S11", "S69", "S12"),
        {
            "": (
                _("Ask those who stay away about time, place, child care and who speaks."),
                _("Prepare with them separately first."),
                _("Invite through the women's group."),
            ),
            "SPACE_BREACH": (
                _("Ask the group, away from the visitors, what it wants."),
                _("Hold a joint session instead, once both groups agree."),
                _("If the session was meant to be joint, correct its space."),
            ),
        },
        {
            "ONE_SIDED": _("too few women, or too few men, in mixed sessions"),
            "SPACE_BREACH": _("others were counted in a space for women and girls, or for men and boys"),
        },
    ),
}
