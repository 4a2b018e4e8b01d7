"""Abbreviations that a text explains itself: after `electronic warfare (EW)`, the words stand for EW."""

from __future__ import annotations

import re
from collections.abc import Sequence

from matchmaker.domain.feedback.spelling import Atom

_IN_BRACKETS = re.compile(r" \([^\W\d_]{2,6}\)")
_LENGTHS = range(2, 7)


def with_abbreviations(text: str, found: tuple[Atom, ...]) -> tuple[Atom, ...]:
    """The words of the text, each explanation as the one abbreviation that it explains; the same where there is none.

    A name that is recorded with the abbreviation is so found where the text writes it out.
    """
    if not _IN_BRACKETS.search(text):
        return found
    told: list[Atom] = []
    for atom in found:
        length = len(atom.surface)
        if _is_explained(text, told, atom):
            first = told[-length]
            told[-length:] = [atom._replace(start=first.start, end=atom.end + 1, gap=first.gap)]
        else:
            told.append(atom)
    return tuple(told)


def _is_explained(text: str, told: Sequence[Atom], atom: Atom) -> bool:
    if not (atom.gap == " (" and text[atom.end : atom.end + 1] == ")" and atom.surface.isupper()):
        return False
    words = told[-len(atom.folded) :]
    return len(atom.folded) in _LENGTHS and "".join(word.folded[0] for word in words) == atom.folded
