"""Answers kept in memory: computed once, and no more of them than were allowed."""

from __future__ import annotations

from matchmaker.services.proposals.kept import Kept


def test_an_answer_is_computed_once_and_the_oldest_leaves_first() -> None:
    asked: list[str] = []
    kept: Kept[str] = Kept(most=2)

    def answer(name: str) -> str:
        return kept.get(name, lambda: asked.append(name) or name.upper())  # type: ignore[func-returns-value]

    assert [answer(name) for name in ("a", "b", "a", "c")] == ["A", "B", "A", "C"]
    assert asked == ["a", "b", "c"]
    assert [name in kept for name in ("a", "b", "c")] == [True, False, True]
