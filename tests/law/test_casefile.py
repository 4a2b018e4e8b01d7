"""A case file is refused with a line for each fault, and read literally otherwise."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from matchmaker.domain.eligibility import mismatches, read_case_file

WHOLE = """
- name: whole
  why: every key once
  programme: EDIP
  as_of: "2026-11-23"
  action:
    article: "12(1)(d)"
    topic: EDF-EDIP-USI-2027-LS-IRA-CUXS
    product_kind: drone
    total_cost_eur: "2500000"
    started: "2026-06-01"
    ends: "2031-12-31"
    grounds: [new_cross_border_cooperation]
  entities:
    - id: ee
      role: recipient
      kind: company
      seat: EE
      seat_place: Tallinn
      management: NO
      sites: [EE, NO]
      owners:
        - {id: o1, name: Group, country: UA, share: "0.6", votes: "1.0", kind: company}
        - {id: o2, country: UA, share: "0.4", via: o1, majority: "no"}
      ownership_complete: "yes"
      decisive_rights: [{holder: o1, right: agreement}]
      guarantee: {authority: EE, status: approved, accepted_by_commission: "no"}
      excluded: "no"
      headcount: "120"
      turnover_eur: "9000000"
      balance_sheet_eur: "7000000"
      subcontract: {share: "0.20", classified_access: "yes", own_design: "no", contract_date: "2024-05-01"}
      same_group_as: []
  products:
    - id: p1
      components: [{name: airframe, origin: UA, cost_eur: "60", raw_material: "no"}]
      value_eur: "150"
      design_authority: {holder: ee, restricted_by: none, commitment_by: "2032-12-31"}
  settings: {hostile_origins: [RU, BY], edip_associated: [NO]}
  expect:
    EDIP-P-E02: {ee: met}
"""

SMALL = """
- name: small
  as_of: "2026-11-23"
  action: {article: "12(1)(d)"}
  entities: [{id: a, role: recipient, seat: DE}]
  expect: {EDIP-P-E01: {a: met}}
"""


def test_every_key_of_the_format_is_read():
    file = read_case_file(WHOLE, "whole.yaml")
    assert file.faults == ()
    case = file.cases[0].case
    entity, product = case.entities[0], case.products[0]
    assert case.as_of == date(2026, 11, 23)
    assert (case.action.form, case.action.point) == ("12", "d")
    assert entity.management == "NO"
    assert entity.sites == ("EE", "NO")
    assert [owner.via for owner in entity.owners] == [None, "o1"]
    assert entity.guarantee.accepted_by_commission is False
    assert entity.subcontract.contract_date == date(2024, 5, 1)
    assert product.components[0].cost_eur == Decimal(60)
    assert product.design_authority.restricted_by == "none"
    assert case.settings.edip_associated == frozenset({"NO"})
    assert mismatches(file.cases[0]) == ()


def test_an_absent_key_is_not_recorded():
    entity = read_case_file(SMALL, "small.yaml").cases[0].case.entities[0]
    assert (entity.owners, entity.sites, entity.ownership_complete, entity.guarantee) == (None, None, None, None)


@pytest.mark.parametrize(
    ("old", "new", "fault"),
    [
        ("seat: DE", "seat: EL", "entities[a].seat: 'EL' is not a country code"),
        ("seat: DE", "seat: de", "entities[a].seat: 'de' is not a country code"),
        ("seat: DE", "seats: DE", "entities[a].seats: no such key"),
        ("role: recipient", "role: leader", "entities[a].role: 'leader' is not one of"),
        ("id: a, ", "", "entities[1].id: is required"),
        ("seat: DE", "sites: [DE, XX]", "entities[a].sites: 'XX' is not a country code"),
        ("seat: DE", "sites: DE", "entities[a].sites: must be a list of words"),
        ("seat: DE", 'headcount: "many"', "entities[a].headcount: 'many' is not a number"),
        ("seat: DE", 'headcount: "-1"', "entities[a].headcount: '-1' is not a number"),
        ("seat: DE", 'headcount: "NaN"', "entities[a].headcount: 'NaN' is not a number"),
        ("seat: DE", 'ownership_complete: "true"', "entities[a].ownership_complete: 'true' is not one of yes, no"),
        ("seat: DE", 'owners: [{id: o, share: "1.01"}]', "entities[a].owners[o].share: 1.01 is more than 1"),
        (
            "seat: DE",
            'owners: [{id: o, share: "0.6"}, {id: q, share: "0.5"}]',
            "a.owners: share adds up to 1.1, more than 1",
        ),
        (
            "seat: DE",
            'owners: [{id: h}, {id: o, via: h, votes: "0.6"}, {id: q, via: h, votes: "0.5"}]',
            "h.owners: votes adds up to 1.1, more than 1",
        ),
        (
            "seat: DE",
            "owners: [{id: o, via: h}]",
            "entities[a].owners[o].via: 'h' is no owner and no entity of this case",
        ),
        ("seat: DE", "same_group_as: [b]", "entities[a].same_group_as: 'b' is no owner and no entity of this case"),
        ("seat: DE", "decisive_rights: [{holder: o}]", "entities[a].decisive_rights[1].right: is required"),
        ("seat: DE", "guarantee: {status: promised}", "entities[a].guarantee.status: 'promised' is not one of"),
        ('"2026-11-23"', '"23.11.2026"', "as_of: '23.11.2026' is not a day"),
        ('"2026-11-23"', '"20261123"', "as_of: '20261123' is not a day"),
        ('"2026-11-23"', '"2026-02-30"', "as_of: '2026-02-30' is not a day"),
        ('as_of: "2026-11-23"', "why: x", "as_of: is required"),
        ('article: "12(1)(d)"', "topic: x", "action.article: is required"),
        ("12(1)(d)", "12(1)(z)", "action.article: '12(1)(z)' is not an article"),
        ("12(1)(d)", "twelve", "action.article: 'twelve' is not an article"),
        ("EDIP-P-E01", "EDIP-P-E99", "expect.EDIP-P-E99: no such rule"),
        ("{a: met}", "[met]", "expect.EDIP-P-E01: must be a verdict"),
        ("{a: met}", "{b: met}", "expect.EDIP-P-E01.b: no such entity or product in this case"),
        ("{a: met}", "{a: yes}", "expect.EDIP-P-E01.a: 'yes' is not one of met, not_met, unknown"),
        ("{a: met}", "eligible", "expect.EDIP-P-E01: 'eligible' is not one of met, not_met, unknown"),
        ("- name: small", "- name: small\n  programme: EIC", "programme: 'EIC' is not one of"),
        ("seat: DE}", "seat: DE}, {id: a}", "id: 'a' names two subjects"),
        ("- name: small", "- title: small", "title: no such key"),
    ],
)
def test_a_fault_is_named_with_file_case_and_key(old, new, fault):
    assert old in SMALL
    faults = read_case_file(SMALL.replace(old, new, 1), "small.yaml").faults
    place = "small.yaml: case 1: " if "title" in new else "small.yaml: case 'small': "
    assert any(line.startswith(place + fault) for line in faults), faults
    assert all("\n" not in line for line in faults)


def test_all_faults_of_a_file_are_collected():
    text = SMALL.replace("seat: DE", "seat: EL, role_x: y").replace("EDIP-P-E01", "EDIP-P-E99")
    assert len(read_case_file(text, "small.yaml").faults) == 3


def test_a_layer_may_stand_above_an_owner_or_entity_of_another_member_and_a_right_above_nobody_listed():
    first = "owners: [{id: h}, {id: t, via: b}, {id: u, via: k}], decisive_rights: [{holder: x, right: agreement}]"
    text = SMALL.replace("seat: DE}", f"{first}, same_group_as: [b, k]}}, {{id: b, owners: [{{id: k}}]}}")
    assert read_case_file(text, "small.yaml").faults == ()


def test_an_interest_that_two_entities_record_counts_once():
    owners = 'owners: [{id: h, country: LU}, {id: o, via: h, share: "0.8"}]'
    text = SMALL.replace("seat: DE}", f"seat: DE, {owners}}}, {{id: b, {owners}}}")
    assert read_case_file(text, "small.yaml").faults == ()


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("- name: a\n  name: b\n", "twice.yaml: line 2: key 'name' appears twice"),
        ("a: [", "twice.yaml: line 1: "),
        ("", "twice.yaml: must be a list of cases"),
        ("name: a", "twice.yaml: must be a list of cases"),
        ("- just a word", "twice.yaml: case 1: "),
        ("? [a]\n: b", "twice.yaml: line 1: a key must be a word"),
        ("&a [*a]", "twice.yaml: line 1: "),
        ("[" * 2000, "twice.yaml: "),
    ],
)
def test_what_is_no_case_file_is_refused(text, fault):
    file = read_case_file(text, "twice.yaml")
    assert file.cases == ()
    assert file.faults[0].startswith(fault)


def test_a_name_may_be_used_once():
    assert "is used twice" in read_case_file(SMALL + SMALL, "twice.yaml").faults[0]


def test_a_mismatch_names_rule_subject_and_both_verdicts():
    filed = read_case_file(SMALL.replace("{a: met}", "{a: not_met}"), "small.yaml").cases[0]
    found = [(one.rule, one.subject, one.expected, one.got) for one in mismatches(filed)]
    assert found == [("EDIP-P-E01", "a", "not_met", "met")]


def test_a_rule_that_is_known_but_not_encoded_gives_no_answer():
    filed = read_case_file(SMALL.replace("{EDIP-P-E01: {a: met}}", "{EDIP-P-M01: met}"), "small.yaml").cases[0]
    assert [one.got for one in mismatches(filed)] == ["no answer: this rule is not judged"]


def test_one_verdict_stands_for_every_subject():
    filed = read_case_file(SMALL.replace("{a: met}", "not_met"), "small.yaml").cases[0]
    assert [(one.subject, one.got) for one in mismatches(filed)] == [("a", "met")]
