"""Whether an everyday word is meant as a name: capitals, quotes, and words near it that speak of equipment."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from matchmaker.domain.feedback.names import Part, is_generic, kind_words
from matchmaker.domain.feedback.occurrences import Bearer, Occurrence
from matchmaker.domain.feedback.spelling import Atom, Nearness, is_everyday, nearness
from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.text.lemmas import lemma

_NEAR = 6
_ACRONYM = 3
_SHORTEST_DESIGNATION = 3
_STOPS = re.compile(r"[.!?…]\s|\n")
_OPENED, _CLOSED = re.compile(r"[«“„\"'‘]$"), re.compile(r"^[»”“\"'’]")
# How sure an everyday word is the name: nothing says so; a capital, but of a longer name (Viking Lander) or for a part
# only; a capital that every sentence has; a word near it that speaks of equipment; that word and a capital.
NOTHING, LITTLE, FIRST_WORD, NEAR, NEAR_AND_CAPITAL = 0.25, 0.4, 0.6, 0.75, 0.95
_SEVERAL_WORDS, _SHORT_DESIGNATION = 0.5, 0.5


@dataclass(frozen=True)
class Surroundings:
    """An occurrence where it stands."""

    text: str
    atoms: Sequence[Atom]
    occurrence: Occurrence

    @cached_property
    def near(self) -> dict[str, str]:
        """Categories that words of the same sentence near the name speak of, each with the first such word."""
        found: dict[str, str] = {}
        for atom in (*self._before(), *self._after()):
            words = kind_words().get(atom.folded) or kind_words().get(lemma(atom.folded)) or ()
            for category in words:
                found.setdefault(category.casefold(), atom.surface)
        return found

    def certainty(self, bearer: Bearer) -> tuple[float, Sentence | None]:
        """How sure it is in 0..1 that the words are a name at all, and why if that is a question."""
        if not self._is_doubtful(bearer):
            return 1.0, None
        capital, piece = self._is_capital(bearer), bearer.reading.part < Part.CORE
        clear = capital and not self._starts_sentence(bearer) and not self._is_in_another_name
        if (clear and not piece) or self._is_quoted or self._is_all_there_is:
            return 1.0, self._why_sure()
        if clear and not self.near:
            return LITTLE, say("An everyday word, and only a part of the name.")
        if bearer.reading.part < Part.WHOLE and not (capital and (self.near or not piece)):
            return 0.0, None
        if self.near:
            word = self.near.get(bearer.category) or next(iter(self.near.values()))
            sure = NEAR_AND_CAPITAL if capital else NEAR
            return sure, say("An everyday word, but “%(word)s” stands near it.", word=word)
        if capital:
            sure = LITTLE if self._is_in_another_name else FIRST_WORD
            return sure, say("An everyday word, and its capital says little at this place.")
        return self._without_evidence(bearer), say("An everyday word, and nothing near it speaks of equipment.")

    def _is_doubtful(self, bearer: Bearer) -> bool:
        told, key = self.told, bearer.reading.key
        if any(part.isdigit() for part in key):
            return sum(map(len, key)) < _SHORTEST_DESIGNATION
        if len(key) > 1 and bearer.alias.islower() and bearer.reading.part is Part.WHOLE:
            return False
        short = len(told) == 1 and len(told[0].folded) <= _ACRONYM
        pairs = zip(key, told, strict=False)
        return short or all(is_everyday(atom.folded) or _is_slip(name, atom) for name, atom in pairs)

    def _why_sure(self) -> Sentence | None:
        everyday = all(is_everyday(atom.folded) for atom in self.told)
        return say("An everyday word, but here in capitals, in quotes or by itself.") if everyday else None

    def _without_evidence(self, bearer: Bearer) -> float:
        if any(atom.folded.isdigit() for atom in self.told):
            return _SHORT_DESIGNATION
        if bearer.alias.isupper() and self.told[0].surface.islower():
            return 0.0
        return _SEVERAL_WORDS if len(self.told) > 1 else NOTHING

    @property
    def told(self) -> Sequence[Atom]:
        """The words and numbers of the occurrence."""
        return self.atoms[self.occurrence.first : self.occurrence.last]

    @cached_property
    def _is_quoted(self) -> bool:
        first, last = self.told[0], self.told[-1]
        before, after = self.text[max(first.start - 1, 0) : first.start], self.text[last.end : last.end + 1]
        return _OPENED.search(before) is not None and _CLOSED.search(after) is not None

    @cached_property
    def _is_all_there_is(self) -> bool:
        if len(self.atoms) - len(self.told) > _NEAR:
            return False
        rest = (*self.atoms[: self.occurrence.first], *self.atoms[self.occurrence.last :])
        return all(is_generic(atom.folded) for atom in rest)

    def _is_capital(self, bearer: Bearer) -> bool:
        """An acronym must be in capitals throughout; where all is in capitals they say nothing."""
        if self.text.isupper():
            return False
        told = [atom.surface for atom in self.told]
        if len(told) == 1 and len(told[0]) <= _ACRONYM and bearer.alias.isupper():
            return told[0].isupper()
        return all(one[0].isupper() or one.isdigit() for one in told if len(one) > _ACRONYM or len(told) == 1)

    def _starts_sentence(self, bearer: Bearer) -> bool:
        first = self.told[0]
        if len(self.told) > 1 or (len(first.surface) > 1 and first.surface.isupper() and bearer.alias.isupper()):
            return False
        return self.occurrence.first == 0 or _STOPS.search(first.gap) is not None

    @cached_property
    def _is_in_another_name(self) -> bool:
        """Whether a neighbour has a capital too, as in `Viking Lander` or a title."""
        first, last = self.occurrence.first, self.occurrence.last
        after = self.atoms[last : last + 1]
        before = self.atoms[first - 1 : first] if first > 1 and not _STOPS.search(self.atoms[first - 1].gap) else ()
        joined = [*(one for one in after if one.gap == " "), *(one for one in before if self.told[0].gap == " ")]
        return any(one.surface.istitle() and not is_generic(one.folded) for one in joined)

    def _before(self) -> Iterator[Atom]:
        for at in range(self.occurrence.first - 1, max(self.occurrence.first - 1 - _NEAR, -1), -1):
            if _STOPS.search(self.atoms[at + 1].gap):
                return
            yield self.atoms[at]

    def _after(self) -> Iterator[Atom]:
        for atom in self.atoms[self.occurrence.last : self.occurrence.last + _NEAR]:
            if _STOPS.search(atom.gap):
                return
            yield atom


def _is_slip(name: str, atom: Atom) -> bool:
    """Whether it is an everyday word with one letter wrong."""
    return is_everyday(name) and nearness(name, atom.folded) is Nearness.TYPO
