"""Which firm can do which part of a topic, how strongly, and which text says so."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import numpy as np

from matchmaker.domain.facts import Provenance, TopicFacts, TopicPartFacts
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.documents import CAPABILITY, PROJECT
from matchmaker.domain.text.index import Counts, Document, SharedTerm, Similarities, concepts_in

PartStrengths = Mapping[str, "PartMatch"]


@dataclass(frozen=True, slots=True)
class PartMatch:
    """A text that meets a topic part; `strength` is in 0..1 with four decimals, 1 from a strong match on.

    `fact` is the capability or project that `document` belongs to, `query` the wording of the part that met best.
    """

    part_id: str
    strength: float
    document: str
    kind: str
    fact: str
    query: str


@dataclass(frozen=True, slots=True)
class TextSource:
    """Where shared words stand: a capability or a project, its title and its provenance."""

    kind: str
    id: str
    title_en: str
    title_uk: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class Coverage:
    """By firm and part: the best own text, the best project text, and the stronger of both."""

    described: Mapping[str, PartStrengths]
    by_project: Mapping[str, PartStrengths]

    def best(self, firm_id: str) -> dict[str, PartMatch]:
        """The stronger match for each part that any text of the firm touches."""
        found = dict(self.by_project.get(firm_id, {}))
        for part_id, match in self.described.get(firm_id, {}).items():
            if part_id not in found or match.strength >= found[part_id].strength:
                found[part_id] = match
        return found

    def firms(self) -> list[str]:
        """All firms with any match, in id order."""
        return sorted({*self.described, *self.by_project})


def wordings(part: TopicPartFacts) -> tuple[str, ...]:
    """The part as a query in each language it is written in; alone, since both together would dilute either."""
    return tuple(text for text in (part.text_en, part.text_uk) if text)


def topic_coverage(snapshot: Snapshot, topic: TopicFacts, weights: Weights) -> Coverage:
    """Compare every capability and project text with every part of the topic."""
    queries = [(part.id, text) for part in topic.parts for text in wordings(part)]
    texts = [text for _, text in queries]
    cosines, common = snapshot.index.similarities(texts), snapshot.index.concepts_in_common(texts)
    asked = [concepts_in(text) for text in texts]
    participants = {project.id: [firm for firm, _ in project.participants] for project in snapshot.projects.values()}
    described: dict[str, dict[str, PartMatch]] = defaultdict(dict)
    by_project: dict[str, dict[str, PartMatch]] = defaultdict(dict)
    for document, match in _matches(snapshot.index.documents, cosines, common, queries, asked, weights):
        if document.kind == CAPABILITY:
            _keep(described[document.owner], match)
        for firm_id in participants.get(document.owner, ()) if document.kind == PROJECT else ():
            _keep(by_project[firm_id], match)
    return Coverage(described, by_project)


def _matches(
    documents: tuple[Document, ...],
    cosines: Similarities,
    common: Counts,
    queries: list[tuple[str, str]],
    asked: list[int],
    weights: Weights,
) -> Iterator[tuple[Document, PartMatch]]:
    for row, column in np.argwhere(cosines > 0):
        document, (part_id, query) = documents[row], queries[column]
        if document.kind in (CAPABILITY, PROJECT):
            met = int(common[row, column])
            strength = _strength(float(cosines[row, column]), met, asked[column], document.kind, weights)
            yield document, PartMatch(part_id, strength, document.id, document.kind, document.fact, query)


def _strength(cosine: float, met: int, asked: int, kind: str, weights: Weights) -> float:
    """`met` of the `asked` terms of the part stand in the text; one of several never makes a lead."""
    breadth = weights.breadth[min(met, len(weights.breadth) - 1)]
    most = weights.one_of_several if met <= 1 < asked else 1.0
    discount = weights.project_discount if kind == PROJECT else 1.0
    return round(min(most, cosine * breadth / weights.strong_match) * discount, 4)


def _keep(held: dict[str, PartMatch], match: PartMatch) -> None:
    """Keep the strongest; of equals the first document in id order."""
    if match.part_id not in held or match.strength > held[match.part_id].strength:
        held[match.part_id] = match


def shared_words(snapshot: Snapshot, match: PartMatch) -> tuple[SharedTerm, ...]:
    """The words that met, as the firm's text and as the topic write them."""
    return snapshot.index.shared_terms(match.document, match.query)


def text_source(snapshot: Snapshot, firm_id: str, match: PartMatch) -> TextSource:
    """The capability or project in which the words stand."""
    if match.kind == PROJECT:
        project = snapshot.projects[match.fact]
        title = project.acronym or project.title
        return TextSource(match.kind, project.id, title, title, project.provenance)
    owned = snapshot.firms[firm_id].capabilities
    capability = next(capability for capability in owned if capability.id == match.fact)
    return TextSource(match.kind, capability.id, capability.title_en, capability.title_uk, capability.provenance)
