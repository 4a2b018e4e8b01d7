"""Is this firm already here? Candidates with the reason in words; people decide."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rapidfuzz.distance import JaroWinkler
from rapidfuzz.fuzz import ratio

from matchmaker.domain.findings import Country, Sentence, say

NEAR = 0.9
PREFIX_LENGTH = 6


@dataclass(frozen=True, slots=True)
class KnownFirm:
    """What is compared: names as written, ISO country or None, identifiers as (scheme, normalised value)."""

    id: str
    names: tuple[str, ...]
    keys: tuple[str, ...]
    country: str | None
    identifiers: frozenset[tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Candidate:
    """A firm that may be the same; `certain` only where an identifier is shared. `nearness` is in 0..1."""

    id: str
    name: str
    certain: bool
    nearness: float
    because: tuple[Sentence, ...]


def candidates(new: KnownFirm, existing: Iterable[KnownFirm], limit: int = 5) -> tuple[Candidate, ...]:
    """Return the firms that `new` may duplicate, most likely first; `new` itself (same id) is left out."""
    found = [_compare(new, known) for known in existing if known.id != new.id]
    likely = [candidate for candidate in found if candidate is not None]
    return tuple(sorted(likely, key=lambda one: (not one.certain, -one.nearness, one.id))[:limit])


def _compare(new: KnownFirm, known: KnownFirm) -> Candidate | None:
    shared = sorted(new.identifiers & known.identifiers)
    nearness = _name_nearness(new.keys, known.keys)
    near_name = nearness >= NEAR and _same_country(new, known, nearness)
    if not shared and not near_name:
        return None
    reasons = tuple(_identifier_reason(scheme, value) for scheme, value in shared)
    reasons += (_name_reason(known, nearness),) if near_name else ()
    return Candidate(known.id, known.names[0], bool(shared), 1.0 if shared else nearness, reasons)


def _name_nearness(some: tuple[str, ...], others: tuple[str, ...]) -> float:
    return max((_nearness(one, other) for one in some for other in others), default=0.0)


def _nearness(one: str, other: str) -> float:
    if one == other:
        return 1.0
    if min(len(one), len(other)) < PREFIX_LENGTH:
        return 0.0
    return round(min(ratio(one, other) / 100, JaroWinkler.similarity(one, other)), 4)


def _same_country(new: KnownFirm, known: KnownFirm, nearness: float) -> bool:
    if new.country is None or known.country is None:
        return nearness == 1.0
    return new.country == known.country


def _identifier_reason(scheme: str, value: str) -> Sentence:
    return say("It has the same %(scheme)s number %(value)s.", scheme=scheme, value=value)


def _name_reason(known: KnownFirm, nearness: float) -> Sentence:
    if known.country is None:
        return say("It has the same name; its country is not recorded.")
    country = Country(known.country)
    if nearness == 1.0:
        return say("It has the same name in the same country (%(country)s).", country=country)
    return say("Its name is nearly the same, in the same country (%(country)s).", country=country)
