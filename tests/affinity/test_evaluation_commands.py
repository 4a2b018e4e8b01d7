"""`match evaluate` and `match train` through the runner: files in, figures out, a line for each fault."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result
from flask import Flask

from matchmaker.domain.affinity.weights import read_learned
from matchmaker.web.cli.match import match
from tests.affinity.worlds import DRONE, four_years, row, written

NAMES = {"popularity", "bm25", "tfidf", "pagerank", "embedding", "ease", "fusion"}


@pytest.fixture(scope="module")
def files(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    rows, folder = four_years(), tmp_path_factory.mktemp("files")
    past = [one for one in rows if one["call_identifier"] != "EDF-2024-RA"]
    return written(folder, "past.json", past), written(folder, "asked.json", [one for one in rows if one not in past])


@pytest.fixture(scope="module")
def done(files: tuple[Path, Path]) -> Result:
    """One run that several tests look at."""
    return evaluate(*files, "--json")


def test_figures_for_the_model_and_all_baselines(done: Result) -> None:
    assert done.exit_code == 0
    told = json.loads(done.stdout)
    assert set(told["baselines"]) >= NAMES
    assert told["baselines"]["embedding"] == {"skipped": "--without-embedding was given"}
    assert told["model"]["warm"]["n"] == told["baselines"]["bm25"]["warm"]["n"] == 15
    # Ten organisations: whoever is hidden is among the first ten.
    assert (told["model"]["warm"]["hit@10"], told["model"]["warm"]["hit@10_ci"]) == (1.0, [1.0, 1.0])
    assert told["model"]["topic"]["recall@50"] == 1.0
    assert (told["history"]["projects"], told["history"]["organisations"], told["history"]["years"]) == (
        12,
        10,
        [2021, 2022, 2023],
    )
    assert (told["queries"]["projects"], told["queries"]["years"], told["seed"]) == (4, [2024], 0)
    assert sum(told["weights"]["team"].values()) == pytest.approx(1)


def test_progress_goes_to_the_other_stream(done: Result) -> None:
    assert {"learning", "model", *NAMES} - {"embedding"} <= set(done.stderr.split())
    assert "learning" not in done.stdout


def test_the_same_seed_gives_the_same_answer(files: tuple[Path, Path], done: Result) -> None:
    assert evaluate(*files, "--json", "--seed", "0").stdout == done.stdout


def test_the_table_names_every_ranker(files: tuple[Path, Path]) -> None:
    done = evaluate(*files)
    lines = done.stdout.splitlines()
    assert lines[0].split("  ")[0] == "ranker"
    assert lines[1].startswith("model ")
    assert {line.split()[0] for line in lines[1:]} >= NAMES
    assert lines[-1] == "embedding was left out: --without-embedding was given"


def test_packed_files_are_read(files: tuple[Path, Path], done: Result, tmp_path: Path) -> None:
    packed = tmp_path / "past.json.gz"
    packed.write_bytes(gzip.compress(files[0].read_bytes(), mtime=0))
    assert evaluate(packed, files[1], "--json").stdout == done.stdout


def test_topics_add_their_text(files: tuple[Path, Path], tmp_path: Path) -> None:
    asked = written(tmp_path, "one.json", [row("9", "", "DEF", 2024, topic="T-1")])
    topics = written(tmp_path, "topics.json", [{"identifier": "T-1", "text": DRONE}])
    without, with_topics = (
        json.loads(evaluate(files[0], asked, "--json", *more).stdout) for more in ((), ("--topics", str(topics)))
    )
    assert with_topics["model"]["topic"]["by_topic_text"] == 1
    bm25 = with_topics["baselines"]["bm25"]["warm"]
    assert bm25["median_rank"] < without["baselines"]["bm25"]["warm"]["median_rank"]


def test_a_project_in_both_files_is_said_and_taken_out(files: tuple[Path, Path], done: Result, tmp_path: Path) -> None:
    whole = evaluate(written(tmp_path, "whole.json", four_years()), files[1], "--json")
    note = "history: 4 projects are asked for and were taken out of the history: 20240, 20241, 20242, 20243"
    assert note in whole.stderr
    told, expected = json.loads(whole.stdout), json.loads(done.stdout)
    assert (told.pop("notes"), expected.pop("notes")) == ([note], [])
    assert told == expected


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (None, "no such file or directory"),
        (b"", "is not JSON: Expecting value (line 1)"),
        (b"{", "is not JSON"),
        (b"\xff\xfe\xfd", "is not text in UTF-8"),
        (b"\x1f\x8bnothing", "is packed by gzip and damaged"),
        (gzip.compress(b"[]" * 400, mtime=0)[:20], "is packed by gzip and damaged"),
        (b"[" * 100_000, "is nested too deeply"),
        (b'[{"project_id": ' + b"9" * 5_000 + b"}]", "holds a number that is too long"),
        (b"{}", "holds no list of projects"),
        (b"[]", "the list of projects is empty"),
        (b"[1]", "entry 1 is no object"),
        (b'[{"title": "x"}]', "entry 1: project_id is missing"),
    ],
)
@pytest.mark.parametrize("place", [0, 1])
def test_a_file_of_no_use_ends_with_two(
    files: tuple[Path, Path], tmp_path: Path, place: int, content: bytes | None, fault: str
) -> None:
    wrong = tmp_path / "wrong.json"
    if content is not None:
        wrong.write_bytes(content)
    done = evaluate(*(wrong if at == place else file for at, file in enumerate(files)))
    refused(done, f"{wrong}: {fault}")


def test_a_folder_is_no_file(files: tuple[Path, Path], tmp_path: Path) -> None:
    refused(evaluate(tmp_path, files[1]), f"{tmp_path}: is a directory")


def test_topics_of_no_use_end_with_two(files: tuple[Path, Path], tmp_path: Path) -> None:
    topics = written(tmp_path, "topics.json", [])
    refused(evaluate(*files, "--topics", str(topics)), f"{topics}: the list of topics is empty")


def test_faults_of_all_files_are_told_at_once(tmp_path: Path) -> None:
    one, other = written(tmp_path, "one.json", {}), written(tmp_path, "other.json", [])
    done = evaluate(one, other)
    assert done.stderr.splitlines() == [f"{one}: holds no list of projects", f"{other}: the list of projects is empty"]


def test_nobody_to_learn_from_or_to_ask_for(files: tuple[Path, Path], tmp_path: Path) -> None:
    nobody = written(tmp_path, "nobody.json", [{"project_id": "1", "title": "radar"}])
    refused(evaluate(nobody, files[1]), "no project of the history has participants")
    refused(evaluate(files[0], nobody), "no project of the queries has participants")
    refused(evaluate(files[0], files[0]), "every project of the history is asked for as well")


def test_one_project_each_is_enough(tmp_path: Path) -> None:
    past, asked = (
        written(tmp_path, "a.json", [row("1")]),
        written(tmp_path, "b.json", [row("2", partners="AX", year=2022)]),
    )
    told = json.loads(evaluate(past, asked, "--json").stdout)
    assert (told["model"]["warm"]["n"], told["model"]["all"]["n"]) == (1, 2)


@pytest.mark.parametrize("options", [["--history", "x"], ["--queries", "x"], ["--seed", "-1"]])
def test_options_that_miss_end_with_two(options: list[str]) -> None:
    assert CliRunner().invoke(match, ["evaluate", *options]).exit_code == 2


# --- Retraining -------------------------------------------------------------------------------------------------


def test_weights_are_learned_and_written_with_where_they_come_from(files: tuple[Path, Path], tmp_path: Path) -> None:
    done = train(files[0], tmp_path / "one.yaml")
    assert (done.exit_code, "learned from 12 projects: " in done.stdout) == (0, True)
    weights = read_learned((tmp_path / "one.yaml").read_text(encoding="utf-8"))
    assert weights.metrics["year"] == 2023
    assert weights.metrics["hit@10"] == 1
    assert (weights.version, weights.seed) == ("trial", 0)
    train(files[0], tmp_path / "other.yaml")
    assert (tmp_path / "one.yaml").read_bytes() == (tmp_path / "other.yaml").read_bytes()


def test_nothing_is_written_where_the_history_is_of_no_use(tmp_path: Path) -> None:
    refused(train(tmp_path / "none.json", tmp_path / "out.yaml"), "no such file or directory")
    assert not (tmp_path / "out.yaml").exists()


def test_a_place_that_cannot_be_written_ends_with_two(files: tuple[Path, Path], tmp_path: Path) -> None:
    refused(train(files[0], tmp_path / "missing" / "out.yaml"), "no such file or directory")


def test_a_long_name_of_weights_ends_with_two(files: tuple[Path, Path], tmp_path: Path) -> None:
    refused(train(files[0], tmp_path / "out.yaml", "v" * 41), "--version: a name of 41 characters; 40 are the most")


def evaluate(history: Path, queries: Path, *options: str) -> Result:
    given = ["evaluate", "--history", str(history), "--queries", str(queries), "--without-embedding", *options]
    return CliRunner().invoke(match, given)


def train(history: Path, out: Path, version: str = "trial") -> Result:
    """Run with an application that has nothing but a name: no database can be asked for."""
    given: list[Any] = ["train", "--history", str(history), "--out", str(out), "--version", version]
    with Flask("nothing").app_context():
        return CliRunner().invoke(match, given)


def refused(done: Result, fault: str) -> None:
    assert (done.exit_code, done.stdout) == (2, "")
    assert fault in done.stderr
    assert "Traceback" not in done.stderr
