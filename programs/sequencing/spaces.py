"""The gender spaces as the rules group them (B1). Words, not an enumeration: no Django inside."""

MALE = frozenset({"MEN", "BOYS"})
FEMALE = frozenset({"WOMEN", "GIRLS"})
MIXED = frozenset({"MIXED_ADULT", "MIXED_YOUTH", "COUPLES", "HOUSEHOLD"})
OTHER = frozenset({"LGBTQ", "STAFF", "COMMUNITY"})
"""Never satisfies R1, is never opened to fix a flag."""
