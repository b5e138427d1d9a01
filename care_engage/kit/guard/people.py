"""Harm beside a person, and names behind titles.

A harm alone may be the subject of a session, and people alone are the subject of every session. What betrays
somebody is the two together: a verb of harm near one person, or a noun of harm near one person who told of
it or went through it. Rules and laws ("a man must never beat his wife") and made-up stories (a role play)
are let through, unless somebody discloses.
"""

from .folding import is_arabic
from .reading import sentences
from .words import ANY, languages

STRONG, WEAK, FAINT = 3, 2, 1
"""How surely a reference is to one person: "my neighbor", "the woman" (or women in general), "she"."""

DETERMINED = 3
"""Words that may stand between a determiner and its noun, and one."""

KIND_OF_PERSON = ANY["person"] | ANY["kin"]
HARM = ANY["event"] | ANY["sign"] | ANY["topic"] | ANY["private"]
REFERENCE = KIND_OF_PERSON | ANY["people"] | ANY["pronoun"] | ANY["someone"] | ANY["member"] | ANY["of_hers"]
REFERENCE |= ANY["acts"]
NAME_LENGTH = 2
OF = frozenset(("of", "de", "du", "des", "del", "da", "das", "do", "dos", "d"))


def harmed(words):
    """Whether a sentence tells of harm to, or a private fact about, one person."""
    return any(
        _harmed(sentence) for sentence in sentences(words) if any(word.roles & HARM for word in sentence)
    )


def _harmed(words):
    roles = [word.roles for word in words]
    found = [reference(words, roles, at) for at in range(len(words))]
    return any(
        roles[at] & ANY["event"]
        and _event(words, roles, found, at)
        or roles[at] & ANY["sign"]
        and _sign(roles, at)
        or roles[at] & ANY["topic"]
        and _topic(roles, found, at)
        or roles[at] & ANY["private"]
        and _private(roles, found, at)
        for at in range(len(words))
        if roles[at] & HARM
    )


def singled_out(words):
    """Whether a sentence speaks of one person's life at all: "member 7", "her husband", "one of them"."""
    return any(_singled_out(sentence) for sentence in sentences(words))


def _singled_out(words):
    roles = [word.roles for word in words]
    for at, word in enumerate(words):
        if word.roles & ANY["someone"] or word.roles & ANY["member"] and _numbered(words, at):
            return True
        if word.roles & ANY["kin"] and (word.pronoun or determined(roles, at, "own", "kin")):
            return not near(roles, "cue", at, 8, 8)
    return False


def near(roles, role, at, before, after):
    return any(bits & ANY[role] for bits in roles[max(0, at - before) : at + after + 1])


def strongest(found, at, before, after, leave_out=()):
    return max(
        (
            found[place]
            for place in range(max(0, at - before), min(len(found), at + after + 1))
            if place not in leave_out
        ),
        default=0,
    )


def reference(words, roles, at):
    """How surely the word here refers to one person; 0 for not at all."""
    bits = roles[at]
    if not bits & REFERENCE:
        return 0
    if bits & ANY["someone"] or bits & ANY["member"] and _numbered(words, at):
        return STRONG
    if bits & KIND_OF_PERSON:
        return _noun(words, roles, at)
    if bits & ANY["people"]:
        if _one_of(words, roles, at):
            return STRONG
        return WEAK if determined(roles, at, "few", "people") else 0
    if bits & ANY["acts"] and is_arabic(words[at].folded):
        return FAINT  # "she said" is one word
    return FAINT if bits & (ANY["pronoun"] | ANY["of_hers"]) else 0


def _one_of(words, roles, at):
    """One of the women, l'une des femmes, uma das mulheres, إحدى النساء."""
    return any(
        roles[place] & ANY["one"] and (words[place].folded in OF or is_arabic(words[place].folded))
        for place in range(max(0, at - DETERMINED), at)
    )


def _noun(words, roles, at):
    bits = roles[at]
    word = words[at]
    kin = bits & ANY["kin"]
    if word.pronoun and kin or kin and near(roles, "of_hers", at, 0, 3):
        return STRONG
    if kin and determined(roles, at, "own", "kin"):
        return STRONG
    if determined(roles, at, "one", "person") or determined(roles, at, "one", "kin"):
        return STRONG
    arabic = is_arabic(word.folded)
    return STRONG if arabic and not word.article and not kin else WEAK


def determined(roles, at, determiner, noun):
    """Whether a determiner of the noun's own language stands shortly before it."""
    spoken = languages(roles[at], noun)
    return any(languages(roles[place], determiner) & spoken for place in range(max(0, at - DETERMINED), at))


def _numbered(words, at):
    """Member 7, participante n.º 12."""
    for word in words[at + 1 : at + 4]:
        if word.raw[0].isdigit():
            return True
        if not word.roles & ANY["number_sign"]:
            return False
    return False


def in_general(roles, at, after=1):
    """A norm, a law, a made-up story, a question: nobody's life, unless somebody disclosed it."""
    if near(roles, "tell", at, 10, 10):
        return False
    return near(roles, "cue", at, 8, after) or near(roles, "generic", at, 9, after)


def _event(words, roles, found, at):
    if words[at].article or in_general(roles, at, 0):
        return False  # with its article, an Arabic verb is the noun
    spoken = languages(roles[at], "event")
    if any(languages(bits, "was") & spoken for bits in roles[max(0, at - 3) : at]):
        return True
    if words[at].pronoun or at and languages(roles[at - 1], "definite") & spoken & ~1:
        return True  # "la golpeó", "l'a frappée", ضربها
    faint = strongest(found, at, 4, 3)
    return bool(faint) or strongest(found, at, 10, 8) >= WEAK or _named(words, at) or _she(words[at])


def _she(word):
    """An Arabic verb says by its ending that it is about one woman."""
    return is_arabic(word.folded) and word.folded.endswith("ت")


def _named(words, at):
    """A word with a capital beside the verb that is in no list: a name, most likely."""
    around = words[max(0, at - 2) : at] + words[at + 1 : at + 3]
    return any(looks_like_name(word) for word in around)


def looks_like_name(word):
    raw = word.raw
    return (
        len(raw) >= NAME_LENGTH
        and raw[0].isupper()
        and raw[1:].islower()
        and not word.roles & (ANY["known"] | ANY["common"])
    )


def _sign(roles, at):
    return not in_general(roles, at)


def _topic(roles, found, at):
    if near(roles, "tell", at, 8, 8) and strongest(found, at, 10, 10):
        how_to = near(roles, "cue", at, 10, 0) and near(roles, "generic", at, 10, 0)
        return not (how_to or _session(roles, at))
    if in_general(roles, at):
        return False
    if near(roles, "suffer", at, 5, 5) and (
        strongest(found, at, 8, 8) or not near(roles, "people", at, 8, 5)
    ):
        return True
    return strongest(found, at, 9, 9) == STRONG


def _session(roles, at):
    """Somebody told about a session on harm, not of harm after the session."""
    for bits in reversed(roles[max(0, at - 3) : at]):
        if bits & ANY["tell"]:
            return False
        if bits & ANY["cue"]:
            return True
    return near(roles, "cue", at, 0, 1)


def _private(roles, found, at):
    return not in_general(roles, at) and (
        strongest(found, at, 8, 8, leave_out=(at,)) == STRONG
        or strongest(found, at, 4, 4, leave_out=(at,)) == WEAK
        or strongest(found, at, 3, 1, leave_out=(at,)) > 0
    )


def titled(words):
    """A title or a relative with a name behind it, or somebody "called" something."""
    return any(
        _names(words, at, word)
        for at, word in enumerate(words[:-1])
        if word.roles & (ANY["title"] | ANY["honor"] | ANY["naming"] | ANY["kin"])
        or word.raw == "M"
        and word.dotted
    )


def _names(words, at, word):
    following = words[at + 1]
    if following.starts and word.raw != "M" or following.raw[0].isdigit():
        return False
    if word.raw == "M":
        return looks_like_name(following)
    if following.roles & ANY["given"] and word.roles & (ANY["title"] | ANY["honor"] | ANY["naming"]):
        return True
    plainly = not following.roles & (ANY["common"] | ANY["known"] | ANY["people"]) and len(following.raw) > 2
    if word.roles & ANY["title"]:
        return plainly and (following.raw[0].isupper() or not following.roles)
    if word.roles & ANY["honor"] and word.raw[0].isupper():
        return looks_like_name(following)
    roles = [each.roles for each in words[max(0, at - 4) : at + 1]]
    here = len(roles) - 1
    if word.roles & ANY["naming"]:
        someone = near(roles, "person", here, 4, 0) or near(roles, "kin", here, 4, 0) or word.pronoun
        arabic = is_arabic(following.folded)
        return plainly and (arabic or bool(someone) and looks_like_name(following))
    owned = determined(roles, here, "own", "kin")
    return owned and looks_like_name(following) and not following.roles & REFERENCE
