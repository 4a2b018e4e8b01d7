"""What stands behind a gap, as counts: how many people saw it, when, where, on what, and with which effect."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain.facts import ConceptFacts, EquipmentFacts, ObservationFacts
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.graph.pieces import TERM_SCHEME, concept_ids
from matchmaker.domain.text.tokens import term_base
from matchmaker.domain.vocabulary import CONDITIONS, EFFECTS, SIDES

COUNTED = "analysed"
MILITARY_LIST = "ML"

Counts = tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class GapEvidence:
    """Counts of people; only observations that were screened and not closed count, `uncounted` says how many do not.

    `months` has every month (YYYY-MM) from the first to the last. The key of a side or type is empty where none was
    stated. A person who ticked two conditions is counted in both. `fictional` counts observations.
    """

    observations: int
    people: int
    fictional: int
    uncounted: int
    months: Counts
    effects: Counts
    sides: Counts
    types: Counts
    conditions: Counts


@dataclass(frozen=True, slots=True)
class Spell:
    """Calendar months from `first` to `last` (YYYY-MM, both counted) and what was observed in them.

    `months` is 0 and both ends are empty where the spell has no month.
    """

    first: str
    last: str
    months: int
    observations: int
    people: int

    @property
    def people_a_month(self) -> float:
        """People for each calendar month, with two decimals; 0 for a spell without months."""
        return round(self.people / self.months, 2) if self.months else 0.0


def gap_evidence(observations: Iterable[ObservationFacts]) -> GapEvidence:
    """Count the observations behind a gap."""
    held = tuple(observations)
    counted = [one for one in held if one.state == COUNTED]
    return GapEvidence(
        observations=len(counted),
        people=sum(one.count for one in counted),
        fictional=sum(one.fictional for one in counted),
        uncounted=len(held) - len(counted),
        months=_by_month(counted),
        effects=_in_order(_people(counted, "effect"), EFFECTS),
        sides=_in_order(_people(counted, "side"), (*SIDES, "")),
        types=_most_first(_people(counted, "equipment_id")),
        conditions=_in_order(_conditions(counted), CONDITIONS),
    )


def before_and_after(observations: Iterable[ObservationFacts], since: str, today: str) -> tuple[Spell, Spell]:
    """Split what counts at the month `since`, which belongs to the second spell; that one lasts until `today`."""
    counted = [one for one in observations if one.state == COUNTED]
    before = [one for one in counted if one.month < since]
    after = [one for one in counted if one.month >= since]
    first = min((one.month for one in before), default=since)
    return _spell(before, first, _moved(since, -1)), _spell(after, since, max(today, since))


def months_between(first: str, last: str) -> tuple[str, ...]:
    """All months from one to another, both YYYY-MM and both included; none where the first is later.

    >>> months_between("2026-11", "2027-01")
    ('2026-11', '2026-12', '2027-01')
    """
    return tuple(_moved(first, far) for far in range(_number(last) - _number(first) + 1))


def proposed_concepts(
    observations: Sequence[ObservationFacts], types: Iterable[EquipmentFacts], known: Iterable[str]
) -> Counts:
    """Concept ids that the observations speak of or that their types bear, with how many say so, most first.

    `known` are the ids of the taxonomies; headings of the military list that they do not have are left out.
    """
    found = Counter(concept for one in observations for concept in concept_ids(f"{one.title}. {one.text}"))
    borne, held = Counter(one.equipment_id for one in observations), frozenset(known)
    for one in types:
        headings = {f"{MILITARY_LIST}:{code.strip()}" for code in one.military_list.split(";")} & held
        found.update(dict.fromkeys(headings, borne[one.id]))
    return _most_first(found)


def concept_label(concept_id: str, concepts: Mapping[str, ConceptFacts]) -> Bilingual:
    """The name of a concept of a taxonomy or of the term base; the id itself where neither has it."""
    if fact := concepts.get(concept_id):
        return Bilingual(fact.label_en, fact.label_uk)
    scheme, _, code = concept_id.partition(":")
    term = term_base().terms.get(code) if scheme == TERM_SCHEME else None
    return Bilingual(term.english[0], term.ukrainian[0]) if term else Bilingual(concept_id, concept_id)


def is_concept(concept_id: str, known: Iterable[str]) -> bool:
    """Say whether a taxonomy or the term base has the concept; `known` are the ids of the taxonomies."""
    scheme, _, code = concept_id.partition(":")
    return concept_id in known or (scheme == TERM_SCHEME and code in term_base().terms)


def _spell(observations: Sequence[ObservationFacts], first: str, last: str) -> Spell:
    months = len(months_between(first, last))
    ends = (first, last) if months else ("", "")
    return Spell(*ends, months, len(observations), sum(one.count for one in observations))


def _by_month(observations: Sequence[ObservationFacts]) -> Counts:
    seen = _people(observations, "month")
    return tuple((month, seen[month]) for month in months_between(min(seen), max(seen))) if seen else ()


def _people(observations: Iterable[ObservationFacts], field: str) -> Counter[str]:
    found = Counter[str]()
    for one in observations:
        found[getattr(one, field)] += one.count
    return found


def _conditions(observations: Iterable[ObservationFacts]) -> Counter[str]:
    found = Counter[str]()
    for one in observations:
        found.update(dict.fromkeys(one.conditions, one.count))
    return found


def _in_order(found: Counter[str], order: Iterable[str]) -> Counts:
    return tuple((key, found[key]) for key in order if found[key])


def _most_first(found: Counter[str]) -> Counts:
    return tuple(sorted(found.items(), key=lambda pair: (-pair[1], pair[0])))


def _number(month: str) -> int:
    return int(month[:4]) * 12 + int(month[5:7]) - 1


def _moved(month: str, far: int) -> str:
    year, month_in_year = divmod(_number(month) + far, 12)
    return f"{year:04}-{month_in_year + 1:02}"
