"""Numbers and addresses that lead to one person: phones, papers, e-mail, places on a map."""

import re

GAP = r"[\s.,\-()/*_|]{0,3}"
RUN = re.compile(rf"(?:\+|\b00)?\(?\d(?:{GAP}\d){{5,40}}")
DAY = r"(?:0?[1-9]|[12]\d|3[01])"
MONTH = r"(?:0?[1-9]|1[0-2])"
YEAR = r"(?:19|20)\d\d"
CLOCK = r"(?:(?:[01]?\d|2[0-3])[.:][0-5]\d|[012]\d[0-5]\d)"
CALENDAR = re.compile(
    rf"(?<![\d+])(?:{YEAR}[-/.]{MONTH}[-/.]{DAY}|{DAY}[-/.]{MONTH}[-/.]{YEAR}|{YEAR}\s?[-/]\s?{YEAR}"
    rf"|{YEAR}[-/]{MONTH}|{CLOCK}\s?-\s?{CLOCK})(?!\d)(?![-/.]\d)"
)
SHORT_DAYS = re.compile(rf"(?:{DAY}[-/.]{MONTH}[-/.]\d\d[\s,\-]*)+")
THOUSANDS = re.compile(r"[1-9]\d{0,2}(?:[ .,]\d{3}){1,2}")
EMAIL = re.compile(
    r"[\w.+\-]\s{0,3}(?:@|[(\[{]\s?at\s?[)\]}])\s{0,3}\w|(?<!\w)@\w{3}"
    r"|\w\s(?:at|arobase|arroba)\s\w{2,30}(?:\.\w{2,4}\b|\s(?:dot|punto|ponto)\s\w{2,6}\b)|\barobase\b"
    r"|\b(?:wa\.me|t\.me|facebook\.com|fb\.com|instagram\.com|tiktok\.com)/",
    re.IGNORECASE,
)
DEGREES = r"[-+]?\d{1,3}[.,]\d{3,12}"
COORDINATES = re.compile(
    rf"(?<![\d.,]){DEGREES}\s?°?\s?(?:[NSEWO]\b)?\s{{0,2}}[,;/ ]\s{{0,2}}{DEGREES}(?![\d])"
    rf"|(?<![\d.,])\d{{1,3}}[.,]\d{{3,12}}\s?°\s?[NSEWO]?\b|(?<![\d.,])\d{{1,3}}\.\d{{3,12}}\s?[NSEWO]\b"
    r"|\d{1,3}\s?[°o]\s?\d{1,2}(?:[.,]\d{1,6})?\s?'"
    r"|\b(?:lat|latitude|latitud|lon|long|longitude|longitud|gps)\W{1,3}[-+]?\d{1,3}[.,]\d"
    r"|(?<!\w)[2-9CFGHJMPQRVWX]{4,8}\+[2-9CFGHJMPQRVWX]{2,3}\b"
    r"|maps\.google|google\.[a-z.]{2,6}/maps|goo\.gl/maps|maps\.app\.goo|openstreetmap\.org|osm\.org"
    r"|what3words|w3w\.co|///[^\W\d]{2,20}\.[^\W\d]{2,20}\.|\bgeo:\s?-?\d",
    re.IGNORECASE,
)
PAPER = re.compile(r"(?<![^\W_])[A-Za-z]{1,4}[ -]?\d{5,12}[A-Za-z]?\b|(?<![\w])\d{5,12}-?[A-Za-z]\b")
MIXED_PAPER = re.compile(r"(?<![^\W_])(?=[A-Z]*\d)(?=\d*[A-Z])[A-Z\d]{10,24}\b")


def phone(text):
    """A run of seven digits or more that is no date, time, sum of money or list of numbers."""
    if sum(map(text.count, "0123456789")) < 7:
        return False
    return any(_rings(run.group()) for run in RUN.finditer(text))


def _rings(run):
    begins_with_day = CALENDAR.match(run) is not None
    rest = CALENDAR.sub("", run) if begins_with_day or run[0] not in "+0" else run
    digits = re.sub(r"\D", "", rest)
    if len(digits) < 7 or SHORT_DAYS.fullmatch(run):
        return False
    if rest.lstrip(" .,-(/")[0] in "+0":
        return True
    if THOUSANDS.fullmatch(rest) and len(digits) <= 8:
        return False
    parts = [int(part) for part in re.findall(r"\d+", rest)]
    listed = len(parts) >= 3 and all(a < b for a, b in zip(parts, parts[1:], strict=False))
    return not (listed and max(parts) < 1000) and not digits.endswith("0000")


def email(text):
    return EMAIL.search(text) is not None


def coordinates(text):
    return COORDINATES.search(text) is not None


def paper(text):
    """A number as passports and identity cards have it: letters and digits in one."""
    return PAPER.search(text) is not None or any(
        sum(letter.isdigit() for letter in found.group()) >= 5 for found in MIXED_PAPER.finditer(text)
    )
