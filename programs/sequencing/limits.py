"""The parameters of the rules and their defaults (C0): days, unless said otherwise. Offices may differ."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Limits:
    link_gap_ok: int = 60
    link_gap_max: int = 180
    stale_after: int = 45
    lapse_after: int = 60
    builtin_min: int = 2  # sessions
    recent: int = 180
    male_share_max: float = 0.70  # of dialogue hours
    min_sessions: int = 6  # sessions
    mixed_followup: int = 120
    advocacy_followup: int = 365
    entry_min_sessions: int = 2  # sessions
    entry_min_days: int = 14
    partner_grace: int = 60
    partner_contact: int = 120
    early_partner: int = 90
    base_min_sessions: int = 3  # sessions
    base_min_days: int = 60
    consc_min: int = 4  # sessions
    drift: float = 0.60  # of sessions
    minority_min: float = 0.25  # of participants
    feedback_every: int = 60
    feedback_grace: int = 45
    feedback_reply: int = 14
    puzzle_grace: int = 90
    pathway_valid: int = 180
    ready_ahead: int = 30
    ready_back: int = 90
    training_valid: int = 730
    observation_valid: int = 365
    protocol_grace: int = 30
    reflection_every: int = 90
    reflection_grace: int = 30
    influencer_support: int = 90
    concern_critical: int = 1
    concern_high: int = 3
    concern_medium: int = 14
    concern_low: int = 30
    concern_monitored: int = 14
    backlash_days: int = 60
    backlash_min: int = 2  # sessions
    review_every: int = 180
    inclusion_valid: int = 365
    due_within: int = 90  # a planned intervention is looked at this long before it starts
    fresh_for: int = 365  # what is older cannot be repaired
    confirmed_for: int = 365  # how long another organization's confirmation holds
    count_community: bool = False
