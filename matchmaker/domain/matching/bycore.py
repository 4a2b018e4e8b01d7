"""The best team by way of its core: ceilings first, then the solver core by core, until no ceiling is above the best.

A core leaves the solver a handful of firms, so that a run takes milliseconds. Firms are judged only when they are in a
team that would be the best: what the law takes away lowers ceilings and nothing else, so the proof holds for all.
"""

from __future__ import annotations

from dataclasses import dataclass, field, replace

import numpy as np

from matchmaker.domain.matching.bound import ROUNDING, Tariff, relax, relaxed_programme, tariff_of
from matchmaker.domain.matching.cores import Core, Cores
from matchmaker.domain.matching.field import Field
from matchmaker.domain.matching.programme import Asked, Programme, build
from matchmaker.domain.matching.runs import NOTHING, Found, best_of, drawn, first_among_equals

# How far below the ceiling of all teams the search looks first, as a share of it, and how often it goes further down.
STEP, STEPS = 0.002, 7


# So many firms are judged at once: they are the likeliest members, and questions about other teams are about them.
PROMISING = 60
# Over fewer firms the solver is quick enough by itself, and so many cores are asked about one by one at the most.
FEWEST, MOST_ASKED = 100, 1_500


@dataclass
class Memory:
    """What a search learned that the next one over the same firms can use: prices, and what each core can reach.

    `known` holds for teams that differ from `earlier`, so it holds where more teams are to be different from.
    """

    cores: Cores
    most: float
    earlier: tuple[tuple[str, ...], ...] = ()
    known: dict[Core, float] = field(default_factory=dict)
    depth: float = STEP

    def begin(self, earlier: tuple[tuple[str, ...], ...]) -> None:
        """Forget what does not hold for teams that have to differ from these."""
        if self.earlier != earlier[: len(self.earlier)]:
            self.known.clear()
        self.earlier = earlier


@dataclass(frozen=True, slots=True)
class ByCore:
    """The best team, proven, and how many firms were left to the solver; no members where there is no team."""

    found: Found
    tried: int


def best_by_core(over: Field, asked: Asked, nodes: int) -> ByCore | None:
    """None where teams cannot be told apart by their cores well enough, or the solver came to its limit."""
    if over.alive.sum() < FEWEST:
        return None
    memory = _memory(over, asked)
    if memory is None or not memory.cores.useful:
        return None
    memory.begin(asked.earlier)
    hunt = _Hunt(over, asked, nodes, memory)
    for step in range(STEPS):
        level = memory.most * (1 - memory.depth)
        listed = memory.cores.above(level)
        if listed is None:
            return None
        best = hunt.among(listed, level)
        if hunt.stopped:
            return None
        if best.members and best.reached >= level:
            return ByCore(hunt.first_among_equals(best), len(hunt.tried))
        memory.depth = 1 - (best.reached - 1) / memory.most if best.members else memory.depth + STEP * 2**step
    return None


def _memory(over: Field, asked: Asked) -> Memory | None:
    question = replace(asked, earlier=())
    kept = over.memory.get(question)
    if not isinstance(kept, Memory):
        ceiling = relax(over, question)
        if ceiling is None:
            return None
        over.judge(ceiling.promising(over, PROMISING))
        kept = Memory(Cores(over, asked.musts), ceiling.most)
        kept.cores.charge(ceiling.tariff)
        over.memory[question] = kept
    return kept


@dataclass
class _Hunt:
    """One search; `values` are cores that the solver was asked about and has a team for, `tried` all their firms."""

    over: Field
    asked: Asked
    nodes: int
    memory: Memory
    values: dict[Core, float] = field(default_factory=dict)
    tried: set[int] = field(default_factory=set)
    stopped: bool = False
    asked_about: int = 0
    best: Found = NOTHING

    @property
    def cores(self) -> Cores:
        return self.memory.cores

    def among(self, listed: list[Core], level: float) -> Found:
        """The best team of these cores, if any reaches the level; the highest ceiling comes first."""
        for ceiling, core in self._falling(listed, level):
            self.stopped |= self.asked_about > MOST_ASKED
            if self.stopped or ceiling < max(level, self.best.reached - ROUNDING):
                break
            self._look(core, level)
        return self.best

    def _falling(self, listed: list[Core], level: float) -> list[tuple[float, Core]]:
        if not listed:
            return []
        known = np.array([self.memory.known.get(core, np.inf) for core in listed])
        ceilings = np.minimum(self.cores.ceilings(listed), known)
        chosen = [listed[at] for at in np.flatnonzero(ceilings >= level)]
        covered = np.minimum(ceilings[ceilings >= level], self.cores.covered(chosen, level))
        return sorted(zip(covered.tolist(), chosen, strict=True), key=lambda one: (-one[0], one[1]))

    def _look(self, core: Core, level: float) -> None:
        """Ask the solver about one core, again as long as the law leaves less of its answer than was assumed."""
        self.asked_about += 1
        while True:
            least = max(level, self.best.reached - ROUNDING)
            found, known = self._solved(core, level, least)
            self.stopped |= not found.finished
            if not found.members or self.stopped or not self._judged(found.members):
                break
        self.memory.known[core] = min(self.memory.known.get(core, np.inf), known)
        if found.members:
            self.values[core] = found.reached
            self.best = max(self.best, found, key=lambda one: one.reached)

    def _solved(self, core: Core, level: float, least: float) -> tuple[Found, float]:
        """The best team of a core with at least `least`, and what no team of the core exceeds, or the level if more.

        First without the demand for whole firms: that is often enough to see that there is none.
        """
        programme = self._programme(core, level)
        relaxed = None if programme is None else relaxed_programme(programme)
        if programme is None or relaxed is None:
            return NOTHING, level
        if relaxed.most < least:
            return NOTHING, max(relaxed.most + ROUNDING, level)
        programme = self._programme(core, least, tariff_of(programme, relaxed.prices))
        found = NOTHING if programme is None else best_of(programme, self.nodes)
        return found, max(found.reached, least)

    def _programme(self, core: Core, least: float, own: Tariff | None = None) -> Programme | None:
        if self.cores.ceilings([core])[0] < least or (own and self.cores.priced(core, own)[0] < least):
            return None
        places = sorted([*core, *self.cores.fitting(core, least, own)])
        self.tried.update(places)
        inside = frozenset(self.over.rows[place].firm_id for place in core)
        return build(self.over.sealed, self.over.chosen(places), replace(self.asked, inside=inside), self.over.near)

    def _judged(self, members: tuple[str, ...]) -> bool:
        """Have the members judged; whether the law leaves less of them than was assumed."""
        places = [self.over.place[firm_id] for firm_id in members]
        waiting = [place for place in places if not self.over.judged[place]]
        changed = self.over.judge(waiting)
        self.cores.renew(waiting)
        return changed

    def first_among_equals(self, best: Found) -> Found:
        """Of all teams with as many points the one whose members come first in the draw of the seed."""
        equal = [core for core, value in self.values.items() if value >= best.reached]
        teams = [team for core in equal if (team := self._first_of(core, best.reached))]
        seed = self.over.sealed.seed
        members = min([best.members, *teams], key=lambda team: (drawn(seed, team), team))
        return replace(best, members=members, proven=best.reached)

    def _first_of(self, core: Core, reached: float) -> tuple[str, ...] | None:
        while programme := self._programme(core, reached - ROUNDING):
            members = first_among_equals(programme, reached, self.nodes)
            if members is None or not self._judged(members):
                return members
        return None
