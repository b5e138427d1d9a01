"""Numbers of a register, typed in one go: "1-25, women". Text in, entries and sentences out."""

import re
from dataclasses import dataclass, field

from django.utils.translation import gettext as _
from django.utils.translation import ngettext, pgettext

from .spaces import Column

HIGHEST = 9999
MOST = 500
"""Numbers added in one go: a group is smaller, so more is a slip of the finger."""

PIECES = re.compile(r"(?P<first>\d+)(?:\s*[-–—]\s*(?P<last>\d+))?|(?P<words>[^\W\d_][^\d,;،؛\n]*)")


@dataclass(frozen=True)
class Entry:
    """A number, how that person is counted, and the pair it belongs to (couples)."""

    number: int
    column: str
    pair: int | None = None


@dataclass
class Reading:
    """What was understood, in the order typed, and a sentence for each thing that was not."""

    entries: list[Entry] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)


COUPLES = "couples"


def words_for_columns():
    """`{word: column}` in the language of the page, and in English, which the paper forms use."""
    words = {
        Column.WOMAN: ("woman", "women", _("woman"), pgettext("several", "women")),
        Column.MAN: ("man", "men", _("man"), pgettext("several", "men")),
        Column.GIRL: ("girl", "girls", _("girl"), pgettext("several", "girls")),
        Column.BOY: ("boy", "boys", _("boy"), pgettext("several", "boys")),
        Column.ANOTHER: ("another", "not stated", "other", _("another"), _("not stated")),
        COUPLES: ("couple", "couples", _("couple"), pgettext("several", "couples")),
    }
    table = {word.casefold(): column for column, said in words.items() for word in said}
    return table | {str(column.label).casefold(): column for column in Column}


def people(column, count):
    """So many people of a column, in words."""
    said = {
        Column.WOMAN: ngettext("%(n)d woman", "%(n)d women", count),
        Column.MAN: ngettext("%(n)d man", "%(n)d men", count),
        Column.GIRL: ngettext("%(n)d girl", "%(n)d girls", count),
        Column.BOY: ngettext("%(n)d boy", "%(n)d boys", count),
        Column.ANOTHER: ngettext(
            "%(n)d of another gender or not stated", "%(n)d of another gender or not stated", count
        ),
    }
    return said[column] % {"n": count}


def read_register(text, *, usual="", taken=(), man_first=False, next_pair=1):
    """Read numbers and the word that follows them.

    "1-25 women, 26 and 28 men" gives 25 women and two men; "1-6 couples" gives three pairs of consecutive
    numbers, a woman and a man each (`man_first`: a man and a woman). Numbers with no word after them are
    counted as `usual`, the column of the group's space, if it has one. `taken` are numbers already on the
    register.
    """
    reading = Reading()
    words = words_for_columns()
    waiting = []
    for piece in PIECES.finditer(text):
        if piece["words"] is None:
            waiting += _numbers(piece, reading)
            continue
        word = _without_joiners(piece["words"])
        if not word:
            continue
        if word not in words:
            reading.faults.append(
                _("“%(word)s” is not a way to count people. Write, for example, women or men.")
                % {"word": piece["words"].strip()[:40]}
            )
        elif not waiting:
            reading.faults.append(
                _("Write the numbers before “%(word)s”, such as 1-25 %(word)s.") % {"word": word}
            )
        elif words[word] == COUPLES:
            next_pair = _pair_up(waiting, reading, man_first, next_pair)
        else:
            reading.entries += [Entry(number, str(words[word])) for number in waiting]
        waiting = []
    _count_as_usual(waiting, usual, reading)
    _check_once(reading, set(taken))
    return reading


def _without_joiners(words):
    """The words in one form, without an "and" before or after them, which says nothing about people."""
    said = [word.strip(".:/&+()") for word in words.casefold().split()]
    joiners = {"", "and", _("and").casefold()}
    while said and said[-1] in joiners:
        said.pop()
    while said and said[0] in joiners:
        said.pop(0)
    return " ".join(said)


def _numbers(piece, reading):
    first = int(piece["first"][:9])
    last = int(piece["last"][:9]) if piece["last"] else first
    if not 1 <= first <= HIGHEST or not 1 <= last <= HIGHEST:
        reading.faults.append(
            _("%(numbers)s: a member number lies between 1 and 9999.") % {"numbers": piece[0][:20]}
        )
        return []
    if last < first:
        reading.faults.append(
            _("%(numbers)s runs backwards. Write the lower number first.") % {"numbers": piece[0]}
        )
        return []
    if last - first >= MOST:
        reading.faults.append(
            _("%(numbers)s: add at most %(most)d numbers in one go.") % {"numbers": piece[0], "most": MOST}
        )
        return []
    return list(range(first, last + 1))


def _pair_up(numbers, reading, man_first, next_pair):
    if len(numbers) % 2:
        reading.faults.append(
            _("Couples need an even count of numbers: %(count)d were given.") % {"count": len(numbers)}
        )
        return next_pair
    columns = (Column.MAN, Column.WOMAN) if man_first else (Column.WOMAN, Column.MAN)
    for place, number in enumerate(numbers):
        reading.entries.append(Entry(number, str(columns[place % 2]), next_pair + place // 2))
    return next_pair + len(numbers) // 2


def _count_as_usual(numbers, usual, reading):
    if numbers and usual:
        reading.entries += [Entry(number, str(usual)) for number in numbers]
    elif numbers:
        reading.faults.append(
            _("Say how %(numbers)s are counted: add a word such as women, men, girls or boys.")
            % {"numbers": in_short(numbers)}
        )


def _check_once(reading, taken):
    seen, twice, known = set(), [], []
    for entry in reading.entries:
        if entry.number in taken:
            known.append(entry.number)
        elif entry.number in seen:
            twice.append(entry.number)
        seen.add(entry.number)
    if known:
        reading.faults.append(
            _("Already on the register of this group: %(numbers)s.") % {"numbers": in_short(known)}
        )
    if twice:
        reading.faults.append(_("Written twice: %(numbers)s.") % {"numbers": in_short(twice)})
    if len(reading.entries) > MOST:
        reading.faults.append(_("Add at most %(most)d numbers in one go.") % {"most": MOST})
    if not reading.entries and not reading.faults:
        reading.faults.append(_("Write the numbers, such as 1-25 women."))


def in_short(numbers):
    """`[1, 2, 3, 7]` as "1–3, 7"."""
    runs = []
    for number in sorted(set(numbers)):
        if runs and number == runs[-1][1] + 1:
            runs[-1][1] = number
        else:
            runs.append([number, number])
    return ", ".join(f"{first}–{last}" if last > first else str(first) for first, last in runs)
