"""Where a person can go, today, in this place. Nothing here is joined with programs or groups."""

from .directory import Organization, ReferralLimits, Schedule, Service, reads_like_an_address
from .pathway import PATHWAY_MOVES, PathwayStep, ReferralPathway
from .protocol import Protocol, ProtocolAck, ProtocolDiscussion, not_acknowledged
from .tally import COUNTS, ReferralTally
from .verification import Verification
from .words import (
    DISCREET,
    MANDATORY,
    Cost,
    Outcome,
    PathwayKind,
    PathwayStatus,
    Sector,
    Serves,
    ServiceStatus,
    Weekday,
)

__all__ = [
    "COUNTS",
    "DISCREET",
    "MANDATORY",
    "PATHWAY_MOVES",
    "Cost",
    "Organization",
    "Outcome",
    "PathwayKind",
    "PathwayStatus",
    "PathwayStep",
    "Protocol",
    "ProtocolAck",
    "ProtocolDiscussion",
    "ReferralLimits",
    "ReferralPathway",
    "ReferralTally",
    "Schedule",
    "Sector",
    "Serves",
    "Service",
    "ServiceStatus",
    "Verification",
    "Weekday",
    "not_acknowledged",
    "reads_like_an_address",
]
