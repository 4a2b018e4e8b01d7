"""Words of a text and how near two spellings of a name are: inflection, plural, script, sound, one wrong letter."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from enum import IntEnum
from functools import lru_cache
from typing import NamedTuple

import simplemma

from matchmaker.domain.text.lemmas import fold, is_cyrillic, lemma
from matchmaker.domain.text.wordlists import corrected_lemmas, ukrainian_endings

_MARKS = "\u0300-\u036f\u00ad\u200b"
_APOSTROPHES = "'\u2019\u02bc\u2018`\u00b4\u2032"
_CYRILLIC = "\u0400-\u04ff"
_LATIN = rf"[^\W\d_{_CYRILLIC}]"
_ATOM = re.compile(
    rf"\d+|(?<=\w)\+(?!\w)|[{_CYRILLIC}](?:[{_CYRILLIC}{_MARKS}]|[{_APOSTROPHES}](?=[{_CYRILLIC}]))*"
    rf"|{_LATIN}(?:{_LATIN}|[{_MARKS}]|[{_APOSTROPHES}](?={_LATIN}))*"
)
_TWO_SCRIPTS = re.compile(rf"(?<!\w)(?=\w*[A-Za-z])(?=\w*[{_CYRILLIC}])\w+")
# Capitals that look alike; whoever mixes the scripts inside one word has the wrong keyboard, not another name.
_LOOK_ALIKE = str.maketrans("АВЕІКМНОРСТХУ", "ABEIKMHOPCTXY")
_TO_LATIN = str.maketrans(
    {
        **dict(zip("абвгґдеєзиіїйклмнопрстуфхыэёў", "abvggdeeziiiiklmnoprstufhieev", strict=True)),
        **{"ж": "zh", "ц": "ts", "ч": "ch", "ш": "sh", "щ": "shch", "ю": "iu", "я": "ia", "ь": "", "ъ": ""},
    }
)
# One sound, many spellings; the order matters.
_SOUNDS = tuple(
    (re.compile(pattern), heard)
    for pattern, heard in (
        ("dzh|dj", "j"),
        ("shch|sch|sh", "S"),
        ("tch|ch", "C"),
        ("zh", "z"),
        ("kh", "h"),
        ("ph", "f"),
        ("th", "t"),
        ("ck|qu?", "k"),
        ("ts|tz|c(?=[eiy])", "s"),
        ("c", "k"),
        ("x", "ks"),
        ("w", "v"),
        ("h", "g"),
        ("oo|ou", "u"),
        ("ee", "i"),
        ("[yj]", "i"),
        (r"(.)\1+", r"\1"),
    )
)
# Г is written g or h, and so h sounds like g; х is never written g.
_WRITTEN_FOR_KH = frozenset("hxk")
_SHORTEST_HEARD = 4
_SHORTEST_STEM = 3
SHORTEST_WITH_A_TYPO = 7


class Atom(NamedTuple):
    """A run of digits or of letters of one script; offsets point into the text itself. `gap` is what stands before."""

    surface: str
    folded: str
    start: int
    end: int
    gap: str


class Nearness(IntEnum):
    """How a word of a text is the word of a name; the higher, the nearer."""

    NONE = 0
    TYPO = 1
    SOUND = 2
    SCRIPT = 3
    FORM = 4
    SAME = 5


def atoms(text: str) -> tuple[Atom, ...]:
    """Digits and letters apart, so that `M-113`, `M 113` and `M113` read the same; a stress mark parts no word."""
    return tuple(_atoms(_one_script(text)))


def _atoms(text: str) -> Iterator[Atom]:
    last = 0
    for found in _ATOM.finditer(text):
        start, end = found.span()
        surface = text[start:end]
        # Thousands of texts are read: the generated constructor takes three times as long.
        yield tuple.__new__(Atom, (surface, folded(surface), start, end, text[last:start] if start else " "))
        last = end


@lru_cache(maxsize=200_000)
def folded(word: str) -> str:
    """Without case, stress and accents, and without an English possessive.

    >>> folded("Alakrán"), folded("Leleka’s")
    ('alakran', 'leleka')
    """
    plain = fold(word)
    if is_cyrillic(plain):
        return plain
    bare = "".join(letter for letter in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(letter))
    return bare.removesuffix("'s").replace("ß", "ss")


@lru_cache(maxsize=200_000)
def skeleton(word: str) -> str:
    """What all spellings of a folded word have in common: other words may share it, so ask `nearness` as well.

    >>> skeleton("мавіком") == skeleton("mavik") == skeleton("mavic"), skeleton("лелекою") == skeleton("leleka")
    (True, True)
    """
    if word.isdigit():
        return word
    if not is_cyrillic(word):
        heard = sound(corrected_lemmas().get(word) or _singular(word))
    else:
        heard = sound(_cut(lemma(word)))
    if len(heard) > _SHORTEST_STEM and heard.endswith("s"):
        heard = heard[:-1]
    bare = heard.rstrip("aeiou")
    return bare if len(bare) >= _SHORTEST_STEM else heard


@lru_cache(maxsize=200_000)
def sound(word: str) -> str:
    """A folded word in rough Latin letters; short ones keep theirs, as in designations each letter counts.

    >>> sound("шахед") == sound("shahed"), sound("тб"), sound("hx")
    (True, 'tb', 'hx')
    """
    heard = word.translate(_TO_LATIN).replace("'", "")
    if len(word) >= _SHORTEST_HEARD:
        for written, spoken in _SOUNDS:
            heard = written.sub(spoken, heard)
    return heard


@lru_cache(maxsize=200_000)
def is_everyday(word: str) -> bool:
    """Whether a dictionary has the folded word, so that its being a name as well must show in the text.

    >>> is_everyday("fury"), is_everyday("leleka"), is_everyday("акулою")
    (True, False, True)
    """
    return simplemma.is_known(word, lang="uk" if is_cyrillic(word) else "en")


@lru_cache(maxsize=200_000)
def nearness(name: str, word: str) -> Nearness:
    """How near a folded word of a text is to a folded word of a name.

    >>> nearness("лелека", "лелекою").name, nearness("гор", "гору").name, nearness("mavic", "mavik").name
    ('FORM', 'NONE', 'SOUND')
    """
    if name == word:
        return Nearness.SAME
    if name.isdigit() or word.isdigit():
        return Nearness.NONE
    if is_cyrillic(name) != is_cyrillic(word):
        return _across_scripts(name, word)
    near = _ukrainian(name, word) if is_cyrillic(name) else _latin(name, word)
    return near or (Nearness.TYPO if _one_letter_wrong(name, word) else Nearness.NONE)


def without_one_letter(word: str) -> frozenset[str]:
    """The word and all that is left of it without one letter: two words with one letter wrong share one of them."""
    return frozenset((word, *(word[:at] + word[at + 1 :] for at in range(len(word)))))


def _one_script(text: str) -> str:
    """The text with `ACS-3` in one script where both are mixed inside a word; offsets stay."""
    if text.isascii():
        return text
    return _TWO_SCRIPTS.sub(lambda found: _all_latin(found.group()), text)


def _all_latin(word: str) -> str:
    latin = word.translate(_LOOK_ALIKE)
    return word if is_cyrillic(latin) else latin


def _singular(word: str) -> str:
    plural = len(word) > _SHORTEST_STEM and word.endswith("s") and not word.endswith("ss")
    return word[:-1] if plural else word


def _cut(word: str) -> str:
    stems = (word.removesuffix(ending) for ending in ukrainian_endings() if word.endswith(ending))
    return next((stem for stem in stems if len(stem) >= _SHORTEST_STEM), word)


def _ukrainian(name: str, word: str) -> Nearness:
    if lemma(word) in (name, lemma(name)):
        return Nearness.FORM
    if is_everyday(word) or skeleton(word) != skeleton(name):
        return Nearness.NONE
    return Nearness.FORM if _cut(word)[:_SHORTEST_STEM] == name[:_SHORTEST_STEM] else Nearness.SOUND


def _latin(name: str, word: str) -> Nearness:
    if word in (f"{name}s", f"{name}es") or name in (lemma(word), corrected_lemmas().get(word)):
        return Nearness.FORM
    if corrected_lemmas().get(name) == word:
        return Nearness.SOUND
    if is_everyday(word) or len(word) < _SHORTEST_HEARD:
        return Nearness.NONE
    heard = sound(name)
    return Nearness.SOUND if sound(word) in (heard, f"{heard}s") else Nearness.NONE


def _across_scripts(name: str, word: str) -> Nearness:
    cyrillic, latin = (name, word) if is_cyrillic(name) else (word, name)
    if latin == word and is_everyday(word):
        return Nearness.SCRIPT if cyrillic.translate(_TO_LATIN) == word else Nearness.NONE
    if "х" in cyrillic and _WRITTEN_FOR_KH.isdisjoint(latin):
        return Nearness.NONE
    heard = sound(latin)
    plural = (heard, heard.removesuffix("s")) if latin == word else (heard,)
    if sound(cyrillic) in plural or sound(lemma(cyrillic)) in plural:
        return Nearness.SCRIPT
    known, same = is_everyday(word), skeleton(cyrillic) == skeleton(latin)
    return Nearness.SCRIPT if same and not known and len(skeleton(latin)) >= _SHORTEST_HEARD else Nearness.NONE


def _one_letter_wrong(name: str, word: str) -> bool:
    if len(name) < SHORTEST_WITH_A_TYPO or abs(len(name) - len(word)) > 1 or is_everyday(word):
        return False
    shorter, longer = sorted((name, word), key=len)
    same = next((at for at, pair in enumerate(zip(shorter, longer, strict=False)) if pair[0] != pair[1]), len(shorter))
    if len(shorter) < len(longer):
        return shorter[same:] == longer[same + 1 :]
    swapped = longer[same : same + 2][::-1] + longer[same + 2 :]
    return shorter[same + 1 :] == longer[same + 1 :] or shorter[same:] == swapped
