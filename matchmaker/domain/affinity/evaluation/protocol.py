"""The evaluation itself: what is asked, how the answers are counted, and in which shape they are told.

Rankers are made from the history before any question is asked, and each question is answered by itself: nothing of
one query reaches the answer to another, or the statistics, the weights or the scales.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import Any

import numpy as np
from numpy.typing import NDArray

from matchmaker.domain.affinity.evaluation.bootstrap import Resampling, interval
from matchmaker.domain.affinity.evaluation.cases import Case, Team, hidden_partners, team_by_text, team_by_topic
from matchmaker.domain.affinity.evaluation.metrics import CUTS, hits, median_rank, middle_ranks, reciprocal
from matchmaker.domain.affinity.evaluation.ranker import Ranker
from matchmaker.domain.affinity.history import History, PastProject, Question

Values = NDArray[np.float64]
Figures = dict[str, Any]
Tick = Callable[[], None]
RECALL_CUTS = (10, 50)
_PLACES = 4


@dataclass(frozen=True, slots=True)
class Questions:
    """All that is asked of every ranker, in the order of the projects' ids."""

    cases: tuple[Case, ...]
    topics: tuple[Team, ...]
    texts: tuple[Team, ...]

    @classmethod
    def of(cls, queries: Collection[PastProject], known: Collection[str]) -> Questions:
        """Cases for each partner, teams for each project with partners; `known` are the history's organisations."""
        ordered = sorted((project for project in queries if project.participants), key=lambda project: project.id)
        cases = tuple(case for project in ordered for case in hidden_partners(project, known))
        topics, texts = (tuple(map(make, ordered)) for make in (team_by_topic, team_by_text))
        return cls(cases, topics, texts)

    @property
    def count(self) -> int:
        """How many rankings one ranker has to make."""
        return sum(case.warm for case in self.cases) + len(self.topics) + len(self.texts)


@dataclass(frozen=True, eq=False)
class Answers:
    """The rank of the hidden partner in each case, and of each partner in each team; infinity for cold ones."""

    cases: Values
    topics: tuple[Values, ...]
    texts: tuple[Values, ...]


def answers(ranker: Ranker, history: History, questions: Questions, tick: Tick = lambda: None) -> Answers:
    """Ask everything; cold partners are not asked for, since no history can rank them."""
    cases = [
        _rank_of(ranker, history, case.question, (case.hidden,), tick)[0] if case.warm else inf
        for case in questions.cases
    ]
    topics, texts = (
        tuple(_rank_of(ranker, history, team.question, team.partners, tick) for team in teams)
        for teams in (questions.topics, questions.texts)
    )
    return Answers(np.array(cases), topics, texts)


def figures(found: Answers, questions: Questions, resampling: Resampling) -> Figures:
    """`warm`, `all`, `topic` and `text` with their rates and intervals; None where nothing could be asked."""
    warm = np.array([case.warm for case in questions.cases], dtype=np.bool_)
    projects = [case.project for case in questions.cases]
    return {
        "warm": _rates(found.cases[warm], _chosen(projects, warm), resampling),
        "all": _rates(found.cases, projects, resampling),
        "topic": {**_recalls(found.topics, questions.topics, resampling), **_sources(questions.topics)},
        "text": _recalls(found.texts, questions.texts, resampling),
    }


def lead(model: Answers, other: Answers, questions: Questions, resampling: Resampling) -> Figures:
    """By how much the model is ahead over the warm cases, with the interval of the difference on the same draws."""
    warm = np.array([case.warm for case in questions.cases], dtype=np.bool_)
    projects = _chosen([case.project for case in questions.cases], warm)
    mine, theirs = (dict(_values(one.cases[warm])) for one in (model, other))
    return {
        name: figure
        for key in mine
        for name, figure in _mean(key, mine[key] - theirs[key], projects, resampling).items()
    }


def _rank_of(ranker: Ranker, history: History, question: Question, wanted: Sequence[str], tick: Tick) -> Values:
    candidates = np.ones(len(history.organisations), dtype=np.bool_)
    candidates[[history.columns[id] for id in question.members]] = False
    ranks = middle_ranks(ranker.rank(question), candidates)
    tick()
    return np.array([ranks[history.columns[id]] if id in history.columns else inf for id in wanted])


def _rates(ranks: Values, projects: Sequence[str], resampling: Resampling) -> Figures:
    means = [_mean(name, values, projects, resampling) for name, values in _values(ranks)]
    joined = {name: value for one in means for name, value in one.items()}
    return {"n": len(ranks), **joined, "median_rank": median_rank(ranks)}


def _values(ranks: Values) -> Iterator[tuple[str, Values]]:
    yield from ((f"hit@{cut}", hits(ranks, cut)) for cut in CUTS)
    yield "mrr", reciprocal(ranks)


def _recalls(ranks: Sequence[Values], teams: Sequence[Team], resampling: Resampling) -> Figures:
    """The share of a consortium among the first places, mean over projects: of those known, and (`_all`) of all."""
    known = [np.isfinite(one) for one in ranks]
    findable = [place for place, one in enumerate(known) if one.any()]
    told: Figures = {"n": len(findable), "partners": int(sum(one.sum() for one in known))}
    for cut in RECALL_CUTS:
        values = np.array([hits(ranks[place][known[place]], cut).mean() for place in findable])
        told |= _mean(f"recall@{cut}", values, [teams[place].project for place in findable], resampling)
        every = np.array([hits(one, cut).mean() for one in ranks])
        told |= _mean(f"recall@{cut}_all", every, [team.project for team in teams], resampling)
    return told


def _sources(teams: Sequence[Team]) -> Figures:
    by_topic = sum(team.by_topic for team in teams)
    return {"by_topic_text": by_topic, "by_project_text": len(teams) - by_topic}


def _mean(name: str, values: Values, projects: Sequence[str], resampling: Resampling) -> Figures:
    if not len(values):
        return {name: None, f"{name}_ci": None}
    bounds = interval(resampling.means(values, projects))
    rounded = None if bounds is None else [round(bound, _PLACES) for bound in bounds]
    return {name: round(float(values.mean()), _PLACES), f"{name}_ci": rounded}


def _chosen(names: Sequence[str], chosen: NDArray[np.bool_]) -> list[str]:
    return [name for name, kept in zip(names, chosen, strict=True) if kept]


def summary(found: Mapping[str, Answers | str], questions: Questions, seed: int) -> Figures:
    """The figures of `model` and of every baseline, and how far the model is ahead of each; a text says why not."""
    resampling = Resampling.of([case.project for case in questions.cases], seed)
    told = {
        name: {"skipped": one} if isinstance(one, str) else figures(one, questions, resampling)
        for name, one in found.items()
    }
    model = found["model"]
    ahead = {
        name: lead(model, one, questions, resampling)
        for name, one in found.items()
        if name != "model" and isinstance(one, Answers) and isinstance(model, Answers)
    }
    return {"model": told.pop("model"), "baselines": told, "lead": ahead}
