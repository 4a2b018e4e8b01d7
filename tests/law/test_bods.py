"""Ownership as statements of the Beneficial Ownership Data Standard 0.4."""

from __future__ import annotations

import json
from copy import deepcopy
from dataclasses import replace
from datetime import date
from decimal import Decimal
from typing import Any

import bods_fixtures
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matchmaker.domain.eligibility import Action, Case, Entity, Owner, Right, judge, ownership_of
from matchmaker.domain.eligibility.bods import read_statements, write_statements
from matchmaker.domain.eligibility.case import OWNER_KINDS, RIGHTS
from matchmaker.domain.findings import Verdict

DAY = date(2026, 11, 23)
STEADY = settings(derandomize=True, deadline=None, database=None, max_examples=150)


def statement(kind: str, record: str, day: str = "2026-01-01", status: str = "new", **details: Any) -> dict[str, Any]:
    return {
        "statementId": f"{record}-{day}-{status}",
        "declarationSubject": "firm",
        "statementDate": day,
        "publicationDetails": {"publicationDate": day, "bodsVersion": "0.4", "publisher": {"name": "test"}},
        "recordId": record,
        "recordStatus": status,
        "recordType": kind,
        "recordDetails": {"isComponent": False, **details},
    }


def entity(record: str, country: str = "DE", kind: str = "registeredEntity") -> dict[str, Any]:
    return statement(
        "entity", record, entityType={"type": kind}, name=record.upper(), jurisdiction={"name": "-", "code": country}
    )


def interest(kind: str = "shareholding", way: str = "direct", **more: Any) -> dict[str, Any]:
    return {"type": kind, "directOrIndirect": way, "beneficialOwnershipOrControl": False, **more}


def relation(party: Any, *interests: dict[str, Any], held: str = "firm", **more: Any) -> dict[str, Any]:
    envelope = {key: more.pop(key) for key in ("day", "status") if key in more}
    record = f"{party if isinstance(party, str) else 'nobody'}-{held}"
    return statement(
        "relationship", record, **envelope, subject=held, interestedParty=party, interests=list(interests), **more
    )


def read(*statements: dict[str, Any]):
    return read_statements([entity("firm"), *statements], "firm", DAY)


def words(sentences) -> list[str]:
    return [str(one) for one in sentences]


def only(found) -> Owner:
    (owner,) = found.owners
    return owner


# Fixtures of the standard


def fixture(name: str) -> list[dict[str, Any]]:
    return bods_fixtures.load(name).statements


def test_every_published_fixture_is_known_here():
    assert bods_fixtures.list_cases() == [
        "core/01-direct-ownership",
        "edge-cases/10-circular-ownership",
        "edge-cases/11-anonymous-person",
    ]


def test_direct_ownership_keeps_shares_and_votes_apart_and_drops_the_day_of_birth():
    found = read_statements(fixture("core/01-direct-ownership"), "rec-acme-holdings-ltd", DAY, "acme")
    assert only(found) == Owner(
        "rec-jane-smith-1975", "Jane Smith", "GB", Decimal("0.75"), Decimal("0.75"), kind="person"
    )
    assert (found.decisive_rights, found.ownership_complete, found.faults, found.notes) == (None, None, (), ())
    assert "1975-06-20" not in str(found)


def test_circular_ownership_ends_and_keeps_both_sides():
    found = read_statements(fixture("edge-cases/10-circular-ownership"), "rec-alpha-corp", DAY)
    assert {(owner.id, owner.via, owner.share) for owner in found.owners} == {
        ("rec-beta-corp", None, Decimal(1)),
        ("rec-alpha-corp", "rec-beta-corp", Decimal(1)),
    }
    firm = Entity("rec-alpha-corp", owners=found.owners, ownership_complete=True)
    assert ownership_of(Case("circle", DAY, Action("11"), (firm,))).controllers(firm.id) == {"rec-beta-corp"}


def test_an_unspecified_party_leaves_the_ownership_open_and_makes_nobody_up():
    found = read_statements(fixture("edge-cases/11-anonymous-person"), "rec-opaque-holdings-sa", DAY)
    assert (found.owners, found.ownership_complete) == (None, False)
    assert "subjectUnableToConfirmOrIdentifyBeneficialOwner" in words(found.notes)[0]


# What each field of the standard means


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        ({"exact": 33.3}, {"share": "0.333"}),
        ({"exact": 50, "minimum": 50, "maximum": 50}, {"share": "0.5"}),
        ({"minimum": 25, "maximum": 50}, {"share_min": "0.25", "share_max": "0.5"}),
        ({"exclusiveMinimum": 25, "exclusiveMaximum": 50}, {"share_min": "0.25", "share_max": "0.5"}),
        ({"exclusiveMinimum": 50, "maximum": 75}, {"majority": True, "share_max": "0.75"}),
        ({"exclusiveMinimum": 75}, {"majority": True, "share_min": "0.75"}),
        ({"maximum": 5}, {"share_max": "0.05"}),
        ({}, {}),
    ],
)
def test_a_share_is_exact_a_range_or_a_majority(share, expected):
    facts = {name: Decimal(value) if isinstance(value, str) else value for name, value in expected.items()}
    found = read(entity("a", "US"), relation("a", interest(share=share)))
    assert only(found) == Owner("a", "A", "US", kind="company", **facts)
    assert found.faults == ()


@pytest.mark.parametrize(
    "share",
    [
        {"exact": 101},
        {"exact": -1},
        {"exact": "50"},
        {"exact": True},
        {"exact": float("nan")},
        {"minimum": 60, "maximum": 40},
        {"exact": 40, "exclusiveMinimum": 50},
        {"exact": 40, "maximum": 30},
    ],
)
def test_an_impossible_share_is_a_fault_and_no_figure(share):
    found = read(entity("a"), relation("a", interest(share=share)))
    assert only(found) == Owner("a", "A", "DE", kind="company")
    assert len(found.faults) == 1


def test_an_indirect_summary_is_told_by_its_components_only():
    summary = relation("x", interest(way="indirect", share={"exact": 60}), componentRecords=["a", "a-firm", "x-a"])
    steps = [
        entity("a"),
        relation("a", interest(share={"exact": 60})),
        relation("x", interest(share={"exact": 100}), held="a"),
    ]
    found = read(entity("x", "US"), *steps, summary)
    assert {(owner.id, owner.via, owner.share) for owner in found.owners} == {
        ("a", None, Decimal("0.6")),
        ("x", "a", Decimal(1)),
    }
    assert words(found.notes) == ["Relationship x-firm is told by its components."]
    missing = read(entity("x", "US"), relation("x", interest(way="indirect"), componentRecords=["lost"]))
    assert words(missing.faults) == ["Components of x-firm are missing: lost."]


@pytest.mark.parametrize("way", ["indirect", "unknown", None])
def test_a_figure_that_is_not_of_a_direct_interest_is_not_taken_for_one(way):
    found = read(entity("x", "US"), relation("x", interest(way=way, share={"exact": 60})))
    assert only(found) == Owner("x", "X", "US", kind="company")
    assert words(found.notes) == ["The figures of x-firm are not of a direct interest and were not read."]


@pytest.mark.parametrize(
    "kind", ["appointmentOfBoard", "rightsGrantedByContract", "otherInfluenceOrControl", "trustee", "boardMember"]
)
def test_an_interest_that_may_be_a_decisive_right_is_said_and_not_guessed(kind):
    found = read(entity("x", "US"), relation("x", interest(kind)))
    assert (only(found), found.decisive_rights) == (Owner("x", "X", "US", kind="company"), None)
    assert kind in words(found.notes)[0]


def test_votes_known_as_a_range_are_a_majority_only_above_half():
    above = read(entity("x"), relation("x", interest("votingRights", share={"minimum": 51, "maximum": 75})))
    below = read(entity("x"), relation("x", interest("votingRights", share={"minimum": 10, "maximum": 50})))
    assert (only(above).majority, only(below).majority) == (True, False)
    assert len(above.notes) == len(below.notes) == 1


def test_several_shares_of_one_holder_are_not_added_up_by_guess():
    found = read(entity("x"), relation("x", interest(share={"exact": 20}), interest(share={"exact": 30})))
    assert only(found) == Owner("x", "X", "DE", kind="company", share_min=Decimal("0.3"))
    assert len(found.notes) == 1


def test_the_last_statement_of_a_record_counts_and_a_closed_record_is_gone():
    first = relation("a", interest(share={"exact": 60}))
    updated = relation("a", interest(share={"exact": 40}), day="2026-02-01", status="updated")
    closed = relation("a", day="2026-03-01", status="closed")
    later = relation("a", interest(share={"exact": 10}), day="2027-01-01", status="updated")
    assert only(read(entity("a"), updated, first)).share == Decimal("0.4")
    assert read(entity("a"), first, updated, closed).owners is None
    kept = read(entity("a"), first, later)
    assert (only(kept).share, len(kept.notes)) == (Decimal("0.6"), 1)


@pytest.mark.parametrize("dates", [{"endDate": "2026-11-23"}, {"startDate": "2026-11-24"}])
def test_an_interest_that_does_not_stand_on_the_day_is_left_out(dates):
    found = read(entity("a"), relation("a", interest(share={"exact": 60}, **dates)))
    assert (found.owners, len(found.notes)) == (None, 1)


def test_a_person_is_taken_over_with_name_nationality_and_residence_only():
    person = statement(
        "person",
        "p",
        personType="knownPerson",
        names=[{"type": "translation", "fullName": "Other"}, {"type": "legal", "fullName": "Legal"}],
        nationalities=[{"name": "-", "code": "UA"}],
        addresses=[{"type": "residence", "address": "Street 1", "country": {"name": "-", "code": "DE"}}],
        taxResidencies=[{"name": "-", "code": "CY"}],
        birthDate="1970-01-01",
    )
    found = read(person, relation("p", interest(share={"exact": 60})))
    assert only(found) == Owner("p", "Legal", "UA", Decimal("0.6"), kind="person", residence="DE")
    several = deepcopy(person)
    several["recordDetails"]["nationalities"].append({"name": "-", "code": "PL"})
    unsure = read(several, relation("p", interest(share={"exact": 60})))
    assert (only(unsure).country, len(unsure.notes)) == (None, 1)


def test_holders_nobody_identifies_and_places_nobody_knows_are_noted():
    unknown = statement("entity", "u", entityType={"type": "unknownEntity"})
    strange = entity("s", "XX")
    part = entity("g", "GB-SCT", kind="stateBody")
    found = read(unknown, strange, part, *(relation(name, interest()) for name in ("u", "s", "g", "lost")))
    facts = {owner.id: (owner.name, owner.country, owner.kind) for owner in found.owners}
    assert facts == {
        "u": ("", None, None),
        "s": ("S", None, "company"),
        "g": ("G", "GB", "state"),
        "lost": ("", None, None),
    }
    assert len(found.notes) == 3


def test_what_is_said_of_others_is_left_out_and_counted():
    found = read(entity("a"), entity("z"), relation("a", interest(share={"exact": 60}), held="z"))
    assert found.owners is None
    assert words(found.notes) == ["Relationships of others than firm: 1, left out."]


def test_nobody_to_report_is_no_proof_that_all_holders_are_recorded():
    found = read(relation({"reason": "noBeneficialOwners"}))
    assert (found.owners, found.ownership_complete, len(found.notes)) == (None, None, 1)


@pytest.mark.parametrize(
    "content",
    [
        {"not": "a list"},
        [],
        ["text"],
        [{**entity("firm"), "recordType": "thing"}],
        [{**entity("firm"), "recordDetails": None}],
        [{**entity("firm"), "publicationDetails": {"bodsVersion": "0.3"}}],
        [statement("person", "firm", personType="knownPerson")],
        [entity("firm"), relation(None, interest())],
        [entity("firm"), entity("a"), {**relation("a", "text")}],
    ],
)
def test_what_breaks_the_standard_is_a_fault(content):
    assert read_statements(content, "firm", DAY).faults


# Writing


NAMES = ("o1", "o2", "o3", "e")
PARTS = st.integers(0, 10_000).map(lambda number: Decimal(number) / 10_000)
COUNTRIES = st.sampled_from([None, "DE", "UA", "NO", "US"])


@st.composite
def owners(draw: st.DrawFn) -> tuple[Owner, ...]:
    who = {
        name: Owner(
            name,
            draw(st.sampled_from(["", f"Name {name}"])),
            draw(COUNTRIES),
            kind=(kind := draw(st.sampled_from([None, *OWNER_KINDS]))),
            residence=draw(COUNTRIES) if kind == "person" else None,
        )
        for name in NAMES[:3]
    }
    places = [(name, via) for name in who for via in (None, *who) if name != via]
    chosen = draw(st.lists(st.sampled_from(places), max_size=5, unique=True))
    reached = _reached(chosen)
    return tuple(replace(who[name], via=via, **draw(figures())) for name, via in chosen if via in reached)


def _reached(places: list[tuple[str, str | None]]) -> set[str | None]:
    """The layers that hang together with the entity; a detached one is no part of its ownership."""
    reached: set[str | None] = {None}
    for _ in places:
        reached |= {name for name, via in places if via in reached}
    return reached


@st.composite
def figures(draw: st.DrawFn) -> dict[str, Any]:
    least, most = sorted((draw(PARTS), draw(PARTS)))
    shape = draw(
        st.sampled_from(
            [{}, {"share": most}, {"share_min": least, "share_max": most}, {"majority": True}, {"share_max": most}]
        )
    )
    return {**shape, "votes": draw(st.one_of(st.none(), PARTS))}


@st.composite
def entities(draw: st.DrawFn) -> Entity:
    found = draw(owners())
    rights = draw(
        st.lists(st.builds(Right, st.sampled_from(NAMES[:3]), st.sampled_from(RIGHTS)), max_size=2, unique=True)
    )
    return Entity(
        "e",
        "recipient",
        "company",
        "Firm",
        "DE",
        management="DE",
        owners=found or draw(st.sampled_from([None, ()])),
        ownership_complete=draw(st.sampled_from([None, True, False])),
        decisive_rights=tuple(rights) or draw(st.sampled_from([None, ()])),
    )


def as_set(parts):
    return None if parts is None else set(parts)


@STEADY
@given(entities())
def test_what_is_written_reads_back_as_the_same_ownership(firm):
    written = json.loads(json.dumps(write_statements(firm, DAY, "Matchmaker")))
    found = read_statements(written, "e", DAY)
    assert found.faults == ()
    assert as_set(found.owners) == as_set(firm.owners)
    assert as_set(found.decisive_rights) == as_set(firm.decisive_rights)
    assert found.ownership_complete is firm.ownership_complete


@STEADY
@given(entities())
def test_the_verdict_on_control_survives_the_journey(firm):
    found = read_statements(write_statements(firm, DAY, "Matchmaker"), "e", DAY)
    back = replace(
        firm,
        owners=found.owners,
        decisive_rights=found.decisive_rights,
        ownership_complete=found.ownership_complete,
    )
    assert control(back) == control(firm)


def control(firm: Entity) -> list[Verdict]:
    report = judge(Case("journey", DAY, Action("12(1)(a)"), (firm,)))
    return [one.verdict for one in report.findings if one.rule in ("EDIP-P-E03", "EDIP-U-E04")]


def test_written_statements_have_what_the_standard_requires_and_ids_of_their_own():
    firm = Entity("e", owners=(Owner("o", "Name", "UA", Decimal("0.6"), kind="person", residence="DE"),))
    statements = write_statements(firm, DAY, "Matchmaker")
    assert [one["recordType"] for one in statements] == ["entity", "person", "relationship"]
    assert len({one["statementId"] for one in statements}) == 3
    assert all(32 <= len(one["statementId"]) <= 64 for one in statements)
    assert {one["publicationDetails"]["bodsVersion"] for one in statements} == {"0.4"}
    assert set(statements[1]["recordDetails"]) == {"isComponent", "personType", "names", "nationalities", "addresses"}
    assert statements[2]["recordDetails"]["interests"][0]["share"] == {"exact": 60}
    assert statements == write_statements(firm, DAY, "Matchmaker")
