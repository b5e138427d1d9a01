"""What the rules saw, in sentences: `name_of_the_rule(finding, seen)`, one module per family."""

from . import alliances, links, people, safety, work

FAMILIES = (links, work, safety, people, alliances)
