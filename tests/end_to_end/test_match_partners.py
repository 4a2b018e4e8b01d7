"""`flask match partners`: firms of the real register with reasons; wrong input ends with 2 and says what was meant."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from flask.testing import FlaskCliRunner

from tests.site import close, make_app

ASKED = "SkyFall"


@pytest.fixture(scope="module")
def runner(demo_copy: str) -> Iterator[FlaskCliRunner]:
    """Runs commands inside this process, so that the register is read once."""
    app = make_app(demo_copy)
    yield app.test_cli_runner()
    close(app)


def asked(runner: FlaskCliRunner, *arguments: str) -> list[dict[str, Any]]:
    done = runner.invoke(args=["match", "partners", "--json", *arguments])
    assert done.exit_code == 0
    printed: list[dict[str, Any]] = json.loads(done.stdout)
    return printed


def test_partners_come_with_country_score_and_reasons(runner: FlaskCliRunner) -> None:
    found = asked(runner, "--firm", ASKED, "--count", "8")
    assert len(found) == 8
    for row in found:
        assert set(row) == {"firm", "country", "score", "because"}
        assert row["firm"] != ASKED and row["because"] and all(isinstance(one, str) and one for one in row["because"])
    scores = [row["score"] for row in found]
    assert scores == sorted(scores, reverse=True) and all(0 < score <= 1 for score in scores)


def test_the_points_that_are_printed_add_up_to_the_score_that_is_printed(runner: FlaskCliRunner) -> None:
    printed = runner.invoke(args=["match", "partners", "--firm", ASKED, "--count", "5"]).stdout
    blocks = re.split(r"^\d+\. ", printed, flags=re.MULTILINE)[1:]
    assert len(blocks) == 5
    for block in blocks:
        score, *points = (Decimal(line.split()[0]) for line in block.splitlines())
        assert score == sum(points)


def test_the_first_n_are_the_beginning_of_a_longer_list(runner: FlaskCliRunner) -> None:
    assert asked(runner, "--firm", ASKED, "--count", "3") == asked(runner, "--firm", ASKED, "--count", "9")[:3]


def test_a_firm_that_a_rule_excludes_is_named_beside_the_list(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["match", "partners", "--firm", ASKED, "--count", "5", "--json"])
    invented = "Poveste Aero Inventat SRL"
    assert invented not in {row["firm"] for row in json.loads(done.stdout)}
    assert any(line.startswith(f"{invented} is left out: ") for line in done.stderr.splitlines())


def test_a_published_partnership_is_among_the_reasons(runner: FlaskCliRunner) -> None:
    found = {row["firm"]: row["because"] for row in asked(runner, "--firm", "quantum-systems", "--count", "10")}
    assert any("A partnership with Quantum Systems is published" in one for one in found["Tencore"])


def test_case_script_and_legal_form_of_the_name_do_not_matter(runner: FlaskCliRunner) -> None:
    assert asked(runner, "--firm", "  SKYFALL ", "--count", "1") == asked(runner, "--firm", ASKED, "--count", "1")


def test_a_name_that_several_bear_ends_with_two_and_lists_them(runner: FlaskCliRunner) -> None:
    done = runner.invoke(args=["match", "partners", "--firm", "Ariane Group", "--json"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert "2 firms bear this name" in done.stderr
    assert "ARIANEGROUP GMBH (DE)" in done.stderr and "ARIANEGROUP SAS (FR)" in done.stderr


@pytest.mark.parametrize("command", [("match", "partners", "--firm", ASKED), ("propose", "--topic", "any")])
@pytest.mark.parametrize(
    ("database", "said"),
    [("never.sqlite", "flask --app wsgi database upgrade"), ("no/such/folder/one.sqlite", "cannot be opened")],
)
def test_a_database_that_cannot_be_read_ends_with_two(
    tmp_path: Path, command: tuple[str, ...], database: str, said: str
) -> None:
    app = make_app(f"sqlite:///{tmp_path}/{database}")
    done = app.test_cli_runner().invoke(args=[*command, "--json"])
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr and len(done.stderr.splitlines()) == 1
    close(app)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--firm", "Skyfal"), "SkyFall"),
        (("--firm", "Nobody at all 93"), "has no firm"),
        (("--firm", ""), "has no firm"),
        (("--firm", "ab " * 1000), "a name of 3000 characters; 300 are the most"),
        (("--firm", ASKED, "--count", "0"), "--count"),
        (("--firm", ASKED, "--count", "101"), "--count"),
        (("--firm", ASKED, "--topic", "EDF-NONE"), "EDF-NONE"),
    ],
)
def test_wrong_input_ends_with_two_and_says_what_is_wrong(
    runner: FlaskCliRunner, arguments: tuple[str, ...], said: str
) -> None:
    done = runner.invoke(args=["match", "partners", "--json", *arguments])
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr and "Traceback" not in done.stderr
