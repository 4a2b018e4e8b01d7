"""Firms of the register as entities of a case: what is not recorded stays None and is asked for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
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


class Groups:
    """Control groups of the register's firms, worked out for a firm and those that stakes tie it to when asked.

    Control follows recorded stakes only, so firms that no chain of stakes ties cannot be in one group.
    """

    def __init__(self, firms: Mapping[str, FirmFacts], matter: Matter) -> None:
        self._firms, self._matter = firms, matter
        self._known: dict[str, str] = {}
        self._holdings: dict[str, list[str]] = defaultdict(list)
        for firm in firms.values():
            for holder in _holders(firm):
                self._holdings[holder].append(firm.id)

    def of(self, firm_id: str) -> str:
        """The first id of the firm's group."""
        if firm_id not in self._known:
            tied = self._tied(firm_id)
            groups = self._grouped(tied) if len(tied) > 1 else {firm_id: firm_id}
            self._known.update(groups)
        return self._known[firm_id]

    def _grouped(self, firm_ids: Iterable[str]) -> dict[str, str]:
        return control_groups((entity_of(self._firms[one]) for one in sorted(firm_ids)), self._matter)

    def _tied(self, firm_id: str) -> set[str]:
        found, waiting = {firm_id}, [firm_id]
        while waiting:
            one = waiting.pop()
            others = {held for holder in (one, *_holders(self._firms[one])) for held in self._holdings.get(holder, ())}
            others |= {holder for holder in _holders(self._firms[one]) if holder in self._firms}
            waiting += others - found
            found |= others
        return found


def _holders(firm: FirmFacts) -> set[str]:
    """The ids that stand in the firm's stakes, through which control may pass."""
    return {holder for stake in firm.stakes for holder in (_holder_id(stake), stake.via) if holder}


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
