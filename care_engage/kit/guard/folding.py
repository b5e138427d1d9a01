"""A text as the guard reads it: one form for every way of writing the same letters and digits."""

import re
import unicodedata

ALIKE = {
    "œ": "oe",
    "æ": "ae",
    "ß": "ss",
    "ı": "i",
    "ł": "l",
    "ø": "o",
    "’": "'",
    "‘": "'",
    "ʼ": "'",
    "`": "'",
    "´": "'",
    "′": "'",
    "″": '"',
    "–": "-",
    "—": "-",
    "‑": "-",
    "‐": "-",
    "−": "-",
    "،": ",",
    "٫": ".",
    "؛": ";",
    "؟": "?",
    "۔": ".",
    "。": ".",
    "ـ": None,  # tatweel
    "ى": "ي",
    "ٱ": "ا",
    "ء": None,
    # Cyrillic letters that look Latin
    **dict(zip("аеорсухіАЕОРСУХІВМНТК", "aeopcyxiAEOPCYXIBMHTK", strict=True)),
}
HIDDEN = ("Mn", "Me", "Cf", "Cs", "Co", "Cn")
TOKEN = re.compile(r"[^\W\d_]+|\d+|[.!?;\n]+|[^\w\s]")


class Letters(dict):
    """What each character becomes, found out once per character."""

    def __missing__(self, point):
        letter = chr(point)
        kind = unicodedata.category(letter)
        if letter in ALIKE:
            found = ALIKE[letter]
        elif kind in HIDDEN:
            found = None
        elif kind == "Nd":
            found = str(unicodedata.digit(letter))
        elif kind in ("Cc", "Zs", "Zl", "Zp"):
            found = "\n" if letter in "\n\r\x85\u2028\u2029" else " "
        else:
            found = letter
        self[point] = found
        return found


LETTERS = Letters()


def plain(text):
    """Without accents, vowel signs, invisible characters and foreign digits; capitals and ة stay."""
    return unicodedata.normalize("NFKD", text).translate(LETTERS)


def fold(text):
    return lower(plain(text))


def lower(text):
    """Plain text without capitals, and with ه for ة, as many write it."""
    return text.casefold().replace("ة", "ه")


def is_arabic(word):
    return "ء" <= word[0] <= "ي"
