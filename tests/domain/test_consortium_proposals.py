"""From topic to proposals over the made-up register: who may take part, what is told, and that it can be replayed."""

from __future__ import annotations

from dataclasses import replace
from functools import cache
from typing import Any

import pytest

from matchmaker.domain.facts import Provenance
from matchmaker.domain.findings import Verdict
from matchmaker.domain.matching.consortium import different
from matchmaker.domain.matching.entities import action_of
from matchmaker.domain.matching.pool import from_json, to_json
from matchmaker.domain.matching.propose import ProposalSet, propose, replay
from matchmaker.domain.matching.weights import current_weights
from tests.domain.factories import make_stake, make_statement
from tests.ranking.worlds import DAY, TOPIC, snapshot, world

RULED_OUT = {"pl-hostile-part", "ua-occupied", "us-giant", "no-fjord"}


@cache
def found() -> ProposalSet:
    return ask()


def ask(**changes: Any) -> ProposalSet:
    asked = {"day": DAY, "weights": current_weights(), "seed": 1, "count": 5} | changes
    facts = asked.pop("facts", None)
    return propose(snapshot(facts), TOPIC, **asked)


def member_ids(result: ProposalSet) -> list[tuple[str, ...]]:
    return [tuple(member.firm_id for member in one.members) for one in result.proposals]


def test_proposals_are_proven_different_and_mixed() -> None:
    teams = member_ids(found())
    assert len(teams) == 5
    for place, one in enumerate(found().proposals):
        assert one.optimal and one.score == one.bound
        assert {"UA"} < {member.country for member in one.members}
        assert all(different(teams[place], earlier) for earlier in teams[:place])
    scores = [one.score for one in found().proposals]
    assert scores == sorted(scores, reverse=True)


def test_firms_that_a_rule_excludes_are_never_paid_members_and_it_is_said_why() -> None:
    assert not RULED_OUT & {firm for team in member_ids(found()) for firm in team}
    left_out = {one.firm_id: [finding.rule for finding in one.findings] for one in found().left_out}
    assert set(left_out) == RULED_OUT
    assert left_out["pl-hostile-part"] == ["EDIP-U-O02", "EDIP-X-O03"]
    assert "EDIP-U-E03" in left_out["ua-occupied"]


def test_without_the_rules_they_would_be_members() -> None:
    facts = world()
    homes = {"us-giant": {"country": "EE"}, "ua-occupied": {"statements": ()}}
    cleared = tuple(replace(firm, **homes.get(firm.id, {})) for firm in facts.firms)
    teams = member_ids(ask(facts=replace(facts, firms=cleared)))
    assert {"us-giant", "ua-occupied"} & {firm for team in teams for firm in team}


def test_no_rule_of_the_strand_fails_and_both_strands_are_told() -> None:
    for one in found().proposals:
        assert one.verdicts["EDIP-U"] is not Verdict.NOT_MET
        assert one.verdicts["EDIP-P"] is Verdict.NOT_MET
        assert one.questions


def test_each_covered_part_shows_words_that_stand_in_both_texts() -> None:
    firms, parts = {firm.id: firm for firm in world().firms}, {part.id: part for part in world().topics[0].parts}
    for member in found().proposals[0].members:
        assert any(cover.leads for cover in member.covers)
        for cover in member.covers:
            asked = f"{parts[cover.part_id].text_en} {parts[cover.part_id].text_uk}".casefold()
            assert cover.words and all(word.query_surface.casefold() in asked for word in cover.words)
            if cover.source.kind == "capability":
                own = firms[member.firm_id].capabilities[0]
                said = f"{own.text_en} {own.text_uk}".casefold()
                assert all(word.doc_surface.casefold() in said for word in cover.words)
            else:
                assert cover.source.id in {"shield", "bridge"}


def test_a_path_leads_from_the_part_to_the_firm() -> None:
    for member in found().proposals[0].members:
        assert member.path[-1].node == f"firm:{member.firm_id}"
        assert member.path[0].node.startswith(("part:", "topic:"))


def test_contributions_add_up_to_the_score_of_the_team() -> None:
    for one in found().proposals:
        assert round(sum(part.points for part in one.contributions), 6) == one.score


def test_a_published_link_is_told() -> None:
    told = ask(required=["ua-line", "fr-lines"], count=1).proposals[0].contributions
    bridges = [part for part in told if part.feature == "bridge"]
    assert "ua-line" in {part.subject for part in bridges}
    assert any("joint production line" in str(part.because) for part in bridges)


def test_replay_needs_only_the_sealed_inputs() -> None:
    again = replay(from_json(to_json(found().sealed)))
    assert [(one.members, one.score.total, one.bound) for one in again] == [
        (team, one.score, one.bound) for team, one in zip(member_ids(found()), found().proposals, strict=True)
    ]
    assert [one.score.contributions for one in again] == [one.contributions for one in found().proposals]


@pytest.mark.parametrize(
    "change",
    [
        {"day": "2026-11-24"},
        {"seed": 2},
        {"catalogue_revision": 2},
        {"rulebook_version": "other"},
        {"point": "a"},
        {"required": ("ua-kite",)},
        {"refused": (("ua-kite", "ee-spark"),)},
        {"links": ()},
    ],
)
def test_any_change_of_an_input_changes_the_hash(change: dict[str, Any]) -> None:
    assert replace(found().sealed, **change).hash != found().sealed.hash


def test_a_change_of_one_candidate_or_weight_changes_the_hash() -> None:
    sealed = found().sealed
    first = replace(sealed.candidates[0], fit=0.1234)
    assert replace(sealed, candidates=(first, *sealed.candidates[1:])).hash != sealed.hash
    assert replace(sealed, weights=replace(sealed.weights, seat=0.31)).hash != sealed.hash


def test_tampered_inputs_are_refused() -> None:
    with pytest.raises(ValueError, match="hash"):
        from_json(to_json(found().sealed).replace('"seed":1', '"seed":2'))


def test_sealed_inputs_hold_no_owner() -> None:
    assert "Holder One" not in to_json(found().sealed)


def test_a_required_firm_is_in_every_team_and_an_excluded_one_in_none() -> None:
    teams = member_ids(ask(required=["de-vans"], exclude=["ua-hawk"], count=3))
    assert teams and all("de-vans" in team and "ua-hawk" not in team for team in teams)


def test_firms_of_one_group_do_not_make_three() -> None:
    facts = world()
    kept = {"ua-hawk", "it-sense", "pl-radar"}
    owned = tuple(
        replace(
            firm,
            stakes=(make_stake(majority=True),),
            statements=(make_statement(kind="ownership_complete", value="yes"),),
        )
        for firm in facts.firms
        if firm.id in kept
    )
    apart = tuple(firm for firm in facts.firms if firm.id in kept)
    assert ask(facts=replace(facts, firms=apart)).proposals
    grouped = ask(facts=replace(facts, firms=owned))
    assert not grouped.proposals and grouped.note is not None
    assert ask(facts=replace(facts, firms=owned), point="a").proposals


def test_a_programme_topic_needs_two_member_states() -> None:
    facts = world()
    topic = replace(facts.topics[0], strand="EDIP-P")
    for one in ask(facts=replace(facts, topics=(topic,)), count=2).proposals:
        assert len({member.country for member in one.members}) >= 2
        assert "UA" not in {member.country for member in one.members}


def test_common_procurement_is_not_for_firms() -> None:
    facts = world()
    topic = replace(facts.topics[0], strand="EDIP-P", action="11")
    result = ask(facts=replace(facts, topics=(topic,)))
    assert result.proposals == () and "contracting authorities" in str(result.note)
    assert result.ranking


def test_an_unknown_topic_or_firm_is_an_error() -> None:
    with pytest.raises(KeyError):
        ask(required=["nobody"])
    with pytest.raises(KeyError):
        propose(snapshot(), "nothing", day=DAY, weights=current_weights(), seed=1, count=1)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({}, True),
        ({"kind": "acquisition 51%"}, False),
        ({"kind": "stake 24.9%"}, False),
        ({"provenance": Provenance("a list", "2026", "low")}, False),
        ({"provenance": Provenance("a list; remark there: unverified", "2026", "medium")}, False),
    ],
)
def test_control_and_doubt_are_no_bridge(change: dict[str, Any], told: bool) -> None:
    facts = world()
    links = tuple(replace(one, **change) for one in facts.partnerships)
    sealed = ask(facts=replace(facts, partnerships=links)).sealed
    assert (("ua-line", "fr-lines") in {(link.ukrainian, link.partner) for link in sealed.links}) is told


def test_a_point_changes_no_action_that_has_none() -> None:
    topic = world().topics[0]
    procurement = replace(topic, action="11")
    assert action_of(procurement, "d") == action_of(procurement, None)
    reinforced = replace(topic, action="12(1)")
    assert action_of(reinforced, "d") != action_of(reinforced, None)
