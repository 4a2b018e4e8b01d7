"""All rankers asked all questions, and what came of it as one document."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from contextlib import AbstractContextManager
from typing import Any

from matchmaker.domain.affinity.evaluation.baselines import Maker
from matchmaker.domain.affinity.evaluation.protocol import Answers, Questions, Tick, answers, summary
from matchmaker.domain.affinity.evaluation.setting import Setting, years_of
from matchmaker.domain.affinity.history import PastProject, fingerprint

MODEL = "model"
# Given the name of a ranker and how many questions it will answer, something to call after each answer.
Watch = Callable[[str, int], AbstractContextManager[Tick]]


def examine(setting: Setting, makers: Mapping[str, Maker | str], seed: int, watch: Watch) -> dict[str, Any]:
    """Make and ask one ranker after the other; `makers` has `model` among them, a text says why one is left out.

    The document holds `model`, `baselines` and `lead` as `protocol.summary` tells them, and what they rest on.
    """
    questions = Questions.of(setting.queries, setting.history.columns)
    found = {name: _asked(name, maker, setting, questions, watch) for name, maker in makers.items()}
    return {
        **summary(found, questions, seed),
        "seed": seed,
        "history": {
            **_described(setting.history.projects),
            "organisations": len(setting.history.organisations),
        },
        "queries": {
            **_described(setting.queries),
            "cases": len(questions.cases),
            "warm_cases": sum(case.warm for case in questions.cases),
        },
        "notes": list(setting.notes),
    }


def _asked(name: str, maker: Maker | str, setting: Setting, questions: Questions, watch: Watch) -> Answers | str:
    if isinstance(maker, str):
        return maker
    with watch(name, questions.count) as tick:
        return answers(maker(), setting.history, questions, tick)


def _described(projects: Iterable[PastProject]) -> dict[str, Any]:
    held = tuple(projects)
    return {"projects": len(held), "years": years_of(held), "hash": fingerprint(held)}
