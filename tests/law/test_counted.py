"""What the sentences of the minimum numbers say of those who count although conditions on them are open."""

from __future__ import annotations

from dataclasses import replace

import pytest

from matchmaker.domain.eligibility import Action, Case, Entity, Settings, judge, read_case_file
from matchmaker.domain.findings import Country, Finding, Verdict
from tests.law.worlds import DAY

OPEN = "Counted although conditions on them are open"


def firm(name: str, seat: str, **known: object) -> Entity:
    facts = {"management": seat, "owners": (), "ownership_complete": True, **known}
    return Entity(name, "recipient", "company", name=name.upper(), seat=seat, **facts)


def body(name: str, seat: str, **known: object) -> Entity:
    return Entity(name, "recipient", "authority", name=name.upper(), seat=seat, **{"management": seat, **known})


def found(rule_id: str, article: str, *entities: Entity, **known: object) -> Finding:
    findings = judge(Case("world", DAY, Action(article, **known), entities, settings=Settings())).findings
    return next(finding for finding in findings if finding.rule == rule_id)


TRIO = (firm("de", "DE"), firm("pl", "PL"), firm("cz", "CZ", management=None))
BODIES = (body("de", "DE"), body("pl", "PL"), body("cz", "CZ", management=None))


@pytest.mark.parametrize(
    ("rule_id", "article", "members", "others"),
    [
        ("EDIP-P-C03", "12(1)(d)", TRIO, (firm("fr", "FR"),)),
        ("EDIP-U-C01", "12(1)(d)", TRIO, (firm("ua", "UA", seat_place="Kyiv"),)),
        ("EDIP-P-C05", "13(1)(a)", TRIO, (firm("fr", "FR"),)),
        ("EDIP-P-C01", "11", BODIES, (body("fr", "FR"),)),
        ("EDIP-U-C01", "11", BODIES, (body("fr", "FR"),)),
        ("EDIP-P-C10", "35", (*BODIES, body("ee", "EE")), (body("fr", "FR"),)),
    ],
)
def test_whoever_decides_with_open_conditions_is_named(rule_id, article, members, others):
    open_one = found(rule_id, article, *members)
    assert open_one.verdict is Verdict.MET
    assert str(open_one.because).endswith(f"{OPEN}: CZ.")
    settled = found(rule_id, article, *members, *others)
    assert settled.verdict is Verdict.MET
    assert OPEN not in str(settled.because)


def test_an_unconfirmed_norway_is_named_among_the_three():
    three = found("EDIP-P-C05", "13(1)(a)", firm("de", "DE"), firm("pl", "PL"), firm("no", "NO"))
    assert (three.verdict, str(three.because).endswith(f"{OPEN}: NO.")) == (Verdict.MET, True)


def test_whoever_brings_the_second_member_state_is_named_too():
    beside = firm("x", "PL", management=None, same_group_as=("de",))
    members = (firm("de", "DE"), firm("de2", "DE"), firm("de3", "DE"), beside)
    assert str(found("EDIP-P-C05", "13(1)(a)", *members).because).endswith(f"{OPEN}: X.")


def test_a_structure_alone_with_open_conditions_is_named():
    seap = Entity("s", "recipient", "seap", name="S", seat="BE")
    assert str(found("EDIP-P-C03", "12(1)(d)", seap).because).endswith("conditions on it are open: S.")
    placed = replace(seap, management="BE")
    assert str(found("EDIP-P-C03", "12(1)(d)", placed).because).endswith("applies alone.")


@pytest.mark.parametrize(
    ("rule_id", "words"),
    [("EDIP-P-C03", "from 2 different Member States;"), ("EDIP-U-C01", "among the Member States and Ukraine;")],
)
def test_too_few_are_told_in_the_words_of_the_strand(rule_id, words):
    few = found(rule_id, "12(1)(d)", firm("de", "DE"), firm("de2", "DE"), firm("de3", "DE"))
    assert few.verdict is Verdict.NOT_MET
    assert words in str(few.because)


def test_an_overseas_country_is_named_and_not_called_foreign():
    three = found("EDIP-P-C03", "12(1)(d)", firm("de", "DE"), firm("de2", "DE"), firm("gl", "GL"))
    assert three.law_unknown
    assert three.because.values["countries"] == (Country("GL"),)
    assert "outside" not in str(three.because)


def test_ukraine_is_not_called_a_member_state():
    states = found("EDIP-U-C01", "11", body("de", "DE"), body("pl", "PL"), body("ua", "UA", seat_place="Kyiv"))
    assert str(states.because) == (
        "Member States and Ukraine, by the authorities that take part: 3; at least 3 are needed."
    )


def test_all_ukrainian_members_are_named_in_order():
    members = (firm("b", "UA", seat_place="Kyiv"), firm("a", "UA", seat_place="Lviv"), firm("de", "DE"))
    assert str(found("EDIP-U-A07", "12(1)(d)", *members).because) == "Established and managed in Ukraine: A, B."
    mixed = found("EDIP-U-A07", "12(1)(d)", *members, body("z", "UA"))
    assert str(mixed.because) == "Established and managed in Ukraine, or an authority of it: A, B, Z."
    assert str(found("EDIP-U-A07", "11", body("z", "UA")).because) == "Authorities of Ukraine take part: Z."


@pytest.mark.parametrize("rule_id", ["EDIP-X-C07", "EDIP-X-C08", "TOPIC-A01", "TOPIC-A02", "TOPIC-M01", "TOPIC-M02"])
def test_a_topic_of_another_article_is_named(rule_id):
    topic = "EDF-EDIP-P-2027-FNLC-CPA-AMDS"
    assert "The topic funds Article 11 " in str(
        found(rule_id, "12(1)(a)", firm("de", "DE"), topic=topic).because
    ).replace("the topic", "The topic")


def test_an_action_cannot_end_before_it_starts():
    text = """
- name: backwards
  as_of: "2026-11-23"
  action: {article: "12(1)(a)", started: "2027-06-01", ends: "%s"}
  entities: [{id: a}]
"""
    assert read_case_file(text % "2027-06-01", "days.yaml").faults == ()
    assert read_case_file(text % "2027-05-31", "days.yaml").faults == (
        "days.yaml: case 'backwards': action.ends: is before the start",
    )
