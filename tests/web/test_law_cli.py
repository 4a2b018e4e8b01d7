"""`flask law check | judge | diff`: exit codes, readable differences, every fault on a line, nothing judged then."""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from matchmaker.domain.eligibility.lawtext import LAW
from matchmaker.web.cli.casefiles import LARGEST_FILE
from matchmaker.web.cli.law import law
from tests.law.casebook import GOLDEN

CASES = """
- name: an Estonian firm owned by a Ukrainian group
  as_of: "2026-11-23"
  action: {article: "12(1)(a)", started: "2026-06-01", ends: "2031-12-31"}
  entities:
    - id: ee
      role: recipient
      kind: company
      seat: EE
      management: EE
      sites: [EE]
      owners: [{id: o1, name: Group, country: UA, share: "1.0"}]
      ownership_complete: "yes"
  products:
    - {id: p1, components: [{name: radio, origin: RU, cost_eur: "40"}]}
  settings: {hostile_origins: [RU, BY], edip_associated: []}
  expect:
    EDIP-P-E01: {ee: met}
    EDIP-P-E03: {ee: conditional}
    EDIP-U-E04: {ee: met}
"""
NAME = "an Estonian firm owned by a Ukrainian group"

Write = Callable[[str, str], Path]


@pytest.fixture
def write(tmp_path: Path) -> Write:
    def writing(name: str, text: str) -> Path:
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return path

    return writing


def run(*arguments: object) -> Result:
    return CliRunner().invoke(law, [str(argument) for argument in arguments])


# --- check ----------------------------------------------------------------------------------------------------


def test_the_own_cases_pass_without_a_file() -> None:
    done = run("check")
    assert (done.exit_code, done.stdout) == (0, f"{len(GOLDEN)} passed, 0 failed\n")


def test_a_folder_stands_for_its_files(write: Write, tmp_path: Path) -> None:
    write("a.yaml", CASES)
    write("b.yaml", CASES)
    write("c.txt", "no case")
    assert run("check", tmp_path).stdout == "2 passed, 0 failed\n"
    assert run("check", LAW / "cases").exit_code == 0


def test_a_changed_expectation_is_one_readable_line(write: Write) -> None:
    wrong = CASES.replace("{ee: conditional}", "{ee: not_met}") + CASES.replace(NAME, "another")
    path = write("firms.yaml", wrong)
    done = run("check", path)
    assert done.exit_code == 1
    assert done.stdout.splitlines() == [
        f"{path}: {NAME}: EDIP-P-E03, ee: expected not_met, got conditional",
        "1 passed, 1 failed",
    ]


def test_cases_are_counted_and_not_expectations(write: Write) -> None:
    wrong = CASES.replace("{ee: conditional}", "{ee: not_met}").replace("EDIP-U-E04: {ee: met}", "EDIP-X-A05: not_met")
    done = run("check", write("firms.yaml", wrong))
    assert done.stdout.splitlines()[-1] == "0 passed, 1 failed"
    assert len(done.stdout.splitlines()) == 3


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("seat: EE", "seats: EE", "entities[ee].seats: no such key"),
        ("EDIP-P-E01", "EDIP-P-E99", "expect.EDIP-P-E99: no such rule"),
        ('share: "1.0"', 'share: "1.5"', "entities[ee].owners[o1].share: 1.5 is more than 1"),
        (
            'share: "1.0"}',
            'share: "0.7"}, {id: o2, share: "0.4"}',
            "ee.owners: share adds up to 1.1, more than 1",
        ),
        ('"2026-11-23"', '"2026-11-31"', "as_of: '2026-11-31' is not a day like 2026-11-23"),
        ("seat: EE", "seat: XX", "entities[ee].seat: 'XX' is not a country code"),
        ("EDIP-P-E01: {ee: met}", "EDIP-P-E01: {fi: met}", "expect.EDIP-P-E01.fi: no such entity or product"),
    ],
)
def test_a_fault_names_file_case_and_key_and_nothing_is_judged(write: Write, old: str, new: str, fault: str) -> None:
    assert old in CASES
    good, bad = write("a.yaml", CASES.replace("conditional", "met")), write("b.yaml", CASES.replace(old, new, 1))
    for command in (("check",), ("judge", "--json")):
        done = run(*command, good, bad)
        assert (done.exit_code, done.stdout) == (2, "")
        assert done.stderr.splitlines()[0].startswith(f"{bad}: case {NAME!r}: {fault}")
        assert len(done.stderr.splitlines()) == 1


def test_every_fault_is_listed(write: Write) -> None:
    bad = CASES.replace("      seat: EE", "      seat: XX\n      colour: red").replace("EDIP-P-E01", "EDIP-P-E99")
    assert len(run("check", write("bad.yaml", bad), write("worse.yaml", bad)).stderr.splitlines()) == 6


def test_a_case_that_expects_nothing_cannot_be_checked_but_judged(write: Write) -> None:
    path = write("open.yaml", CASES[: CASES.index("  expect:")])
    assert run("check", path).stderr == f"{path}: case {NAME!r}: expect: is required\n"
    assert run("judge", path).exit_code == 0


# --- What is no case file -------------------------------------------------------------------------------------

BOMB = "a: &a [x, x]\nb: &b [*a, *a]\nc: [*b, *b]\n"


@pytest.mark.parametrize("command", ["check", "judge"])
@pytest.mark.parametrize(
    ("content", "fault"),
    [
        (b"\xff\xfe- name", "is not text in UTF-8"),
        (b"- name: a\n  name: b\n", "line 2: key 'name' appears twice"),
        (BOMB.encode(), "line 2: references"),
        (b"", "must be a list of cases"),
        (b"[" * 3000, "nested too deeply"),
        (b"a: [", "line 1: "),
        (b"- x\x00y", "unacceptable character"),
        (b"#" * (LARGEST_FILE + 1), "is larger than 4 MiB"),
    ],
    ids=["encoding", "twice", "references", "empty", "deep", "open", "nul", "huge"],
)
def test_what_is_no_case_file_is_refused_on_one_line(tmp_path: Path, command: str, content: bytes, fault: str) -> None:
    path = tmp_path / "bad.yaml"
    path.write_bytes(content)
    done = run(command, path)
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.startswith(f"{path}: {fault}")
    assert len(done.stderr.splitlines()) == 1


def test_a_missing_file_and_an_empty_folder_are_refused(tmp_path: Path) -> None:
    done = run("check", tmp_path, tmp_path / "none.yaml")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr.splitlines() == [
        f"{tmp_path}: holds no .yaml file",
        f"{tmp_path / 'none.yaml'}: no such file or directory",
    ]


# --- judge ----------------------------------------------------------------------------------------------------


def test_judging_prints_the_shape_of_the_case_format(write: Write) -> None:
    done = run("judge", write("firms.yaml", CASES), "--json")
    assert done.exit_code == 0
    (row,) = json.loads(done.stdout)
    assert list(row) == ["name", "results", "missing"]
    assert row["name"] == NAME
    assert row["results"]["EDIP-P-E03"] == {"ee": "conditional"}
    assert row["results"]["EDIP-U-E04"] == {"ee": "met"}
    assert row["results"]["EDIP-X-O03"] == {"p1": "not_met"}
    assert row["results"]["EDIP-U-A07"] == "not_met"
    assert "ee.guarantee" in row["missing"]


def test_a_readable_report_names_what_decides_and_never_says_eligible(write: Write) -> None:
    said = run("judge", write("firms.yaml", CASES)).stdout
    for words in (
        "EDIP-P, the Programme: at least one rule is not met",
        "conditional: EDIP-P-E03 ee, EDIP 9(5)",
        "not met: EDIP-X-O03 p1",
        "question, ee: Has EE approved guarantees for ee, and has the Commission accepted them?",
        "repair, EDIP-P-E03 ee: EE approves guarantees for ee, and the Commission accepts them. Then met",
        "differs, EDIP-P-E03/EDIP-U-E04 ee: Control from there is control by a third country for the Programme",
        "assumed: origins that act against the security interests of the Union: BY, RU",
        "assumed: countries associated with the Programme: none, as the case sets",
        "assumed: origin of a component: as declared",
    ):
        assert words in said
    assert "eligible" not in said.lower()


NEIGHBOUR = """
- name: a firm outside
  programme: SAFE
  as_of: "2026-11-23"
  action: {article: procurement}
  entities:
    - {id: de, role: cooperating, kind: authority, seat: DE}
    - {id: fr, role: cooperating, kind: authority, seat: FR}
    - {id: us, role: contractor, kind: company, seat: US, management: US, sites: [US], owners: []}
"""


def test_a_programme_without_strands_is_named_once(write: Write) -> None:
    said = run("judge", write("safe.yaml", NEIGHBOUR)).stdout.splitlines()
    assert said[1] == "  SAFE: at least one rule is not met"


def test_one_repair_for_several_rules_is_one_line_and_so_is_one_difference(write: Write) -> None:
    ukrainian = CASES.replace("EE", "UA").replace("{id: p1", "{id: p2").split("  expect:")[0]
    said = run("judge", write("ua.yaml", ukrainian)).stdout.splitlines()
    about = [line.split(" ee:")[0].strip() for line in said if "cooperates unpaid" in line]
    assert about == ["repair, EDIP-P-E01, EDIP-P-E02, EDIP-P-E03, EDIP-P-F01"]
    apart = [line.split(":")[0].strip() for line in said if "home under the Ukraine Support Instrument" in line]
    assert apart == ["differs, EDIP-P-E01/EDIP-U-E01, EDIP-P-E02/EDIP-U-E02, EDIP-P-F01/EDIP-U-F01 ee"]


SIZE = "What are the headcount, the turnover and the balance sheet"


@pytest.mark.parametrize(
    ("action", "asked"), [('"12(1)(a)"', True), ('"12(1)(a)", grounds: []', False), ('"11"', False)]
)
def test_size_is_asked_only_where_a_ceiling_hangs_on_it(write: Write, action: str, asked: bool) -> None:
    said = run("judge", write("size.yaml", CASES.replace('"12(1)(a)"', action))).stdout
    assert (SIZE in said) is asked


def test_an_expectation_of_what_is_not_judged_is_told_as_a_difference(write: Write) -> None:
    path = write("note.yaml", CASES.replace("EDIP-P-E01: {ee: met}", "EDIP-P-C04: met\n    EDIP-P-E04: {ee: met}"))
    assert run("check", path).stdout.splitlines()[:2] == [
        f"{path}: {NAME}: EDIP-P-C04: expected met, got no answer: this rule is not judged",
        f"{path}: {NAME}: EDIP-P-E04, ee: expected met, got no answer: this exception is reported under EDIP-P-E03",
    ]


def test_a_strange_programme_is_one_fault(write: Write) -> None:
    path = write("asap.yaml", NEIGHBOUR.replace("SAFE", "ASAP"))
    (line,) = run("judge", path).stderr.splitlines()
    assert line.endswith("programme: 'ASAP' is not one of EDIP, EDF, SAFE, USL, EDIRPA")


def test_judging_needs_a_file() -> None:
    assert run("judge").exit_code == 2


# --- diff -----------------------------------------------------------------------------------------------------


def test_the_first_day_of_the_regulation_brings_its_rules_and_numbers() -> None:
    said = run("diff", "2025-12-29", "2025-12-30").stdout.splitlines()
    assert said[0] == "2025-12-29 to 2025-12-30"
    assert any(line.startswith("from 2025-12-30 EDIP-P-E01 applies, EDIP 9(1): ") for line in said)
    assert any(line.startswith("from 2025-12-30 value trio_size: nothing -> 3, EDIP 12(2)") for line in said)


def test_the_order_of_the_days_does_not_matter_and_equal_days_change_nothing() -> None:
    assert run("diff", "2026-05-01", "2026-04-01").stdout == run("diff", "2026-04-01", "2026-05-01").stdout
    assert run("diff", "2026-11-23", "2026-11-23").stdout == "2026-11-23 to 2026-11-23\nnothing changes\n"


def test_the_numbers_of_a_topic_change_on_the_day_of_its_text() -> None:
    changes = json.loads(run("diff", "2026-04-14", "2026-04-15", "--json").stdout)
    assert (changes["from"], changes["to"]) == ("2026-04-14", "2026-04-15")
    topic = {one["name"]: one for one in changes["topics"]}["EDF-EDIP-USI-2027-LS-IRA-CUXS.max_entities"]
    assert (topic["before"], topic["after"], topic["since"]) == (None, "15", "2026-04-15")
    assert topic["citations"][0]["url"].startswith("https://")


@pytest.mark.parametrize("wrong", ["tomorrow", "2026-02-30", "20261123", "2026-W48-1"])
def test_a_day_that_is_none_is_refused(wrong: str) -> None:
    done = run("diff", wrong, "2026-11-23")
    assert (done.exit_code, done.stdout) == (2, "")
    assert done.stderr == f"{wrong!r} is not a day like 2026-11-23\n"


def test_a_case_of_long_ago_has_a_report_too(write: Write) -> None:
    said = run("judge", write("firms.yaml", CASES.replace("2026-11-23", "1990-01-01")))
    assert said.exit_code == 0
    assert "no rule applies on that day" in said.stdout
