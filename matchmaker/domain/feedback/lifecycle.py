"""The life cycle of an observation: who may do which step, what it leads to, and until when.

An observation is filed, perhaps asked about, then analysed or closed. It never becomes a lesson itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from matchmaker.domain.findings import say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.strict_yaml import read_own
from matchmaker.domain.vocabulary import OUTCOMES, Role

FILE = Path(__file__).with_name("lifecycle.yaml")
DUPLICATE = "duplicate"
WAITING_STATES = ("filed", "asked")
OPEN_STATES = (*WAITING_STATES, "analysed")
AUTHORS = (Role.TRAINING_OFFICER, Role.ANALYST)


class Step(StrEnum):
    """What is done with an observation; the word is the `action` of its recorded step."""

    TAKE = "taken"
    ASK = "asked"
    ANSWER = "answered"
    ANALYSE = "analysed"
    CLOSE = "closed"
    REOPEN = "reopened"
    SET_TYPE = "typed"


# From which states a step may be taken.
FROM: Mapping[Step, tuple[str, ...]] = {
    Step.TAKE: OPEN_STATES,
    Step.ASK: ("filed",),
    Step.ANSWER: ("asked",),
    Step.ANALYSE: WAITING_STATES,
    Step.CLOSE: OPEN_STATES,
    Step.REOPEN: ("closed",),
    Step.SET_TYPE: OPEN_STATES,
}
# The state after a step; the others leave it as it is.
LEADS_TO: Mapping[Step, str] = {
    Step.ASK: "asked",
    Step.ANSWER: "filed",
    Step.ANALYSE: "analysed",
    Step.CLOSE: "closed",
    Step.REOPEN: "filed",
}
OF_THE_AUTHOR = (Step.ANSWER, Step.REOPEN)
# Steps that tell the author something.
TOLD = (Step.ASK, Step.ANALYSE, Step.CLOSE)


@dataclass(frozen=True, slots=True)
class Standing:
    """Where an observation stands; `owner_id` is the analyst who has it, `due_at` when its author is to hear."""

    state: str
    filed_by: str
    owner_id: str | None = None
    due_at: datetime | None = None
    closed_at: datetime | None = None


def allowed(standing: Standing, *, role: Role, account_id: str, now: datetime) -> frozenset[Step]:
    """Return what this account may do now: authors answer and reopen, analysts do the rest, never on their own.

    What one analyst has taken another one must take first.
    """
    own = standing.filed_by == account_id
    possible = {step for step, states in FROM.items() if standing.state in states}
    if own:
        possible &= set(OF_THE_AUTHOR) if role in AUTHORS else set()
        return frozenset(possible if _may_reopen(standing, now) else possible - {Step.REOPEN})
    if role is not Role.ANALYST:
        return frozenset()
    possible -= set(OF_THE_AUTHOR)
    if standing.owner_id == account_id:
        return frozenset(possible - {Step.TAKE})
    return frozenset(possible if standing.owner_id is None else possible & {Step.TAKE})


def overdue(standing: Standing, now: datetime) -> bool:
    """Say whether the author should have heard by now: after an answer or a reopening the time begins anew."""
    return standing.state == "filed" and standing.due_at is not None and standing.due_at < now


def reopen_until(closed_at: datetime) -> date:
    """Return the last day on which the author may reopen what was closed at this moment."""
    return closed_at.date() + timedelta(days=days_to_reopen(closed_at.date()))


def days_to_reopen(day: date) -> int:
    """Return for how many days what is closed on this day may be reopened."""
    return int(_in_force("reopening", day)["days"])


def sure_score(day: date) -> float:
    """Return the score from which a link to equipment needs no second look."""
    return float(_in_force("sure_link", day)["score"])


def is_dangerous(danger: bool | None, effect: str) -> bool:
    """Say whether it is about danger to life: asked first, or given as the effect on the task."""
    return bool(danger) or effect == "danger"


def problems_of_closing(outcome: str, reason: str, *, names_another: bool) -> Iterator[Problem]:
    """Check an outcome with its reason; `names_another` says that a number of another observation was given."""
    if outcome not in OUTCOMES:
        yield Problem("outcome", say("Choose how it ends."))
    if outcome == DUPLICATE and not names_another:
        yield Problem("same_as", say("Give the number of the observation that it repeats."))
    yield from problems_of_words("reason", reason)


def problems_of_words(field: str, words: str) -> Iterator[Problem]:
    """Check words that the other side reads: there must be some, and nothing classified in them."""
    if not any(map(str.isalnum, words)):
        yield Problem(field, say("Write it in plain words; the other side reads it."))
    yield from validate.paragraph(field, words)


def _may_reopen(standing: Standing, now: datetime) -> bool:
    return standing.closed_at is not None and now.date() <= reopen_until(standing.closed_at)


def _in_force(rule: str, day: date) -> Mapping[str, Any]:
    """The entry of the day; before the first one the first."""
    entries = _rules()[rule]
    running = [entry for entry in entries if date.fromisoformat(entry["since"]) <= day]
    found: Mapping[str, Any] = (running or entries)[-1 if running else 0]
    return found


@cache
def _rules() -> Mapping[str, list[Mapping[str, Any]]]:
    rules: Mapping[str, list[Mapping[str, Any]]] = read_own(FILE.read_bytes())
    return rules
