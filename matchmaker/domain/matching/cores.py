"""Teams by their core, the members outside Ukraine: how much any team with a given core can reach at the most.

Once the core is known, so is who has a bridge, how many countries there are and whether the Union has two seats; what
is left is to divide the parts among the core and Ukrainian firms. With a price for each part that falls apart into one
small question for each firm (Lagrangian relaxation), so the ceiling of a core is a sum, and those of all cores that may
matter are worked out side by side. A firm brings the less to a core the more firms are in it already, since a bridge
counts once, so whole families of cores are discarded together. Prices of several relaxed programmes are kept and the
lowest ceiling counts: each of them holds.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_array

from matchmaker.domain.matching.bound import Tariff
from matchmaker.domain.matching.field import Field
from matchmaker.domain.matching.pool import SIDE_UKRAINE, SIDE_UNION
from matchmaker.domain.matching.score import millionths
from matchmaker.domain.matching.teamrows import cohesion_share, country_share

Numbers = NDArray[np.float64]
Marks = NDArray[np.bool_]
Counts = NDArray[np.intp]
# By place in the field, in rising order.
Core = tuple[int, ...]
# With so many cores above a level it is left to the solver to choose among them.
MOST_CORES = 6_000
# From so many linked insiders, and so many partners for each, on it pays to look at cores.
INSIDERS, PARTNERS = 5, 3


@dataclass(frozen=True)
class _Family:
    """Cores of one size: which outsiders they have, whom these have a bridge to, which countries they are in."""

    cores: tuple[Core, ...]
    last: NDArray[np.intp]
    bridged: Marks
    seen: Marks
    union: NDArray[np.intp]
    value: Numbers


class Cores:
    """Ceilings of cores over a field; outsiders are the firms outside Ukraine, insiders those in it."""

    def __init__(self, field: Field, musts: Collection[str] = ()) -> None:
        self._field, self._musts = field, musts
        inside = np.array([row.side == SIDE_UKRAINE for row in field.rows], bool)
        self._inside, self._outside = np.flatnonzero(inside), np.flatnonzero(~inside)
        self._column = {int(place): column for column, place in enumerate(self._outside)}
        self._bridges = self._links()
        self._union = np.array([field.rows[place].side == SIDE_UNION for place in self._outside], bool)
        names = sorted({row.country for row in field.rows if row.country})
        code = {name: i for i, name in enumerate(names)}
        self._country = np.array(
            [code.get(field.rows[place].country or "", len(names)) for place in self._outside], int
        )
        self._home = np.zeros(len(names) + 1, bool)
        self._home[[code[country] for place in self._inside if (country := field.rows[place].country)]] = True
        self._home[len(names)] = True  # an unrecorded country never counts
        self._set_points()
        self._paid: list[Numbers] = []
        self._worth: list[float] = []
        self._earns = np.zeros((0, len(field.rows)))

    def _set_points(self) -> None:
        sealed = self._field.sealed
        self._share, self._most = country_share(sealed), sealed.weights.countries_most
        self._twice = millionths(1.0, sealed.weights.sides) if sealed.gates.sides else 0
        self._tied = cohesion_share(sealed) * sealed.weights.cohesion_most if self._field.near.friends else 0
        seated = len(sealed.parts) + int(self._field.required.sum())
        self._seats = min(sealed.gates.most_members, seated)

    def _links(self) -> csr_array:
        """A row for each outsider and a column for each insider with whom it would be a bridge."""
        insider = {self._field.rows[place].firm_id: column for column, place in enumerate(self._inside)}
        place = self._field.place
        pairs = [
            (self._column[place[other]], insider[one])
            for one, others in self._field.near.bridges.items()
            for other in others
            if one in insider and place.get(other) in self._column
        ]
        rows, columns = ([pair[end] for pair in pairs] for end in (0, 1))
        shape = (len(self._outside), len(self._inside))
        return csr_array((np.ones(len(pairs)), (rows, columns)), shape=shape)

    @property
    def useful(self) -> bool:
        """Whether bridges bring points and insiders have partners to choose from: else prices alone settle it all."""
        linked = int((self._bridges.sum(axis=0) > 0).sum())
        return bool(linked >= INSIDERS and self._bridges.nnz >= PARTNERS * linked and self._field.bridge.any())

    def charge(self, tariff: Tariff) -> None:
        """Add prices."""
        everybody = np.arange(len(self._field.rows))
        self._paid.append(tariff.paid)
        self._worth.append(tariff.worth)
        self._earns = np.vstack([self._earns, self._worked_out(tariff.paid, everybody)])

    def renew(self, places: Iterable[int]) -> None:
        """Look at firms again that were judged."""
        chosen = np.array(sorted(places), int)
        for at, paid in enumerate(self._paid):
            self._earns[at, chosen] = self._worked_out(paid, chosen)

    def _worked_out(self, paid: Numbers, places: NDArray[np.intp]) -> Numbers:
        """What firms earn by their seat and their best leads, at least one unless they are required."""
        field = self._field
        gains = field.gains[places] - paid
        best = np.maximum(gains, 0).sum(axis=1)
        leads = np.where((best == 0) & ~field.required[places], gains.max(axis=1, initial=-np.inf), best)
        return np.asarray(np.where(field.alive[places], field.seats[places] + leads, -np.inf))

    def _inner(self, at: slice | int) -> tuple[Numbers, Numbers]:
        """What insiders bring at the most without a bridge, and how much more with one."""
        earns, required = self._earns[at][..., self._inside], self._field.required[self._inside]
        bridge = self._field.bridge[self._inside]
        alone = np.where(required, earns, np.maximum(earns, 0))
        return alone, np.where(required, bridge, np.maximum(earns + bridge, 0) - alone)

    def _base(self, at: slice) -> Numbers:
        return np.asarray(np.array(self._worth[at]) + self._inner(at)[0].sum(axis=1) + self._tied)

    def fitting(self, core: Core, least: float, own: Tariff | None = None) -> list[int]:
        """The insiders that a team of the core with at least `least` millionths may have; `own` are further prices."""
        bridged = self._told([core])[1][0]
        bridge = self._field.bridge[self._inside] * bridged
        required = self._field.required[self._inside]
        loses = np.minimum(self._earns[:, self._inside] + bridge, 0)
        possible = (self._at_most([core], slice(None)) + loses).min(axis=0) >= least
        if own is not None:
            ceiling, earns = self.priced(core, own)
            possible &= ceiling + np.minimum(earns + bridge, 0) >= least
        return [int(place) for place in self._inside[possible | required]]

    def priced(self, core: Core, tariff: Tariff) -> tuple[float, Numbers]:
        """The ceiling of one core at other prices, and what each insider earns at them without a bridge."""
        _, bridged, rest = self._told([core])
        earns, required = self._worked_out(tariff.paid, self._inside), self._field.required[self._inside]
        most = earns + self._field.bridge[self._inside] * bridged[0]
        outer = self._worked_out(tariff.paid, np.array(core, int)).sum()
        inner = np.where(required, most, np.maximum(most, 0)).sum()
        return float(tariff.worth + self._tied + outer + inner + rest[0]), earns

    def ceilings(self, cores: list[Core]) -> Numbers:
        """The lowest ceiling of each core by all prices."""
        return np.asarray(self._at_most(cores, slice(None)).min(axis=0))

    def covered(self, cores: list[Core], least: float) -> Numbers:
        """What each core reaches at the most with the insiders that fit it, by who is strongest at each part."""
        if not cores:
            return np.zeros(0)
        members, bridged, rest = self._told(cores)
        bridge = self._field.bridge[self._inside] * bridged
        fits = np.ones(bridged.shape, bool)
        for at in range(len(self._paid)):
            loses = np.minimum(self._earns[at][self._inside] + bridge, 0)
            fits &= self._at_most(cores, slice(at, at + 1))[0][:, np.newaxis] + loses >= least
        fits |= self._field.required[self._inside]
        seats = self._field.seats[self._inside] + bridge
        required = self._field.required[self._inside]
        total = np.where(fits, np.where(required, seats, np.maximum(seats, 0)), 0).sum(axis=1)
        total += members @ self._field.seats[self._outside] + rest + self._tied
        return np.asarray(total + sum(self._strongest(cores, part, fits) for part in range(self._field.gains.shape[1])))

    def _strongest(self, cores: list[Core], part: int, fits: Marks) -> Numbers:
        """What leading the part brings where the strongest of a core and the insiders that fit it does."""
        gains = self._field.gains[:, part]
        inside = np.where(fits, gains[self._inside], -np.inf).max(axis=1, initial=-np.inf)
        outside = [gains[list(core)].max(initial=-np.inf) for core in cores]
        must = self._field.sealed.parts[part].id in self._musts
        return np.asarray(np.maximum(np.maximum(inside, outside), -np.inf if must else 0))

    def _at_most(self, cores: list[Core], at: slice) -> Numbers:
        """A row for each price and a column for each core."""
        _, bridged, rest = self._told(cores)
        gain = self._inner(at)[1]
        outer = np.array([self._earns[at][:, list(core)].sum(axis=1) for core in cores]).T
        return np.asarray(self._base(at)[:, np.newaxis] + outer + gain @ bridged.T + rest)

    def _told(self, cores: list[Core]) -> tuple[csr_array, Marks, Numbers]:
        """For each core the outsiders in it, the insiders with a bridge to it, and its points as a team."""
        columns = [self._column[place] for core in cores for place in core]
        starts = np.concatenate([[0], np.cumsum([len(core) for core in cores])])
        members = csr_array((np.ones(len(columns)), columns, starts), shape=(len(cores), len(self._outside)))
        bridged = ((members @ self._bridges) > 0).toarray()
        return members, bridged, np.array([self._of_team(core) for core in cores], float)

    def _of_team(self, core: Core) -> float:
        columns = [self._column[place] for place in core]
        seen = self._home.copy()
        seen[self._country[columns]] = True
        return float(self._team_points(int(seen.sum()) - 1, int(self._union[columns].sum())))

    def _team_points(self, countries: Counts | int, union: Counts | int) -> Numbers:
        twice = np.where(np.asarray(union) > 1, self._twice, 0)
        return np.asarray(self._share * np.minimum(countries, self._most) + twice)

    def above(self, least: float) -> list[Core] | None:
        """All cores that a team with at least `least` millionths may have; None where they are too many."""
        base, gain, outer = self._base(slice(None)), self._inner(slice(None))[1], self._earns[:, self._outside]
        needed = tuple(place for place in self._outside.tolist() if self._field.required[place])
        family = self._first(needed, base, outer, gain)
        found: list[Core] = []
        for size in range(len(needed), self._seats + 1):
            rest = self._team_points(np.asarray(family.seen.sum(axis=1) - 1, np.intp), family.union)
            found += [family.cores[i] for i in np.flatnonzero(family.value.min(axis=0) + rest >= least)]
            if len(found) > MOST_CORES or len(family.cores) > MOST_CORES:
                return None
            family = self._grown(family, outer, gain, least, self._seats - size)
            if not family.cores:
                break
        return found

    def _first(self, needed: Core, base: Numbers, outer: Numbers, gain: Numbers) -> _Family:
        columns = [self._column[place] for place in needed]
        bridged = self._bridges[columns].sum(axis=0) > 0
        seen = self._home.copy()
        seen[self._country[columns]] = True
        value = base + outer[:, columns].sum(axis=1) + gain @ bridged
        union = np.array([self._union[columns].sum()], int)
        return _Family((needed,), np.array([-1]), bridged[np.newaxis], seen[np.newaxis], union, value[:, np.newaxis])

    def _grown(self, family: _Family, outer: Numbers, gain: Numbers, least: float, seats: int) -> _Family:
        """The cores with one outsider more that may matter or grow further; outsiders join in their own order."""
        children = (
            (parent, column, value)
            for parent in range(len(family.cores))
            for column, value in self._children(family, parent, outer, gain, least, seats)
        )
        grown = list(islice(children, MOST_CORES + 1))  # one too many tells that they are too many
        parents = np.array([one[0] for one in grown], int)
        columns = np.array([one[1] for one in grown], int)
        seen = family.seen[parents]
        seen[np.arange(len(grown)), self._country[columns]] = True
        return _Family(
            tuple(tuple(sorted((*family.cores[at], int(self._outside[column])))) for at, column, _ in grown),
            columns,
            family.bridged[parents] | (self._bridges[columns].toarray() > 0),
            seen,
            family.union[parents] + self._union[columns],
            np.array([one[2] for one in grown]).T.reshape(len(outer), -1),
        )

    def _children(
        self, family: _Family, parent: int, outer: Numbers, gain: Numbers, least: float, seats: int
    ) -> Iterator[tuple[int, Numbers]]:
        if seats < 1:
            return
        brings = outer + (self._bridges @ (gain * ~family.bridged[parent]).T).T
        brings[:, [self._column[place] for place in family.cores[parent]]] = -np.inf
        countries = int(family.seen[parent].sum()) - 1
        share = self._share if countries < self._most else 0
        later = np.arange(outer.shape[1]) > family.last[parent]
        more = np.where(later, np.maximum(brings + share, 0), 0)
        best = np.sort(more, axis=1)[:, ::-1][:, :seats].sum(axis=1)
        value = family.value[:, parent]
        rest = self._team_points(countries, 0) + self._twice
        ceiling = (value + best)[:, np.newaxis] + np.minimum(brings + share, 0) + rest
        for column in np.flatnonzero(later & (ceiling.min(axis=0) >= least)).tolist():
            yield column, value + brings[:, column]
