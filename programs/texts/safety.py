"""What the guide and the flags say of R10 and R11, which nobody can dismiss."""

from django.utils.translation import gettext_lazy as _

from .rule_text import RuleText

POSTPONE = _("Until then, put the session off or take up an easier topic.")

TEXTS = {
    "pathway_not_ready": RuleText(
        "R10",
        "CRITICAL",
        _("Referral pathway not ready"),
        _(
            "Where people may tell of harm, a pathway verified within 180 days leads to open services for"
            " health, psychosocial support and safety, and everybody who leads has read the protocol."
        ),
        _(
            "Talk of violence, power or sexuality, and any work with couples and families, leads people to"
            " tell of harm. Whoever opens that door must know where a person can go, today and here."
        ),
        ("S63", "S64", "S65", "S58", "S114"),
        {
            "": (
                _("Ask the GBV focal point to set up and verify a pathway for this place."),
                _("Where no specialist works nearby, set up a pocket guide with a hotline."),
                POSTPONE,
            ),
            "EXPIRED": (
                _("Ask the GBV focal point to call the services and verify the pathway again."),
                _("Keep the number of the hotline at hand meanwhile."),
                POSTPONE,
            ),
            "PROTOCOL": (
                _("Read the protocol and acknowledge it; it takes ten minutes."),
                _("Talk it through with the team, and agree what each one does."),
            ),
            **dict.fromkeys(
                (
                    "MISSING_HEALTH",
                    "MISSING_PSYCHOSOCIAL_OR_CASE_MANAGEMENT",
                    "MISSING_SAFETY",
                    "MISSING_CHILD_PROTECTION",
                ),
                (
                    _("Ask the GBV focal point to find an open service of this kind, and to call it."),
                    _("If the nearest one is far away, say how people get there and who pays."),
                    POSTPONE,
                ),
            ),
        },
        {
            "NO_PATHWAY": _("no referral pathway in use"),
            "EXPIRED": _("no referral pathway verified in time"),
            "MISSING_HEALTH": _("no open service for health"),
            "MISSING_PSYCHOSOCIAL_OR_CASE_MANAGEMENT": _(
                "no open service for psychosocial support or case management"
            ),
            "MISSING_SAFETY": _("no open service for safety"),
            "MISSING_CHILD_PROTECTION": _("no open service for child protection"),
            "PROTOCOL": _("not all who lead have acknowledged the protocol in force"),
        },
    ),
    "facilitator_not_ready": RuleText(
        "R11",
        "CRITICAL",
        _("Facilitator not ready"),
        _(
            "Sensitive sessions and intimate dialogues are led by at least one person who was trained,"
            " observed and found safe for such topics."
        ),
        _(
            "Strong facilitation is what makes it safe to speak. Somebody who has not yet looked at their"
            " own life, or cannot hold a conflict, can do harm without meaning to."
        ),
        ("S40", "S41", "S43", "S58"),
        {
            "": (
                _("Let a colleague who is ready lead together with them."),
                _("Observe and coach them in easier sessions first."),
                _("Swap the topic for an easier one, or put the session off."),
            ),
            "SKILLS": (
                _("Add a colleague to the team who has this skill."),
                _("Train somebody of the team, or renew the training."),
                _("Put the session off until then."),
            ),
            "GENDER": (
                _("Add a woman or a man to the team, whichever is missing, if the group wants it."),
                _("If the group is at ease with the team as it is, go on and ask again from time to time."),
            ),
        },
        {
            "NOT_READY": _("nobody who leads is ready for: %(topic)s"),
            "SKILLS": _("a skill for intimate dialogues is missing among those who lead"),
            "GENDER": _("no woman, or no man, on the team that leads"),
        },
    ),
}
