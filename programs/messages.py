"""What the rules say, in words: what was seen, why it matters, what can be done about it.

The rules themselves give figures only (`Finding.seen`); here they become sentences. Sources are the
sentences of the brief (S19 ...).
"""

from .sentences import FAMILIES
from .texts import RULE_TEXTS

SENTENCES = {name: next(vars(one)[name] for one in FAMILIES if name in vars(one)) for name in RULE_TEXTS}
"""By the name of the rule, in the order of their numbers."""


def title(finding):
    """The title of its rule, translated: "Men-only work stands alone"."""
    return str(RULE_TEXTS[finding.name].title)


def why(name):
    """Why the rule named so matters, translated, and the sentences of the brief that it rests on."""
    text = RULE_TEXTS[name]
    return str(text.why), text.sources


def remedies(finding):
    """What can be done about it: translated sentences."""
    by_reason = RULE_TEXTS[finding.name].remedies
    return tuple(str(remedy) for remedy in by_reason.get(finding.reason) or by_reason[""])


def sentence(finding):
    """What was seen, with its figures, translated."""
    return SENTENCES[finding.name](finding, finding.seen)
