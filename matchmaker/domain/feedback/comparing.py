"""Observations before and after something was done: the same questions, the same wording, with counts."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import chain

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.vocabulary import DIMENSIONS, EFFECTS

RATINGS = ("1", "2", "3", "4", "5")
YES_NO = ("yes", "no")


@dataclass(frozen=True, slots=True)
class Question:
    """One question of the form and how many people gave each answer before and after.

    `name` is `effect`, `danger` or a dimension of vocabulary.DIMENSIONS; who did not answer is in no number.
    """

    name: str
    answers: tuple[str, ...]
    before: Mapping[str, int]
    after: Mapping[str, int]


@dataclass(frozen=True, slots=True)
class Comparison:
    """Counts of people and of months with observations on either side of `since` (YYYY-MM), which counts as after."""

    since: str
    people_before: int
    people_after: int
    months_before: int
    months_after: int
    questions: tuple[Question, ...]

    @property
    def is_open(self) -> bool:
        """Say that nothing can be compared yet, because one side has no observation."""
        return not (self.people_before and self.people_after)


def compare(observations: Iterable[ObservationFacts], since: str) -> Comparison:
    """Split observations at a month and count the answers on both sides; only those that were screened count.

    Nothing is averaged and nothing tested: fewer observations may also mean that fewer people looked.
    """
    seen = [one for one in observations if one.state == "analysed"]
    before, after = ([one for one in seen if (one.month >= since) is side] for side in (False, True))
    return Comparison(
        since=since,
        people_before=sum(one.count for one in before),
        people_after=sum(one.count for one in after),
        months_before=len({one.month for one in before}),
        months_after=len({one.month for one in after}),
        questions=tuple(
            Question(name, answers, _counted(before, answer), _counted(after, answer))
            for name, answers, answer in _questions()
            if any(answer(one) for one in chain(before, after))
        ),
    )


_Answer = Callable[[ObservationFacts], str]


def _questions() -> tuple[tuple[str, tuple[str, ...], _Answer], ...]:
    rated = ((name, RATINGS, _rating(name)) for name in DIMENSIONS)
    return (("effect", EFFECTS, _effect), ("danger", YES_NO, _danger), *rated)


def _effect(one: ObservationFacts) -> str:
    return one.effect


def _danger(one: ObservationFacts) -> str:
    return "" if one.danger is None else YES_NO[not one.danger]


def _rating(name: str) -> _Answer:
    return lambda one: str(dict(one.ratings).get(name, ""))


def _counted(observations: Iterable[ObservationFacts], answer: _Answer) -> dict[str, int]:
    counted = Counter[str]()
    for one in observations:
        if given := answer(one):
            counted[given] += one.count
    return dict(sorted(counted.items()))
