"""How far an observation has come: its own stages, the gap it is behind, and the lesson drawn from that."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.vocabulary import LESSON_STATES

STAGES = ("filed", "analysed", "gap", *LESSON_STATES)
CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class Stage:
    """One stage: when it was reached (None also where that is not recorded), and whether it is the last so far."""

    name: str
    reached: bool
    at: datetime | None
    here: bool


def stages(
    state: str,
    *,
    filed_at: datetime,
    closed_at: datetime | None,
    done: Iterable[tuple[str, datetime]],
    gaps: Sequence[datetime],
    lesson: Iterable[tuple[str, datetime]],
) -> tuple[Stage, ...]:
    """Return all stages in order; one that is closed shows those that it reached, and that it is closed.

    `done` has the recorded steps (action, moment), `gaps` when it was put behind each gap, `lesson` the states of
    the lesson that came furthest.
    """
    reached: dict[str, datetime | None] = {"filed": filed_at}
    analysed = [at for action, at in done if action == "analysed"]
    if state == "analysed" or gaps or (state == CLOSED and analysed):
        reached["analysed"] = max(analysed, default=None)
    if gaps:
        reached["gap"] = min(gaps)
        reached |= _first_moments(lesson)
    if state == CLOSED:
        reached[CLOSED] = closed_at
    return tuple(_in_order(reached, [name for name in STAGES if name in reached or state != CLOSED]))


def _in_order(reached: dict[str, datetime | None], names: list[str]) -> Iterator[Stage]:
    shown = [*names, *([CLOSED] if CLOSED in reached else [])]
    last = max(index for index, name in enumerate(shown) if name in reached)
    for index, name in enumerate(shown):
        yield Stage(name, index <= last, reached.get(name), index == last)


def _first_moments(moved: Iterable[tuple[str, datetime]]) -> dict[str, datetime | None]:
    found: dict[str, datetime | None] = {}
    for state, at in sorted(moved, key=lambda one: one[1]):
        if state in LESSON_STATES:
            found.setdefault(state, at)
    return found
