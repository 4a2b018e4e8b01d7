"""A pasted case file is judged within limits, and each fault is named."""

from __future__ import annotations

import pytest

from matchmaker.domain.findings import Verdict, say
from matchmaker.services.errors import Rejected
from matchmaker.services.trying import LONGEST_FILE, MOST_CASES, MOST_MENDED, MOST_SUBJECTS, FileRefused, try_file

CASE = """\
- name: {name}
  as_of: "2026-11-23"
  action: {{article: "12(1)(a)"}}
  entities:
    - {{id: a, role: recipient, kind: company, seat: UA, seat_place: Kyiv, management: UA}}
"""


def faults(text: str) -> list[str]:
    with pytest.raises(Rejected) as rejected:
        try_file(text)
    assert {problem.field for problem in rejected.value.problems} == {"file"}
    return [str(problem.because) for problem in rejected.value.problems]


def test_a_case_is_judged_and_mended_under_both_strands() -> None:
    [tried] = try_file(CASE.format(name="one"))
    results = tried.report.results()
    assert results["EDIP-P-E01"] == {"a": "not_met"}
    assert results["EDIP-U-E01"] == {"a": "met"}
    assert tried.report.verdict("EDIP-P") is Verdict.NOT_MET
    assert any(mending.finding.rule == "EDIP-P-E01" for mending in tried.mendings["EDIP-P"])


def test_what_the_author_expects_differently_is_told() -> None:
    [tried] = try_file(CASE.format(name="one") + "  expect: {EDIP-P-E01: {a: met}}\n")
    assert [(one.expected, one.got) for one in tried.mismatches] == [("met", "not_met")]


def test_faults_name_case_and_key() -> None:
    assert faults(CASE.format(name="one").replace("seat: UA", "seat: EL")) == [
        "case 'one': entities[a].seat: 'EL' is not a country code"
    ]
    assert faults("") == ["must be a list of cases"]
    assert faults("- {") != []
    assert faults(CASE.format(name="one") * 2) == ["case 'one': name: is used twice in this file"]


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("x" * (LONGEST_FILE + 1), "characters are judged at once"),
        ("".join(CASE.format(name=f"n{i}") for i in range(MOST_CASES + 1)), f"at most {MOST_CASES} cases"),
        (
            CASE.format(name="a") + "".join(f"    - {{id: e{i}}}\n" for i in range(MOST_SUBJECTS)),
            f"at most {MOST_SUBJECTS} entities",
        ),
        ("- &a {name: x}\n- *a\n", "line 2: references (*name) are not read here"),
        ("[" * 30_000, "nested too deeply"),
        ("- " * 15_000, "nested too deeply"),
        (CASE.format(name="a").replace('"12(1)(a)"', '"12(1)(a)", total_cost_eur: "1e-99999999"'), "is not a number"),
    ],
)
def test_what_would_take_too_long_is_refused(text: str, fault: str) -> None:
    assert fault in faults(text)[0]


def test_many_faults_are_cut_short() -> None:
    many = CASE.format(name="one") + "".join(f"    - {{id: e{i}, seat: XX}}\n" for i in range(60))
    told = faults(many)
    assert len(told) == 41
    assert told[-1] == "and 20 more"


def test_only_the_first_cases_are_mended() -> None:
    tried = try_file("".join(CASE.format(name=f"n{i}") for i in range(MOST_MENDED + 1)))
    assert [bool(one.mendings) for one in tried] == [True] * MOST_MENDED + [False]


def test_marked_text_is_not_read() -> None:
    assert "classification marking" in faults("SECRET UE/EU SECRET\n" + CASE.format(name="one"))[0]


def refused(text: str) -> FileRefused:
    with pytest.raises(FileRefused) as caught:
        try_file(text)
    return caught.value


def test_a_fault_keeps_its_place_apart_from_what_can_be_translated() -> None:
    [fault] = refused(CASE.format(name="one").replace("seat: UA", "seat: EL")).faults
    assert (fault.case, fault.key) == ("one", "entities[a].seat")
    assert fault.because == say("%(value)s is not a country code", value="'EL'")


def test_what_the_parser_says_has_a_lead_in_and_its_line() -> None:
    [fault] = refused("- name: a\n  b: [\n").faults
    assert fault.row == 3
    assert str(fault.because).startswith("this is not YAML. The parser says: ")
    [twice] = refused("- name: a\n  name: b\n").faults
    assert twice.line == "file: line 2: key 'name' appears twice"
