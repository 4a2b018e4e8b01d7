"""`match rank` reads two files and answers, or says in one sentence what is wrong with them."""

from __future__ import annotations

import json
import sys
from collections.abc import Sequence
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matchmaker.web.cli.ranking_texts import rank

PROFILES = [
    {"id": "engines", "text": "Overhaul of helicopter engines"},
    {"id": "boats", "text": "Uncrewed boats for harbour patrol"},
    {"id": "bread", "text": "Bread and pastry"},
]
IDS = ["bread", "boats", "engines"]


def written(path: Path, rows: Sequence[object]) -> Path:
    path.write_text("\n".join(row if isinstance(row, str) else json.dumps(row) for row in rows), encoding="utf-8")
    return path


def ask(folder: Path, profiles: Sequence[object], queries: Sequence[object], *options: str) -> Result:
    files = written(folder / "P.jsonl", profiles), written(folder / "Q.jsonl", queries)
    arguments = ["--profiles", str(files[0]), "--queries", str(files[1]), "--without-embedding", *options]
    return CliRunner().invoke(rank, arguments, catch_exceptions=False)


def test_json_has_all_ids_best_first_for_each_query(tmp_path: Path) -> None:
    queries = [{"id": "q1", "text": "Безекіпажні катери"}, {"id": "q2", "text": "Ремонт вертольотів"}]
    found = json.loads(ask(tmp_path, PROFILES, queries, "--json").stdout)
    assert {id: ids[0] for id, ids in found.items()} == {"q1": "boats", "q2": "engines"}
    assert all(sorted(ids) == sorted(IDS) for ids in found.values())


def test_lines_show_the_words_that_met(tmp_path: Path) -> None:
    result = ask(tmp_path, PROFILES, [{"id": "q", "text": "Ремонт вертольотів"}])
    assert result.exit_code == 0 and "вертольотів = helicopter" in result.stdout


@pytest.mark.parametrize("text", ["", "   \n"])
def test_an_empty_query_ranks_by_id_and_says_so(tmp_path: Path, text: str) -> None:
    result = ask(tmp_path, PROFILES, [{"id": "q", "text": text}], "--json")
    assert json.loads(result.stdout)["q"] == sorted(IDS) and "the query is empty" in result.stderr


@pytest.mark.parametrize("text", ["🚁🚁🚁", "Brötchen über Straßenbahngleise", "???", "\x00", "無人機", "?\ud800"])
def test_a_language_that_is_neither_is_answered(tmp_path: Path, text: str) -> None:
    for options in (("--json",), ()):
        result = ask(tmp_path, PROFILES, [{"id": "q", "text": text}], *options)
        assert result.exit_code == 0 and "no word of the query met" in result.stderr


def test_profiles_without_text_are_ranked_last(tmp_path: Path) -> None:
    rows = [{"id": "a", "text": ""}, {"id": "b", "text": "sea mines"}]
    assert json.loads(ask(tmp_path, rows, [{"id": "q", "text": "морські міни"}], "--json").stdout)["q"] == ["b", "a"]


def test_a_number_is_an_id_and_a_mark_of_byte_order_is_no_fault(tmp_path: Path) -> None:
    rows = ['\ufeff{"id": 7, "text": "radar"}', "", '{"id": 8, "text": "bread"}\r']
    assert json.loads(ask(tmp_path, rows, [{"id": 1, "text": "радар"}], "--json").stdout) == {"1": ["7", "8"]}


@pytest.mark.parametrize(
    ("row", "because"),
    [
        ("not json", "line 2: this is no JSON"),
        ("[" * 100_000, "line 2: this is no JSON"),
        ("[1]", "an object with"),
        ('{"text": "x"}', '"id" is missing'),
        ('{"id": "", "text": "x"}', '"id" is missing'),
        ('{"id": true, "text": "x"}', '"id" is missing'),
        ('{"id": "x"}', '"text" is missing'),
        ('{"id": "x", "text": 5}', '"text" is missing'),
        ('{"id": "bread", "text": "again"}', "'bread' appears twice"),
    ],
)
def test_a_wrong_line_is_named(tmp_path: Path, row: str, because: str) -> None:
    for profiles, queries in (([PROFILES[2], row], PROFILES), (PROFILES, [PROFILES[2], row])):
        result = ask(tmp_path, profiles, queries, "--json")
        assert result.exit_code == 2 and because in result.stderr and result.stdout == ""


def test_files_that_are_missing_or_folders_or_no_text_are_refused(tmp_path: Path) -> None:
    good = written(tmp_path / "good.jsonl", PROFILES)
    (tmp_path / "binary").write_bytes(b"\xff\xfe\x00")
    for bad in (tmp_path / "nowhere.jsonl", tmp_path, tmp_path / "binary"):
        for arguments in (["--profiles", bad, "--queries", good], ["--profiles", good, "--queries", bad]):
            result = CliRunner().invoke(rank, [str(one) for one in arguments], catch_exceptions=False)
            assert result.exit_code == 2 and str(bad) in result.stderr


def test_no_profiles_are_nothing_to_rank_and_no_queries_are_an_empty_answer(tmp_path: Path) -> None:
    assert ask(tmp_path, [], PROFILES).exit_code == 2
    result = ask(tmp_path, PROFILES, [], "--json")
    assert json.loads(result.stdout) == {} and "has no lines" in result.stderr


def test_a_megabyte_of_text_is_answered(tmp_path: Path) -> None:
    long = "Ремонт вертолітних двигунів. " * 36_000
    rows = [*PROFILES, {"id": "long", "text": "sea mine " * 110_000}]
    found = json.loads(ask(tmp_path, rows, [{"id": "q", "text": long}], "--json").stdout)
    assert found["q"][0] == "engines" and len(found["q"]) == 4


def test_all_works_where_the_embedding_is_not_installed(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys.modules["matchmaker.web.cli.ranking_texts"], "embedding", lambda: None)
    file = written(tmp_path / "P.jsonl", PROFILES)
    result = CliRunner().invoke(rank, ["--profiles", str(file), "--queries", str(file), "--json"])
    assert json.loads(result.stdout)["bread"][0] == "bread" and "not installed" in result.stderr
