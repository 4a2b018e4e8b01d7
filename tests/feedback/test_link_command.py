"""`flask feedback link`: names found in lines of text, with score and reasons; a bad file ends with 2 and says why."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matchmaker.web.cli.feedback import feedback

EQUIPMENT = "name,aliases\nLeleka-100,Leleka; Лелека\nBayraktar TB2,TB2; ТБ2\nShark,\nFury A,Fury\nFury B,Fury\n"
REPORTS = '{"id": "r1", "text": "Лелекою бачили краще, ніж TB2s."}\n\n{"id": 2, "text": "nothing here"}\n'


def run(folder: Path, *options: str, equipment: str | bytes = EQUIPMENT, reports: str | bytes = REPORTS) -> Result:
    files = {"equipment": equipment, "reports": reports}
    for name, content in files.items():
        (folder / name).write_bytes(content if isinstance(content, bytes) else content.encode())
    paths = [part for name in files for part in (f"--{name}", str(folder / name))]
    return CliRunner().invoke(feedback, ["link", *paths, *options])


def test_links_are_printed_best_first_with_reasons_and_place(tmp_path: Path) -> None:
    done = run(tmp_path, "--json")
    assert done.exit_code == 0
    found = json.loads(done.stdout)
    assert list(found) == ["r1", "2"] and found["2"] == []
    assert [row["name"] for row in found["r1"]] == ["Bayraktar TB2", "Leleka-100"]
    for row in found["r1"]:
        assert set(row) == {"name", "score", "because"} and 0 < row["score"] <= 1
    assert found["r1"][0]["score"] > found["r1"][1]["score"]
    assert found["r1"][0]["because"][-1] == "It stands at characters 26 to 30."
    assert any("inflected form of “Лелека”" in one for one in found["r1"][1]["because"])


def test_a_shared_name_is_said_to_need_a_person(tmp_path: Path) -> None:
    done = run(tmp_path, "--json", reports='{"id": "r", "text": "We lost the Fury today."}')
    rows = json.loads(done.stdout)["r"]
    assert [row["name"] for row in rows] == ["Fury A", "Fury B"]
    assert all("2 types bear this name; a person must say which one is meant." in row["because"] for row in rows)


def test_a_table_for_people(tmp_path: Path) -> None:
    lines = run(tmp_path).stdout.splitlines()
    assert lines[0] == "r1:" and lines[-1] == "2: no equipment found"
    assert lines[1].startswith("  0.97  Bayraktar TB2  “TB2s”")


def test_more_columns_rows_with_one_name_and_a_byte_order_mark_are_fine(tmp_path: Path) -> None:
    table = "\ufeffid, name ,aliases,category\n1,Atlas,,UAV\n2,Atlas,Titan X1,UAV\n"
    done = run(tmp_path, "--json", equipment=table, reports='{"id": "r", "text": "a Titan X1 fell"}')
    assert [row["name"] for row in json.loads(done.stdout)["r"]] == ["Atlas"]


@pytest.mark.parametrize(
    ("equipment", "said"),
    [
        ("", "the column 'name' is missing"),
        ("title,aliases\na,b\n", "the column 'name' is missing"),
        ("name\na\n", "the column 'aliases' is missing"),
        ("name,aliases\n", "has no rows"),
        ("name,aliases\n ,b\n", "line 2: the name is missing"),
        ("name,aliases\na,b,c\n", "line 2: more cells"),
        ('name,aliases\n"a,b\n', "is no CSV table"),
        (b"name,aliases\n\xff\xfe,b\n", "is not UTF-8 text"),
    ],
)
def test_a_bad_table_is_refused(tmp_path: Path, equipment: str | bytes, said: str) -> None:
    done = run(tmp_path, "--json", equipment=equipment)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr and "--equipment" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize(
    ("reports", "said"),
    [
        ("", "has no lines"),
        ("\n \n", "has no lines"),
        ("no json\n", "line 1: this is no JSON"),
        ('{"id": "a", "text": "x"}\n{"id": "a", "text": "y"}\n', "line 2: the id 'a' appears twice"),
        ('{"id": "a"}\n', '"text" is missing'),
        ('{"text": "a"}\n', '"id" is missing'),
        ("[1]\n", "an object"),
        (b'{"id": "a", "text": "\xff"}\n', "is not UTF-8 text"),
    ],
)
def test_bad_lines_are_refused(tmp_path: Path, reports: str | bytes, said: str) -> None:
    done = run(tmp_path, "--json", reports=reports)
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr and "--reports" in done.stderr and "Traceback" not in done.stderr


@pytest.mark.parametrize("option", ["--equipment", "--reports"])
def test_a_missing_file_is_refused(tmp_path: Path, option: str) -> None:
    done = run(tmp_path, option, str(tmp_path / "nowhere"))
    assert done.exit_code == 2 and option in done.stderr and "cannot be read" in done.stderr
