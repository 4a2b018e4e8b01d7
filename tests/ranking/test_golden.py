"""One reviewed ranking over the made-up register, to the digit; a change of weights or text shows here first."""

from __future__ import annotations

from matchmaker.domain.matching.propose import propose
from matchmaker.domain.matching.weights import current_weights
from tests.ranking.worlds import DAY, TOPIC, read, snapshot

EXPECTED = read("expected.yaml")


def test_the_reviewed_ranking_stands() -> None:
    found = propose(snapshot(), TOPIC, day=DAY, weights=current_weights(), seed=1, count=3)
    assert found.sealed.weights_version == EXPECTED["weights"]
    assert [f"{row.firm.id} {row.score.total:.4f}" for row in found.ranking] == EXPECTED["ranking"]
    assert [
        {"members": [member.firm_id for member in one.members], "leads": one.leads, "score": f"{one.score:.4f}"}
        for one in found.proposals
    ] == EXPECTED["proposals"]
