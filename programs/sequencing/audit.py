"""All rules over one plan."""

from collections.abc import Callable, Iterator
from datetime import date

from .finding import SEVERITIES, Finding
from .limits import Limits
from .plan import Plan
from .reading import Reading
from .rules.accountability import no_feminist_partner, women_not_asked
from .rules.alliances import no_road_to_advocacy, partners_joined_late
from .rules.backlash import backlash_unattended
from .rules.balance import leans_to_men, mixed_in_name_only, out_of_balance
from .rules.children import children_unprotected
from .rules.consent import story_without_consent
from .rules.decisions import gbv_plan_incomplete, inclusion_never_decided
from .rules.influence import influencer_unprepared, influencers_one_sided
from .rules.links import linked_on_paper, long_gap, men_stand_alone, one_part_of_puzzle
from .rules.safety import facilitator_not_ready, pathway_not_ready
from .rules.staff import staff_reflection_lapsed
from .rules.stepping import stepping_out_without_base
from .rules.topics import hard_topic_too_early, mixed_before_separate, never_brought_together

Rule = Callable[[Reading, date, Limits], Iterator[Finding]]

RULES: tuple[Rule, ...] = (
    men_stand_alone,  # R1
    linked_on_paper,  # R2
    long_gap,  # R3
    leans_to_men,  # R4
    mixed_before_separate,  # R5
    never_brought_together,  # R6
    no_road_to_advocacy,  # R7
    hard_topic_too_early,  # R8
    no_feminist_partner,  # R9
    pathway_not_ready,  # R10
    facilitator_not_ready,  # R11
    staff_reflection_lapsed,  # R12
    influencer_unprepared,  # R13
    influencers_one_sided,  # R14
    backlash_unattended,  # R15
    stepping_out_without_base,  # R16
    partners_joined_late,  # R17
    out_of_balance,  # R18
    one_part_of_puzzle,  # R19
    mixed_in_name_only,  # R20
    women_not_asked,  # R21
    story_without_consent,  # R22
    gbv_plan_incomplete,  # R23
    children_unprotected,  # R24
    inclusion_never_decided,  # R25
)
IN_DESIGN: tuple[Rule, ...] = (
    men_stand_alone,
    mixed_before_separate,
    hard_topic_too_early,
    pathway_not_ready,
    stepping_out_without_base,
)
"""What can already be said of a program that has not begun (B4)."""

NEVER_DISMISSED = frozenset({"R10", "R11", "R22", "R24"})
"""Findings that nobody may set aside (B4): harm could come of it."""

RULES_DURING = {"DESIGN": IN_DESIGN, "ACTIVE": RULES, "CLOSING": RULES}
DEFAULTS = Limits()


def audit(plan: Plan, on: date, limits: Limits = DEFAULTS) -> list[Finding]:
    """What is to repair in a program as things stood on a day, worst first.

    Each subject, reason and topic comes once for each rule. A program that is only a concept, suspended
    or closed has nothing to repair.
    """
    view = Reading(plan, on, limits)
    findings = [finding for rule in RULES_DURING.get(plan.status, ()) for finding in rule(view, on, limits)]
    findings.sort(key=worst_first)
    return findings


def worst_first(finding: Finding) -> tuple[int, int, str, str, str]:
    severity = SEVERITIES.index(finding.severity)
    return severity, int(finding.rule[1:]), finding.subject, finding.topic, finding.reason
