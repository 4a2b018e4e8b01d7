"""Entities and products of a case file."""

from __future__ import annotations

from matchmaker.domain.eligibility.case import (
    ENTERPRISE_RELATIONS,
    ENTITY_KINDS,
    GUARANTEE_STATUSES,
    OWNER_KINDS,
    RIGHTS,
    ROLES,
    Component,
    DesignAuthority,
    Enterprise,
    Entity,
    Guarantee,
    OutsideAssets,
    Owner,
    Product,
    Right,
    Subcontract,
)
from matchmaker.domain.eligibility.casereader import Fields
from matchmaker.domain.findings import say

ENTITY_KEYS = tuple(Entity.__dataclass_fields__)
OWNER_KEYS = tuple(Owner.__dataclass_fields__)
PRODUCT_KEYS = tuple(Product.__dataclass_fields__)
COMPONENT_KEYS = tuple(Component.__dataclass_fields__)


def entity(part: Fields) -> Entity:
    """Read one entity with its owners, rights and guarantee."""
    fields = part.knowing(*ENTITY_KEYS)
    owners, rights = fields.mappings("owners"), fields.mappings("decisive_rights")
    return Entity(
        id=fields.required_text("id"),
        role=fields.choice("role", ROLES),
        kind=fields.choice("kind", ENTITY_KINDS),
        name=fields.text("name") or "",
        seat=fields.country("seat"),
        seat_place=fields.text("seat_place"),
        management=fields.country("management"),
        sites=fields.countries("sites"),
        owners=None if owners is None else tuple(_owner(owner) for owner in owners),
        ownership_complete=fields.yes_no("ownership_complete"),
        decisive_rights=None if rights is None else tuple(_right(right) for right in rights),
        guarantee=_guarantee(fields),
        outside_assets=_outside_assets(fields),
        excluded=fields.yes_no("excluded"),
        headcount=fields.amount("headcount"),
        turnover_eur=fields.amount("turnover_eur"),
        balance_sheet_eur=fields.amount("balance_sheet_eur"),
        subcontract=_subcontract(fields),
        same_group_as=fields.texts("same_group_as") or (),
        enterprises=_enterprises(fields),
    )


def product(part: Fields) -> Product:
    """Read one product with its components."""
    fields = part.knowing(*PRODUCT_KEYS)
    components = fields.mappings("components")
    return Product(
        id=fields.required_text("id"),
        components=None if components is None else tuple(_component(component) for component in components),
        value_eur=fields.amount("value_eur"),
        design_authority=_design_authority(fields),
    )


def _owner(part: Fields) -> Owner:
    fields = part.knowing(*OWNER_KEYS)
    return Owner(
        id=fields.required_text("id"),
        name=fields.text("name") or "",
        country=fields.country("country"),
        share=fields.share("share"),
        votes=fields.share("votes"),
        majority=fields.yes_no("majority") or False,
        via=fields.text("via"),
        kind=fields.choice("kind", OWNER_KINDS),
        residence=fields.country("residence"),
        share_min=fields.share("share_min"),
        share_max=fields.share("share_max"),
    )


def _enterprises(fields: Fields) -> tuple[Enterprise, ...] | None:
    given = fields.mappings("enterprises")
    return None if given is None else tuple(_enterprise(part) for part in given)


def _enterprise(part: Fields) -> Enterprise:
    fields = part.knowing(*Enterprise.__dataclass_fields__)
    return Enterprise(
        fields.required_text("id"),
        fields.choice("relation", ENTERPRISE_RELATIONS),
        fields.share("share"),
        fields.amount("headcount"),
        fields.amount("turnover_eur"),
        fields.amount("balance_sheet_eur"),
    )


def _right(part: Fields) -> Right:
    fields = part.knowing("holder", "right")
    if "right" not in fields.entries:
        fields.fault("right", say("is required"))
    return Right(fields.required_text("holder"), fields.choice("right", RIGHTS) or "")


def _guarantee(fields: Fields) -> Guarantee | None:
    if "guarantee" not in fields.entries:
        return None
    given = fields.mapping("guarantee", tuple(Guarantee.__dataclass_fields__))
    return Guarantee(
        given.country("authority"),
        given.choice("status", GUARANTEE_STATUSES),
        given.yes_no("accepted_by_commission"),
    )


def _outside_assets(fields: Fields) -> OutsideAssets | None:
    if "outside_assets" not in fields.entries:
        return None
    names = tuple(OutsideAssets.__dataclass_fields__)
    given = fields.mapping("outside_assets", names)
    return OutsideAssets(*(given.yes_no(name) for name in names))


def _subcontract(fields: Fields) -> Subcontract | None:
    if "subcontract" not in fields.entries:
        return None
    given = fields.mapping("subcontract", tuple(Subcontract.__dataclass_fields__))
    return Subcontract(
        given.share("share"),
        given.yes_no("classified_access"),
        given.yes_no("own_design"),
        given.day("contract_date"),
    )


def _component(part: Fields) -> Component:
    fields = part.knowing(*COMPONENT_KEYS)
    return Component(
        fields.required_text("name"),
        fields.country("origin"),
        fields.amount("cost_eur"),
        fields.yes_no("raw_material"),
    )


def _design_authority(fields: Fields) -> DesignAuthority | None:
    if "design_authority" not in fields.entries:
        return None
    given = fields.mapping("design_authority", tuple(DesignAuthority.__dataclass_fields__))
    unrestricted = given.entries.get("restricted_by") == "none"
    return DesignAuthority(
        given.text("holder"),
        "none" if unrestricted else given.country("restricted_by"),
        given.day("commitment_by"),
    )
