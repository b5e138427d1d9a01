"""Who takes part: organizations, facilitators, groups and their numbered members. No participant's name."""

from .change_agent import (
    AGENT_MOVES,
    AgentKind,
    AgentStatus,
    ChangeAgent,
    Influences,
    NominatedVia,
    VettingOutcome,
)
from .group import (
    FEWEST_SHOWN,
    GROUP_MOVES,
    MAY_BE_NAMED,
    PROTECTED,
    Group,
    GroupKind,
    GroupOrigin,
    GroupStatus,
    Named,
    Power,
)
from .member import AgeBand, Member
from .organization import Facilitator, OfficeQuerySet, Organization, OrganizationKind
from .outreach import Outreach, OutreachPurpose
from .readiness import Domain, Observation, Skill, StaffReflection, Suspension

__all__ = [
    "AGENT_MOVES",
    "FEWEST_SHOWN",
    "GROUP_MOVES",
    "MAY_BE_NAMED",
    "PROTECTED",
    "AgeBand",
    "AgentKind",
    "AgentStatus",
    "ChangeAgent",
    "Domain",
    "Facilitator",
    "Group",
    "GroupKind",
    "GroupOrigin",
    "GroupStatus",
    "Influences",
    "Member",
    "Named",
    "NominatedVia",
    "Observation",
    "OfficeQuerySet",
    "Organization",
    "OrganizationKind",
    "Outreach",
    "OutreachPurpose",
    "Power",
    "Skill",
    "StaffReflection",
    "Suspension",
    "VettingOutcome",
]
