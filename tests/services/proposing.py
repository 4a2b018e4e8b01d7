"""A register in which consortia were searched, for the tests of everything that follows from a search."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from functools import cache
from unittest import mock

from matchmaker.domain.eligibility import Settings
from matchmaker.domain.matching.propose import ProposalSet
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import ProposeConsortia
from matchmaker.services.occasion import Occasion
from matchmaker.services.proposals import search
from tests.domain.factories import make_topic
from tests.market import PROCUREMENT, store_market
from tests.ranking import worlds
from tests.ranking.worlds import TOPIC
from tests.rows import store_account

Occasions = Callable[..., Occasion]
OFFICER = {"role": Role.PROGRAMME_OFFICER, "account_id": "officer-1"}
OTHER_OFFICER = {"role": Role.PROGRAMME_OFFICER, "account_id": "officer-2"}


def market(sessions: Sessions) -> tuple[UnitOfWork, Snapshot]:
    """Store the register with two officers and a company account; the snapshot is of the same register."""
    unit = UnitOfWork(sessions)
    for account_id in ("officer-1", "officer-2"):
        store_account(unit.session, id=account_id, role=Role.PROGRAMME_OFFICER)
    store_account(unit.session)
    store_market(unit.session, filed_by="officer-1")
    unit.commit()
    return unit, _snapshot()


@cache
def _snapshot() -> Snapshot:
    facts = worlds.world()
    bought = make_topic(id=PROCUREMENT, action="11", form="common procurement")
    return worlds.snapshot(replace(facts, topics=(*facts.topics, bought)))


def searched(uow: UnitOfWork, snapshot: Snapshot, occasion: Occasion, *, count: int = 2) -> str:
    """Search for consortia and return the id of the search; what comes out is computed once and stored each time."""
    with mock.patch.object(search, "consortia", _found_before):
        return search.propose_consortia(uow, snapshot, ProposeConsortia(TOPIC, count=count), occasion)


def _found_before(
    snapshot: Snapshot, command: ProposeConsortia, *, day: date, settings: Settings | None
) -> ProposalSet:
    """The same register on the same day has the same consortia; under a changed law they are computed again."""
    if settings is None:
        return _found_once(snapshot, command, day)
    return COMPUTED(snapshot, command, day=day, settings=settings)


@cache
def _found_once(snapshot: Snapshot, command: ProposeConsortia, day: date) -> ProposalSet:
    return COMPUTED(snapshot, command, day=day)


COMPUTED = search.consortia
