"""The graph as plain arrays, by the fact that each edge comes from, so that a change touches its own edges only."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.facts import CatalogueFacts, FirmFacts
from matchmaker.domain.graph.build import links_by_fact, nodes_by_fact, partnership_key
from matchmaker.domain.graph.pieces import Link
from matchmaker.domain.graph.schema import NodeKind

Edges = NDArray[np.int32]
Fact = str
_FIRM = f"{NodeKind.FIRM}:"


@dataclass(frozen=True, eq=False)
class Ties:
    """Edges with two ends, without the kinds `avoiding`; make it with `of`, nothing changes it afterwards.

    `ends` and `fact_of` have a row for each edge of `nodes` by place, `declared` says which nodes a fact stands
    for; `loose` has by fact the edges between two firms, which several facts may tell.
    """

    avoiding: frozenset[NodeKind]
    nodes: tuple[str, ...]
    facts: tuple[Fact, ...]
    ends: Edges
    fact_of: Edges
    declared_by: Mapping[Fact, tuple[str, ...]]
    loose: Mapping[Fact, tuple[Link, ...]]

    @classmethod
    def of(cls, facts: CatalogueFacts, links: Iterable[Link] = (), *, avoiding: frozenset[NodeKind]) -> Ties:
        """All edges of all facts, and extra `links`."""
        told = links_by_fact(facts, {firm.id for firm in facts.firms})
        extra = [("", tuple(links))]
        nothing = cls(avoiding, (), (), np.empty((0, 2), np.int32), np.empty(0, np.int32), {}, {})
        return nothing._changed((), chain(told, extra), nodes_by_fact(facts))

    def renewed(self, gone: CatalogueFacts, new: CatalogueFacts, firms: Collection[FirmFacts]) -> Ties:
        """The ties after some facts went and others came; `firms` are all that are in the register now.

        Who holds a stake is a firm or a stranger: when firms come or go, those in which they hold one tell anew.
        """
        ids = {firm.id for firm in firms}
        moved = {firm.id for firm in gone.firms} ^ {firm.id for firm in new.firms}
        told = {firm.id for firm in (*gone.firms, *new.firms)}
        again = [firm for firm in firms if firm.id not in told and _is_held_by(firm, moved)] if moved else []
        anew = replace(new, firms=(*new.firms, *again))
        left = {*nodes_by_fact(replace(gone, firms=(*gone.firms, *again))), *map(partnership_key, gone.partnerships)}
        return self._changed(left, links_by_fact(anew, ids), nodes_by_fact(anew))

    def _changed(
        self,
        gone: Collection[Fact],
        told: Iterable[tuple[Fact, Iterable[Link]]],
        declared: Mapping[Fact, tuple[str, ...]],
    ) -> Ties:
        """Without the facts `gone` and with what new facts tell; a changed fact is both."""
        tight, loose = _Collected(), {fact: links for fact, links in self.loose.items() if fact not in gone}
        for fact, links in told:
            walked = [link for link in links if self._is_walked(link.source) and self._is_walked(link.target)]
            between = tuple(link for link in walked if _joins_firms(link))
            if between:
                loose[fact] = between
            tight.add(
                fact, {_key(link): (link.source, link.target) for link in walked if not _joins_firms(link)}.values()
            )
        kept = {fact: nodes for fact, nodes in self.declared_by.items() if fact not in gone}
        walkable = {fact: tuple(filter(self._is_walked, nodes)) for fact, nodes in declared.items()}
        return self._merged(gone, tight, {**kept, **walkable}, loose)

    def _merged(
        self,
        gone: Collection[Fact],
        tight: _Collected,
        declared_by: Mapping[Fact, tuple[str, ...]],
        loose: Mapping[Fact, tuple[Link, ...]],
    ) -> Ties:
        stay = ~np.isin(self.fact_of, [at for at, fact in enumerate(self.facts) if fact in gone])
        nodes = _in_order((self.nodes[at] for at in np.unique(self.ends[stay])), tight.nodes)
        facts = _in_order((self.facts[at] for at in np.unique(self.fact_of[stay])), tight.facts)
        node_at, fact_at = _places(nodes), _places(facts)
        ends = np.concatenate([_moved(self.nodes, node_at)[self.ends[stay]], tight.ends(node_at)])
        fact_of = np.concatenate([_moved(self.facts, fact_at)[self.fact_of[stay]], tight.fact_of(fact_at)])
        return Ties(self.avoiding, nodes, facts, ends, fact_of, declared_by, loose)

    @cached_property
    def walked(self) -> tuple[tuple[str, ...], Edges]:
        """The nodes that stand for something, in order, and the edges between them by place, in order."""
        named = [node for node in self.nodes if not node.startswith(_FACTUAL)]
        present = tuple(sorted({*named, *(node for nodes in self.declared_by.values() for node in nodes)}))
        place = _places(present)
        moved = _moved(self.nodes, place)[self.ends]
        between = {_key(link): link for links in self.loose.values() for link in links}
        known = [
            (place[link.source], place[link.target])
            for link in between.values()
            if link.source in place and link.target in place
        ]
        edges = np.concatenate([moved[(moved >= 0).all(axis=1)], np.array(known, dtype=np.int32).reshape(-1, 2)])
        return present, edges[np.lexsort((edges[:, 1], edges[:, 0]))]

    def _is_walked(self, node: str) -> bool:
        return NodeKind(node.partition(":")[0]) not in self.avoiding


# Nodes of these kinds are there because a fact says so; of the others because something points to them.
_FACTUAL = tuple(f"{kind}:" for kind in NodeKind if kind not in (NodeKind.CONCEPT, NodeKind.COUNTRY))


class _Collected:
    """Edges as they come, with the facts that tell them."""

    def __init__(self) -> None:
        self._told: list[tuple[Fact, list[tuple[str, str]]]] = []

    def add(self, fact: Fact, ends: Iterable[tuple[str, str]]) -> None:
        self._told.append((fact, list(ends)))

    @property
    def facts(self) -> Iterator[Fact]:
        return (fact for fact, _ in self._told)

    @property
    def nodes(self) -> set[str]:
        return {node for _, told in self._told for ends in told for node in ends}

    def ends(self, place: Mapping[str, int]) -> Edges:
        found = [(place[one], place[other]) for _, told in self._told for one, other in told]
        return np.array(found, dtype=np.int32).reshape(-1, 2)

    def fact_of(self, place: Mapping[Fact, int]) -> Edges:
        facts = np.array([place[fact] for fact, _ in self._told], dtype=np.int32)
        return np.repeat(facts, [len(told) for _, told in self._told])


def _is_held_by(firm: FirmFacts, holders: Collection[str]) -> bool:
    return any(stake.holder_id in holders or stake.via in holders for stake in firm.stakes)


def _key(link: Link) -> tuple[str, ...]:
    return link.source, link.target, link.kind, link.known_from, link.as_of


def _joins_firms(link: Link) -> bool:
    return link.source.startswith(_FIRM) and link.target.startswith(_FIRM)


def _in_order(one: Iterable[str], other: Iterable[str]) -> tuple[str, ...]:
    return tuple(sorted({*one, *other}))


def _places(names: Iterable[str]) -> dict[str, int]:
    return {name: place for place, name in enumerate(names)}


def _moved(names: Iterable[str], place: Mapping[str, int]) -> Edges:
    """The new place of each old one; -1 for what is not there any more."""
    return np.array([place.get(name, -1) for name in names], dtype=np.int32)
