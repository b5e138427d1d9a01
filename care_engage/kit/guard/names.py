"""What only might point to somebody: pairs of capitalized words, and an age beside a place."""

from .folding import is_arabic
from .people import looks_like_name
from .reading import sentences
from .words import ANY


def likely_names(words, allowed=frozenset()):
    """Whether two words with capitals stand together that are no place, month or topic.

    `allowed` are folded words that the caller knows: the office's places and organizations.
    """
    for one, other in zip(words, words[1:], strict=False):
        if (
            not other.starts
            and looks_like_name(one)
            and looks_like_name(other)
            and one.folded not in allowed
            and other.folded not in allowed
        ):
            return True
    return False


def age_and_place(words):
    """An age ("a 14-year-old") and a place ("from Gatore") in one sentence."""
    return any(_age_and_place(sentence) for sentence in sentences(words))


def _age_and_place(words):
    ages = [
        at
        for at, word in enumerate(words)
        if word.roles & ANY["age"]
        and any(each.raw[0].isdigit() for each in words[max(0, at - 3) : at + 3])
        and not _range(words, at)
    ]
    return any(
        _place(words, at) for at, word in enumerate(words[:-1]) if ages and word.roles & ANY["from_place"]
    )


def _range(words, at):
    """10-14 years: a band, which is nobody's age."""
    numbers = [each.raw[0].isdigit() for each in words[max(0, at - 4) : at + 5]]
    return any(one and other for one, other in zip(numbers, numbers[1:], strict=False)) or sum(numbers) > 1


def _place(words, at):
    following = words[at + 1]
    if is_arabic(following.folded):
        return not following.roles
    return looks_like_name(following)
