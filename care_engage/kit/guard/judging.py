"""`judge`: what in a text would betray a person."""

from dataclasses import dataclass
from enum import StrEnum

from . import lives, names, numbers, people
from .reading import read
from .words import ANY


class Block(StrEnum):
    PHONE = "phone"
    PAPER = "paper"
    EMAIL = "email"
    COORDINATES = "coordinates"
    NAME = "name"
    HARM = "harm"
    LIFE = "life"


class Warn(StrEnum):
    LIKELY_NAME = "likely_name"
    AGE_AND_PLACE = "age_and_place"
    ONE_PERSON = "one_person"


@dataclass(frozen=True)
class Judgment:
    """What kinds of things were found; never what they were."""

    blocks: tuple[Block, ...] = ()
    warns: tuple[Warn, ...] = ()


def judge(text, allowed=frozenset()):
    """Judge one text. `allowed` are folded words that are known to be no person's name.

    Never raises, whatever the text; its time is linear in the text's length.
    """
    clean, words = read(text)
    blocks = {
        Block.PHONE: numbers.phone(clean) or _spelled_out(words),
        Block.PAPER: numbers.paper(clean) or _papers(words),
        Block.EMAIL: numbers.email(clean),
        Block.COORDINATES: numbers.coordinates(clean),
        Block.NAME: people.titled(words) or lives.named_and_private(words),
        Block.HARM: people.harmed(words),
        Block.LIFE: lives.told(words),
    }
    warns = {
        Warn.LIKELY_NAME: names.likely_names(words, allowed),
        Warn.AGE_AND_PLACE: names.age_and_place(words),
        Warn.ONE_PERSON: people.singled_out(words),
    }
    return Judgment(
        tuple(kind for kind, found in blocks.items() if found),
        tuple(kind for kind, found in warns.items() if found),
    )


def _spelled_out(words, least=6):
    """Six digits or more in words, one behind the other."""
    run = 0
    for word in words:
        run = run + 1 if word.roles & ANY["digit"] or len(word.raw) == 1 and word.raw.isdigit() else 0
        if run >= least and not word.raw.isdigit():
            return True
    return False


def _papers(words):
    """A passport, an identity card or a telephone, with a number behind it."""
    return any(
        any(each.raw[0].isdigit() and len(each.raw) >= 4 for each in words[at + 1 : at + 5])
        for at, word in enumerate(words)
        if word.roles & ANY["papers"]
    )
