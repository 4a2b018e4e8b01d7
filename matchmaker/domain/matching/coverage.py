"""Which firm can do which part of a topic, how strongly, and which text says so."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csc_array, csr_array

from matchmaker.domain.facts import Provenance, TopicFacts, TopicPartFacts
from matchmaker.domain.matching.columns import WHOLE, Column, FirmColumns, Grouped, Rows, firm_columns, rounded
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.documents import PROJECT
from matchmaker.domain.text.index import Document, SharedTerm, TextIndex, concepts_in
from matchmaker.domain.text.rendering import Rendering, as_written, wordings_of

# One row for each firm, one column for each part, in ten-thousandths.
Strengths = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class PartMatch:
    """A text that meets a topic part; `strength` is in 0..1 with four decimals, 1 from a strong match on.

    `fact` is the capability or project that `document` belongs to, `query` the wording of the part that met best;
    `origins` has what stands for its words where it is a rendering into a language that nobody wrote it in.
    """

    part_id: str
    strength: float
    document: str
    kind: str
    fact: str
    query: str
    origins: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class TextSource:
    """Where shared words stand: a capability or a project, its title and its provenance."""

    kind: str
    id: str
    title_en: str
    title_uk: str
    provenance: Provenance


@dataclass(frozen=True, eq=False)
class Coverage:
    """How strongly each firm meets each part, by its own texts and by those of its projects.

    Firms are rows in id order, parts are columns in the order of the topic. Which text it was is looked up
    for the firms that somebody looks at.
    """

    firms: FirmColumns
    parts: tuple[str, ...]
    described: Strengths
    by_project: Strengths
    met: csc_array
    queries: tuple[tuple[str, Rendering], ...]
    documents: Sequence[Document]

    @property
    def strongest(self) -> Strengths:
        """The stronger of both, as `best` has it."""
        return np.maximum(self.described, self.by_project)

    def own_matches(self, firm_id: str) -> dict[str, PartMatch]:
        """By part that a text of its own touches, the strongest match."""
        return self._matches(self.firms.own, firm_id)

    def project_matches(self, firm_id: str) -> dict[str, PartMatch]:
        """By part that the text of a project it took part in touches, the strongest match."""
        return self._matches(self.firms.projects, firm_id)

    def best(self, firm_id: str) -> dict[str, PartMatch]:
        """The stronger match for each part that any text of the firm touches; of equals its own words."""
        found = self.project_matches(firm_id)
        for part_id, match in self.own_matches(firm_id).items():
            if part_id not in found or match.strength >= found[part_id].strength:
                found[part_id] = match
        return found

    @cached_property
    def _by_document(self) -> csr_array:
        return self.met.tocsr()

    def _matches(self, grouped: Grouped, firm_id: str) -> dict[str, PartMatch]:
        """Of equally strong ones the first document in id order, and in it the first wording."""
        if firm_id not in self.firms.rows:
            return {}
        met, held = self._by_document, dict[str, tuple[int, int, int]]()
        for document in grouped.of_row(self.firms.rows[firm_id]).tolist():
            reach = slice(met.indptr[document], met.indptr[document + 1])
            for query, strength in zip(met.indices[reach].tolist(), met.data[reach].tolist(), strict=True):
                part_id = self.queries[query][0]
                if part_id not in held or strength > held[part_id][0]:
                    held[part_id] = (strength, document, query)
        return {part_id: self._match(*found) for part_id, found in held.items()}

    def _match(self, strength: int, document: int, query: int) -> PartMatch:
        part_id, wording = self.queries[query]
        met = self.documents[document]
        return PartMatch(part_id, strength / WHOLE, met.id, met.kind, met.fact, wording.text, wording.origins)


def wordings(part: TopicPartFacts) -> tuple[str, ...]:
    """The part as a query in each language, rendered where it is missing; both together would dilute either."""
    return tuple(wording.text for wording in wordings_of(part.text_en, part.text_uk))


def topic_coverage(snapshot: Snapshot, topic: TopicFacts, weights: Weights) -> Coverage:
    """Compare every capability and project text with every part of the topic."""
    return coverage_of(snapshot, topic.parts, weights)


def coverage_of(snapshot: Snapshot, wanted: Sequence[TopicPartFacts], weights: Weights) -> Coverage:
    """Compare every capability and project text with all that is wanted, be it parts of a topic or a firm's needs."""
    firms, parts = firm_columns(snapshot), tuple(part.id for part in wanted)
    queries = tuple((part.id, wording) for part in wanted for wording in wordings_of(part.text_en, part.text_uk))
    met = _strengths(snapshot.index, [wording.text for _, wording in queries], firms, weights)
    strongest = [_strongest(met, [at for at, (id, _) in enumerate(queries) if id == part]) for part in parts]
    described, by_project = (_by_firm(strongest, grouped) for grouped in (firms.own, firms.projects))
    return Coverage(firms, parts, described, by_project, met, queries, snapshot.index.documents)


def _strengths(index: TextIndex, queries: Sequence[str], firms: FirmColumns, weights: Weights) -> csc_array:
    """Documents by queries in ten-thousandths; stored wherever a word is shared, be it with strength zero."""
    cosines, common = index.matches(queries), index.common(queries)
    whole = np.empty(len(cosines.data), dtype=np.int64)
    for at, text in enumerate(queries):
        reach = slice(cosines.indptr[at], cosines.indptr[at + 1])
        rows, met = cosines.indices[reach], np.zeros(cosines.shape[0], dtype=np.int64)
        met[common.indices[common.indptr[at] : common.indptr[at + 1]]] = common.data[
            common.indptr[at] : common.indptr[at + 1]
        ]
        strength = _strength(cosines.data[reach], met[rows], concepts_in(text), weights)
        discount = np.where(firms.from_project[rows], weights.project_discount, 1.0)
        whole[reach] = rounded(strength * discount * WHOLE)
    return csc_array((whole, cosines.indices, cosines.indptr), shape=cosines.shape)


def _strength(cosines: NDArray[np.float64], met: Rows, asked: int, weights: Weights) -> NDArray[np.float64]:
    """`met` of the `asked` terms of the part stand in the text; one of several never makes a lead."""
    breadth = np.array(weights.breadth)[np.minimum(met, len(weights.breadth) - 1)]
    most = np.where((met <= 1) & (asked > 1), weights.one_of_several, 1.0)
    return np.asarray(np.minimum(most, cosines * breadth / weights.strong_match))


def _strongest(met: csc_array, wordings: Sequence[int]) -> Column:
    """By document the strength of the wording that it meets best."""
    found = np.zeros(met.shape[0], dtype=np.int64)
    for at in wordings:
        reach = slice(met.indptr[at], met.indptr[at + 1])
        rows = met.indices[reach]
        found[rows] = np.maximum(found[rows], met.data[reach])
    return found


def _by_firm(strongest: Sequence[Column], grouped: Grouped) -> Strengths:
    """One column for each part: the strongest over the documents of each firm."""
    return np.stack([grouped.most(column) for column in strongest], axis=1) if strongest else grouped.nothing()


def shared_words(snapshot: Snapshot, match: PartMatch) -> tuple[SharedTerm, ...]:
    """The words that met, as the firm's text and as the topic write them, whatever translation they met by."""
    met = snapshot.index.shared_terms(match.document, match.query)
    return as_written(met, match.origins) if match.origins else met


def text_source(snapshot: Snapshot, firm_id: str, match: PartMatch) -> TextSource:
    """The capability or project in which the words stand."""
    if match.kind == PROJECT:
        project = snapshot.projects[match.fact]
        title = project.acronym or project.title
        return TextSource(match.kind, project.id, title, title, project.provenance)
    owned = snapshot.firms[firm_id].capabilities
    capability = next(capability for capability in owned if capability.id == match.fact)
    return TextSource(match.kind, capability.id, capability.title_en, capability.title_uk, capability.provenance)
