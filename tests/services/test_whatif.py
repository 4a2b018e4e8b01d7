"""Questions about what was stored: the solver works while no transaction is open, so that nobody waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from matchmaker.domain.matching.reasons import absence
from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.proposals import search, whatif
from matchmaker.services.proposals.kept import Kept
from tests.services.proposing import OFFICER, Occasions, market, searched


@pytest.fixture
def asked(sessions: Sessions, occasion: Occasions) -> tuple[Snapshot, str, str]:
    """The register, a search in it and the first proposal."""
    unit, register = market(sessions)
    search_id = searched(unit, register, occasion(**OFFICER))
    first = unit.proposals.of_search(search_id)[0].id
    unit.close()
    return register, search_id, first


def test_no_writer_waits_for_the_solver(
    asked: tuple[Snapshot, str, str], sessions: Sessions, occasion: Occasions, monkeypatch: pytest.MonkeyPatch
) -> None:
    (register, search_id, first), officer, held = asked, occasion(**OFFICER), list[bool]()
    for name in ("_TURNS", "_LEADS", "_SWAPS", "_FACTS", "_ABSENT"):
        monkeypatch.setattr(whatif, name, Kept[Any]())
    with UnitOfWork(sessions, writes=True) as uow:

        def watched(compute: Callable[..., Any]) -> Callable[..., Any]:
            def computed(*inputs: Any) -> Any:
                held.append(uow.session.in_transaction())
                return compute(*inputs)

            return computed

        for name in ("swaps", "fact_turns", "team_weight_turns", "firm_weight_turns", "lead_turns"):
            monkeypatch.setattr(whatif, name, watched(lambda *_: ()))
        monkeypatch.setattr(whatif, "absence", watched(absence))
        monkeypatch.setattr(search, "replay", watched(lambda _: ()))
        whatif.what_if(uow, first, officer)
        for kind in whatif.KINDS:
            whatif.tipping(uow, first, kind, officer)
        whatif.why_not(uow, register, first, "us-giant", officer)
        search.replay_search(uow, search_id, officer)
    assert held == [False] * 7
