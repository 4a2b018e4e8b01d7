"""The demonstration register as read: who is in it, what was joined, what stays unknown."""

import json
from collections import Counter
from decimal import Decimal
from functools import cache

import pytest

from matchmaker.domain.registry import validate
from matchmaker.domain.registry.records import FirmRecord, RegisterRecords, Severity
from matchmaker.domain.registry.validate import ComponentClaim, StakeClaim
from matchmaker.domain.vocabulary import BASES, CONFIDENCES, STATEMENT_KINDS
from matchmaker.services.importing.demo import demo_register
from matchmaker.services.importing.entries import readable_sources
from matchmaker.services.importing.participants import projects
from matchmaker.services.importing.tables import Notes


@cache
def register() -> RegisterRecords:
    return demo_register()


@cache
def firms() -> dict[str, FirmRecord]:
    return {firm.key: firm for firm in register().firms}


def test_no_row_of_our_own_files_is_broken() -> None:
    assert [one for one in register().findings if one.severity is not Severity.NOTE] == []


def test_everything_is_there() -> None:
    numbers = register()
    assert (len(numbers.projects), len(numbers.equipment), len(numbers.topics)) == (232, 382, 6)
    assert len(numbers.concepts) == 9458 + 22
    assert Counter(one.direction for one in numbers.modules) == {"eu_trains_ua": 38, "ua_trains_eu": 9, "joint": 7}
    assert Counter(firm.key.partition(":")[0] for firm in numbers.firms) == {
        "pic": 1316, "ua": 115, "eu": 85, "ugv": 22, "fictional": 11,
    }  # fmt: skip


def test_keys_are_unique_and_references_resolve() -> None:
    numbers = register()
    assert len(firms()) == len(numbers.firms)
    capabilities = [one.key for firm in numbers.firms for one in firm.capabilities]
    assert len(capabilities) == len(set(capabilities))
    assert len({link.key for link in numbers.partnerships}) == len(numbers.partnerships)
    named = [part.firm_key for project in numbers.projects for part in project.participations]
    named += [maker.firm_key for one in numbers.equipment for maker in one.makers if maker.firm_key]
    named += [stake.holder_key for firm in numbers.firms for stake in firm.stakes if stake.holder_is_firm]
    assert set(named) <= firms().keys()
    concepts = {concept.id for concept in numbers.concepts}
    assert {code for firm in numbers.firms for one in firm.capabilities for code in one.concepts} <= concepts
    equipment = {one.key for one in numbers.equipment}
    assert {one.equipment_key for one in numbers.observations} <= equipment


def test_enough_rows_found_their_firm() -> None:
    joins = {join.file: join for join in register().joins}
    assert joins["eu_firms_detailed.csv"].joined == 131
    assert joins["ugv_actors.csv"].joined >= 16
    assert joins["equipment_types.csv"].joined >= 165
    assert joins["ownership.csv"].new == joins["ownership.csv"].ambiguous == 0


def test_a_group_is_not_taken_for_one_of_its_firms() -> None:
    """The register knows Nammo Raufoss by the short name Nammo; the group Nammo is not that firm."""
    [lapua] = [firm for firm in register().firms if "Nammo Lapua Oy" in (firm.name, *firm.aliases)]
    assert {stake.holder_key for stake in lapua.stakes} >= {"holder:NO:nammo"}


def test_holdings_follow_the_published_words() -> None:
    milrem = firms()["pic:915338270"]
    assert [(stake.holder_name, stake.holder_country, stake.share, stake.majority) for stake in milrem.stakes] == [
        ("EDGE Group", "AE", Decimal("0.51"), True),
        ("KNDS", "DE", Decimal("0.249"), False),
    ]
    swarmer = firms()["ua:UA:swarmer"]
    assert [(stake.holder_country, stake.share, stake.majority) for stake in swarmer.stakes] == [("US", None, True)]
    assert firms()["ua:UA:motorsich"].stakes == ()


def test_a_via_names_another_holder_of_the_same_firm() -> None:
    chained = [firm for firm in register().firms if any(stake.via for stake in firm.stakes)]
    assert len(chained) >= 10
    for firm in chained:
        holders = {stake.holder_key for stake in firm.stakes}
        assert {stake.via for stake in firm.stakes if stake.via} <= holders


def test_countries_are_iso_and_a_holding_abroad_is_not_ukrainian() -> None:
    assert {"EL", "UK"}.isdisjoint({firm.country for firm in register().firms})
    assert firms()["ua:GB:uforce"].country == "GB"


def test_every_fact_says_where_it_comes_from() -> None:
    for firm in register().firms:
        for one in (firm, *firm.statements, *firm.stakes, *firm.capabilities):
            source = one.provenance
            assert source.source and source.basis in BASES and source.confidence in CONFIDENCES
            assert len(source.as_of) <= 20
        assert {statement.kind for statement in firm.statements} <= STATEMENT_KINDS.keys()


def test_real_firms_have_no_seat_of_management_or_site_that_nobody_published() -> None:
    own_words = {"management_country", "site_country", "ownership_complete"}
    for firm in register().firms:
        if not firm.fictional:
            assert own_words.isdisjoint({statement.kind for statement in firm.statements})
            assert firm.origin == "public_record"


@pytest.mark.parametrize("firm", [one for one in register().firms if one.fictional], ids=lambda firm: firm.key)
def test_invented_firms_pass_the_same_checks_as_others(firm: FirmRecord) -> None:
    assert firm.origin == "invented" and firm.identifiers == ()
    pairs = [(statement.kind, statement.value) for statement in firm.statements]
    assert validate.firm(name=firm.name, name_uk=firm.name_uk, country=firm.country, statements=pairs) == ()
    stakes = [StakeClaim(one.holder_name, one.holder_country, one.holder_kind, one.share) for one in firm.stakes]
    assert validate.ownership(stakes) == ()
    for one in firm.capabilities:
        problems = validate.capability(
            direction=one.direction,
            title_en=one.title_en,
            title_uk=one.title_uk,
            text_en=one.text_en,
            text_uk=one.text_uk,
            concepts=one.concepts,
            known_concepts={concept.id for concept in register().concepts},
            components=[ComponentClaim(part.name, part.origin, part.cost_eur) for part in one.components],
        )
        assert problems == ()
        assert one.text_en and one.text_uk


def test_topics_are_whole_in_both_languages() -> None:
    topics = {topic.id: topic for topic in register().topics}
    cuxs = topics["EDF-EDIP-USI-2027-LS-IRA-CUXS"]
    assert [part.id for part in cuxs.parts] == ["P1", "P2", "P3", "P4", "A1", "A2", "A3", "A4", "A5"]
    assert cuxs.numbers["max_entities"] == "15" and cuxs.deadline.isoformat() == "2027-02-16"
    for topic in topics.values():
        assert topic.title_uk and topic.aim_en and topic.aim_uk
        assert all(part.text_en and part.text_uk for part in topic.parts)


def test_a_firm_takes_part_in_a_project_once() -> None:
    for project in register().projects:
        keys = [part.firm_key for part in project.participations]
        assert len(keys) == len(set(keys))
        assert sum(part.role == "coordinator" for part in project.participations) == 1


def test_reading_twice_gives_the_same() -> None:
    assert demo_register() == register()


def test_a_project_that_the_file_repeats_is_given_once_and_noted() -> None:
    keys = [project.key for project in register().projects]
    assert len(keys) == len(set(keys))
    repeated = [one for one in register().findings if one.file == "projects.json.gz" and one.field == "project_id"]
    assert len(repeated) == 18 and {one.severity for one in repeated} == {Severity.NOTE}
    assert len({one.row for one in repeated}) == 18 and min(one.row for one in repeated) > 1


def test_a_repeated_project_names_its_row() -> None:
    notes = Notes("projects.json")
    entries = [{"project_id": "1", "title": "One"}, {"project_id": "2"}, {"project_id": "1", "title": "Again"}]
    found = list(projects(json.dumps(entries).encode(), frozenset(), notes))
    assert [(one.key, one.title) for one in found] == [("1", "One"), ("2", "")]
    assert [(one.row, one.field, one.severity) for one in notes.findings] == [(3, "project_id", Severity.NOTE)]


@pytest.mark.parametrize(
    ("cell", "words"),
    [
        ("general knowledge", "general knowledge"),
        (
            "https://example.org/a,1 data:ua_firms.csv",
            "https://example.org/a,1; table ua_firms.csv of the project's public collection",
        ),
        (
            "data:one.csv data:two.csv.gz",
            "table one.csv of the project's public collection; table two.csv.gz of the project's public collection",
        ),
        (
            "SEC:CIK2092574 https://example.org/b;-c",
            "filings with the US Securities and Exchange Commission (company number 2092574); https://example.org/b;-c",
        ),
        (
            "general knowledge; firms/ua_firms.csv; https://example.org (research/01 and 02)",
            "general knowledge; table ua_firms.csv of the project's public collection; "
            "https://example.org (research/01 and 02)",
        ),
    ],
)
def test_sources_are_told_in_words_and_addresses(cell: str, words: str) -> None:
    assert readable_sources(cell) == words


def test_no_mark_of_a_table_reaches_a_reader() -> None:
    sources = {one.provenance.source for one in (*register().firms, *register().equipment)}
    assert not [source for source in sources if "data:" in source or "SEC:" in source]


def test_contracting_authorities_are_named_one_by_one_and_no_other_public_body_is() -> None:
    kinds = {firm.key: firm.kind for firm in register().firms}
    assert sum(kind == "authority" for kind in kinds.values()) == 21
    assert kinds["pic:926079468"] == kinds["pic:991075967"] == kinds["pic:877179343"] == "authority"
    assert kinds["pic:999517877"] == "other"


def test_who_makes_a_part_or_holds_a_licence_is_named_and_no_maker_to_count_on() -> None:
    makers = {one.key: {maker.name: maker.firm_key for maker in one.makers} for one in register().equipment}
    assert makers["termit"]["INSTA (licence)"] is None and makers["termit"]["Tencore"] == "ua:UA:tencore"
    assert makers["fibre-optic-fpv-drone"] == {"3DTech (fibre reels)": None}
    assert makers["quantum-systems-vector"]["Quantum Systems"] == "eu:DE:quantumsystems"
    assert makers["sidam-25"]["Leonardo"] is not None
