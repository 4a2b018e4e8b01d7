"""Finds places, days, phones and addresses by their shape. All patterns are bounded, so that time stays linear."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from matchmaker.domain.registry.sensitive_reading import Reading


class Hit(NamedTuple):
    """What was found, and where in the plain text of a reading."""

    kind: str
    start: int
    end: int


MARGIN = 40
_NEAR_DIGITS = re.compile(r"\d(?:[^\d\n]{0,12}\d){2,}")
_NOT_WITHIN = r"(?<![\w.,])"
_LAT = r"(?:[NS](?!\w)|П[нд](?!\w)|п[нд]\.? ?ш\w*\.?|півн\w* ?ш\w*\.?|півд\w* ?ш\w*\.?)"
_LON = r"(?:[EWO](?!\w)|Сх(?!\w)|Зх(?!\w)|сх\.? ?д\w*\.?|зах?\.? ?д\w*\.?|схід\w* ?д\w*\.?)"
_SIDE = f"(?:{_LAT}|{_LON})"
_LEADING = r"(?:(?<!\w)[NSEW] ?)?"
_DEGREES = r"\d{1,3}[.,]\d{1,10} ?°?"
_APART = r"[,;/ ]{1,3}"
_MINUTES = r"\d{1,2}(?:[.,]\d{1,6})? ?'(?: ?\d{1,2}(?:[.,]\d{1,6})? ?(?:\"|'')?)?"
_ANGLE = rf"{_LEADING}\d{{1,3}} ?° ?{_MINUTES}(?: ?{_SIDE})?"
_PLUS = "[2-9CFGHJMPQRVWX]"
_ROUGH_EUROPE = ((34, 72), (-12, 60))
_POINTED = re.compile(
    r"(?:lat|lon|gps|wgs|coord|posit|locat|grid|geo|point|координат|широт|довгот|точк|позиці|місц)\w*\W{0,5}$", re.I
)
_PAIR = re.compile(
    rf"{_NOT_WITHIN}(?P<lat>[-+]?\d{{1,2}}[.,]\d{{2,10}}) ?°?(?:[,;/] ?| {{1,3}})(?P<lon>[-+]?\d{{1,3}}[.,]\d{{2,10}})"
    r"°?(?!\w|[.,]\d(?!\d?z))"
)

_PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("coordinates", re.compile(rf"(?<!\w)[NS] ?{_DEGREES}[,;/ ]{{0,3}}[EW] ?{_DEGREES}(?!\w)", re.I)),
    ("coordinates", re.compile(rf"{_NOT_WITHIN}{_DEGREES} ?{_LAT}[,;/ ]{{0,3}}{_DEGREES} ?{_LON}")),
    ("coordinates", re.compile(rf"{_NOT_WITHIN}\d{{1,2}}[.,]\d{{2,8}} ?°? ?[NS](?!\w)[,;/ ]{{0,3}}{_DEGREES} ?[EW]\b")),
    ("coordinates", re.compile(rf"{_ANGLE}(?:[,;/ ]{{1,3}}|\n){_ANGLE}")),
    ("coordinates", re.compile(rf"{_LEADING}\d{{1,3}} ?° ?{_MINUTES} ?{_SIDE}")),
    ("coordinates", re.compile(rf"(?<!\w)[NSEW] ?\d{{1,3}} ?° ?{_MINUTES}")),
    (
        "coordinates",
        re.compile(
            rf"(?<!\w)\d{{2}}[ -]\d{{2}}(?:[ -]\d{{2}})?(?:\.\d{{1,4}})? ?[NS]{_APART}"
            r"\d{2,3}[ -]\d{2}(?:[ -]\d{2})?(?:\.\d{1,4})? ?[EW](?!\w)"
        ),
    ),
    (
        "coordinates",
        re.compile(
            rf"(?<!\w)[NS] ?\d{{2}}[ -]\d{{2}}[ .-]\d{{2,4}}(?:\.\d{{1,4}})?{_APART}"
            r"[EW] ?\d{2,3}[ -]\d{2}[ .-]\d{2,4}"
        ),
    ),
    ("coordinates", re.compile(r"(?<!\w)\d{4,6}(?:\.\d{1,3})?[NS] ?/?\d{5,7}(?:\.\d{1,3})?[EW](?!\w)")),
    (
        "coordinates",
        re.compile(
            r"(?<!\w)(?:lat|latitude|шир|широта)\b\W{0,4}\d{1,2}[.,]\d{1,10}°?[ ,;/]{0,4}(?:\w{1,3} )?"
            r"(?:lon|lng|long|longitude|дов|довг|довгота)\b\W{0,4}-?\d{1,3}[.,]\d{1,10}",
            re.I,
        ),
    ),
    (
        "grid_reference",
        re.compile(
            r"(?<!\w)(?:0?[1-9]|[1-5]\d|60)[ -]?(?!CFR)[C-HJ-NP-X][ -]?[A-HJ-NP-Z][A-HJ-NP-V][ -]?"
            r"(?:\d{5} ?\d{5}|\d{4} ?\d{4}|\d{3} ?\d{3}|\d{2} ?\d{2})(?!\w)"
        ),
    ),
    (
        "grid_reference",
        re.compile(
            r"(?<!\w)(?:0?[1-9]|[1-5]\d|60) ?[c-hj-np-x] ?[a-hj-np-z][a-hj-np-v] ?"
            r"(?:\d{5} ?\d{5}|\d{4} ?\d{4}|\d{3} ?\d{3})(?!\w)"
        ),
    ),
    (
        "grid_reference",
        re.compile(
            r"(?<!\w)(?:[1-9]|[1-5]\d|60) ?[C-HJ-NP-X],? {0,2}0?\d{6}(?:\.\d{1,3})?m? ?E?"
            r"[,; /]{1,3}\d{7}(?:\.\d{1,3})?m? ?N?(?!\w)"
        ),
    ),
    (
        "grid_reference",
        re.compile(r"(?<!\w)[XY] ?[=:] ?\d{5,8}(?:[.,]\d{1,3})?[,;/ ]{1,3}[XY] ?[=:] ?\d{5,8}(?!\w)", re.I),
    ),
    (
        "grid_reference",
        re.compile(
            r"(?<!\w)(?:grid|mgrs|usng|utm)(?: (?:ref|reference|square))?\W{0,4}"
            r"(?:[A-HJ-NP-Z]{2} ?)?\d{2,5} ?\d{2,5}(?!\w|[.,]\d| ?(?:k?[VW]|[kMG]?Hz|m?A|mm|points?|cells?)(?!\w))",
            re.I,
        ),
    ),
    ("exact_day", re.compile(r"(?<!\w)(?:0[1-9]|[12]\d|3[01])[0-2]\d[0-5]\d[A-Z] ?[A-Z]{3} ?(?:\d{4}|\d{2})?(?!\w)")),
    ("serial_number", re.compile(r"(?<![\w-])\d{4}-\d{2}-\d{3}-\d{4}(?![\w-])")),
    ("serial_number", re.compile(r"(?<!\w)S/N[ :#№]{0,3}(?=[A-Z-]{0,9}\d)[A-Z0-9][A-Z0-9/-]{2,30}", re.I)),
)
# Where Cyrillic letters mean something of their own.
_IN_OWN_LETTERS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("unit", re.compile(r"(?<!\w)[вВB] ?/ ?[чЧ]\.? ?№? ?[A-ZА-ЯІЇЄ]?-?\d{3,5}(?!\w)")),
    ("unit", re.compile(r"(?<!\w)[пП] ?/ ?[пП]\.? ?№? ?[A-ZА-ЯІЇЄ]-?\d{3,5}(?!\w)")),
    ("unit", re.compile(r"(?<!\w)(?i:військов\w{1,4} частин\w{1,3})\W{1,3}№? ?[A-ZА-ЯІЇЄ]?-?\d{3,5}(?!\w)")),
    ("unit", re.compile(r"(?<!\w)(?i:(?:military )?unit) (?:No\.? ?)?[A-ZА-ЯІЇЄ]-?\d{4}(?!\w)")),
    ("unit", re.compile(r"(?<!\w)(?i:частин)(?:а|и|і|у|ою) №? ?[A-ZА-ЯІЇЄ]-?\d{4}(?!\w)")),
    ("unit", re.compile(r"(?<!\w)JW\.? ?(?:nr ?)?\d{4}(?!\w)")),
    (
        "grid_reference",
        re.compile(r"(?<!\w)(?i:квадрат(?:і|у|ом)?|кв\.)\W{1,3}[A-ZА-ЯІЇЄ]{0,2} ?\d{2,5} ?\d{2,5}(?!\w)"),
    ),
)
# Looked for only where the text has what they cannot do without.
_WITH_A_SIGN: tuple[tuple[str, str, re.Pattern[str]], ...] = (
    ("+", "coordinates", re.compile(rf"(?<![\w+]){_PLUS}{{8}}\+{_PLUS}{{2,4}}(?!\w)")),
    (
        "+",
        "coordinates",
        re.compile(rf"(?<![\w+])(?=\d{{0,3}}[A-Z])(?=[A-Z]{{0,3}}\d){_PLUS}{{4}}\+{_PLUS}{{2,3}}(?!\w)"),
    ),
    ("///", "coordinates", re.compile(r"(?<![:/])/{3} ?[^\W\d_]{2,30}\.[^\W\d_]{2,30}\.[^\W\d_]{2,30}")),
    (
        "3words",
        "coordinates",
        re.compile(r"(?<!\w)what3words\W{1,3}[^\W\d_]{2,30}\.[^\W\d_]{2,30}\.[^\W\d_]{2,30}", re.I),
    ),
    (".me/", "handle", re.compile(r"(?<!\w)(?:t|telegram|wa)\.me/[^\s<>\",;]{2,60}", re.I)),
    ("c/s", "call_sign", re.compile(r"(?<!\w)(?i:c/s) ?:? ?[A-Z]\w{1,20}(?:[ -]\d{1,3})?")),
    ("://", "url", re.compile(r"(?<!\w)https?://[^\s<>\"]{3,300}", re.I)),
    ("www.", "url", re.compile(r"(?<!\w)www\.[^\s<>\"]{3,300}", re.I)),
)
_NUMBER_DAY = re.compile(
    r"(?<![\w.,:/-])(?P<one>\d{1,2})(?P<apart>[./-])(?P<two>\d{1,2})(?P=apart)(?P<year>\d{4}|\d{2})(?!\w|[./-]\d)"
)
_YEAR_FIRST = re.compile(r"(?<![\w./-])(?:19|20)\d{2}([-./])(?:0?[1-9]|1[0-2])\1(?:0?[1-9]|[12]\d|3[01])(?!\d|[./-]\d)")
_VERSION = re.compile(
    r"(?:\bv|ver|version|firmware|release|build|sw|верс\w*|прошивк\w*|збірк\w*|ip|№|§)[ .:#№]{0,3}$", re.I
)
_ABROAD = re.compile(r"(?<![\w+])(?:\+[1-9]|00(?:3\d|4\d|1 |7 ))[\d ().\-/]{6,24}\d(?!\w)")
_AT_HOME = re.compile(r"(?<![\w+.,-])(?:3?8[ -]?)?\(?0[3-9]\d\)?(?:[ .-]{0,2}\d){7}(?!\w|[.,-]\d)")
_LAND_LINE = re.compile(r"(?<![\w.,+-])\(?0[1-9]\d{1,3}\)?[ /-]{1,3}\d{6,8}(?![\w]|[.,-]\d)")
_AMERICAN = re.compile(r"(?<![\w.-])(?:\(\d{3}\) ?|\d{3}[-.])\d{3}[-.]\d{4}(?![\w-]|\.\d)")
_LABELLED = re.compile(
    r"(?<!\w)(?:tel|phone|telephone|mobile|mob|cell|fax|whatsapp|viber|тел|моб|телефон\w{0,3}|факс|вайбер)"
    r"[.: №]{1,4}(?:\+|\()?\d[\d ().-]{4,18}\d(?!\w)",
    re.I,
)
_AT = re.compile(r"[@(\[{](?:(?<=@)| ?(?i:at|ет|собака) ?[)\]}] ?)")
_DOMAIN = re.compile(r"[\w-]{1,63}(?: ?(?:\.|[(\[{] ?(?:dot|крапка) ?[)\]}]) ?[^\W_][\w-]{0,62}){1,5}")
_HANDLE = re.compile(r"[A-Za-z]\w{4,31}(?!\w)")
_USER = re.compile(r"[\w.+-]{1,64}")


def by_shape(reading: Reading) -> Iterator[Hit]:
    """Yield what has the shape of a place, a day, a phone, an address or a number of its own."""
    for begin, end in _numbered_parts(reading.text):
        views = dict.fromkeys((reading.text[begin:end], reading.latin[begin:end]))
        for number, part in enumerate(views):
            yield from (Hit(hit.kind, begin + hit.start, begin + hit.end) for hit in _in_part(part, number == 0))
    small = reading.latin.lower()
    for sign, kind, pattern in _WITH_A_SIGN:
        if sign in small:
            yield from (Hit(kind, *match.span()) for match in pattern.finditer(reading.latin))
    yield from _addresses(reading.text)


def _numbered_parts(text: str) -> Iterator[tuple[int, int]]:
    """Parts with at least three digits near each other; nothing that is told by numbers alone has fewer."""
    begin, end = 0, 0
    for match in _NEAR_DIGITS.finditer(text):
        if match.start() - MARGIN > end:
            if end:
                yield begin, end
            begin = max(0, match.start() - MARGIN)
        end = min(len(text), match.end() + MARGIN)
    if end:
        yield begin, end


def _in_part(part: str, in_own_letters: bool) -> Iterator[Hit]:
    for kind, pattern in (*_PATTERNS, *(_IN_OWN_LETTERS if in_own_letters else ())):
        yield from (Hit(kind, *match.span()) for match in pattern.finditer(part))
    if in_own_letters:
        for finder in (_pairs, _days, _phones):
            yield from finder(part)


def _pairs(text: str) -> Iterator[Hit]:
    """Two decimal fractions: in Europe, with many decimals, or said to be a position."""
    for match in _PAIR.finditer(text):
        lat, lon = (float(match[side].replace(",", ".")) for side in ("lat", "lon"))
        decimals = min(len(re.split("[.,]", match[side])[1]) for side in ("lat", "lon"))
        (south, north), (west, east) = _ROUGH_EUROPE
        in_europe = south <= lat <= north and west <= lon <= east and decimals >= 3
        pointed = _POINTED.search(text, max(0, match.start() - 30), match.start())
        precise = decimals >= 4 and min(abs(lat), abs(lon)) > 1
        if abs(lat) <= 90 and abs(lon) <= 180 and (in_europe or pointed or precise):
            yield Hit("coordinates", *match.span())


def _days(text: str) -> Iterator[Hit]:
    for match in _NUMBER_DAY.finditer(text):
        day, month = sorted((int(match["one"]), int(match["two"])), reverse=True)
        short_year = len(match["year"]) == 2 and match["apart"] == "-"
        numbered = _VERSION.search(text, max(0, match.start() - 15), match.start())
        if 1 <= month <= 12 and day <= 31 and not short_year and not numbered:
            yield Hit("exact_day", *match.span())
    yield from (Hit("exact_day", *match.span()) for match in _YEAR_FIRST.finditer(text))


def _phones(text: str) -> Iterator[Hit]:
    for match in _ABROAD.finditer(text):
        end = _end_of_number(text, *match.span())
        if end:
            yield Hit("phone", match.start(), end)
    for pattern in (_AT_HOME, _LAND_LINE, _AMERICAN, _LABELLED):
        yield from (Hit("phone", *match.span()) for match in pattern.finditer(text))


def _end_of_number(text: str, start: int, end: int) -> int | None:
    """Where a number with its country's code ends; a Ukrainian one has twelve digits, any other nine to fifteen."""
    places = [place for place in range(start, end) if text[place].isdigit()]
    digits = "".join(text[place] for place in places)
    prefix = 2 if digits.startswith("00") else 0
    longest = 12 if digits.startswith("380", prefix) else 15
    if len(digits) - prefix < 9:
        return None
    return places[min(len(digits), longest + prefix) - 1] + 1


def _addresses(text: str) -> Iterator[Hit]:
    for match in _AT.finditer(text):
        left = text[max(0, match.start() - 64) : match.start()]
        apart = len(left) - len(left.rstrip(" ")) if match[0] != "@" else 0
        before = _USER.match(left[::-1], apart)
        domain = _DOMAIN.match(text, match.end())
        handle = _HANDLE.match(text, match.end())
        if before and domain:
            yield Hit("email", match.start() - before.end(), domain.end())
        elif match[0] == "@" and not before and handle:
            yield Hit("handle", match.start(), handle.end())
