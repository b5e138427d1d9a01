"""What the guide and the flags say of rules on links: R1 to R3 and R19."""

from django.utils.translation import gettext_lazy as _

from .rule_text import RuleText

TEXTS = {
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
        {
            "NO_LINK": _("no link to any women's, girls' or mixed activity"),
            "LINK_NOT_AGREED": _("no link that is agreed"),
            "NO_RATIONALE": _("no word on why what is linked belongs together"),
            "EXTERNAL_UNCONFIRMED": _("no word from the other organization that its linked activity runs"),
            "COUNTERPART_NOT_WOMEN_OR_MIXED": _("no women's, girls' or mixed activity among those linked"),
            "COUNTERPART_DRAFT_OR_CANCELLED": _("what it is linked to was only a draft, or was called off"),
            "GAP_OVER_180": _("no linked activity that is near in time"),
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
        {
            "NEVER_HELD": _("no session yet of what it is linked to, and no joint one"),
            "LAPSED": _("no recent session of what it is linked to, and no joint one"),
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
        {
            "": _("no linked step soon before or after"),
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
        {
            "": _("no men, household or person of influence engaged around these women or girls"),
        },
    ),
}
