"""The table of an evaluation, and the converter of security research."""

from __future__ import annotations

import gzip
from pathlib import Path
from typing import Any

from benchmarks.securityresearch import projects
from matchmaker.domain.affinity.evaluation.reading import records_of
from matchmaker.web.cli.matchtables import markdown_lines, table_lines


def test_the_model_comes_first_then_the_best_baseline() -> None:
    lines = list(table_lines(TOLD))
    assert [line.split()[0] for line in lines] == ["ranker", "model", "bm25", "popularity", "embedding"]
    assert lines[1].split("  ")[-1].strip() == "0.500 [0.40, 0.60]"
    assert lines[2].endswith("+0.100 [-0.05, +0.25]")
    assert lines[-1] == "embedding was left out: no package"


def test_nothing_to_ask_is_told_as_none() -> None:
    told = {**TOLD, "model": figures(None)}
    assert list(table_lines(told))[1].split()[1:5] == ["none", "none", "none", "none"]


def test_the_page_has_the_same_rows() -> None:
    lines = list(markdown_lines(TOLD))
    assert lines[0].startswith("| ranker | hit@1 |")
    assert lines[1] == "|---" * 9 + "|"
    assert {line.count("|") for line in lines[:5]} == {10}
    assert lines[-2:] == ["", "embedding was left out: no package"]


def test_security_research_is_read_with_its_partners_and_the_year_of_its_start(tmp_path: Path) -> None:
    packed(
        tmp_path / "projects.csv.gz",
        "id,acronym,title,objective,topics,startDate",
        "7,DAR,Title,Aim,SEC-2011.4.2-2,2012-03-01",
    )
    packed(
        tmp_path / "participations.csv.gz",
        "projectID,id,name,country,role,activityType",
        "7,988,Firm,CH,participant,PRC",
        "8,989,Other,FR,participant,PRC",
    )
    records = records_of(projects(tmp_path), {})
    (only,) = records.projects
    assert (only.id, only.text, only.year, only.family) == ("7", "DAR. Title. Aim", 2012, "SEC")
    assert [(one.id, one.name, one.country, one.kind) for one in records.organisations.values()] == [
        ("988", "Firm", "CH", "PRC")
    ]


def packed(path: Path, *lines: str) -> None:
    with gzip.open(path, "wt", encoding="utf-8") as file:
        file.write("\n".join(lines) + "\n")


def figures(value: float | None) -> dict[str, Any]:
    bounds = None if value is None else [value - 0.1, value + 0.1]
    rates = dict.fromkeys(("hit@1", "hit@10", "hit@50", "mrr", "recall@50"), value)
    told = {**rates, **{f"{key}_ci": bounds for key in rates}, "median_rank": None if value is None else 7.5}
    return dict.fromkeys(("warm", "all", "topic", "text"), told)


TOLD = {
    "model": figures(0.5),
    "baselines": {"popularity": figures(0.2), "embedding": {"skipped": "no package"}, "bm25": figures(0.4)},
    "lead": {"bm25": {"hit@10": 0.1, "hit@10_ci": [-0.05, 0.25]}},
}
