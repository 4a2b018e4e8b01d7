"""Reading a firm's entry: each reader sees what the audience of each field allows, and the ledger remembers."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Protocol, TypeVar

from matchmaker.domain.registry.normalise import search_key
from matchmaker.domain.vocabulary import STATEMENT_KINDS, Audience, FirmState, Role
from matchmaker.persistence.models import (
    Account,
    Capability,
    Claim,
    Component,
    Concept,
    Equipment,
    Firm,
    FirmDecision,
    Identifier,
    LedgerLine,
    Stake,
    Statement,
)
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound
from matchmaker.services.occasion import Actor, Occasion

IN_REGISTER = (FirmState.LISTED, FirmState.VERIFIED)
OFFICERS = (Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)
ONE_VISIT = timedelta(hours=1)
PAGE_SIZE = 25


class _Sourced(Protocol):
    @property
    def basis(self) -> str: ...


Row = TypeVar("Row", bound=_Sourced)


@dataclass(frozen=True, slots=True)
class CapabilityView:
    """A capability with its tags; components are empty where the reader may not see them."""

    capability: Capability
    concepts: Sequence[Concept]
    components: Sequence[Component]


@dataclass(frozen=True, slots=True)
class FirmView:
    """A firm's entry as one reader may see it; `hidden` names the kinds of fields that were held back."""

    firm: Firm
    own: bool
    officer: bool
    identifiers: Sequence[Identifier]
    statements: Sequence[Statement]
    stakes: Sequence[Stake]
    capabilities: Sequence[CapabilityView]
    equipment: Sequence[Equipment]
    decisions: Sequence[FirmDecision]
    ledger: Sequence[tuple[LedgerLine, Account]]
    claimed: bool
    hidden: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnEntries:
    """The firms that an account acts for, each with the last decision about it, and the claims that it filed."""

    firms: Sequence[tuple[Firm, FirmDecision | None]]
    claims: Sequence[tuple[Claim, Firm]]


@dataclass(frozen=True, slots=True)
class FirmPage:
    """One page of the register."""

    firms: Sequence[Firm]
    total: int
    number: int
    pages: int
    countries: Sequence[tuple[str, int]]


def find_firms(uow: UnitOfWork, words: str, *, country: str, page: int) -> FirmPage:
    """Return a page of the register; every word must occur in the names (romanised, without legal form).

    A page past the end is the last one.
    """
    number = max(page, 1)
    total, firms = _found(uow, words, country, number)
    pages = max(1, -(-total // PAGE_SIZE))
    if number > pages:
        number = pages
        _, firms = _found(uow, words, country, number)
    return FirmPage(firms, total, number, pages, uow.firms.countries(IN_REGISTER))


def _found(uow: UnitOfWork, words: str, country: str, number: int) -> tuple[int, Sequence[Firm]]:
    offset = (number - 1) * PAGE_SIZE
    keys = search_key(words).split()
    return uow.firms.found(keys, country=country, states=IN_REGISTER, offset=offset, limit=PAGE_SIZE)


def show_firm(uow: UnitOfWork, firm_id: str, occasion: Occasion) -> FirmView:
    """Return an entry for this reader; reading another firm's restricted fields leaves a line in its ledger.

    Raises NotFound for drafts of others, so that nobody learns that they exist.
    """
    firm = open_firm(uow, firm_id, occasion.actor)
    view = _view(uow, firm, occasion.actor)
    if not view.own and (read := _restricted(view)):
        note_reads(uow, {firm.id: read}, "firm", occasion)
    return view


def open_firm(uow: UnitOfWork, firm_id: str, actor: Actor) -> Firm:
    """Return a firm whose entry this actor may open; any other does not exist for this actor."""
    firm = uow.firms.get(firm_id)
    if firm is None or not _may_open(firm, actor):
        raise NotFound(firm_id)
    return firm


def own_entries(uow: UnitOfWork, occasion: Occasion) -> OwnEntries:
    """Return what the actor acts for and has claimed."""
    account_id = occasion.actor.account_id
    firms = [(firm, next(iter(uow.firms.decisions(firm.id)), None)) for firm in uow.firms.of_account(account_id)]
    return OwnEntries(firms, uow.firms.claims_of_account(account_id))


def note_reads(uow: UnitOfWork, fields: Mapping[str, Iterable[str]], where: str, occasion: Occasion) -> None:
    """Write into each firm's ledger which of its fields this actor read, and commit.

    A field is written once an hour for each place. The unit may have read so far; from here on it writes.
    """
    fresh = {firm_id: _not_noted(uow, firm_id, names, where, occasion) for firm_id, names in fields.items()}
    if not any(fresh.values()):
        return
    uow.begin_writing()
    for firm_id, names in fresh.items():
        if names:
            uow.trail.note_read(_ledger_line(firm_id, names, where, occasion))
    uow.commit()


def _not_noted(uow: UnitOfWork, firm_id: str, names: Iterable[str], where: str, occasion: Occasion) -> list[str]:
    if occasion.actor.acts_for(firm_id):
        return []
    since = occasion.now - ONE_VISIT
    return sorted(set(names) - uow.trail.read_since(firm_id, occasion.actor.account_id, where, since))


def _ledger_line(firm_id: str, names: Iterable[str], where: str, occasion: Occasion) -> LedgerLine:
    return LedgerLine(
        id=occasion.new_id(),
        firm_id=firm_id,
        account_id=occasion.actor.account_id,
        role=occasion.actor.role,
        fields=" ".join(names),
        where=where,
        read_at=occasion.now,
    )


def may_read_restricted(actor: Actor, firm_id: str) -> bool:
    """Say whether the actor may read what a firm declared for officers only."""
    return actor.role in OFFICERS or actor.acts_for(firm_id)


def _may_open(firm: Firm, actor: Actor) -> bool:
    if firm.state in IN_REGISTER or actor.acts_for(firm.id):
        return True
    return firm.state in (FirmState.SUBMITTED, FirmState.RETURNED) and actor.role in OFFICERS


def _view(uow: UnitOfWork, firm: Firm, actor: Actor) -> FirmView:
    own, all_fields = actor.acts_for(firm.id), may_read_restricted(actor, firm.id)
    statements, stakes = uow.firms.statements(firm.id), uow.firms.stakes(firm.id)
    identifiers, capabilities = uow.firms.identifiers(firm.id), uow.firms.capabilities(firm.id)
    return FirmView(
        firm=firm,
        own=own,
        officer=actor.role in OFFICERS,
        identifiers=_visible(identifiers, all_fields),
        statements=[one for one in statements if all_fields or not _is_restricted(one)],
        stakes=_visible(stakes, all_fields),
        capabilities=[_capability(uow, one, all_fields) for one in capabilities],
        equipment=uow.equipment.made_by(firm.id),
        decisions=uow.firms.decisions(firm.id) if all_fields else (),
        ledger=uow.trail.ledger_of(firm.id) if own else (),
        claimed=uow.firms.has_member(firm.id),
        hidden=() if all_fields else _held_back(uow, statements, stakes, identifiers, capabilities),
    )


def _capability(uow: UnitOfWork, capability: Capability, all_fields: bool) -> CapabilityView:
    open_to_all = all_fields or capability.basis != "declared"
    components = uow.firms.components_of(capability.id) if open_to_all else ()
    return CapabilityView(capability, uow.firms.concepts_of(capability.id), components)


def _visible(rows: Sequence[Row], all_fields: bool) -> list[Row]:
    return [row for row in rows if all_fields or row.basis != "declared"]


def _is_restricted(statement: Statement) -> bool:
    return statement.basis == "declared" and STATEMENT_KINDS[statement.kind] != Audience.PUBLIC


def _hidden(statements: Iterable[Statement], stakes: Iterable[Stake]) -> tuple[str, ...]:
    kinds = {one.kind for one in statements if _is_restricted(one)}
    return tuple(sorted(kinds | ({"stakes"} if any(one.basis == "declared" for one in stakes) else set())))


def _held_back(
    uow: UnitOfWork,
    statements: Iterable[Statement],
    stakes: Iterable[Stake],
    identifiers: Iterable[Identifier],
    capabilities: Iterable[Capability],
) -> tuple[str, ...]:
    numbers = {one.scheme for one in identifiers if one.basis == "declared"}
    declared = [one for one in capabilities if one.basis == "declared"]
    parts = {"components"} if any(uow.firms.components_of(one.id) for one in declared) else set()
    return tuple(sorted({*_hidden(statements, stakes), *numbers, *parts}))


def _restricted(view: FirmView) -> tuple[str, ...]:
    components = {"components" for one in view.capabilities if one.components and one.capability.basis == "declared"}
    identifiers = {one.scheme for one in view.identifiers if one.basis == "declared"}
    return tuple(sorted({*_hidden(view.statements, view.stakes), *components, *identifiers}))
