"""What is said where there is no team, or not the whole one: which gate fails, and what there is without it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from scipy.optimize import OptimizeResult, milp

from matchmaker.domain.eligibility import Report
from matchmaker.domain.facts import CatalogueFacts
from matchmaker.domain.findings import Verdict
from matchmaker.domain.matching import propose as proposing
from matchmaker.domain.matching import runs, solving
from matchmaker.domain.matching.propose import ProposalSet, propose
from matchmaker.domain.matching.score import MILLIONTHS
from matchmaker.domain.matching.weights import current_weights
from tests.domain.factories import make_part
from tests.ranking.worlds import DAY, TOPIC, snapshot, world


def ask(facts: CatalogueFacts | None = None, **changes: Any) -> ProposalSet:
    asked: dict[str, Any] = {"day": DAY, "weights": current_weights(), "seed": 1, "count": 1} | changes
    return propose(snapshot(facts), TOPIC, **asked)


def only(*firm_ids: str) -> CatalogueFacts:
    facts = world()
    return replace(facts, firms=tuple(firm for firm in facts.firms if firm.id in firm_ids))


def with_parts(*parts: Any) -> CatalogueFacts:
    facts = world()
    return replace(facts, topics=(replace(facts.topics[0], parts=parts),))


def missing(found: ProposalSet) -> str:
    return " ".join(map(str, found.missing))


@pytest.mark.parametrize(
    ("facts", "told"),
    [
        (only(), "No firm in the register has a text"),
        (only("ua-hawk"), "No firm from the Union that the rules admit can lead a part."),
        (only("it-sense", "pl-radar", "ee-spark"), "No firm from Ukraine that the rules admit can lead a part."),
        (only("ua-hawk", "it-sense"), "those that can lead a part belong to 2 groups"),
        (only("ua-occupied", "us-giant"), "All 2 firms that could lead a part are excluded by a rule."),
        (with_parts(), "The topic has no parts on record"),
    ],
)
def test_without_a_team_it_is_said_which_gate_fails(facts: CatalogueFacts, told: str) -> None:
    found = ask(facts)
    assert found.proposals == () and found.note is not None
    assert told in missing(found)


def test_without_a_team_the_best_one_without_the_gate_is_named() -> None:
    found = ask(only("it-sense", "pl-radar", "ee-spark", "fr-lines"))
    assert "Without the rule on both sides the best team would be:" in missing(found)


def test_where_too_many_firms_are_fixed_it_is_said_and_the_team_without_them_is_named() -> None:
    every = [firm.id for firm in world().firms]
    found = ask(required=every)
    assert found.proposals == ()
    assert str(found.note) == "No team with all firms that were asked for satisfies the rules of this topic."
    most, fixed = found.sealed.gates.most_members, len(found.sealed.required)
    told = missing(found)
    assert f"The rules allow {most} members; firms that were asked for: {fixed}." in told
    (free,) = ask().proposals
    names = ", ".join(member.name for member in free.members)
    assert f"Without the firms that were asked for the best team would be: {names}." in told


def test_a_fixed_firm_that_leads_nothing_fills_the_seat_of_its_side_and_stays_in_every_looser_team() -> None:
    """de-vans can lead nothing; beside a Ukrainian firm it is the one from the Union, and a third firm is lacking."""
    found = ask(only("ua-hawk", "de-vans"), required=["de-vans"])
    assert found.proposals == ()
    told = missing(found)
    assert "from the Union" not in told
    assert "Firm de-vans" in told.partition("Without the rule on the number of members")[2]


def test_a_search_that_the_rule_book_turned_down_too_often_does_not_say_that_there_is_no_team(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(solving, "MOST_REFUSALS", 2)
    monkeypatch.setattr(proposing, "MOST_REFUSALS", 2)
    monkeypatch.setattr(Report, "verdict", lambda *_: Verdict.NOT_MET)
    found = ask()
    assert found.proposals == ()
    assert str(found.note).startswith("The rule book turned down 2 teams one after the other")


def test_a_hundred_must_haves_that_nobody_has_keep_nobody_from_the_rest() -> None:
    strange = [make_part(id=f"X{i}", kind="product", text_en=f"quixotic zebra{i} telegraphy") for i in range(100)]
    found = ask(with_parts(*world().topics[0].parts, *strange))
    assert found.proposals and set(found.proposals[0].leads) >= {"P1", "P2", "P3", "P4"}
    assert len(found.missing) == 10
    assert all("strong enough to lead" in str(one) for one in found.missing)
    alone = ask(with_parts(*strange))
    assert alone.proposals == () and "strong enough to lead" in missing(alone)


def test_what_has_to_be_led_can_be_chosen() -> None:
    narrow = ask(must=["P1", "A1"])
    assert narrow.sealed.must == ("P1", "A1")
    assert {"P1", "A1"} <= set(narrow.proposals[0].leads)
    weights = {one.subject: one.feature for one in narrow.proposals[0].contributions}
    assert weights["P1"] == weights["A1"] == "must_have"
    assert weights.get("P2", "nice_to_have") == "nice_to_have"
    with pytest.raises(KeyError):
        ask(must=["P9"])


def test_a_fixed_member_is_told_with_what_it_adds_even_where_it_leads_nothing() -> None:
    found = ask(required=["de-vans", "ua-kite"])
    (proposal,) = found.proposals
    assert {"de-vans", "ua-kite"} <= {member.firm_id for member in proposal.members}
    assert len(proposal.added) == 2
    assert "leads nothing" in str(proposal.added[0])
    assert -1 < float(str(proposal.added[0].values["points"])) < 0


def test_a_team_of_newcomers_is_flagged_and_costs() -> None:
    (alone,) = ask(replace(world(), projects=())).proposals
    assert any("newcomers without an experienced coordinator" in str(one) for one in alone.speaks_against)
    costs = [one.points for one in alone.contributions if one.feature == "coordinator"]
    assert costs == [-current_weights().team.coordinator]


def test_each_further_team_says_where_it_differs() -> None:
    first, *others = ask(count=3).proposals
    assert first.differs == () and others
    for one in others:
        changed = {part for part in {*first.leads, *one.leads} if first.leads.get(part) != one.leads.get(part)}
        assert len(one.differs) == len(changed)


@pytest.mark.parametrize("nodes", [0, 1])
def test_a_search_at_its_limit_says_so_and_states_the_gap(nodes: int, monkeypatch: pytest.MonkeyPatch) -> None:
    best = ask().proposals[0].score
    stopped = {"status": 1, "mip_dual_bound": None}

    def at_its_limit(costs: Any, **asked: Any) -> Any:
        result = milp(costs, **asked)
        bound = result.mip_dual_bound - 0.5 * MILLIONTHS / runs.SCALE
        return OptimizeResult({**result, **stopped, "mip_dual_bound": bound, "x": result.x if nodes else None})

    monkeypatch.setattr(runs, "milp", at_its_limit)
    found = ask()
    assert "The search stopped at its limit after trying" in str(found.note)
    assert len(found.proposals) == nodes
    for one in found.proposals:
        assert one.score <= best < one.bound and not one.optimal
