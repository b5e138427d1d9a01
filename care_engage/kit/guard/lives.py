"""One person's life, told without any word of harm: a night, a bed, the police, what a husband must not know.

No single word gives it away: these are words of every day. What betrays somebody is one of them beside a
reference to one person, or two single persons of whom one is the other's relative. Rules, laws and made-up
stories are let through as in `people`.
"""

from .folding import is_arabic
from .people import HARM, OF, STRONG, WEAK, determined, in_general, looks_like_name, near, reference
from .reading import sentences
from .words import ANY, SPOKEN

WHO = frozenset(("who", "that", "qui", "que", "الذي", "التي"))
HERS = frozenset(("she", "her", "hers", "herself", "elle", "ella", "ela", "dela", "nela", "هي"))
HIS = frozenset(("he", "him", "his", "himself", "il", "ele", "dele", "nele", "هو"))
TO = frozenset(("lui", "lhe"))
SINGULAR = HERS | HIS | TO
"""Pronouns that stand for one person, not for whoever is meant."""
IN_GENERAL = ANY["cue"] | ANY["generic"]
WORK = ANY["people"] | ANY["work"]
PRIVATE = ANY["life"] | ANY["event"] | ANY["private"] | ANY["sign"] | ANY["tell"]
FAR = 14
"""Words between a person and what is told of them."""


def told(words):
    """Whether a sentence tells of one person's life."""
    return any(_told(sentence) for sentence in sentences(words))


def _told(words):
    roles = [word.roles for word in words]
    found = references(words, roles)
    subjects = _subjects(roles, found)
    return (
        not subjects & IN_GENERAL
        and not _everyday(roles)
        and (
            any(_possessed(words, roles, at) for at in range(len(words)))
            or not subjects & ANY["people"]
            and _between_two(words, roles, found)
            or not subjects & WORK
            and _about_one(words, roles, found)
        )
        or any(
            bits & ANY["life"] and not _activity(roles, at) and _somebody(words, roles, found, at)
            for at, bits in enumerate(roles)
        )
    )


def _everyday(roles):
    """Somebody washes the dishes, sits an exam, mends a roof, and nothing else is told of them."""
    return any(bits & ANY["everyday"] for bits in roles) and not any(
        bits & (PRIVATE | HARM) for bits in roles
    )


def _activity(roles, at):
    """Somebody who leads a session may be ill; whoever told of it after one has told."""
    return in_general(roles, at) or near(roles, "cue", at, 8, 6) and not near(roles, "tell", at, 10, 10)


def references(words, roles):
    """How surely each word refers to one person, from how it stands among the others."""
    return [
        STRONG if _certain(words, roles, at) or given(words[at]) else reference(words, roles, at)
        for at in range(len(words))
    ]


def _certain(words, roles, at):
    """The treasurer's wife, la femme du trésorier, the man who; and whoever is of one age."""
    bits = roles[at]
    following = words[at + 1].folded if at + 1 < len(words) else ""
    if bits & ANY["age"]:
        digits = sum(word.raw[0].isdigit() for word in words[max(0, at - 3) : at + 3])
        return digits == 1
    if bits & ANY["kin"] and not bits & ANY["people"]:
        owned = at and words[at - 1].folded == "s"
        of = following in OF and bits & ANY["person"]
        return owned or of or is_arabic(words[at].folded) and not words[at].article
    return bool(bits & ANY["person"]) and following in WHO


def given(word):
    """A given name, with its capital where the script has them."""
    return bool(word.roles & ANY["given"]) and (is_arabic(word.folded) or word.raw[0].isupper())


def _somebody(words, roles, found, at):
    """One person close by: surely, or probably and then taken up by a pronoun."""
    around = range(max(0, at - FAR), min(len(words), at + FAR + 1))
    best = max((found[place] for place in around if place != at), default=0)
    return (
        best == STRONG
        or best == WEAK
        and any(_single(words[place]) or roles[place] & ANY["tell"] for place in around)
    )


def _single(word):
    """A pronoun for one person, in Arabic also one that is written with a noun."""
    return (
        word.folded in SINGULAR
        or is_arabic(word.folded)
        and bool(word.pronoun or word.roles & ANY["pronoun"])
    )


def _between_two(words, roles, found):
    """Two single persons in one sentence, she and he, or one the other's relative: a private matter."""
    pronouns = {word.folded for word in words}
    if pronouns & HERS and pronouns & (HIS | TO) or pronouns & HIS and pronouns & TO:
        return True
    others = [
        at
        for at, sure in enumerate(found)
        if (sure == STRONG or sure == WEAK and roles[at] & ANY["kin"] or words[at].folded in SINGULAR)
        and not _whose(words, at)
    ]
    related = any(roles[at] & ANY["kin"] for at in others)
    return related and others[-1] - others[0] > 1


def _subjects(roles, found):
    """Roles of what a sentence is about besides one person: the program, a norm, people in general.

    What one language tells may be a subject in another ("conto"), so the sentence's own language decides.
    Whoever told something spoke of themselves, unless it is how to respond to such telling.
    """
    spoken = max(SPOKEN, key=lambda language: sum(bool(bits & language) for bits in roles))
    roles = [bits & spoken for bits in roles]
    about = told = 0
    for at, bits in enumerate(roles):
        if bits & ANY["every"] and not near(roles, "person", at, 0, 2):
            bits &= ~ANY["generic"]
        if found[at] == STRONG:
            bits &= ~ANY["people"]  # one of the women
        elif bits & ANY["work"] and _comes_from(roles, at):
            bits &= ~ANY["work"]  # a girl of the club
        about |= bits
        told |= bits & ANY["tell"]
    return 0 if told and not (about & ANY["cue"] and about & ANY["generic"]) else about


def _comes_from(roles, at):
    """The club in "a girl of the club" says who she is, not what the sentence is about."""
    return near(roles, "from_place", at, 2, 0) and (
        near(roles, "person", at, 4, 0) or near(roles, "kin", at, 4, 0)
    )


def _possessed(words, roles, at):
    """Her husband, su suegra, حماتها, the chairman's son: nobody's but one person's."""
    bits = roles[at]
    if not bits & ANY["kin"] or bits & ANY["people"]:
        return False
    return bool(
        words[at].pronoun or at and words[at - 1].folded == "s" or determined(roles, at, "own", "kin")
    )


def _about_one(words, roles, found):
    """A sentence with one person in it and nothing of the program."""
    sure = [bits for bits, how in zip(roles, found, strict=True) if how == STRONG]
    if any(not bits & ANY["someone"] for bits in sure):
        return True
    likely = [bits for bits, how in zip(roles, found, strict=True) if how == WEAK]
    if any(bits & ANY["kin"] and bits & ANY["person"] for bits in likely):
        return True
    maybe = sure or any(not bits & ANY["people"] for bits in likely)
    return bool(maybe) and any(word.folded in SINGULAR or word.roles & ANY["own"] for word in words)


def _whose(words, at):
    """The treasurer in "the wife of the treasurer": both words speak of the wife."""
    return any(word.folded in OF for word in words[max(0, at - 2) : at])


def named_and_private(words):
    """A name beside what a person says or does, in a sentence about somebody's life; or to be asked for."""
    return any(_named_and_private(sentence) for sentence in sentences(words))


def _named_and_private(words):
    roles = [word.roles for word in words]
    private = [
        at
        for at, bits in enumerate(roles)
        if bits & PRIVATE or bits & ANY["own"] and near(roles, "kin", at, 0, 2)
    ]
    for at in range(len(words)):
        if at and roles[at - 1] & ANY["seek"] and _sought(words, at):
            return True
        elsewhere = len(private) > 1 or private and private[0] != at
        if elsewhere and _named(words, roles, at) and not near(roles, "cue", at, 8, 8):
            return True
    return False


def _named(words, roles, at):
    """A given name; or an unknown word with a capital, before what only a person does or as "a Nália"."""
    word = words[at]
    acts = near(roles, "acts", at, 0, 2) or at == 1 and words[0].folded in ("a", "o")
    plural = word.starts and word.folded.endswith("s")
    return given(word) or acts and not (word.roles or plural) and looks_like_name(word)


def _sought(words, at):
    word = words[at]
    arabic = is_arabic(word.folded) and len(word.folded) > 2 and not (word.roles or word.article)
    return given(word) or looks_like_name(word) or arabic
