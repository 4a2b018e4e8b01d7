"""What an observation moved is what its deletion takes back."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from matchmaker.domain.facts import CatalogueFacts
from matchmaker.domain.matching.rank import rank_firms
from matchmaker.domain.matching.weights import current_weights
from matchmaker.services.proposals.moved import moved_by_observation
from tests.domain.factories import make_observation
from tests.ranking.worlds import DAY, TOPIC, snapshot, world

NEW = make_observation(
    id="new", equipment_id="kite-2", title="FPV drone with modular payload reached its target", effect="none", joined=6
)


def with_new(**changes: object) -> CatalogueFacts:
    facts = world()
    return replace(facts, observations=(*facts.observations, replace(NEW, **changes)))


def order(facts: CatalogueFacts) -> list[str]:
    return [row.firm.id for row in rank_firms(snapshot(facts), TOPIC, current_weights())]


def test_deleting_the_observation_restores_the_earlier_order() -> None:
    before, after = order(world()), order(with_new())
    assert before != after
    [moves] = moved_by_observation(snapshot(with_new()), "new", day=DAY)
    told = {move.firm.id: (move.before, move.after) for move in moves.moved}
    assert told["ua-kite"] == (before.index("ua-kite") + 1, after.index("ua-kite") + 1)
    assert all(earlier > later for earlier, later in told.values())


def test_an_observation_behind_a_gap_moves_the_firms_that_could_close_it() -> None:
    facts = with_new(effect="failed", joined=60)
    gap = replace(facts.gaps[0], observations=(*facts.gaps[0].observations, "new"))
    behind = replace(facts, gaps=(gap,))
    [moves] = moved_by_observation(snapshot(behind), "new", day=DAY)
    assert {move.firm.id for move in moves.moved} & {"se-jam", "no-fjord", "ua-hush", "us-giant", "ua-thread"}


@pytest.mark.parametrize("changes", [{"state": "filed"}, {"effect": "failed"}, {"title": "Coffee was cold"}])
def test_what_is_no_evidence_moves_nobody(changes: dict[str, object]) -> None:
    assert moved_by_observation(snapshot(with_new(**changes)), "new", day=DAY) == ()


def test_topics_that_are_over_and_strangers_are_not_told() -> None:
    assert moved_by_observation(snapshot(with_new()), "new", day=date(2031, 1, 1)) == ()
    assert moved_by_observation(snapshot(with_new()), "nobody", day=DAY) == ()
