"""Firms of the register as entities of a case: what is not recorded stays None and is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from hashlib import sha256

import networkx as nx

from matchmaker.domain.eligibility import Action, Component, Entity, Matter, Owner, Product, Right, ownership_of
from matchmaker.domain.facts import CapabilityFacts, FirmFacts, StakeFacts, TopicFacts

PERSON = "person"
ARTICLE_WITH_POINTS = "12"
YES_OR_NO = {"yes": True, "no": False}


def entity_of(firm: FirmFacts) -> Entity:
    """The firm as a paid recipient; its entity id is the firm id."""
    return Entity(
        id=firm.id,
        role="recipient",
        kind=firm.kind,
        name=firm.name,
        seat=firm.country,
        seat_place=_first(firm.values("city")),
        management=_first(firm.values("management_country")),
        sites=firm.values("site_country") or None,
        owners=tuple(_owner(stake) for stake in firm.stakes) or None,
        ownership_complete=YES_OR_NO.get(_first(firm.values("ownership_complete")) or ""),
        decisive_rights=tuple(
            Right(_holder_id(stake), stake.right) for stake in firm.stakes if stake.right and not stake.via
        )
        or None,
    )


def product_of(capability: CapabilityFacts) -> Product:
    """What a capability delivers; its product id is the capability id."""
    components = tuple(
        Component(part.name, part.origin, part.cost_eur, part.raw_material) for part in capability.components
    )
    return Product(capability.id, components or None)


def action_of(topic: TopicFacts, point: str | None) -> Action:
    """The action that a topic funds; `point` is the letter that the applicants chose, or None while it is open.

    Only Article 12(1) has points to choose; for any other action a point is ignored.
    """
    form = f"{topic.action}({point})" if point and topic.action.startswith(ARTICLE_WITH_POINTS) else topic.action
    return Action(form, topic=topic.id)


def control_groups(entities: Iterable[Entity], matter: Matter) -> dict[str, str]:
    """By entity the first id of its group: entities tied by certain control, at any depth, have the same one."""
    case = replace(matter.case, entities=tuple(entities))
    ties = nx.Graph()
    ties.add_nodes_from(entity.id for entity in case.entities)
    ownership = ownership_of(case)
    for held, others in (*ownership.certain.items(), *ownership.groups.items()):
        ties.add_edges_from((held, other) for other in others)
    members = {entity.id for entity in case.entities}
    groups = (members & group for group in nx.connected_components(ties))
    return {entity_id: min(group) for group in groups for entity_id in group}


def _owner(stake: StakeFacts) -> Owner:
    return Owner(
        id=_holder_id(stake),
        name="" if stake.holder_kind == PERSON else stake.holder_name,
        country=stake.holder_country,
        share=stake.share,
        votes=stake.votes,
        majority=stake.majority,
        via=stake.via,
        kind=stake.holder_kind,
    )


def _holder_id(stake: StakeFacts) -> str:
    """A person is the same person in every firm, but no name of one gets into a proposal."""
    if stake.holder_kind != PERSON:
        return stake.holder_id
    return f"person-{sha256(stake.holder_id.encode()).hexdigest()[:8]}"


def _first(values: tuple[str, ...]) -> str | None:
    return values[0] if values else None
