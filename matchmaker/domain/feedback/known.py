"""What is known about a type of equipment from what its users observed: counts, versions, ratings, known faults."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.feedback.gapevidence import Counts, GapEvidence, gap_evidence
from matchmaker.domain.feedback.weigh import FAILURES, FIXED, WORKED, outcome, screened
from matchmaker.domain.vocabulary import DIMENSIONS, SETTINGS

GRADES = range(1, 6)


@dataclass(frozen=True, slots=True)
class Version:
    """A version or configuration as users wrote it; `people` reported it, for `failed` of them the task failed."""

    name: str
    people: int
    failed: int


@dataclass(frozen=True, slots=True)
class Fault:
    """A fault that users met and what became of it, one of weigh.OUTCOMES; `fixed_in` are versions makers named."""

    observation: ObservationFacts
    outcome: str
    fixed_in: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Known:
    """What screened observations on one type say, in people; `ratings` has by dimension how often 1 to 5 was given."""

    evidence: GapEvidence
    settings: Counts
    versions: tuple[Version, ...]
    ratings: tuple[tuple[str, tuple[int, ...]], ...]
    faults: tuple[Fault, ...]


def what_is_known(observations: Iterable[ObservationFacts]) -> Known:
    """Sum up the observations on one type; those that no analyst accepted are left out. Newest faults come first."""
    counted = screened(observations)
    return Known(
        evidence=gap_evidence(counted),
        settings=_settings(counted),
        versions=_versions(counted),
        ratings=tuple((name, _grades(counted, name)) for name in DIMENSIONS),
        faults=_faults(counted),
    )


def _settings(counted: Iterable[ObservationFacts]) -> Counts:
    found: Counter[str] = Counter()
    for one in counted:
        found[one.setting] += one.count
    return tuple((key, found[key]) for key in (*SETTINGS, "") if key in found)


def _versions(counted: Iterable[ObservationFacts]) -> tuple[Version, ...]:
    """One line for each version, upper and lower case taken as one; the most reported first."""
    named: dict[str, list[ObservationFacts]] = {}
    for one in counted:
        if one.configuration.strip():
            named.setdefault(one.configuration.strip().casefold(), []).append(one)
    found = (_version(held) for held in named.values())
    return tuple(sorted(found, key=lambda one: (-one.people, one.name)))


def _version(held: Sequence[ObservationFacts]) -> Version:
    failed = sum(one.count for one in held if one.effect in FAILURES)
    return Version(held[0].configuration.strip(), sum(one.count for one in held), failed)


def _grades(counted: Iterable[ObservationFacts], dimension: str) -> tuple[int, ...]:
    given = Counter(grade for one in counted for name, grade in one.ratings if name == dimension)
    return tuple(given[grade] for grade in GRADES)


def _faults(counted: Sequence[ObservationFacts]) -> tuple[Fault, ...]:
    found = (Fault(one, outcome(one, _others(counted, one)), _fixed_in(one)) for one in counted)
    faults = (one for one in found if one.outcome != WORKED)
    return tuple(sorted(faults, key=lambda one: (one.observation.month, one.observation.number), reverse=True))


def _others(counted: Iterable[ObservationFacts], one: ObservationFacts) -> list[ObservationFacts]:
    return [other for other in counted if other is not one]


def _fixed_in(one: ObservationFacts) -> tuple[str, ...]:
    return tuple(dict.fromkeys(answer.version for answer in one.answers if answer.kind == FIXED and answer.version))
