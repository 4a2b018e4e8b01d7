"""The bench runs from end to end on a tiny register, and its registers are the same every time."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.registers import catalogue_of_size
from benchmarks.scale import BEGIN, END, Row, as_table, main

WORKS = ("read the facts", "build the snapshot", "largest memory", "text alone", "rank all firms", "one firm's change")


def test_a_tiny_register_is_measured_in_every_row(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    figures, page = tmp_path / "bench.json", tmp_path / "page.md"
    page.write_text(f"before\n{BEGIN}\nold\n{END}\nafter\n", encoding="utf-8")
    assert main(["--sizes", "60", "--json", str(figures), "--page", str(page)]) == 0
    told = json.loads(figures.read_text(encoding="utf-8"))
    works = [row["work"] for row in told["rows"]]
    assert all(any(work.startswith(wanted) for work in works) for wanted in (*WORKS, "nearness", "5 different"))
    assert all(row["ours"] > 0 and row["met"] is None for row in told["rows"])
    assert {"processor", "cores", "python", "libraries"} <= told["machine"].keys()
    written = page.read_text(encoding="utf-8")
    assert written.startswith("before\n") and written.endswith("after\n") and "old" not in written
    table, heard = capfd.readouterr()
    assert table.strip() in written and "60 firms: read in" in heard


@pytest.mark.parametrize("written", ["0", "-5", "many"])
def test_a_size_that_is_none_is_refused(written: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as end:
        main(["--sizes", written])
    assert end.value.code == 2 and "Traceback" not in capsys.readouterr().err


def test_a_missed_goal_is_said() -> None:
    rows = [
        Row(20_000, "slow work", 2.0, peer="them", theirs=4.0, goal="20x cheaper", met=False),
        Row(20_000, "fast work", 0.1, peer="them", theirs=4.0, goal="20x cheaper", met=True),
    ]
    table = as_table(rows)
    assert "**missed**" in table and "- 20,000 firms, slow work (20x cheaper, them)" in table
    assert "fast work" not in table.partition("Goals missed")[2]


def test_a_register_is_the_same_every_time_and_all_made_up() -> None:
    facts = catalogue_of_size(300, 5)
    assert facts == catalogue_of_size(300, 5) != catalogue_of_size(300, 6)
    assert all(firm.fictional and len(firm.capabilities) == 3 for firm in facts.firms)
    taken = Counter(firm for project in facts.projects for firm, _ in project.participants)
    assert max(taken.values()) > 5 * sorted(taken.values())[len(taken) // 2]
    assert {"FR", "DE", "UA"} <= {firm.country for firm in facts.firms}
