"""What one written name of equipment may look like in a text: whole, without generic words, or in part."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from enum import IntEnum
from functools import cache, lru_cache
from pathlib import Path
from typing import Any, NamedTuple

from matchmaker.domain.feedback.spelling import atoms, is_everyday
from matchmaker.domain.strict_yaml import read_own
from matchmaker.domain.text.lemmas import fold, lemma

_ASIDE = re.compile(r"(?<=\s)\(([^()]*)\)")
_GLUED = re.compile(r"(?<=\S)\((\w{1,6})\)")
_QUOTED = re.compile(r"(?:[«“„‘]|(?<!\w)[\"'])([^«»“”„\"'‘’]{3,})(?:[»”’]|[\"'](?!\w)|$)")
_QUOTES = re.compile(r"[«»“”„\"‘’]|(?<!\w)'|'(?!\w)")
_CALIBRE = re.compile(r"\d+(?:[./]\d+)?-?mm|\d")
_DESIGNATION = re.compile(r"(?=.*\d)(?=.*[^\W\d_]).+")
_SHORT_TAIL = re.compile(r"\d+|[^\W\d_]{1,2}|[^\W\d_]\d{1,2}|\d[^\W\d_]\d?")
_LETTER_AND_NUMBER, _LETTERS_AFTER = re.compile(r"[^\W\d_]\d+$"), re.compile(r"(?<=\d)[^\W\d_]+$")
_NUMBER = re.compile(r"\d+$")
_HUMP = re.compile(r"(?<=[^\W\d_]{2}[^\W\d_A-ZА-ЯІЇЄҐ])(?=[A-ZА-ЯІЇЄҐ][^\W\d_A-ZА-ЯІЇЄҐ]{2})")
_MAY_BE_JOINED, _SHORTEST_JOINED = (2, 3), 6
_SHORTEST_PIECE, _SHORTEST_WORD, _SHORTEST_NUMBER = 3, 4, 4


class Part(IntEnum):
    """How much of a name a reading keeps; the higher, the more."""

    FAMILY = 1
    PIECE = 2
    CORE = 3
    WHOLE = 4


class Reading(NamedTuple):
    """One way to say a name: its folded words and numbers, in order."""

    key: tuple[str, ...]
    part: Part


@lru_cache(maxsize=20_000)
def readings(name: str) -> tuple[Reading, ...]:
    """All readings of a written name, the fullest first, each key once.

    >>> [(" ".join(one.key), one.part.name) for one in readings("TB2 / Sea Baby")]
    [('tb 2', 'WHOLE'), ('sea baby', 'WHOLE'), ('seababy', 'WHOLE')]
    >>> [(" ".join(one.key), one.part.name) for one in readings("Leopard 2A4")]
    [('leopard 2 a 4', 'WHOLE'), ('leopard', 'PIECE'), ('2 a 4', 'PIECE'), ('leopard 2', 'FAMILY')]
    """
    found: dict[tuple[str, ...], Part] = {}
    for text, part in _readings(name):
        for key in _spacings(text, part):
            if _can_be_told(key) and part > found.get(key, 0):
                found[key] = part
    return tuple(Reading(key, part) for key, part in sorted(found.items(), key=lambda one: -one[1]))


def _spacings(text: str, part: Part) -> Iterator[tuple[str, ...]]:
    """The words as they are; of whole names also `SeaBaby` for `Sea Baby` and `Fly Eye` for `FlyEye`."""
    key = tuple(atom.folded for atom in atoms(text))
    yield key
    if part < Part.CORE:
        return
    joined = "".join(key)
    if len(key) in _MAY_BE_JOINED and joined.isalpha() and len(joined) >= _SHORTEST_JOINED:
        yield (joined,)
    parted = _HUMP.sub(" ", text)
    if parted != text:
        yield tuple(atom.folded for atom in atoms(parted))


def _can_be_told(key: tuple[str, ...]) -> bool:
    """Whether there is a letter in it or else a long number."""
    return bool(key) and (not all(map(str.isdigit, key)) or len("".join(key)) >= _SHORTEST_NUMBER)


def core(name: str) -> tuple[str, ...]:
    """What is left of a name without brackets and generic words; two names with one core are one system's.

    >>> core("Bayraktar TB2 UCAV") == core("Bayraktar TB2")
    True
    """
    return tuple(atom.folded for atom in atoms(" ".join(_core(_without_asides(name).split()))))


@cache
def kind_words() -> Mapping[str, frozenset[str]]:
    """Words that speak of equipment, by lemma, with the categories that they speak of."""
    found: dict[str, set[str]] = {}
    kinds: Mapping[str, str] = _words()["kinds"]
    for category, words in kinds.items():
        for word in words.split():
            for form in (word, lemma(word)):
                found.setdefault(form, set()).add(category)
    return {word: frozenset(categories) for word, categories in found.items()}


@cache
def endings_after_latin() -> frozenset[str]:
    """Ukrainian endings as they follow a Latin name."""
    return _list("endings_after_latin")


def is_generic(word: str) -> bool:
    """Whether a word never tells one type from another.

    >>> is_generic("UAV"), is_generic("radars"), is_generic("155mm"), is_generic("Leleka")
    (True, True, True, False)
    """
    plain = fold(word)
    return plain in _generic() or lemma(plain) in _generic() or _CALIBRE.fullmatch(plain) is not None


def _readings(name: str) -> Iterator[tuple[str, Part]]:
    if _bare(name.split(maxsplit=1)[0] if name.split() else "") in _list("unknown"):
        yield name, Part.WHOLE
        return
    outer = _without_asides(name)
    for whole in _alternatives(outer):
        yield whole, Part.WHOLE
        yield from _in_part(whole.split())
    yield from ((quoted, Part.PIECE) for quoted in _QUOTED.findall(name) if _tells(quoted.split()))
    for aside in _ASIDE.findall(name):
        yield from _from_aside(aside)


def _in_part(tokens: list[str]) -> Iterator[tuple[str, Part]]:
    kept = _core(tokens)
    if not kept or (kept != tokens and not _tells(kept)):
        return
    yield " ".join(kept), Part.CORE if _is_still_a_name(kept, tokens) else Part.PIECE
    if not any(_bare(token) in _list("turns") for token in tokens):
        yield from _pieces(kept)
        yield from _shortened([token.strip(",") for token in tokens])
        yield from _shortened(kept)
        yield from _families(" ".join(kept))


def _is_still_a_name(kept: list[str], tokens: list[str]) -> bool:
    """`Shark` of `Shark UAV` is, `Mission` of `Mission Control` is not."""
    if not all(is_everyday(_bare(token)) for token in kept):
        return True
    return tokens[: len(kept)] == kept and all(_bare(token) in kind_words() for token in tokens[len(kept) :])


def _pieces(tokens: list[str]) -> Iterator[tuple[str, Part]]:
    """`9K33` and `Osa` of `9K33 Osa`: designations and the words between them."""
    run: list[str] = []
    for token in [*tokens, "0"]:
        if not any(letter.isdigit() for letter in token):
            run.append(token)
            continue
        if run and len("".join(run)) >= _SHORTEST_WORD and _tells(run):
            yield " ".join(run), Part.PIECE
        run = []
        if len(tokens) > 1 and len(token) >= _SHORTEST_PIECE and _DESIGNATION.fullmatch(token):
            yield token, Part.PIECE


def _families(name: str) -> Iterator[tuple[str, Part]]:
    """`T-72B` and `T-72` of `T-72B3`; `Shahed` of `Shahed-136`."""
    found = atoms(name)
    for last, (one, after) in enumerate(zip(found, found[1:], strict=False), start=1):
        so_far = "".join(atom.folded for atom in found[:last])
        if one.folded.isdigit() and not after.gap and len(so_far) >= _SHORTEST_PIECE and not so_far.isdigit():
            yield name[: one.end], Part.FAMILY
    first, *others = found or (None,)
    if first and others and others[0].gap == "-" and others[0].folded.isdigit() and _is_long_enough(first.folded):
        yield first.surface, Part.FAMILY


def _is_long_enough(word: str) -> bool:
    return len(word) >= _SHORTEST_WORD and not _only_numbered([word])


def _shortened(tokens: list[str]) -> Iterator[tuple[str, Part]]:
    """`fibre FPV` for `fibre-optic FPV`: who knows the thing says the first half of a compound only."""
    for at, token in enumerate(tokens[:-1]):
        first, hyphen, second = token.partition("-")
        if hyphen and first.isalpha() and second.isalpha() and token.islower() and _is_long_enough(first):
            yield " ".join([*tokens[:at], first, *tokens[at + 1 :]]), Part.PIECE


def _from_aside(aside: str) -> Iterator[tuple[str, Part]]:
    """A designation or another name in brackets, but not a remark."""
    first = aside.split()[:1]
    if not first or fold(first[0]) in _list("turns") or all(map(is_generic, aside.replace(",", " ").split())):
        return
    for whole in _alternatives(aside.split(",")[0]):
        tokens = whole.split()
        named = tokens and (tokens[0][0].isupper() or tokens[0][0].isdigit())
        listed = "/" in whole and not any(letter.isdigit() for letter in whole)
        if named and not listed and len("".join(tokens)) >= _SHORTEST_PIECE and len(tokens) <= 2:
            yield whole, Part.CORE


def _alternatives(name: str) -> Iterator[str]:
    """The names in `A / B`, the designations in `Mi-8/17`; with `RC(R)` both RC and RCR."""
    glued = _GLUED.search(name)
    if glued:
        yield from _alternatives(_GLUED.sub("", name))
        yield from _alternatives(_GLUED.sub(r"\1", name))
        return
    first, *others = re.split(r"\s+/\s+", name.strip(" ,;:"))
    yield from _run_together(first)
    for other in others:
        if _SHORT_TAIL.fullmatch(other):
            yield " ".join([*first.split()[:-1], other]) if len(first.split()) > 1 else other
        else:
            yield from _run_together(other)


def _run_together(name: str) -> Iterator[str]:
    """`M109A3/A4` is M109A3 and M109A4: what follows the stroke takes the place of a like ending."""
    yield name
    head, *tails = (part.strip() for part in name.split("/"))
    for tail in tails:
        like = _like_ending(head, tail)
        if like is None:
            head = f"{head}/{tail}"
            continue
        yield head
        yield like.sub(tail, head)


def _like_ending(head: str, tail: str) -> re.Pattern[str] | None:
    if not _SHORT_TAIL.fullmatch(tail) or not any(letter.isdigit() for letter in head):
        return None
    letters, digits = tail.isalpha(), tail.isdigit()
    likes = (_LETTER_AND_NUMBER, _LETTERS_AFTER) if not digits else (_NUMBER,)
    return next((like for like in likes if like.search(head) and (like.search(tail) or letters)), None)


def _without_asides(name: str) -> str:
    return " ".join(_QUOTES.sub(" ", _ASIDE.sub(" ", f" {name}")).split())


def _core(tokens: list[str]) -> list[str]:
    turn = next((at for at, token in enumerate(tokens) if _bare(token) in _list("turns")), len(tokens))
    kept = tokens[:turn]
    while kept and is_generic(kept[-1]) and not kept[-1].isdigit():
        kept = kept[:-1]
    while kept and is_generic(kept[0]):
        kept = kept[1:]
    return kept


def _tells(tokens: list[str]) -> bool:
    """Whether what is left could be a name: not lower-case dictionary words only."""
    return not _only_numbered(tokens) and any(not token.islower() or not is_everyday(fold(token)) for token in tokens)


def _only_numbered(tokens: list[str]) -> bool:
    return all(_bare(token) in _list("numbered") or is_generic(token) for token in tokens)


def _bare(token: str) -> str:
    return fold(token).strip("().,;:")


@cache
def _generic() -> frozenset[str]:
    return _list("general") | frozenset(kind_words())


@cache
def _list(name: str) -> frozenset[str]:
    return frozenset(_words()[name].split())


@cache
def _words() -> Mapping[str, Any]:
    return dict(read_own((Path(__file__).parent / "names.yaml").read_bytes()))
