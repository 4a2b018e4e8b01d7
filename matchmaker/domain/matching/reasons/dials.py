"""Numbers of the sealed inputs that can be turned, and the exact point at which turning one changes the first team.

While its leads stay, a team's score is a straight line in each of these numbers, and the best score of all teams
is the highest of these lines. So from a point where another team is first one can step back to where the two
lines cross, look who is first there, and step back again until the first team is found once more: Newton's method
on a convex function that is made of straight lines (Eisner and Severance, Journal of the ACM 23, 1976). Every
answer is then looked at again by the exact search on both sides of the point.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable
from dataclasses import dataclass, replace
from typing import Any

from matchmaker.domain.matching.consortium import Team, best_team
from matchmaker.domain.matching.pool import Candidate, SealedInputs
from matchmaker.domain.matching.reasons.teams import altered, musts_led
from matchmaker.domain.matching.score import team_score

HUNDREDTHS = 100
TEN_THOUSANDTHS = 10_000


@dataclass(frozen=True, slots=True)
class Dial:
    """A number that is turned in whole steps of 1 / `per`; `put` gives the inputs with another value of it."""

    sealed: SealedInputs
    per: int
    put: Callable[[SealedInputs, float], SealedInputs]

    def at(self, step: int) -> SealedInputs:
        """The inputs with the number at this step, all others as they were."""
        return self.put(self.sealed, step / self.per)

    def step(self, value: float) -> int:
        """The step of a value; the value has to be a whole number of steps."""
        return round(value * self.per)

    def narrow(self, firms: Collection[str]) -> Dial:
        """The same dial over a few firms, which is all that the score of a team of them needs."""
        rows = tuple(row for row in self.sealed.candidates if row.firm_id in firms)
        return replace(self, sealed=altered(self.sealed, candidates=rows))


@dataclass(frozen=True, slots=True)
class Turn:
    """At `stays` the first team is still first, one step on, at `turns`, it is not: `team` is.

    `team` is None where no team at all is left.
    """

    now: float
    stays: float
    turns: float
    team: Team | None

    @property
    def moved(self) -> float:
        """How far the number has to go, with its sign."""
        return round(self.turns - self.now, 6)


def team_weight(sealed: SealedInputs, name: str) -> Dial:
    """One weight of the consortium in hundredths, the others kept."""

    def put(inputs: SealedInputs, value: float) -> SealedInputs:
        moved: dict[str, Any] = {name: value}
        return altered(inputs, weights=replace(inputs.weights, **moved))

    return Dial(sealed, HUNDREDTHS, put)


def firm_weight(sealed: SealedInputs, name: str) -> Dial:
    """One weight of the firm score, the others kept and not scaled, so that `fit` may pass 1.

    Only `fit` moves with it: how strong a firm is at a part depends on texts alone.
    """
    usual = sealed.firm_weights[name]
    per = HUNDREDTHS if round(usual * HUNDREDTHS, 9).is_integer() else TEN_THOUSANDTHS

    def put(inputs: SealedInputs, value: float) -> SealedInputs:
        rows = tuple(
            replace(row, fit=round(row.fit + (value - usual) * row.features.get(name, 0.0), 4))
            for row in inputs.candidates
        )
        return altered(inputs, candidates=rows, firm_weights={**inputs.firm_weights, name: value})

    return Dial(sealed, per, put)


def strength(sealed: SealedInputs, firm_id: str, part_id: str) -> Dial:
    """How strong one firm is at one part."""

    def changed(row: Candidate, value: float) -> Candidate:
        return replace(row, strengths={**row.strengths, part_id: value})

    return _of_firm(sealed, firm_id, changed)


def fit(sealed: SealedInputs, firm_id: str) -> Dial:
    """How well one firm fits the topic as a firm."""
    return _of_firm(sealed, firm_id, lambda row, value: replace(row, fit=value))


def _of_firm(sealed: SealedInputs, firm_id: str, changed: Callable[[Candidate, float], Candidate]) -> Dial:
    def put(inputs: SealedInputs, value: float) -> SealedInputs:
        rows = tuple(changed(row, value) if row.firm_id == firm_id else row for row in inputs.candidates)
        return altered(inputs, candidates=rows)

    return Dial(sealed, TEN_THOUSANDTHS, put)


def first_change(dial: Dial, first: Team, now: float, end: float, rivals: Iterable[Team] = ()) -> Turn | None:
    """Where on the way from `now` to `end` the first team stops being first; None where it never does.

    `rivals` are teams known already; starting from them saves work and changes no answer.
    """
    here, far = dial.step(now), dial.step(end)
    if far == here:
        return None
    way = 1 if far > here else -1
    far, rival = _start(dial, first, here, far, rivals)
    while rival is not None and not _same(rival, first):
        turn = overtakes(dial, first, rival, here, far) or far
        before = first if turn - way == here else _first(dial, turn - way)
        if before is not None and before.members != first.members:
            far, rival = turn - way, before
            continue
        then = _first(dial, turn)
        if then is not None and then.members != first.members:
            return Turn(now, (turn - way) / dial.per, turn / dial.per, then)
        if then is None or turn == far:
            return None
        here, first = turn, then  # the same firms with their leads given anew
    return None


def _start(dial: Dial, first: Team, here: int, far: int, rivals: Iterable[Team]) -> tuple[int, Team | None]:
    """The nearest step at which a known rival is ahead; without one the far end, with the team that is first there."""
    met = ((overtakes(dial, first, rival, here, far), rival) for rival in rivals if rival.members != first.members)
    ahead = [(step, rival) for step, rival in met if step is not None]
    if not ahead:
        return far, _first(dial, far)
    return min(ahead, key=lambda pair: (abs(pair[0] - here), pair[1].members))


def _same(one: Team, other: Team) -> bool:
    return (one.members, one.leads) == (other.members, other.leads)


def _first(dial: Dial, step: int) -> Team | None:
    return best_team(dial.at(step))


def overtakes(dial: Dial, first: Team, rival: Team, here: int, far: int) -> int | None:
    """The first step after `here` at which the rival is worth more than the first team; None if not even at `far`."""
    narrow, way = dial.narrow({*first.members, *rival.members}), 1 if far > here else -1

    def ahead(steps: int) -> bool:
        step = here + way * steps
        return _worth(narrow, rival, step) > _worth(narrow, first, step)

    low, high = 0, abs(far - here)
    if not ahead(high):
        return None
    while high - low > 1:
        middle = (low + high) // 2
        low, high = (low, middle) if ahead(middle) else (middle, high)
    return here + way * high


def _worth(dial: Dial, team: Team, step: int) -> tuple[int, float]:
    """Must-haves first, then points; a team with a lead that is too weak at this step is no team."""
    sealed = dial.at(step)
    if any(sealed.candidate(firm).strengths[part] < sealed.weights.covers for part, firm in team.leads.items()):
        return -1, 0.0
    return musts_led(sealed, team.leads), team_score(sealed, team.members, team.leads).total
