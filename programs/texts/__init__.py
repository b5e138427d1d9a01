"""What the guide and the flags say of each rule: what it asks, why, and what can be done when it is broken.

In our own words; `sources` are the sentences of the brief that a rule rests on (domain.md, A).
"""

from . import alliances, links, people, safety, work

FAMILIES = (links, work, safety, people, alliances)
RULE_TEXTS = dict(
    sorted(
        (named for family in FAMILIES for named in family.TEXTS.items()),
        key=lambda named: int(named[1].number[1:]),
    )
)
"""By the name of the rule, in the order of their numbers."""
