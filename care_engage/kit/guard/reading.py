"""A text as words with roles, in sentences."""

from dataclasses import dataclass
from itertools import pairwise

from .folding import TOKEN, lower, plain
from .words import ANY, HERS, lexicon


@dataclass(slots=True)
class Word:
    """One word or number: as written, folded, its roles as bits, and what Arabic writes together with it."""

    raw: str
    folded: str
    roles: int
    article: bool
    pronoun: bool
    starts: bool  # the sentence begins here
    dotted: bool = False  # a full stop follows, within the sentence or at its end


def read(text):
    """`(plain text, words)`."""
    text = plain(text)
    words, known, starts = [], {}, True
    look_up = lexicon().roles
    for raw in TOKEN.findall(text):
        if raw[0].isalnum():
            folded = lower(raw)
            if folded not in known:
                known[folded] = look_up(folded) if not raw[0].isdigit() else (0, False, False)
            roles, article, pronoun = known[folded]
            words.append(Word(raw, folded, roles, article, pronoun and raw[-1] != "ة", starts))
            starts = False
        elif raw[0] in ".!?;\n":
            if words:
                words[-1].dotted = True
            starts = starts or not (raw == "." and words and _abbreviated(words[-1]))
    _add_phrases(words)
    return text, words


def _abbreviated(word):
    return bool(word.roles & (ANY["title"] | ANY["number_sign"])) or len(word.raw) == 1


def _add_phrases(words):
    """Give the last word of each phrase its role (the first, where the phrase must be seen from there)."""
    phrases = lexicon().phrases
    folded = [word.folded for word in words]
    for at, first in enumerate(folded):
        for parts, stem, bit in phrases.get(first, ()):
            found = folded[at : at + len(parts)]
            if len(found) == len(parts) and _same(found, parts, stem):
                last = words[at + len(parts) - 1]
                last.roles = (last.roles & ~ANY["cue"] if bit & ANY["kin"] else last.roles) | bit
                last.pronoun |= parts[-1].endswith(HERS)
    for word in words:
        if word.roles & ANY["life"]:
            word.roles &= ~(ANY["generic"] | ANY["cue"])  # "is not allowed to" is no norm


def _same(found, parts, stem):
    if not stem:
        return tuple(found) == parts
    return tuple(found[:-1]) == parts[:-1] and found[-1].startswith(parts[-1])


def sentences(words):
    bounds = [at for at, word in enumerate(words) if word.starts] + [len(words)]
    return [words[start:end] for start, end in pairwise(bounds)]
