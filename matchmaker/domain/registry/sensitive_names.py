"""Finds persons: by rank or title, patronymic, initials, given name or the look of a surname."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from matchmaker.domain.registry.sensitive_numbers import Hit
from matchmaker.domain.registry.sensitive_words import CAPITAL, LETTER, Finder, Word, is_listed, listed, word_list

_TOKEN = rf"[{CAPITAL}][{LETTER}'-]{{0,29}}[{LETTER}]"
_INITIAL = rf"[{CAPITAL}]\."
_PARTICLES = "|".join(word_list("persons", "particles"))
_LED = rf"(?:(?:{_PARTICLES}) ){{0,2}}"
_AFTER_RANK = re.compile(
    rf"\d?(?P<apart>\.?,?:?) {{1,2}}{_LED}(?P<first>(?:{_INITIAL} ?){{1,2}}{_TOKEN}|{_TOKEN})"
    rf"(?P<more>(?: {_LED}{_TOKEN}| {_INITIAL}){{0,2}})"
)
_LONGEST_SHORT_FORM = 5
_ANOTHER = re.compile(rf"(?: [\"'][^\"'\n]{{2,20}}[\"'])? (?P<name>{_TOKEN})")
_BEFORE = re.compile(rf"(?P<name>{_TOKEN}) $")
_INITIALS = re.compile(rf"(?P<one>[{CAPITAL}])(?<![\w.][{CAPITAL}])\.(?: ?(?P<two>[{CAPITAL}])\.)?")
_INITIALS_BEHIND = re.compile(rf" ?(?P<name>{_TOKEN})")


def who_looks_at(word: Word) -> Iterator[Finder]:
    """Yield the finders of persons that a word calls for."""
    if _announces(word):
        yield after_rank
    if word.written[0].isupper():
        yield from _called_by_a_name(word)


def _announces(word: Word) -> bool:
    ranks = is_listed(word.small, "persons", "ranks") or is_listed(word.small, "persons", "doubtful_ranks")
    ranks = ranks or word.small in listed("persons", "numbered_ranks")
    return ranks or (word.small in listed("persons", "titles") and not word.written.isupper())


def _called_by_a_name(word: Word) -> Iterator[Finder]:
    if word.small in given_names():
        yield with_given_name
    if len(word.small) > 6 and word.small.endswith(tuple(word_list("persons", "patronymics"))):
        yield with_patronymic
    endings = tuple(word_list("persons", "standing_alone"))
    if len(word.small) > 5 and word.small.endswith(endings) and word.small not in listed("persons", "not_surnames"):
        yield standing_alone


def by_initials(text: str) -> Iterator[Hit]:
    """`О. П. Іваненко`, `Ivanenko O.P.`; a single initial needs a word that looks like a surname."""
    for match in _INITIALS.finditer(text):
        before = _BEFORE.search(text[max(0, match.start() - 40) : match.start()]) if match["two"] else None
        behind = _INITIALS_BEHIND.match(text, match.end())
        if (match["one"] + (match["two"] or "")).lower() in listed("persons", "initials_not"):
            continue
        if before and _is_initialled(before["name"], True):
            yield Hit("person", match.start() - len(before[0]), match.end())
        elif behind and _is_initialled(behind["name"], bool(match["two"])):
            yield Hit("person", match.start(), behind.end())


def _is_initialled(name: str, twice: bool) -> bool:
    return (twice and len(name) > 2 and name[1:].islower()) or looks_like_surname(name)


def after_rank(text: str, word: Word) -> Iterator[Hit]:
    """A name after a rank, a title or a role; ranks that are ordinary words need a name that looks like one."""
    match = _AFTER_RANK.match(text, word.end)
    if match is None or _is_part_of_a_word(text, word):
        return
    numbered = word.small in listed("persons", "numbered_ranks") and match[0][0].isdigit()
    first = match["first"].split()[-1]
    sure = numbered or _is_sure(word, match)
    if _is_no_name(first) or f"{word.small} {first.lower()}" in listed("persons", "not_persons"):
        return
    if not (sure and _is_written_as_name(first, word)) and not _is_surely_a_name(first, match["more"]):
        return
    more = [part for part in match["more"].split() if not _is_no_name(part)]
    end = match.end() if len(more) == len(match["more"].split()) else match.end("first")
    yield Hit("person", word.start, end)


def _is_surely_a_name(first: str, more: str) -> bool:
    """After an ordinary word such as `operator`, which equipment follows as well as a person."""
    small = first.lower()
    whole = small in given_names() and bool(more) and more.split()[0][1:].islower()
    alone = small.endswith(tuple(word_list("persons", "standing_alone"))) or small in listed("persons", "surnames")
    return whole or (alone and small not in listed("persons", "not_surnames"))


def _is_sure(word: Word, match: re.Match[str]) -> bool:
    """A full stop after a short form is part of it, after `captain` it ends a sentence."""
    if match["apart"] and (match["apart"] != "." or len(word.small) > _LONGEST_SHORT_FORM):
        return False
    if word.small in listed("persons", "titled_ranks"):
        return word.written.istitle() and not match["more"] and match["first"].lower() not in _ordinary()
    return is_listed(word.small, "persons", "ranks") or word.small in listed("persons", "titles")


def _ordinary() -> frozenset[str]:
    return listed("persons", "ordinary_after_titled")


def _is_part_of_a_word(text: str, word: Word) -> bool:
    return text[word.start - 1 : word.start] in ("-", "_") if word.start else False


def _is_no_name(token: str) -> bool:
    return token.lower() in listed("persons", "not_a_name")


def _is_written_as_name(token: str, rank: Word) -> bool:
    """In a text of capitals every word is one; a name in capitals counts after a rank in small letters."""
    if token.isupper() and token.isascii():
        return len(token) > 2 and not rank.written.isupper()
    return not token.isupper() or len(token) > 3


def with_patronymic(text: str, word: Word) -> Iterator[Hit]:
    """`Петра Миколайовича Шевчука`: the words with capitals on both sides belong to it."""
    before, behind = _before(text, word), _ANOTHER.match(text, word.end)
    yield Hit("person", word.start if before is None else before, behind.end() if behind else word.end)


def with_given_name(text: str, word: Word) -> Iterator[Hit]:
    """`Oleksandr Bondarchuk`, `МЕЛЬНИК Ірина`; a given name alone says little and is left."""
    behind = _ANOTHER.match(text, word.end)
    pair = f"{word.small} {behind['name'].lower()}" if behind else ""
    if behind and pair not in listed("persons", "not_persons") and _may_follow(behind["name"], word):
        yield Hit("person", word.start, behind.end())
        return
    before = _BEFORE.search(text[max(0, word.start - 40) : word.start])
    if before and _may_lead(before["name"], word):
        yield Hit("person", word.start - len(before[0]), word.end)


def _may_lead(surname: str, given: Word) -> bool:
    """The surname first is a Ukrainian habit, often in capitals."""
    in_capitals = surname.isupper() and len(surname) > 3 and not given.written.isupper()
    return not surname.isascii() and (looks_like_surname(surname) or in_capitals)


def _may_follow(surname: str, given: Word) -> bool:
    if _is_no_name(surname) or given.written.isupper() and given.written.isascii():
        return False
    return surname.isascii() == given.written.isascii() and (surname[1:].islower() or looks_like_surname(surname))


def standing_alone(_text: str, word: Word) -> Iterator[Hit]:
    """A surname that can be little else, such as one in `-enko`."""
    yield Hit("person", word.start, word.end)


def looks_like_surname(token: str) -> bool:
    """Whether a word is a listed surname or ends like one."""
    small = token.lower()
    if small in listed("persons", "not_surnames"):
        return False
    return small in listed("persons", "surnames") or (
        len(small) > 4 and small.endswith(tuple(word_list("persons", "surname_endings")))
    )


@cache
def given_names() -> frozenset[str]:
    """Return the listed given names, Ukrainian ones in all their cases."""
    plain = (name for language in ("en", "uk_latin") for name in word_list("persons", "given", language))
    return frozenset([*plain, *(form for name in word_list("persons", "given", "uk") for form in _cases(name))])


def _cases(name: str) -> tuple[str, ...]:
    if name.endswith("й"):
        return tuple(name[:-1] + ending for ending in ("й", "я", "ю", "єві", "єм", "ї"))
    if name.endswith(("я", "а")):
        return tuple(name[:-1] + ending for ending in ("а", "я", "и", "і", "ї", "у", "ю", "ою", "єю", "ею"))
    if name.endswith("о"):
        return tuple(name[:-1] + ending for ending in ("о", "а", "у", "ові", "ом"))
    return tuple(name + ending for ending in ("", "а", "у", "ю", "я", "ові", "еві", "ом", "ем", "і"))


def _before(text: str, word: Word) -> int | None:
    base = max(0, word.start - 70)
    found = re.search(rf"(?:{_TOKEN} ){{1,2}}$", text[base : word.start])
    return base + found.start() if found else None
