"""Weights learned from who worked with whom: each later year is asked with nothing but the years before it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from matchmaker.domain.affinity.choice import Choice, fitted
from matchmaker.domain.affinity.features import TEAM_FEATURES, TOPIC_FEATURES, Values
from matchmaker.domain.affinity.history import History, PastProject, Question, fingerprint
from matchmaker.domain.affinity.model import Affinity, Columns
from matchmaker.domain.affinity.weights import LearnedWeights, rounded

Progress = Callable[[int, int], None]
# The most questions that are learned from; the newest years come first.
MOST_QUESTIONS = 1_500
# The most candidates that the one chosen is held against, drawn anew for each question.
MOST_RIVALS = 800
FOLDS = 5
# Fewer projects than this teach nothing.
FEWEST_PROJECTS = 10


@dataclass(frozen=True, eq=False)
class Lesson:
    """Some projects to ask for, and the past that is known when they are asked for."""

    past: History
    asked: tuple[PastProject, ...]


@dataclass(frozen=True, eq=False)
class Matcher:
    """The model with its weights, as a ranker."""

    affinity: Affinity
    weights: LearnedWeights

    @classmethod
    def of(cls, history: History, seed: int = 0, progress: Progress | None = None) -> Matcher:
        """Learn from a history, and from nothing else."""
        return cls(Affinity.of(history), train(history, seed, "own", date.min, progress))

    def rank(self, question: Question) -> Values:
        """A score in 0..1 for each organisation of the history."""
        return scores(self.affinity.columns(question), question, self.weights)


def scores(columns: Columns, question: Question, weights: LearnedWeights) -> Values:
    """The weighted sum: with the weights for teams where members are given, else with those for texts."""
    return columns.scores(weights.team if question.members else weights.topic)


def train(history: History, seed: int, version: str, day: date, progress: Progress | None = None) -> LearnedWeights:
    """Learn both sets of weights from a history; always the same for the same history and seed."""
    lessons, note = lessons_of(history, seed)
    random = np.random.default_rng(seed)
    team: list[Choice] = []
    topic: list[Choice] = []
    for done, (past, project) in enumerate(_asked(lessons, random), start=1):
        team += _team_choices(past, project, random)
        topic += _topic_choices(past, project, random)
        if progress is not None:
            progress(done, sum(len(lesson.asked) for lesson in lessons))
    return LearnedWeights(
        version=version,
        day=day,
        note=f"{len(history.projects)} projects: {note}",
        seed=seed,
        projects_sha256=fingerprint(history.projects),
        metrics={},
        team=_weights(TEAM_FEATURES, team),
        topic=_weights(TOPIC_FEATURES, topic),
    )


def lessons_of(history: History, seed: int) -> tuple[tuple[Lesson, ...], str]:
    """What to learn from, newest first, and a sentence about it.

    Where years tell the past from what is asked, a project without a year is in neither.
    """
    years = sorted({project.year for project in history.projects if project.year is not None})
    if len(history.projects) < FEWEST_PROJECTS:
        return (), "too few to learn from: all weights are equal"
    if len(years) < 2:
        return _folds(history, seed), "one year only: each fifth of the projects asked with the other four as its past"
    lessons = tuple(_year(history, year) for year in reversed(years[1:]))
    undated = sum(project.year is None for project in history.projects)
    left_out = f"; {undated} projects without a year were left out" if undated else ""
    told = f"{years[1]} to {years[-1]}, newest first, each year asked with the years before it as its past"
    return lessons, told + left_out


def _year(history: History, year: int) -> Lesson:
    past = [project for project in history.projects if project.year is not None and project.year < year]
    asked = tuple(project for project in history.projects if project.year == year)
    return Lesson(_cut(history, past), asked)


def _folds(history: History, seed: int) -> tuple[Lesson, ...]:
    turn = np.random.default_rng(seed).permutation(len(history.projects)) % FOLDS
    pairs = list(zip(history.projects, turn.tolist(), strict=True))
    return tuple(
        Lesson(_cut(history, [p for p, at in pairs if at != fold]), tuple(p for p, at in pairs if at == fold))
        for fold in range(FOLDS)
    )


def _cut(history: History, projects: Sequence[PastProject]) -> History:
    return History.of(projects, {organisation.id: organisation for organisation in history.organisations})


def _asked(lessons: Sequence[Lesson], random: np.random.Generator) -> Iterator[tuple[Affinity, PastProject]]:
    """Projects with the past to ask for them in, until there are questions enough."""
    asked = 0
    for lesson in lessons:
        if asked >= MOST_QUESTIONS:
            return
        affinity = Affinity.of(lesson.past)
        for at in random.permutation(len(lesson.asked)):
            project = lesson.asked[at]
            partners = len(_known(affinity, project))
            if partners and asked < MOST_QUESTIONS:
                asked += partners
                yield affinity, project


def _known(affinity: Affinity, project: PastProject) -> tuple[str, ...]:
    ids = dict.fromkeys(part.organisation for part in project.participants)
    return tuple(id for id in ids if id in affinity.history.columns)


def _question(project: PastProject, members: tuple[str, ...]) -> Question:
    return Question(project.text, members, project.family, project.year, project.topic)


def _team_choices(affinity: Affinity, project: PastProject, random: np.random.Generator) -> Iterator[Choice]:
    known = _known(affinity, project)
    for hidden in known:
        columns = affinity.columns(_question(project, tuple(id for id in known if id != hidden)))
        row = affinity.history.columns[hidden]
        yield _choice(columns.only(TEAM_FEATURES), columns.candidates, row, random)


def _topic_choices(affinity: Affinity, project: PastProject, random: np.random.Generator) -> Iterator[Choice]:
    known = [affinity.history.columns[id] for id in _known(affinity, project)]
    columns = affinity.columns(_question(project, ()))
    values, rivals = columns.only(TOPIC_FEATURES), columns.candidates.copy()
    rivals[known] = False
    for row in known:
        yield _choice(values, rivals, row, random)


def _choice(values: Values, rivals: np.ndarray, row: int, random: np.random.Generator) -> Choice:
    others = np.flatnonzero(rivals)
    others = others[others != row]
    drawn = others if len(others) <= MOST_RIVALS else random.choice(others, MOST_RIVALS, replace=False)
    return Choice(values[np.concatenate([[row], drawn])].astype(np.float32))


def _weights(features: Sequence[str], choices: Sequence[Choice]) -> Mapping[str, float]:
    found = fitted(choices, len(features))
    return rounded(dict(zip(features, found.tolist(), strict=True)))
