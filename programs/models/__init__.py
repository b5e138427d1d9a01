"""What happens: programs, partners, interventions, sessions, links, topics; and what the rules say of it."""

from .appearance import Appearance, StageRole
from .calendar import CalendarFeed, MarketDay, OfficeHoliday
from .commitment import ActionCommitment, CommitmentKind, CommitmentStatus
from .concern import Concern, ConcernAction, ConcernStatus
from .decisions import Actor, Barrier, GbvPart, GbvReview, Inclusion, InclusionDecision, TargetNorm
from .draft import PlanDraft
from .flag import Decision, Flag, FlagEvent, FlagStatus, Happening, Severity
from .intervention import (
    AdvocacyLevel,
    Element,
    Intervention,
    InterventionStatus,
    JointWaiver,
    Purpose,
    Relationship,
)
from .learning import LearningNote, NoteKind, OrgCommitment, Promise, SourceKind, Standing
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
from .story import ConsentRecord, Reach, Story, StoryKind, StoryStatus
from .topic import Lens, Level, Method, SeparateFirst, Topic
from .trust import PartnerWorry, TrustEvent, TrustKind, Worry
from .verdict import Verdict

__all__ = [
    "AccountabilityFeedback",
    "ActionCommitment",
    "Actor",
    "AdvocacyLevel",
    "AlliancePartner",
    "Appearance",
    "BacklashCheck",
    "Barrier",
    "CalendarFeed",
    "CommitmentKind",
    "CommitmentStatus",
    "Concern",
    "ConcernAction",
    "ConcernStatus",
    "ConsentRecord",
    "Coordination",
    "Decision",
    "Element",
    "ExternalActivity",
    "ExternalStatus",
    "Flag",
    "FlagEvent",
    "FlagStatus",
    "GbvPart",
    "GbvReview",
    "Happening",
    "Inclusion",
    "InclusionDecision",
    "Intervention",
    "InterventionStatus",
    "JointWaiver",
    "LearningNote",
    "Lens",
    "Level",
    "LinkKind",
    "LinkStatus",
    "MarketDay",
    "Method",
    "NotHeldReason",
    "NoteKind",
    "OfficeHoliday",
    "OrgCommitment",
    "OutboxEntry",
    "PartnerRole",
    "PartnerWorry",
    "PlanDraft",
    "Program",
    "ProgramStatus",
    "Promise",
    "Purpose",
    "Reach",
    "Relationship",
    "RuleLimits",
    "SafeMethod",
    "SeparateFirst",
    "Session",
    "SessionStatus",
    "Severity",
    "SourceKind",
    "StageRole",
    "Standing",
    "Story",
    "StoryKind",
    "StoryStatus",
    "SyncLink",
    "TargetNorm",
    "Timing",
    "Topic",
    "TopicLevel",
    "TrustEvent",
    "TrustKind",
    "TrustStage",
    "Verdict",
    "WhoSpoke",
    "Worry",
]
