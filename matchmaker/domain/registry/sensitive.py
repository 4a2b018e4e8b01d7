"""Finds what tells who, where and when in a text, so that its author removes it or says that it is harmless."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from matchmaker.domain.findings import Sentence
from matchmaker.domain.registry import sensitive_names, sensitive_words
from matchmaker.domain.registry.sensitive_numbers import Hit, by_shape
from matchmaker.domain.registry.sensitive_reading import Reading, read
from matchmaker.domain.registry.sensitive_wording import language_of, neutral, sentence
from matchmaker.domain.registry.sensitive_words import Finder, Word

# What wins where two findings overlap; the first is the most telling.
KINDS = (
    "coordinates",
    "grid_reference",
    "unit",
    "person",
    "call_sign",
    "phone",
    "email",
    "handle",
    "place",
    "exact_day",
    "serial_number",
    "url",
    "marking_word",
)
ONLY_ASKED = frozenset({"serial_number", "url", "marking_word"})
_WORDS = re.compile(r"[^\W\d_]+(?:'[^\W\d_]+)*")


@dataclass(frozen=True, slots=True)
class Sensitive:
    """A piece of text that may tell too much.

    `start` and `end` point into the text as it was given, `span` is that piece. With `question` the author is only
    asked to look again; without it the piece must be removed or confirmed as harmless before the text is sent.
    """

    kind: str
    start: int
    end: int
    span: str
    question: bool

    @property
    def because(self) -> Sentence:
        """What it is and what to do about it."""
        return sentence(self.kind, self.span)


def find_sensitive(text: str) -> tuple[Sensitive, ...]:
    """Return what may tell too much, in order and without overlap; markings are `find_marking`'s business.

    Never give it a marked text: a finding repeats its piece of the text. Time is linear in the length.
    """
    reading = read(text)
    hits = (*by_shape(reading), *sensitive_names.by_initials(reading.text), *_by_word(reading.text))
    return tuple(_finding(hit, reading) for hit in _apart(hits))


def redacted(text: str, findings: Iterable[Sensitive]) -> str:
    """Return the text with each finding replaced by a neutral word in brackets, in the language of the text.

    `findings` are some or all of `find_sensitive(text)`. A day keeps its month. What comes out has no such finding.
    """
    language, pieces, done = language_of(text), [], 0
    for finding in sorted(findings, key=lambda finding: finding.start):
        pieces += [text[done : finding.start], neutral(finding.kind, finding.span, language)]
        done = finding.end
    return "".join([*pieces, text[done:]])


def _by_word(text: str) -> Iterator[Hit]:
    known: dict[str, tuple[Finder, ...]] = {}
    for match in _WORDS.finditer(text):
        written = match[0]
        if written not in known:
            known[written] = tuple(_who_looks_at(Word(written, written.lower(), *match.span())))
        for finder in known[written]:
            yield from finder(text, Word(written, written.lower(), *match.span()))


def _who_looks_at(word: Word) -> Iterator[Finder]:
    yield from sensitive_words.finders().get(word.small, ())
    if sensitive_words.is_short_unit(word):
        yield sensitive_words.short_unit
    if word.small.startswith(sensitive_words.stems("places", "listed")):
        yield sensitive_words.listed_place
    yield from sensitive_names.who_looks_at(word)


def _apart(hits: Iterable[Hit]) -> Iterator[Hit]:
    """Findings that overlap become one, of the more telling kind, so that nothing of either is left over."""
    held: Hit | None = None
    for hit in sorted(set(hits), key=lambda hit: (hit.start, -hit.end, KINDS.index(hit.kind))):
        if held is None or hit.start >= held.end:
            if held:
                yield held
            held = hit
        else:
            kind = min(held.kind, hit.kind, key=KINDS.index)
            held = Hit(kind, held.start, max(held.end, hit.end))
    if held:
        yield held


def _finding(hit: Hit, reading: Reading) -> Sensitive:
    start, end = reading.span(hit.start, hit.end)
    return Sensitive(hit.kind, start, end, reading.original[start:end], hit.kind in ONLY_ASKED)
