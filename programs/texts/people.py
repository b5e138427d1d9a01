"""What the guide and the flags say of rules on people: R12 to R15, R22 and R24."""

from django.utils.translation import gettext_lazy as _

from .rule_text import RuleText

TEXTS = {
    "staff_reflection_lapsed": RuleText(
        "R12",
        "MEDIUM",
        _("Staff have stopped reflecting"),
        _("Everybody who leads work that meets, of CARE or a partner, reflects among staff every 90 days."),
        _(
            "Nobody can lead others where they do not go themselves. Staff carry the same norms as everybody,"
            " and need a space of their own to look at them, again and again."
        ),
        ("S37", "S43", "S113", "S108"),
        {
            "": (
                _("Set a date for a reflection among staff, in working hours."),
                _("Invite partners' facilitators and managers too."),
                _("Ask somebody from outside to lead it."),
            )
        },
        {
            "": _("no recent space to reflect for some who lead"),
        },
    ),
    "influencer_unprepared": RuleText(
        "R13",
        "HIGH",
        _("Influencer on stage unprepared"),
        _(
            "Whoever speaks for the program in public was vetted with women and trained before, and has"
            " support at least every 90 days."
        ),
        _(
            "People with power lend it to what they stand for, and also what they live. If their"
            " own life says the opposite, women lose trust in the whole program."
        ),
        ("S85", "S87"),
        {
            "": (
                _("Ask a women's group about this person before anything else."),
                _("Invite them as a listener until they are trained."),
                _("Train them, and have them sign the code of conduct."),
            ),
            "IN_MEDIA": (
                _("Take the story back until they are vetted and trained."),
                _("Ask a women's group about this person before anything else."),
            ),
            "UNSUPPORTED": (
                _("Visit them, ask how it goes and what they meet with, and enter the day."),
                _("Name somebody who accompanies them."),
            ),
        },
        {
            "ON_STAGE": _("no vetting and training before somebody spoke, or is to speak, for the program"),
            "IN_MEDIA": _("no vetting and training of somebody who speaks for the program in a story"),
            "UNSUPPORTED": _("no recent support for some change agents"),
        },
    ),
    "influencers_one_sided": RuleText(
        "R14",
        "LOW",
        _("Influencer map one-sided"),
        _("A program that steps out knows people who influence women, and people who influence men."),
        _(
            "Those who shape what women may do are often others than those who shape what men may"
            " do: mothers-in-law, teachers, traders. Who is not on the map is not won over."
        ),
        ("S93",),
        {
            "": (
                _("Ask women's and girls' groups whom they listen to."),
                _("Ask men's and boys' groups whom they listen to."),
                _("Enter whom they name as change agents; vetting comes later."),
            )
        },
        {
            "WOMEN_UNKNOWN": _("nobody on record who influences women"),
            "MEN_UNKNOWN": _("nobody on record who influences men"),
            "BOTH_UNKNOWN": _("nobody on record who influences women or men"),
        },
    ),
    "backlash_unattended": RuleText(
        "R15",
        "CRITICAL",
        _("Backlash or risk unattended"),
        _(
            "Every concern is met with an agreed action: within a day if critical, 3 if high, 14"
            " if medium, 30 if low. Where people expose themselves, somebody asks about backlash."
        ),
        _(
            "Men and boys who change are mocked, women who speak are stopped. Whoever invites people to step"
            " out of their place has to be there when that costs them."
        ),
        ("S70", "S73", "S82", "S114"),
        {
            "": (
                _("Agree on one action with the people it concerns, and enter it."),
                _("Where it happens at home, offer work with couples or households."),
                _(
                    "Let the ally network stand by those concerned, or visit the leader who speaks"
                    " against them."
                ),
                _("Pause public action until it is safe, or make a safety plan with a partner."),
            ),
            "NO_CHECK": (
                _(
                    "Ask at the end of the next session whether anybody met with backlash, and"
                    " note the answer."
                ),
                _("“None” is an answer too: it is not the same as not having asked."),
            ),
        },
        {
            "NO_ACTION": _("no action agreed in time on a concern"),
            "NOT_MONITORED": _("nobody who monitors a grave concern"),
            "NO_CHECK": _("no question about backlash in recent sessions"),
        },
    ),
    "story_without_consent": RuleText(
        "R22",
        "CRITICAL",
        _("Story without consent"),
        _(
            "Everybody who is shown, and everybody whose home is shown, has agreed themselves:"
            " for this reach, for now, and free to withdraw. Children need their guardians' word besides"
            " their own."
        ),
        _(
            "To celebrate change makes private life public. A partner or child who did not agree pays for it."
            " Nobody is shown as somebody who lived through violence."
        ),
        ("S90", "S92", "S100"),
        {
            "": (
                _("Ask each person alone and in private, and record only the number of the paper."),
                _("Take the story back until all have agreed; within seven days where one withdrew."),
                _("Tell it without people who could be known, or as drama."),
            ),
            "HARM": (
                _("Look at the story again: nobody is shown as somebody who lived through violence."),
                _("Take it back, or tell it as drama."),
            ),
        },
        {
            "CONSENT": _("no valid consent from some who are shown in a story"),
            "HARM": _("no check that a story shows nobody as a survivor of violence"),
        },
    ),
    "children_unprotected": RuleText(
        "R24",
        "CRITICAL",
        _("Children in a sensitive or public space"),
        _(
            "Where children are in sensitive or public sessions, two adults lead, one trained in child"
            " safeguarding; guardians and children have agreed; under-15s are not among other adults."
        ),
        _(
            "Children cannot judge what speaking costs them, and depend on the adults around. What helps"
            " grown-ups to open up can harm a child."
        ),
        ("S32", "S57", "S63", "S88"),
        {
            "": (
                _("Put the session off until this is mended."),
                _("Ask the child protection focal point for advice."),
            ),
            "TEAM": (_("Add a second adult to the team."),),
            "SKILL": (_("Train somebody of the team in child safeguarding, or add a colleague who is."),),
            "CONSENT": (
                _("Ask the guardians, then the children, and enter on which days they agreed."),
                _("Whoever has not agreed does not take part, without any loss."),
            ),
            "AGES": (_("Split the group by age, or meet in households."),),
            "TOPIC": (_("Take this topic up among girls, or among boys, never before others."),),
        },
        {
            "TEAM": _("fewer than two adults to lead"),
            "SKILL": _("nobody trained in child safeguarding among those who lead"),
            "CONSENT": _("no agreement of guardians and children on record"),
            "AGES": _("children under 15 among adults who are not their family"),
            "TOPIC": _("“%(topic)s” does not belong before others"),
        },
    ),
}
