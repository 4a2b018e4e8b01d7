"""What an observation must satisfy before it is filed, and what in it its author has to look at again."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from hashlib import sha256

from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.sensitive import Sensitive, find_sensitive, redacted
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import CAUSES, CONDITIONS, DIMENSIONS, FREQUENCIES, SEGMENTS, SETTINGS, SIDES, WISHES

LONGEST_CONFIGURATION = 120
MOST_USERS = 10_000
MOST_HOURS = 100_000
RATINGS = range(1, 6)
LANGUAGES = ("en", "uk")
# One choice each; left empty it is not stated.
CHOICES = {
    "frequency": FREQUENCIES,
    "cause": CAUSES,
    "wish": WISHES,
    "side": SIDES,
    "setting": SETTINGS,
    "segment": SEGMENTS,
}


@dataclass(frozen=True, slots=True)
class Doubt:
    """A piece of a text that may tell who, where or when; `before` and `after` are the words around it.

    `key` is the same while the piece is, wherever it stands in the field. With `question` its author is only asked
    to look again; without it the piece must be removed, or confirmed as harmless, before the text is sent.
    """

    key: str
    field: str
    kind: str
    before: str
    span: str
    after: str
    because: Sentence
    question: bool


def doubts(texts: Mapping[str, str]) -> tuple[Doubt, ...]:
    """Return what is to be looked at again, by field in the order given; never ask it about a marked text."""
    return tuple(_doubt(field, text, found) for field, text in texts.items() for found in find_sensitive(text))


def unsettled(texts: Mapping[str, str], harmless: frozenset[str] = frozenset()) -> Iterator[Problem]:
    """Check that all that may tell who, where or when is gone or confirmed by key; says nothing of marked text."""
    clean = {field: text for field, text in texts.items() if not find_marking(text)}
    yield from (
        Problem(one.field, one.because) for one in doubts(clean) if not one.question and one.key not in harmless
    )


def without(texts: Mapping[str, str], harmless: frozenset[str]) -> dict[str, str]:
    """Return the texts with a neutral word for all that is to be looked at again, except what is confirmed by key."""
    return {
        field: redacted(text, [one for one in find_sensitive(text) if _key(field, one) not in harmless])
        for field, text in texts.items()
    }


def choice_problems(chosen: Mapping[str, str]) -> Iterator[Problem]:
    """Check single choices by field name; empty is not stated."""
    for field, allowed in CHOICES.items():
        if chosen.get(field, "") not in ("", *allowed):
            yield Problem(field, say("Choose one of the list, or leave it out."))


def list_problems(conditions: tuple[str, ...], ratings: Mapping[str, int]) -> Iterator[Problem]:
    """Check the boxes ticked and the ratings; each rating is a whole number from 1 (poor) to 5 (good)."""
    if not set(conditions) <= set(CONDITIONS):
        yield Problem("conditions", say("Choose from the list."))
    for dimension, rating in ratings.items():
        if dimension not in DIMENSIONS or rating not in RATINGS:
            yield Problem(f"rating_{dimension}", say("Rate from 1 to 5, or leave it out."))


def count_problems(users: int | None, hours: int | None) -> Iterator[Problem]:
    """Check how many used it and for how many hours altogether."""
    for field, number, most in (("users", users, MOST_USERS), ("hours", hours, MOST_HOURS)):
        if number is not None and not 0 < number <= most:
            yield Problem(field, say("Give a number from 1 to %(most)s, or leave it out.", most=most))


def configuration_problems(words: str) -> Iterator[Problem]:
    """Check a version or firmware as typed."""
    yield from validate.line("configuration", words)
    if len(words) > LONGEST_CONFIGURATION:
        yield Problem(
            "configuration", say("This is longer than %(longest)s characters.", longest=LONGEST_CONFIGURATION)
        )


def _doubt(field: str, text: str, found: Sensitive) -> Doubt:
    return Doubt(
        key=_key(field, found),
        field=field,
        kind=found.kind,
        before=_last_words(text[: found.start]),
        span=found.span,
        after=_first_words(text[found.end :]),
        because=found.because,
        question=found.question,
    )


def _key(field: str, found: Sensitive) -> str:
    return sha256(f"{field}\0{found.kind}\0{found.span}".encode()).hexdigest()[:16]


def _last_words(text: str) -> str:
    return text if len(text) <= 40 else "… " + text[-40:].partition(" ")[2]


def _first_words(text: str) -> str:
    return text if len(text) <= 40 else text[:40].rpartition(" ")[0] + " …"
