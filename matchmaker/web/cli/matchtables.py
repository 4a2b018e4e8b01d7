"""The outcome of an evaluation as a table to read, for the shell and for a page of the documentation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

HEADINGS = (
    "ranker",
    "hit@1",
    "hit@10",
    "hit@50",
    "mrr",
    "median rank",
    "hit@10, cold as misses",
    "recall@50 by text",
    "model ahead, hit@10",
)
_CELLS = (("warm", "hit@1"), ("warm", "hit@10"), ("warm", "hit@50"), ("warm", "mrr"))


def table_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """Lines of equal columns, the model first, then the baselines, the best hit@10 first."""
    rows = [HEADINGS, *table_rows(told)]
    widths = [max(len(row[column]) for row in rows) for column in range(len(HEADINGS))]
    for row in rows:
        yield "  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip()
    yield from left_out(told)


def markdown_lines(told: Mapping[str, Any]) -> Iterator[str]:
    """The same as a table of a Markdown page."""
    for place, row in enumerate([HEADINGS, *table_rows(told)]):
        yield f"| {' | '.join(row)} |"
        if place == 0:
            yield "|---" * len(HEADINGS) + "|"
    yield from ("", *left_out(told)) if any(left_out(told)) else ()


def table_rows(told: Mapping[str, Any]) -> Iterator[Sequence[str]]:
    """One row of cells for each ranker that was asked."""
    for name, figures in _rankers(told):
        if "skipped" not in figures:
            yield _row(name, figures, told["lead"].get(name, {}))


def left_out(told: Mapping[str, Any]) -> Iterator[str]:
    """A line for each ranker that was not asked, with its reason."""
    for name, figures in _rankers(told):
        if "skipped" in figures:
            yield f"{name} was left out: {figures['skipped']}"


def _rankers(told: Mapping[str, Any]) -> Iterator[tuple[str, Mapping[str, Any]]]:
    yield "model", told["model"]
    yield from sorted(told["baselines"].items(), key=_best_first)


def _row(name: str, figures: Mapping[str, Any], lead: Mapping[str, Any]) -> Sequence[str]:
    cells = [_cell(figures[part], key) for part, key in _CELLS]
    rest = (_cell(figures["all"], "hit@10"), _cell(figures["text"], "recall@50"))
    return (name, *cells, _plain(figures["warm"]["median_rank"]), *rest, _lead(lead))


def _cell(figures: Mapping[str, Any], key: str) -> str:
    bounds = figures[f"{key}_ci"]
    return "none" if bounds is None else f"{figures[key]:.3f} [{bounds[0]:.2f}, {bounds[1]:.2f}]"


def _lead(figures: Mapping[str, Any]) -> str:
    bounds = figures.get("hit@10_ci")
    return "" if bounds is None else f"{figures['hit@10']:+.3f} [{bounds[0]:+.2f}, {bounds[1]:+.2f}]"


def _plain(rank: float | None) -> str:
    return "none" if rank is None else f"{rank:g}"


def _best_first(one: tuple[str, Mapping[str, Any]]) -> tuple[float, str]:
    name, figures = one
    value = figures.get("warm", {}).get("hit@10")
    return (0.0 if value is None else -value, name)
