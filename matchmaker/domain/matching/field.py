"""The firms a search chooses from, as columns of numbers; what the law says of each is asked only when it matters.

Until a firm is judged it stands with what the law could at best leave of it: not excluded, in a group of its own,
without a cost for open questions of law. So whatever no team of such firms can reach, no team of judged firms can.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.matching.pool import Candidate, Link, SealedInputs, Tie
from matchmaker.domain.matching.programme import bridge_points, leads_any_part, leads_part, seat_points, tie_key
from matchmaker.domain.matching.score import millionths, part_weight
from matchmaker.domain.matching.ties import Neighbours, neighbours_of

Judge = Callable[[Sequence[str]], Sequence[Candidate]]
# What is on record between firms whose side is given.
Tell = Callable[[Mapping[str, str]], tuple[tuple[Link, ...], tuple[Tie, ...]]]
Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]
NEVER = -np.inf


class Field:
    """Firms in tie order; `judge` gives the rows of those asked for that no rule excludes, None where all are judged.
    `judged` are those that were judged already.

    `gains` has a row for each firm and a column for each part: the points of leading it, minus infinity where the
    firm cannot. Firms that can lead nothing and are not required are not here, for they can have no seat.
    """

    def __init__(
        self,
        sealed: SealedInputs,
        rows: Iterable[Candidate],
        near: Neighbours,
        judge: Judge | None = None,
        tell: Tell | None = None,
        judged: Collection[str] = (),
    ) -> None:
        required = set(sealed.required)
        able = (row for row in rows if row.firm_id in required or leads_any_part(sealed, row))
        self.sealed, self.near, self._judge, self._tell = sealed, near, judge, tell
        self.rows = sorted(able, key=lambda row: tie_key(sealed.seed, row.firm_id))
        self.place = {row.firm_id: i for i, row in enumerate(self.rows)}
        self.alive = np.ones(len(self.rows), bool)
        self.judged = self._marks(lambda row: judge is None or row.firm_id in judged)
        self.required = self._marks(lambda row: row.firm_id in required)
        self.gains = self._gains()
        self.seats = np.array([seat_points(sealed, row) for row in self.rows], float)
        self.bridge = self._marks(lambda row: row.firm_id in near.bridges) * float(bridge_points(sealed))
        self.tied = self._marks(lambda row: row.firm_id in near.friends)
        self.kinds, self.kind = self._kinds()
        self.grouped: dict[str, list[int]] = defaultdict(list)
        for place, row in enumerate(self.rows):
            self.grouped[row.group].append(place)
        self.promised: tuple[str, ...] = ()
        # What searches over this field keep for the next one, by question.
        self.memory: dict[Hashable, object] = {}

    @classmethod
    def of(cls, sealed: SealedInputs) -> Field:
        """The sealed candidates, all of them judged long ago."""
        return cls(sealed, sealed.candidates, neighbours_of(sealed))

    @property
    def open(self) -> bool:
        """Whether firms are judged as they are needed; False where all were judged beforehand."""
        return self._judge is not None

    @property
    def waiting(self) -> int:
        """How many firms have not been judged."""
        return int((~self.judged).sum())

    def refuse(self, team: tuple[str, ...]) -> None:
        """Never give this very team again."""
        self.sealed = replace(self.sealed, refused=(*self.sealed.refused, team))

    def judge(self, places: Iterable[int]) -> bool:
        """Have these firms judged; whether any of them is left with less than was assumed."""
        asked = [place for place in places if not self.judged[place]]
        if not asked or self._judge is None:
            return False
        allowed = {row.firm_id: row for row in self._judge([self.rows[place].firm_id for place in asked])}
        changed = [self._learn(place, allowed.get(self.rows[place].firm_id)) for place in asked]
        return any(changed)

    def _learn(self, place: int, row: Candidate | None) -> bool:
        self.judged[place] = True
        if row is None:
            self.alive[place] = False
            return True
        before, self.rows[place] = self.rows[place], row
        self.grouped[before.group].remove(place)
        self.grouped[row.group].append(place)
        self.seats[place] = seat_points(self.sealed, row)
        return bool(before.group != row.group or seat_points(self.sealed, before) != self.seats[place])

    def chosen(self, places: Iterable[int]) -> list[Candidate]:
        """The rows at these places."""
        return [self.rows[place] for place in places]

    def sealed_with(self, rows: Iterable[Candidate]) -> SealedInputs:
        """The question with these firms as its candidates and what is on record between them."""
        chosen = tuple(rows)
        if self._tell is None:
            ids = {row.firm_id for row in chosen}
            known = tuple(link for link in self.sealed.links if {link.ukrainian, link.partner} <= ids)
            tied = tuple(tie for tie in self.sealed.ties if {tie.one, tie.other} <= ids)
            return replace(self.sealed, candidates=chosen, links=known, ties=tied)
        links, ties = self._tell({row.firm_id: row.side for row in chosen})
        return replace(self.sealed, candidates=chosen, links=links, ties=ties)

    def allowed(self) -> tuple[Candidate, ...]:
        """All firms that were judged and not excluded."""
        return tuple(row for i, row in enumerate(self.rows) if self.judged[i] and self.alive[i])

    def coverable(self, part_id: str) -> bool:
        """Whether some firm that no rule excludes can lead the part; judges the strongest until one is found."""
        column = [part.id for part in self.sealed.parts].index(part_id)
        for place in np.argsort(-self.gains[:, column], kind="stable"):
            if self.gains[place, column] == NEVER:
                break
            if self.alive[place]:
                self.judge([int(place)])
                if self.alive[place]:
                    return True
        return False

    def seeds(self, count: int, others: Iterable[str]) -> set[int]:
        """A first choice: the best for each part, side and country, the experienced, the required and `others`."""
        best = np.where(self.alive, self.seats + np.maximum(self.gains.max(axis=1, initial=NEVER), 0), NEVER)
        orders = [self.seats + gains for gains in self.gains.T]
        orders += [np.where(marks, best, NEVER) for marks in self._classes()]
        found = {int(i) for order in orders for i in np.argsort(-order, kind="stable")[:count] if order[i] > NEVER}
        found |= {self.place[firm_id] for firm_id in others if firm_id in self.place}
        return {i for i in found | set(np.flatnonzero(self.required).tolist()) if self.alive[i]}

    def _classes(self) -> list[Marks]:
        sides = [self._marks(lambda row, side=side: row.side == side) for side in self.sealed.gates.sides]
        return [*sides, self._marks(lambda row: bool(row.projects)), self._marks(lambda row: bool(row.coordinated))]

    def _kinds(self) -> tuple[list[Candidate], NDArray[np.intp]]:
        """One firm of each side, country and experience, and by place which of these a firm is like."""
        known: dict[tuple[object, ...], int] = {}
        like = [
            known.setdefault((row.side, row.country, bool(row.projects), bool(row.coordinated)), len(known))
            for row in self.rows
        ]
        kind = np.array(like, np.intp)
        first = [int(np.argmax(kind == code)) for code in range(len(known))]
        return [self.rows[place] for place in first], kind

    def _marks(self, holds: Callable[..., bool]) -> Marks:
        return np.array([holds(row) for row in self.rows], bool)

    def _gains(self) -> Numbers:
        sealed = self.sealed
        gains: Any = np.full((len(self.rows), len(sealed.parts)), NEVER)
        for column, part in enumerate(sealed.parts):
            weight = part_weight(sealed, part)
            for i, row in enumerate(self.rows):
                if leads_part(sealed, row, part.id):
                    gains[i, column] = millionths(row.strengths[part.id], weight)
        return np.asarray(gains)
