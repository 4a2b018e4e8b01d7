"""Finds units, call signs, days and places by the words that announce them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from matchmaker.domain.registry.sensitive_numbers import Hit
from matchmaker.domain.registry.wordlists import yaml_list

BACK, ONE_ENDING = 90, "*"
CALL = ("call ", "call-")
LETTER = "A-Za-zÀ-ÖØ-öø-žА-яЄєІіЇїҐґ"
CAPITAL = "A-ZÀ-ÖØ-ÞĀĂĄĆČĎĐĒĖĘĚĢĪĮĶĹĻĽŁŃŅŇŌŐŒŔŘŚŠŞŢŤŪŮŰŲŹŻŽА-ЯЄІЇҐ"
_NAME = rf"[{CAPITAL}][{LETTER}'-]{{0,29}}[{LETTER}]"
_ENDING = r"(?:-?(?:st|nd|rd|th|e|er|ère|ша|га|тя|та|ма|а|я|й|го|ї|ій|у|ю|ою|ої|ому|им|е)(?![^\W\d]))"
_NUMBERED = re.compile(
    rf"(?:№ ?|No\.? ?)?(?<!\w)(?:\d{{1,4}}(?P<ordinal>{_ENDING}|\.(?= ))?|(?P<roman>[IVX]{{1,5}}))"
    rf"(?:[ /-]{{1,2}}|\.)(?P<between>(?:[{LETTER}'-]{{2,25}},? ){{0,5}})$"
)
_NUMBER_BEHIND = re.compile(
    r"(?:\.? (?:№ ?|[Nn]o\.? ?)?|-|№ ?)\d{1,4}(?!\w|[.,]?\d|:\d| ?(?:%|[^\W\d_]*год|hour|h\b|km|км))"
)
_QUOTED_BEHIND = re.compile(rf"(?: [{LETTER}-]{{2,20}}){{0,5}} ?[\"'][^\"'\n]{{2,40}}[\"']")
_DESCRIBED_BEHIND = re.compile(rf" (?P<adjective>[{LETTER}-]{{3,25}})")
_NAME_BEHIND = re.compile(rf" (?:імені |ім\. )?(?P<name>{_NAME})")
_HONOURS = re.compile(rf"(?: (?:імені|ім\.) {_NAME}(?: {_NAME})?)?(?: \"[^\"\n]{{2,40}}\")?")
_WORD_BEFORE = re.compile(rf"(?P<word>[{LETTER}']+) $")
_SIGN = re.compile(
    r"(?: ?(?:is|was|of|are|був|була|має))?(?:(?P<mark> ?[:=-]) ?| ?)"
    rf"(?:[\"'](?P<quoted>[^\"'\n]{{1,30}})[\"']|(?P<name>{_NAME}(?:[ -]{_NAME})?(?:[ -]\d{{1,3}}(?:-\d{{1,2}})?)?)"
    r"|(?P<loose>[^\W_][\w-]{1,25}))"
)
_BREVITY = re.compile(r"[ -]\d{1,2}-\d{1,2}(?!\w|-)")
_DAY_BEFORE = re.compile(
    r"(?<![\w.,:-])(?:\d{1,2}(?:-?(?:го|е|ого|th|st|nd|rd))? ?(?:-|to|and|or|та|і|й|по|до|und|bis) ?)?(?P<day>\d{1,2})"
    r"(?:st|nd|rd|th|-?го|-?е|-?ого|\.)?(?: of| day of| числа)?[ -]$",
    re.I,
)
_DAY_BEHIND = re.compile(
    r"\.? (?P<day>\d{1,2})(?:st|nd|rd|th)?(?![\w:]|[.,]\d|-\d{3})(?:,? ?(?:19|20)\d{2}(?!\d))?", re.I
)
_YEAR_BEHIND = re.compile(r"\.?,?[ -](?:(?:19|20)\d{2}|'?\d{2})(?![\w:]|[.,]\d)")
_PLACE_BEHIND = re.compile(rf" (?:of )?(?P<name>{_NAME}(?:[ -]{_NAME}){{0,2}})")
_SHORT_PLACE_BEHIND = re.compile(r"\. ?[А-ЯІЇЄҐ][а-яіїєґ']{2,25}(?:[ -][А-ЯІЇЄҐ][а-яіїєґ']{2,25})?")
_SERIAL_BEHIND = re.compile(
    r"(?: (?:number|num|no|номер\w{0,2}))?\.?[ :=#№]{1,4}(?P<code>(?=[A-Za-zА-яІіЇїЄє/-]{0,9}\d)[\w/-]{2,30})", re.I
)


class Word(NamedTuple):
    """A word of the plain text: as written, in small letters, and where."""

    written: str
    small: str
    start: int
    end: int


Finder = Callable[[str, Word], Iterator[Hit]]


@cache
def word_list(*path: str) -> Any:
    """Return a part of the word list of what is sensitive, by its keys."""
    part: Any = yaml_list("sensitive")
    for key in path:
        part = part[key]
    return part


@cache
def listed(*path: str) -> frozenset[str]:
    """Return a list of words as a set; words that end in a star are left out."""
    return frozenset(word for word in word_list(*path) if not word.endswith(ONE_ENDING))


@cache
def stems(*path: str) -> tuple[str, ...]:
    """Return the words of a list that stand for any ending, without the star."""
    return tuple(word.rstrip(ONE_ENDING) for word in word_list(*path) if word.endswith(ONE_ENDING))


def is_listed(small: str, *path: str) -> bool:
    """Whether a word in small letters is in a list, as it is or with an ending that a star allows."""
    return small in listed(*path) or (bool(stems(*path)) and small.startswith(stems(*path)))


@cache
def finders() -> Mapping[str, tuple[Finder, ...]]:
    """Return who looks closer at which word."""
    wanted: dict[str, list[Finder]] = {}
    for finder, words in (
        (unit, listed("units", "plain") | listed("units", "doubtful")),
        (call_sign, listed("call_signs") | {"sign", "signs"}),
        (brevity, listed("units", "letters")),
        (day, frozenset(month for forms in word_list("months").values() for month in forms)),
        (place, listed("places", "before")),
        (short_place, listed("places", "short")),
        (listed_place, listed("places", "listed")),
        (serial_number, listed("serials")),
        (plain_marking_word, listed("plain_marking_words")),
    ):
        for word in words:
            wanted.setdefault(word, []).append(finder)
    return {word: tuple(found) for word, found in wanted.items()}


def unit(text: str, word: Word) -> Iterator[Hit]:
    """A unit is told by a number, an ordinal, a letter or a name beside its word; alone it is no alarm."""
    doubtful = word.small in listed("units", "doubtful")
    numbered = _numbered_from(text, word, doubtful)
    start = _named_from(text, word, doubtful) if numbered is None else numbered
    end = _numbered_to(text, word, doubtful)
    if start is not None or end:
        yield _with_honours(text, word.start if start is None else start, end or _described_to(text, word))


def short_unit(text: str, word: Word) -> Iterator[Hit]:
    """Ukrainian short forms such as `ОМБр` and German ones such as `PzBtl` count with a number only."""
    start, behind = _numbered_from(text, word, doubtful=False), _NUMBER_BEHIND.match(text, word.end)
    if start is not None or behind:
        yield _with_honours(text, word.start if start is None else start, behind.end() if behind else word.end)


def _with_honours(text: str, start: int, end: int) -> Hit:
    """`імені Чорних Запорожців` and a name in quotes belong to the unit."""
    behind = _HONOURS.match(text, end)
    return Hit("unit", start, behind.end() if behind else end)


def is_short_unit(word: Word) -> bool:
    """Whether a word is a short form of a unit, by list, ending or German compound."""
    if word.small in listed("units", "not_short"):
        return False
    if word.small in listed("units", "short"):
        return True
    short = len(word.small) <= 9 and word.small.endswith(tuple(word_list("units", "short_endings")))
    return short and word.written[-2:] in ("Бр", "БР", "бр") or bool(_german().fullmatch(word.small))


@cache
def _german() -> re.Pattern[str]:
    return re.compile(word_list("units", "german"))


def _numbered_from(text: str, word: Word, doubtful: bool) -> int | None:
    found = _NUMBERED.search(text[max(0, word.start - BACK) : word.start])
    if found is None or not all(map(_describes, found["between"].replace(",", "").split())):
        return None
    if doubtful and not ((found["ordinal"] or found["roman"]) and (found["between"] or word.written[0].isupper())):
        return None
    return max(0, word.start - BACK) + found.start()


def _describes(adjective: str) -> bool:
    small = adjective.lower()
    return any(
        part in listed("units", "adjectives") or part.startswith(tuple(word_list("units", "adjective_stems")))
        for part in (small, *small.split("-")[:1])
    )


def _named_from(text: str, word: Word, doubtful: bool) -> int | None:
    """`Bravo Company`, `B Company`, `third battalion`, `Azov Brigade`."""
    base = max(0, word.start - BACK)
    before = _WORD_BEFORE.search(text[base : word.start])
    if before is None:
        return None
    name, small = before["word"], before["word"].lower()
    called = small in listed("units", "letters") and name[0].isupper()
    lettered = len(name) == 1 and name in "BCDEFGH" and word.written[0].isupper() and word.written.isascii()
    ordinal = not doubtful and is_listed(small, "units", "ordinals")
    own = not doubtful and _is_own_name(text, base + before.start(), name) and word.written[0].isupper()
    return base + before.start() if called or lettered or ordinal or own else None


def _is_own_name(text: str, start: int, name: str) -> bool:
    """A capital word that is neither the first of its sentence nor a word that describes any unit."""
    inside = re.search(rf"[{LETTER}\d,] $", text[max(0, start - 3) : start])
    plain = _describes(name) or name.lower() in listed("units", "not_a_name") or name.isupper()
    return bool(inside) and name[0].isupper() and not plain


def _described_to(text: str, word: Word) -> int:
    """`21 Brygada Strzelców`: words behind that only describe belong to the name."""
    behind = _DESCRIBED_BEHIND.match(text, word.end)
    return behind.end() if behind and _describes(behind["adjective"]) else word.end


def _numbered_to(text: str, word: Word, doubtful: bool) -> int | None:
    quoted = _QUOTED_BEHIND.match(text, word.end)
    if quoted and not (doubtful and word.small.isascii()):
        return quoted.end()
    number = _NUMBER_BEHIND.match(text, word.end)
    if number and not doubtful:
        return number.end()
    named = _NAME_BEHIND.match(text, word.end) if not word.small.isascii() and not doubtful else None
    if named and named["name"].lower() not in listed("units", "not_a_name") and not named["name"].isascii():
        return named.end()
    return None


def call_sign(text: str, word: Word) -> Iterator[Hit]:
    """The name after `call sign`, `позивний` and the like: in quotes, with a capital, or after a colon."""
    if word.small.startswith("sign") and not text[max(0, word.start - 5) : word.start].lower().endswith(CALL):
        return
    found = _SIGN.match(text, word.end)
    if found and (found["quoted"] or found["name"] or (found["mark"] and found["loose"])):
        group = next(group for group in ("quoted", "name", "loose") if found[group])
        quote = 1 if group == "quoted" else 0
        yield Hit("call_sign", found.start(group) - quote, found.end(group) + quote)


def brevity(text: str, word: Word) -> Iterator[Hit]:
    """`Bravo 2-1`."""
    found = _BREVITY.match(text, word.end)
    if found and word.written[0].isupper():
        yield Hit("call_sign", word.start, found.end())


def day(text: str, word: Word) -> Iterator[Hit]:
    """A day beside the name of a month; the month alone is wanted."""
    year = _YEAR_BEHIND.match(text, word.end)
    if word.small in listed("months", "en_doubtful") and not (
        word.written.istitle() or (year and word.written.isupper())
    ):
        return
    base = max(0, word.start - 30)
    before, behind = _DAY_BEFORE.search(text[base : word.start]), _DAY_BEHIND.match(text, word.end)
    if before and 1 <= int(before["day"]) <= 31:
        yield Hit("exact_day", base + before.start(), year.end() if year else word.end)
    elif behind and 1 <= int(behind["day"]) <= 31 and word.small.isascii():
        yield Hit("exact_day", word.start, behind.end())


def place(text: str, word: Word) -> Iterator[Hit]:
    """A village, settlement or town with its name."""
    found = _PLACE_BEHIND.match(text, word.end)
    if found and found["name"].lower() not in listed("units", "not_a_name"):
        yield Hit("place", word.start, found.end())


def short_place(text: str, word: Word) -> Iterator[Hit]:
    """`м. Київ`, `с. Веселе`, `вул. Нова`."""
    found = _SHORT_PLACE_BEHIND.match(text, word.end)
    if found:
        yield Hit("place", word.start, found.end())


def listed_place(text: str, word: Word) -> Iterator[Hit]:
    """A place of a battle or a training ground, by name."""
    if word.written[0].isupper():
        yield Hit("place", word.start, word.end)


def serial_number(text: str, word: Word) -> Iterator[Hit]:
    """A serial or lot number: useful to the maker, so it is only asked about."""
    found = _SERIAL_BEHIND.match(text, word.end)
    if found:
        yield Hit("serial_number", found.start("code"), found.end("code"))


def plain_marking_word(text: str, word: Word) -> Iterator[Hit]:
    """A word of a marking inside a sentence: a question, never a refusal; `classified as` sorts things only."""
    sorted_only = word.small == "classified" and text[word.end : word.end + 8].split()[:1]
    if not (sorted_only and sorted_only[0] in listed("classified_behind")):
        yield Hit("marking_word", word.start, word.end)
