"""The gender spaces as the rules group them (B1). Words, not an enumeration: no Django inside."""

from types import MappingProxyType

MALE = frozenset({"MEN", "BOYS"})
FEMALE = frozenset({"WOMEN", "GIRLS"})
MIXED = frozenset({"MIXED_ADULT", "MIXED_YOUTH", "COUPLES", "HOUSEHOLD"})
CLOSE = frozenset({"COUPLES", "HOUSEHOLD"})
"""Spaces in which couples and families are worked with directly (S64)."""
YOUTH = frozenset({"BOYS", "GIRLS", "MIXED_YOUTH"})

SIDE = MappingProxyType(
    {
        space: side
        for side, spaces in (("MALE", MALE), ("FEMALE", FEMALE), ("MIXED", MIXED))
        for space in spaces
    }
)
"""Which of the three kinds of dialogue a space is; absent: none (LGBTQ, STAFF, COMMUNITY)."""
