"""`flask propose`: different consortia that no rule forbids, with proof; wrong input ends with 2 and one line."""

from __future__ import annotations

import itertools
import json
from collections.abc import Iterator
from typing import Any

import pytest
from flask.testing import FlaskCliRunner

from matchmaker.services.importing.storing import opaque_id
from tests.processes import flask
from tests.site import close, make_app

TOPIC = "EDF-EDIP-USI-2027-LS-IRA-CUXS"
EU = {
    *("AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES", "FI", "FR", "GR", "HR", "HU"),
    *("IE", "IT", "LT", "LU", "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"),
}
RULED_OUT = {
    "Nebylytsia Systems",
    "Kazkovyi Droniar",
    "Khymerna Vyhadana Elektronika",
    "Stepova Fantaziia",
    "Pohádkové Vymyšlené Drony s.r.o.",
    "Poveste Aero Inventat SRL",
    "Once Upon Avionics Ltd",
}


@pytest.fixture(scope="module")
def proposals(demo_copy: str) -> list[dict[str, Any]]:
    done = flask(demo_copy, "propose", "--topic", TOPIC, "--count", "5", "--json")
    assert (done.returncode, done.stderr) == (0, "")
    printed: list[dict[str, Any]] = json.loads(done.stdout)
    return printed


def members(proposal: dict[str, Any]) -> set[str]:
    return {member["firm"]["id"] for member in proposal["members"]}


def test_five_different_consortia(proposals: list[dict[str, Any]]) -> None:
    assert len(proposals) == 5
    for one, other in itertools.permutations(map(members, proposals), 2):
        assert 3 * len(one - other) >= len(one)


def test_each_is_optimal_or_says_how_far_from_it(proposals: list[dict[str, Any]]) -> None:
    scores = [proposal["score"] for proposal in proposals]
    assert scores == sorted(scores, reverse=True)
    for proposal in proposals:
        assert proposal["bound"] >= proposal["score"]
        assert not proposal["optimal"] or proposal["bound"] == proposal["score"]


def test_no_rule_of_the_ukrainian_strand_forbids_any(proposals: list[dict[str, Any]]) -> None:
    for proposal in proposals:
        assert set(proposal["verdicts"]) == {"EDIP-P", "EDIP-U"} and proposal["verdicts"]["EDIP-U"] != "not_met"
        binding = {rule: found for rule, found in proposal["rules"].items() if rule.startswith(("EDIP-U-", "EDIP-X-"))}
        assert {"EDIP-U-E01", "EDIP-U-E04", "EDIP-U-C01", "EDIP-X-C07", "EDIP-X-C08"} <= set(binding)
        assert [rule for rule, found in binding.items() if "not_met" in results(found)] == []


def results(found: str | dict[str, str]) -> set[str]:
    return {found} if isinstance(found, str) else set(found.values())


def test_members_come_from_both_sides_and_each_covers_something(proposals: list[dict[str, Any]]) -> None:
    for proposal in proposals:
        countries = {member["country"] for member in proposal["members"]}
        assert "UA" in countries and countries & EU
        assert len(proposal["members"]) <= 15
        assert all(member["covers"] and member["role"] == "recipient" for member in proposal["members"])


def test_invented_firms_that_the_law_rules_out_are_in_none(proposals: list[dict[str, Any]]) -> None:
    named = {member["firm"]["name"] for proposal in proposals for member in proposal["members"]}
    assert not named & RULED_OUT


def test_the_revision_is_the_register_s(proposals: list[dict[str, Any]]) -> None:
    [revision] = {proposal["revision"] for proposal in proposals}
    assert revision > 1000


@pytest.fixture(scope="module")
def runner(demo_copy: str) -> Iterator[FlaskCliRunner]:
    """Runs commands inside this process, so that the register is read once."""
    app = make_app(demo_copy)
    yield app.test_cli_runner()
    close(app)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--topic", "EDF-NONE"), "EDF-NONE"),
        (("--topic", TOPIC, "--count", "0"), "--count"),
        (("--topic", TOPIC, "--point", "z"), "--point"),
        (("--topic", TOPIC, "--with-firm", "nobody"), "nobody"),
        (("--topic", TOPIC, "--must", "P99"), "--must: The topic has no part P99"),
    ],
)
def test_wrong_input_ends_with_two_and_one_line(runner: FlaskCliRunner, arguments: tuple[str, ...], said: str) -> None:
    done = runner.invoke(args=["propose", "--json", *arguments])
    assert (done.exit_code, done.stdout) == (2, "")
    assert said in done.stderr and len(done.stderr.splitlines()) == 1


def test_a_required_firm_that_a_rule_excludes_is_named_with_the_rule(demo_copy: str, runner: FlaskCliRunner) -> None:
    ruled_out = opaque_id("firm", "fictional:nebylytsia-systems")
    done = runner.invoke(args=["propose", "--topic", TOPIC, "--count", "1", "--with-firm", ruled_out])
    assert done.exit_code == 0 and done.stdout
    assert done.stderr.startswith("Nebylytsia Systems is left out: EDIP-U-E")


def test_what_has_to_be_led_is_led_by_every_team(runner: FlaskCliRunner) -> None:
    """A1 is an activity, so without --must nobody need lead it."""
    done = runner.invoke(args=["propose", "--topic", TOPIC, "--count", "2", "--must", "A1", "--must", "P2", "--json"])
    assert done.exit_code == 0
    printed = json.loads(done.stdout)
    assert len(printed) == 2
    for proposal in printed:
        assert {"A1", "P2"} <= {part for member in proposal["members"] for part in member["leads"]}
