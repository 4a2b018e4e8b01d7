"""Weights for a file of their own: learned from a whole history, and measured on its last year."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import date

from matchmaker.domain.affinity.evaluation.bootstrap import Resampling
from matchmaker.domain.affinity.evaluation.protocol import Questions, answers, figures
from matchmaker.domain.affinity.evaluation.setting import years_of
from matchmaker.domain.affinity.history import History
from matchmaker.domain.affinity.learning import Matcher, Progress, train
from matchmaker.domain.affinity.weights import LearnedWeights

TOLD = ("n", "hit@1", "hit@10", "hit@50", "mrr", "median_rank")


def taught(history: History, seed: int, version: str, day: date, progress: Progress | None = None) -> LearnedWeights:
    """Weights learned from all of the history, with the figures of `metrics_of_last_year`."""
    return replace(train(history, seed, version, day, progress), metrics=metrics_of_last_year(history, seed))


def metrics_of_last_year(history: History, seed: int) -> Mapping[str, float]:
    """How well the same learning does on the last year when it knows the years before it only; warm cases.

    Empty where the history has no two years, or nobody of the last year was seen before.
    """
    years = years_of(history.projects)
    if len(years) < 2:
        return {}
    last = tuple(project for project in history.projects if project.year == years[-1])
    before = [project for project in history.projects if project.year is not None and project.year < years[-1]]
    past = History.of(before, {organisation.id: organisation for organisation in history.organisations})
    questions = Questions.of(last, past.columns)
    if not any(case.warm for case in questions.cases):
        return {}
    found = answers(Matcher.of(past, seed), past, questions)
    warm = figures(found, questions, Resampling.of([case.project for case in questions.cases], seed))["warm"]
    return {"year": float(years[-1]), **{name: float(warm[name]) for name in TOLD}}
