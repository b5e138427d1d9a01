"""The rules as the guide tells of them; the words stand in `templates/programs/guide/rules/<name>.html`."""

from dataclasses import dataclass, fields

from django.utils.translation import gettext_lazy as _

from programs.sequencing.limits import Limits
from programs.texts import RULE_TEXTS


@dataclass(frozen=True)
class GuideRule:
    """One page. `limits` are the parameters that the rule reads, `elements` those whose work it looks at."""

    name: str
    limits: tuple = ()
    elements: tuple = ()

    @property
    def text(self):
        """Its number, severity, title, what it asks and why, sources: the words that flags use too."""
        return RULE_TEXTS[self.name]

    @property
    def number(self):
        return self.text.number

    @property
    def title(self):
        return self.text.title

    @property
    def remedies(self):
        """What can be done, for every sub-reason, the general ones first."""
        by_reason = self.text.remedies
        every = [*by_reason[""], *(remedy for remedies in by_reason.values() for remedy in remedies)]
        return list(dict.fromkeys(str(remedy) for remedy in every))

    @property
    def template(self):
        return f"programs/guide/rules/{self.name}.html"


ALL = ("SYNCHRONIZATION",)
SCOPE = ("due_within", "fresh_for")

GUIDE_RULES = {
    rule.name: rule
    for rule in (
        GuideRule(
            "men_stand_alone",
            ("link_gap_max", "builtin_min", "confirmed_for", "count_community", *SCOPE),
            ALL,
        ),
        GuideRule(
            "linked_on_paper", ("stale_after", "lapse_after", "link_gap_max", "builtin_min", *SCOPE), ALL
        ),
        GuideRule("long_gap", ("link_gap_ok", "link_gap_max", *SCOPE), ALL),
        GuideRule("leans_to_men", ("male_share_max", "min_sessions", "recent"), ALL),
        GuideRule(
            "mixed_before_separate", SCOPE, ("SYNCHRONIZATION", "CONSCIENTIZATION", "INTIMATE_DIALOGUES")
        ),
        GuideRule(
            "never_brought_together",
            ("mixed_followup", *SCOPE),
            ("SYNCHRONIZATION", "CONSCIENTIZATION", "INTIMATE_DIALOGUES"),
        ),
        GuideRule("no_road_to_advocacy", ("advocacy_followup",), ("ALLIANCES", "INTIMATE_DIALOGUES")),
        GuideRule(
            "hard_topic_too_early",
            ("entry_min_sessions", "entry_min_days", "fresh_for"),
            ("CONSCIENTIZATION", "INTIMATE_DIALOGUES"),
        ),
        GuideRule("no_feminist_partner", ("partner_grace", "partner_contact"), ("ALLIANCES", *ALL)),
        GuideRule("pathway_not_ready", ("pathway_valid", *SCOPE), ("INTIMATE_DIALOGUES", "CONSCIENTIZATION")),
        GuideRule(
            "facilitator_not_ready",
            ("ready_ahead", "ready_back", "training_valid", "observation_valid", "protocol_grace"),
            ("INTIMATE_DIALOGUES", "CONSCIENTIZATION"),
        ),
        GuideRule(
            "staff_reflection_lapsed", ("reflection_every", "reflection_grace", *SCOPE), ("CONSCIENTIZATION",)
        ),
        GuideRule("influencer_unprepared", ("influencer_support", *SCOPE), ("STEPPING_OUT",)),
        GuideRule("influencers_one_sided", (), ("STEPPING_OUT",)),
        GuideRule(
            "backlash_unattended",
            (
                *("concern_critical", "concern_high", "concern_medium", "concern_low", "concern_monitored"),
                *("backlash_days", "backlash_min"),
            ),
            ("BUILDING_BASE", "STEPPING_OUT"),
        ),
        GuideRule(
            "stepping_out_without_base",
            ("consc_min", "base_min_sessions", "base_min_days", *SCOPE),
            ("STEPPING_OUT", "BUILDING_BASE", "CONSCIENTIZATION"),
        ),
        GuideRule("partners_joined_late", ("early_partner",), ("ALLIANCES", "STEPPING_OUT")),
        GuideRule("out_of_balance", ("drift", "min_sessions", "recent"), ("CONSCIENTIZATION",)),
        GuideRule("one_part_of_puzzle", ("puzzle_grace", *SCOPE), ("WGE", *ALL)),
        GuideRule("mixed_in_name_only", ("minority_min", "recent", *SCOPE), ("INTIMATE_DIALOGUES", *ALL)),
        GuideRule(
            "women_not_asked",
            ("feedback_every", "feedback_grace", "feedback_reply"),
            ("BUILDING_BASE", "ALLIANCES", *ALL),
        ),
        GuideRule("story_without_consent", (), ("STEPPING_OUT", "ALLIANCES")),
        GuideRule("gbv_plan_incomplete", ("review_every",), ("INTIMATE_DIALOGUES", *ALL)),
        GuideRule("children_unprotected", SCOPE, ("STEPPING_OUT", "INTIMATE_DIALOGUES")),
        GuideRule("inclusion_never_decided", ("inclusion_valid",), ALL),
    )
}


def rule_choices():
    """`[("R1", "R1 · title")]`, for menus."""
    return [(rule.number, f"{rule.number} · {rule.title}") for rule in GUIDE_RULES.values()]


DAYS, SESSIONS, PERCENT, CLAIM = "days", "sessions", "percent", "claim"

PARAMETERS = {
    "link_gap_ok": (_("Days between two linked steps that need no remark"), DAYS),
    "link_gap_max": (_("Days between two steps beyond which a link no longer counts"), DAYS),
    "stale_after": (_("Days within which the linked activity first meets"), DAYS),
    "lapse_after": (_("Days without a linked session while men go on meeting"), DAYS),
    "builtin_min": (_("Joint sessions in the men's own curriculum that stand in for a link"), SESSIONS),
    "recent": (_("Days that are looked back on"), DAYS),
    "male_share_max": (_("Share of dialogue hours that may be men-only"), PERCENT),
    "min_sessions": (_("Sessions needed before this rule says anything"), SESSIONS),
    "mixed_followup": (_("Days within which a separate talk is taken up together"), DAYS),
    "advocacy_followup": (_("Days from the first joint talk on a hard topic to a road to advocacy"), DAYS),
    "entry_min_sessions": (_("Sessions on entry-point topics that come first"), SESSIONS),
    "entry_min_days": (_("Days from the first entry-point session to the first sensitive one"), DAYS),
    "partner_grace": (_("Days from the first men's session to an agreed partner"), DAYS),
    "partner_contact": (_("Days that a last contact stays good"), DAYS),
    "early_partner": (_("Days from the program's start to the first contact with feminist partners"), DAYS),
    "base_min_sessions": (_("Sessions of building the base before going public"), SESSIONS),
    "base_min_days": (_("Days from the first of these to going public"), DAYS),
    "consc_min": (_("Sessions of conscientization before going public"), SESSIONS),
    "drift": (_("Share of sessions without power and equity that is too much"), PERCENT),
    "minority_min": (_("Smallest share of the smaller side in a mixed session"), PERCENT),
    "feedback_every": (_("Days between two times that women are asked"), DAYS),
    "feedback_grace": (_("Days from the first men's session to the first time"), DAYS),
    "feedback_reply": (_("Days within which a request is answered"), DAYS),
    "puzzle_grace": (_("Days that women's work may run before it needs a link"), DAYS),
    "pathway_valid": (_("Days that the verification of a pathway holds"), DAYS),
    "ready_ahead": (_("Days before a session at which its team is looked at"), DAYS),
    "ready_back": (_("Days after a session for which its team is looked at"), DAYS),
    "training_valid": (_("Days after which training drops a facilitator one step"), DAYS),
    "observation_valid": (_("Days after which the last observation drops a facilitator one step"), DAYS),
    "protocol_grace": (_("Days to read a new version of the protocol"), DAYS),
    "reflection_every": (_("Days between two reflections among staff"), DAYS),
    "reflection_grace": (_("Days from the first session led to the first reflection"), DAYS),
    "influencer_support": (_("Days that a change agent's last support holds"), DAYS),
    "concern_critical": (_("Days until something is agreed on a critical concern"), DAYS),
    "concern_high": (_("Days until something is agreed on a high concern"), DAYS),
    "concern_medium": (_("Days until something is agreed on a medium concern"), DAYS),
    "concern_low": (_("Days until something is agreed on a low concern"), DAYS),
    "concern_monitored": (_("Days until a grave concern is being monitored"), DAYS),
    "backlash_days": (_("Days of sessions looked at for whether backlash was asked about"), DAYS),
    "backlash_min": (_("Sessions without having asked that are too many"), SESSIONS),
    "review_every": (_("Days that the review of a part of the GBV plan holds"), DAYS),
    "inclusion_valid": (_("Days that the decision on inclusion holds"), DAYS),
    "due_within": (_("Days before its start at which planned work is looked at"), DAYS),
    "fresh_for": (_("Days after which completed work is left alone"), DAYS),
    "confirmed_for": (_("Days that another organization's confirmation holds"), DAYS),
    "count_community": (_("Open community events stand in for women's or mixed work"), CLAIM),
}
"""What each parameter of `Limits` means, and its unit; a test holds that none is missing."""

DEFAULTS = {field.name: field.default for field in fields(Limits)}


@dataclass(frozen=True)
class Parameter:
    label: str
    unit: str
    default: object
    offices: list  # [(office, value)] of those whose own value differs


def parameters_of(rule, own_values):
    """The rule's parameters; `own_values` is `[(office, {name: value})]`."""
    return [
        Parameter(
            *PARAMETERS[name],
            DEFAULTS[name],
            [
                (office, values[name])
                for office, values in own_values
                if values.get(name, DEFAULTS[name]) != DEFAULTS[name]
            ],
        )
        for name in rule.limits
    ]
