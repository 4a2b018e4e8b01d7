"""The recorded ownership of one firm, read by the engine, for whoever may read every recorded holder."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from matchmaker.domain.eligibility import Action, Case, Entity, Ownership, judge_entity, ownership_of
from matchmaker.domain.eligibility.bods import write_statements
from matchmaker.domain.facts import FirmFacts
from matchmaker.domain.findings import Finding
from matchmaker.domain.matching.entities import PERSON, entity_of
from matchmaker.persistence.catalogue import provenance, stake_facts, statement_facts
from matchmaker.persistence.models import Firm, Stake, Statement
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.configuration.standing import settings_on
from matchmaker.services.errors import NotFound
from matchmaker.services.occasion import Occasion
from matchmaker.services.profiles import may_read_restricted, note_reads, open_firm

# The rule on control of each strand.
RULES = {"EDIP-P": "EDIP-P-E03", "EDIP-U": "EDIP-U-E04"}
COMPLETE = "ownership_complete"
ACTION = Action("12(1)")
PUBLISHER = "Matchmaker"


@dataclass(frozen=True, slots=True)
class OwnershipView:
    """The ownership of a firm as the rules read it; natural persons have a name only where `own` is true.

    `findings` are the answers of `RULES`, in that order, for the firm as a paid recipient.
    """

    firm: Firm
    own: bool
    entity: Entity
    ownership: Ownership
    findings: tuple[Finding, ...]


def show_ownership(uow: UnitOfWork, firm_id: str, occasion: Occasion) -> OwnershipView:
    """Return the ownership; an officer's reading of what was declared leaves a line in the firm's ledger.

    Raises NotFound where the entry, or any recorded holder, is not open to this actor: of a part of the holders
    the rules would say something else than of all.
    """
    firm, entity = _read(uow, firm_id, occasion, where="ownership")
    settings = settings_on(uow, occasion.day)
    case = Case("ownership", occasion.day, ACTION, (entity,), settings=settings)
    found = (
        finding
        for strand, rule in RULES.items()
        for finding in judge_entity(entity, ACTION, occasion.day, strand, settings=settings)
        if finding.rule == rule
    )
    own = occasion.actor.acts_for(firm.id)
    return OwnershipView(firm, own, entity, ownership_of(case), tuple(found))


def statements_of(uow: UnitOfWork, firm_id: str, occasion: Occasion) -> list[dict[str, Any]]:
    """Return the ownership as statements of the standard, for the same readers as the page."""
    _, entity = _read(uow, firm_id, occasion, where="ownership.json")
    return write_statements(entity, occasion.day, PUBLISHER)


def _read(uow: UnitOfWork, firm_id: str, occasion: Occasion, *, where: str) -> tuple[Firm, Entity]:
    firm = open_firm(uow, firm_id, occasion.actor)
    stakes = uow.firms.stakes(firm.id)
    said = [one for one in uow.firms.statements(firm.id) if one.kind == COMPLETE]
    restricted = {*_declared("stakes", stakes), *_declared(COMPLETE, said)}
    if restricted and not may_read_restricted(occasion.actor, firm.id):
        raise NotFound(firm_id)
    entity = _entity(firm, stakes, said, named=occasion.actor.acts_for(firm.id))
    note_reads(uow, {firm.id: restricted}, where, occasion)
    return firm, entity


def _declared(field: str, rows: Iterable[Stake | Statement]) -> set[str]:
    return {field for row in rows if row.basis == "declared"}


def _entity(firm: Firm, stakes: Sequence[Stake], said: Sequence[Statement], *, named: bool) -> Entity:
    entity = entity_of(_facts(firm, stakes, said))
    if not named or entity.owners is None:
        return entity
    owners = (
        replace(owner, name=stake.holder_name) if owner.kind == PERSON else owner
        for owner, stake in zip(entity.owners, stakes, strict=True)
    )
    return replace(entity, owners=tuple(owners))


def _facts(firm: Firm, stakes: Sequence[Stake], said: Sequence[Statement]) -> FirmFacts:
    """Only what the rules on control ask for, so that no other restricted field is read."""
    return FirmFacts(
        id=firm.id,
        name=firm.name,
        name_uk=firm.name_uk,
        country=firm.country,
        kind=firm.kind,
        origin=firm.origin,
        fictional=firm.fictional,
        statements=tuple(map(statement_facts, sorted(said, key=lambda one: one.basis != "declared"))),
        stakes=tuple(map(stake_facts, stakes)),
        capabilities=(),
        provenance=provenance(firm),
    )
