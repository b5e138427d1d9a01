"""What the guide and the flags say of each rule: what it asks, why, and what can be done when it is broken.

In our own words; `sources` are the sentences of the brief that a rule rests on (domain.md, A).
"""

from django.utils.translation import gettext_lazy as _

from .alliance_texts import ALLIANCE_TEXTS
from .people_texts import PEOPLE_TEXTS
from .rule_text import RuleText
from .safety_texts import SAFETY_TEXTS

RULE_TEXTS = {
    "men_stand_alone": RuleText(
        "R1",
        "CRITICAL",
        _("Men-only work stands alone"),
        _(
            "Work with men or boys only is linked, directly and by agreement, to women's, girls' or mixed"
            " work, or has at least two joint sessions of its own."
        ),
        _(
            "Work with men apart from other work for gender equality easily turns to men's own troubles and"
            " leaves power as it is. A direct tie to women's and mixed groups keeps it honest."
        ),
        ("S19", "S21", "S1", "S13", "S23", "S53"),
        {
            "": (
                _("Ask a women's, girls' or mixed group nearby whether it wants to be linked, then link it."),
                _("Plan at least two joint sessions, once both groups agree."),
                _("Coordinate with a women's organization that works in the same place."),
                _("Do not open a women-only space to men."),
            ),
            "LINK_NOT_AGREED": (
                _("Ask the contacts on both sides to agree the link, and record that they did."),
                _("If the other side does not want it, link another women's, girls' or mixed activity."),
            ),
            "NO_RATIONALE": (
                _("Write down why these two belong together: what each gives the other, and when they meet."),
            ),
            "EXTERNAL_UNCONFIRMED": (
                _("Ask the other organization to confirm that its activity runs, and enter the day it did."),
                _("If it no longer runs, link another women's, girls' or mixed activity."),
            ),
            "COUNTERPART_DRAFT_OR_CANCELLED": (
                _("Plan the linked activity with the women or girls it is for, if it is a draft."),
                _("If it was called off, ask why, and link another women's, girls' or mixed activity."),
            ),
            "GAP_OVER_180": (
                _("Bring the two closer together in time, if the women's or mixed group agrees."),
                _("Link an activity that meets in the same months."),
                _("Plan joint sessions in between, once both groups agree."),
            ),
        },
    ),
    "linked_on_paper": RuleText(
        "R2",
        "HIGH",
        _("Linked on paper, not in practice"),
        _(
            "Where men meet, what they are linked to meets as well: within 45 days, and then at least"
            " every 60."
        ),
        _(
            "A link is meant to let separate work answer to each other. When only the men's side meets,"
            " there is nothing for it to answer to."
        ),
        ("S9", "S14", "S21"),
        {
            "": (
                _("Ask what stopped the linked activity: safety, timing, backlash?"),
                _("Plan it anew with the women, girls or couples it is for."),
                _("Slow the men's sessions until it has caught up."),
                _("Link another activity, and record this link as lapsed."),
            )
        },
    ),
    "long_gap": RuleText(
        "R3",
        "MEDIUM",
        _("Too long between linked steps"),
        _("No more than 60 days lie between men's work and the nearest work that it is linked to."),
        _(
            "Steps may follow one another, but in a sequence. After months of nothing, people lose the"
            " thread."
        ),
        ("S9", "S14"),
        {
            "": (
                _("Bring the later step forward, if the group agrees."),
                _("Add a bridging meeting or outreach in between."),
                _("If the pause is deliberate, explain it in the rationale of the link."),
            )
        },
    ),
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
    ),
    **ALLIANCE_TEXTS,
    **PEOPLE_TEXTS,
    **SAFETY_TEXTS,
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
    ),
    "one_part_of_puzzle": RuleText(
        "R19",
        "MEDIUM",
        _("One part of the puzzle"),
        _(
            "Around women's and girls' work, men, households or people of influence are engaged too,"
            " unless the women chose to stand alone."
        ),
        _(
            "Women with savings and no say at home, or in a market that turns them away, carry the whole"
            " change alone. Who holds them back is part of the puzzle."
        ),
        ("S16", "S17", "S18", "S93"),
        {
            "": (
                _("Ask the women what they want."),
                _("Link husbands' sessions, household dialogue or the engagement of leaders, if they agree."),
                _("If the group chose to stand alone, record its reason."),
            )
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
    ),
}
RULE_TEXTS = dict(sorted(RULE_TEXTS.items(), key=lambda told: int(told[1].number[1:])))
"""By the name of the rule, in the order of their numbers."""
