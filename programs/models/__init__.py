"""What happens: programs, partners, interventions, sessions, links, topics; and what the rules say of it."""

from .calendar import CalendarFeed, MarketDay, OfficeHoliday
from .flag import Decision, Flag, FlagEvent, FlagStatus, Happening, Severity
from .intervention import Element, Intervention, InterventionStatus, JointWaiver, Purpose
from .limits import RuleLimits, TopicLevel
from .link import Coordination, LinkKind, LinkStatus, SyncLink, Timing
from .outbox import OutboxEntry
from .partner import (
    AccountabilityFeedback,
    AlliancePartner,
    ExternalActivity,
    ExternalStatus,
    PartnerRole,
    SafeMethod,
    TrustStage,
)
from .program import Program, ProgramStatus
from .session import BacklashCheck, NotHeldReason, Session, SessionStatus, WhoSpoke
from .topic import Lens, Level, SeparateFirst, Topic
from .verdict import Verdict

__all__ = [
    "AccountabilityFeedback",
    "AlliancePartner",
    "BacklashCheck",
    "CalendarFeed",
    "Coordination",
    "Decision",
    "Element",
    "ExternalActivity",
    "ExternalStatus",
    "Flag",
    "FlagEvent",
    "FlagStatus",
    "Happening",
    "Intervention",
    "InterventionStatus",
    "JointWaiver",
    "Lens",
    "Level",
    "LinkKind",
    "LinkStatus",
    "MarketDay",
    "NotHeldReason",
    "OfficeHoliday",
    "OutboxEntry",
    "PartnerRole",
    "Program",
    "ProgramStatus",
    "Purpose",
    "RuleLimits",
    "SafeMethod",
    "SeparateFirst",
    "Session",
    "SessionStatus",
    "Severity",
    "SyncLink",
    "Timing",
    "Topic",
    "TopicLevel",
    "TrustStage",
    "Verdict",
    "WhoSpoke",
]
