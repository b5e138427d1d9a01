"""The word lists as one lexicon: which roles a word can play, in any of the languages."""

import tomllib
from functools import cache
from pathlib import Path

from .folding import TOKEN, fold, is_arabic

FOLDER = Path(__file__).with_name("words")
LANGUAGES = ("en", "fr", "es", "ar", "pt")
ROLES = (
    "title",  # needs a name behind it: "Mr"
    "honor",  # a title only with a capital behind it: "Pastor"
    "naming",  # what comes next is a name: "named", "llamada"
    "kin",  # a relative or other close person: "husband", "neighbor"
    "person",  # one person: "woman", "participant"
    "people",  # several persons: "women"
    "one",  # makes the next noun one person: "a", "another"
    "few",  # makes the next nouns countable persons: "two", "some of"
    "definite",  # "the": one person, or people in general
    "own",  # "her", "my"
    "of_hers",  # stands behind a relative: "dela"
    "pronoun",  # "she", "him"
    "someone",  # one person by itself: "somebody"
    "member",  # one person with a number behind it: "member 7"
    "was",  # turns a participle into what happened to one person
    "event",  # harm done, as a verb
    "sign",  # what harm leaves on a body
    "topic",  # harm as a noun, which groups may well talk about
    "private",  # what is nobody's business about one person: pregnant, HIV positive
    "life",  # of every day, and betraying beside one person: "bed", "police station"
    "tell",  # disclosing
    "suffer",  # undergoing
    "cue",  # harm as the subject of an activity: "session on", "law"
    "work",  # what a program does: "meeting", "list", "read out"
    "everyday",  # nobody's secret, of whomever it is told: "washes the dishes", "exam"
    "generic",  # what ought to be, not what was: "should", "if"
    "given",  # a given name
    "acts",  # what only a person does, behind a name: "said", "lives"
    "seek",  # what comes next is a person to find: "ask for"
    "every",  # "each", "nobody": a norm only before a person
    "digit",  # digits in words
    "papers",  # "passport"
    "number_sign",  # between a noun and its number: "no"
    "age",  # "years old"
    "from_place",  # "from", before a place
    "known",  # written with a capital without being a name: "Monday"
    "common",  # never a name, though a sentence may begin with it
)
SHIFT = {role: at * len(LANGUAGES) for at, role in enumerate(ROLES)}
ANY = {role: (1 << len(LANGUAGES)) - 1 << shift for role, shift in SHIFT.items()}
"""A word's roles are bits, one for each role and language, side by side by role."""
SPOKEN = [sum(1 << shift + at for shift in SHIFT.values()) for at in range(len(LANGUAGES))]
"""All roles in one language."""
LONGEST_STEM = 24

ARTICLES = ("وال", "فال", "بال", "كال", "ولل", "لل", "ال")
CLITICS = ("و", "ف", "ب", "ل", "ك", "س")
SUFFIXES = ("هما", "ها", "هم", "هن", "ني", "نا", "كم", "ه", "ي", "ك")
"""What Arabic writes together with a word: the article, short words before it, pronouns behind it."""
HERS = "ها"
"""Entries that end so ("her room") speak of one woman by themselves."""


class Lexicon:
    """`exact` and `stems` give a word's roles as bits; `phrases` those of several words, by the first."""

    def __init__(self, entries):
        self.exact, self.stems, self.phrases = {}, {}, {}
        for language, role, entry in entries:
            bit = 1 << SHIFT[role] + LANGUAGES.index(language)
            parts = tuple(TOKEN.findall(fold(entry.removesuffix("*"))))
            parts = tuple(part for part in parts if part.isalnum())
            table = self.stems if entry.endswith("*") else self.exact
            if len(parts) == 1:
                table[parts[0]] = table.get(parts[0], 0) | bit
            else:
                self.phrases.setdefault(parts[0], []).append((parts, entry.endswith("*"), bit))

    def roles(self, word):
        """The roles of a folded word as bits, whether it carries an article, and a pronoun (Arabic)."""
        found = self._look_up(word)
        if is_arabic(word) and len(word) > 3:
            return self._arabic(word, found)
        return found, False, False

    def _look_up(self, word):
        found = self.exact.get(word, 0)
        for end in range(3, min(len(word), LONGEST_STEM) + 1):
            found |= self.stems.get(word[:end], 0)
        return found

    def _arabic(self, word, found):
        article = pronoun = False
        for start, has_article in _beginnings(word):
            for stem, has_pronoun in [(start, False)] if has_article else _endings(start):
                bits = self._look_up(stem)
                if bits:
                    found |= bits
                    article |= has_article
                    pronoun |= has_pronoun or stem.endswith(HERS)
            if found:
                break
        return found, article, pronoun


def _beginnings(word):
    yield word, False
    for article in ARTICLES:
        if word.startswith(article) and len(word) > len(article) + 1:
            yield word[len(article) :], True
            break
    for clitic in CLITICS:
        if word.startswith(clitic):
            yield word[1:], False
            yield from ((word[1 + len(a) :], True) for a in ("ال",) if word[1:].startswith(a))


def _endings(word):
    yield word, False
    if word.endswith("ا"):
        yield word[:-1], False  # an object's ending: مشاركا
    for suffix in SUFFIXES:
        if word.endswith(suffix) and len(word) - len(suffix) >= 2:
            stem = word[: -len(suffix)]
            yield stem, True
            if stem.endswith("ت"):
                yield stem[:-1] + "ه", True  # the ending of feminine nouns opens before a pronoun


def entries(language):
    """`(role, entry)` of one language's list."""
    with (FOLDER / f"{language}.toml").open("rb") as file:
        lists = tomllib.load(file)
    return [(role, entry) for role, words in lists.items() for entry in words]


def languages(bits, role):
    """In which languages these bits play the role, as bits again: two words pair up where both do."""
    return bits >> SHIFT[role] & (1 << len(LANGUAGES)) - 1


@cache
def lexicon():
    return Lexicon((language, *entry) for language in LANGUAGES for entry in entries(language))
