"""What a firm offers or needs: add, change, remove."""

from __future__ import annotations

from matchmaker.domain.registry import validate
from matchmaker.domain.registry.validate import Problem
from matchmaker.persistence.models import Capability, CapabilityConcept, Component
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.commands import DescribeCapability
from matchmaker.services.errors import NotFound
from matchmaker.services.firms import amended, commit_once, own_firm, refuse
from matchmaker.services.occasion import Occasion


def add_capability(
    uow: UnitOfWork, firm_id: str, command: DescribeCapability, occasion: Occasion, *, token: str = ""
) -> str:
    """Add a capability to a firm that the actor acts for, and return its id; the same token twice adds one."""
    firm = own_firm(uow, firm_id, occasion)
    if before := occasion.taken_before(uow, token):
        return before
    _check(uow, command)
    capability = Capability(id=occasion.new_id(), firm_id=firm.id)
    _write(uow, capability, command, occasion)
    occasion.take(uow, token, capability.id)
    firm.changed_at = occasion.now
    occasion.record(uow, "capability.added", "firm", firm.id)
    return commit_once(uow, token, capability.id, occasion)


def change_capability(uow: UnitOfWork, capability_id: str, command: DescribeCapability, occasion: Occasion) -> str:
    """Replace a capability's content and return its firm's id."""
    capability = own_capability(uow, capability_id, occasion)
    _check(uow, command)
    uow.firms.clear_capability(capability.id)
    _write(uow, capability, command, occasion)
    amended(uow, own_firm(uow, capability.firm_id, occasion), occasion, "capability.changed")
    return capability.firm_id


def remove_capability(uow: UnitOfWork, capability_id: str, occasion: Occasion) -> str:
    """Delete a capability and return its firm's id."""
    capability = own_capability(uow, capability_id, occasion)
    uow.firms.remove_capability(capability)
    amended(uow, own_firm(uow, capability.firm_id, occasion), occasion, "capability.removed")
    return capability.firm_id


def own_capability(uow: UnitOfWork, capability_id: str, occasion: Occasion) -> Capability:
    """Return a capability that the firm described itself; published descriptions are not the firm's to edit."""
    capability = uow.firms.capability(capability_id)
    if capability is None or capability.basis not in ("declared", "invented"):
        raise NotFound(capability_id)
    own_firm(uow, capability.firm_id, occasion)
    return capability


def _check(uow: UnitOfWork, command: DescribeCapability) -> None:
    problems = validate.capability(
        direction=command.direction,
        title_en=command.title_en,
        title_uk=command.title_uk,
        text_en=command.text_en,
        text_uk=command.text_uk,
        concepts=command.concepts,
        known_concepts=uow.firms.known_concepts(command.concepts),
        components=command.components,
    )
    refuse(Problem(one.field.removeprefix("capability."), one.because) for one in problems)


def _write(uow: UnitOfWork, capability: Capability, command: DescribeCapability, occasion: Occasion) -> None:
    capability.direction = command.direction
    capability.title_en, capability.title_uk = command.title_en.strip(), command.title_uk.strip()
    capability.text_en, capability.text_uk = command.text_en.strip(), command.text_uk.strip()
    capability.source, capability.as_of = "declared by the firm", f"{occasion.day}"
    capability.confidence, capability.basis = "unknown", capability.basis or "declared"
    uow.firms.add(capability)
    uow.flush()
    for concept_id in sorted(set(command.concepts)):
        uow.firms.add(CapabilityConcept(capability_id=capability.id, concept_id=concept_id))
    for claim in command.components:
        uow.firms.add(_component(capability.id, claim, occasion))


def _component(capability_id: str, claim: validate.ComponentClaim, occasion: Occasion) -> Component:
    return Component(
        id=occasion.new_id(),
        capability_id=capability_id,
        name=claim.name,
        origin=claim.origin,
        cost_eur=claim.cost_eur,
        raw_material=None,
    )
