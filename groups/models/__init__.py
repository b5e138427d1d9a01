"""Who takes part: organizations, facilitators, groups and their numbered members. No participant's name."""

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
)
from .member import AgeBand, Member
from .organization import Facilitator, OfficeQuerySet, Organization, OrganizationKind
from .readiness import Domain, Observation, Skill, StaffReflection, Suspension

__all__ = [
    "FEWEST_SHOWN",
    "GROUP_MOVES",
    "MAY_BE_NAMED",
    "PROTECTED",
    "AgeBand",
    "Domain",
    "Facilitator",
    "Group",
    "GroupKind",
    "GroupOrigin",
    "GroupStatus",
    "Member",
    "Named",
    "Observation",
    "OfficeQuerySet",
    "Organization",
    "OrganizationKind",
    "Skill",
    "StaffReflection",
    "Suspension",
]
