"""What graphs are made of before they are made: nodes and edges to be, and the concepts that texts speak of."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import lru_cache

from matchmaker.domain.facts import Provenance
from matchmaker.domain.findings import Value
from matchmaker.domain.graph.schema import NodeKind, node_id
from matchmaker.domain.text.readings import concepts
from matchmaker.domain.text.terms import PREFIX
from matchmaker.domain.vocabulary import Audience

TERM_SCHEME = "TERM"


@dataclass(frozen=True, slots=True)
class Node:
    """A node to be; `label` is what a page prints."""

    kind: NodeKind
    fact_id: str
    label: Value

    @property
    def id(self) -> str:
        return node_id(self.kind, self.fact_id)


@dataclass(frozen=True, slots=True)
class Link:
    """An edge to be: two node ids, where it is known from, its day, and who may see it drawn."""

    source: str
    kind: str
    target: str
    known_from: str
    as_of: str
    audience: Audience = Audience.PUBLIC


def known_link(source: str, kind: str, target: str, known: Provenance, audience: Audience = Audience.PUBLIC) -> Link:
    """An edge that is known from where its fact is."""
    return Link(source, kind, target, known.source, known.as_of, audience)


def concept_links(here: str, kind: str, texts: Iterable[str], known: Provenance) -> Iterator[Link]:
    """Edges to the concepts of the term base that any of the texts speaks of."""
    for term in sorted({term for text in texts for term in concept_ids(text)}):
        yield known_link(here, kind, node_id(NodeKind.CONCEPT, term), known)


def concept_ids(text: str) -> tuple[str, ...]:
    """The concepts of the term base that a text speaks of, as concept ids.

    >>> concept_ids("глушники")
    ('TERM:ew', 'TERM:jamming')
    """
    return _ids(concepts(text).held)


@lru_cache(maxsize=20_000)
def _ids(held: frozenset[str]) -> tuple[str, ...]:
    return tuple(sorted(f"{TERM_SCHEME}:{lemma.removeprefix(PREFIX)}" for lemma in held))
