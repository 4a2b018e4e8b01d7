"""The facts a case is judged on. None means not recorded, which is not the same as none."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from matchmaker.domain.eligibility.parameters import ParameterValue

ROLES = ("recipient", "cooperating", "contractor", "subcontractor", "supplier", "procurement_agent")
ENTITY_KINDS = ("company", "authority", "international_organisation", "seap", "research", "other")
PUBLIC_BODIES = ("authority", "international_organisation", "seap")
OWNER_KINDS = ("company", "person", "state", "fund", "other")
RIGHTS = ("veto_over_strategy", "appoints_majority", "agreement", "dominant_lender", "dominant_customer")
CONTROLLING_RIGHTS = RIGHTS[:3]
ENTERPRISE_RELATIONS = ("partner", "linked")
GUARANTEE_STATUSES = ("approved", "refused")
PROGRAMMES = ("EDIP", "EDF", "SAFE", "USL", "EDIRPA")

_ARTICLE = re.compile(r"(?P<article>\d+)(?:\(\d+\)(?:\((?P<point>[a-z])\))?)?")


@dataclass(frozen=True, slots=True)
class Action:
    """What is to be funded; `article` is written as in the act, and the point in it may still be open."""

    article: str
    topic: str | None = None
    product_kind: str | None = None
    total_cost_eur: Decimal | None = None
    started: date | None = None
    ends: date | None = None
    grounds: tuple[str, ...] | None = None

    @property
    def form(self) -> str:
        """The number of the article alone: 11 procurement, 12 industrial reinforcement, 13 supporting."""
        match = _ARTICLE.fullmatch(self.article)
        return match["article"] if match else self.article

    @property
    def point(self) -> str | None:
        """The letter of the point, or None while the applicants have not chosen one."""
        match = _ARTICLE.fullmatch(self.article)
        return match["point"] if match else None


@dataclass(frozen=True, slots=True)
class Owner:
    """An interest in an entity, or in another owner named by `via`; `share` and `votes` are in 0..1.

    `share_min` and `share_max` bound a share that is known as a range only. `majority` says that a source calls
    it a majority without a figure. For a person `country` is the nationality and `residence` the country lived in.
    """

    id: str
    name: str = ""
    country: str | None = None
    share: Decimal | None = None
    votes: Decimal | None = None
    majority: bool = False
    via: str | None = None
    kind: str | None = None
    residence: str | None = None
    share_min: Decimal | None = None
    share_max: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Right:
    """A decisive right of a holder in an entity; `right` is one of `RIGHTS`."""

    holder: str
    right: str


@dataclass(frozen=True, slots=True)
class Guarantee:
    """Guarantees of a state under the derogation from the control rule; the Commission accepts them last."""

    authority: str | None = None
    status: str | None = None
    accepted_by_commission: bool | None = None


@dataclass(frozen=True, slots=True)
class OutsideAssets:
    """The justification for using own assets outside the territory; every part of it must be in order."""

    no_ready_alternative: bool | None = None
    against_security_interests: bool | None = None
    serves_objectives: bool | None = None
    cost_claimed: bool | None = None


@dataclass(frozen=True, slots=True)
class Subcontract:
    """What decides whether a firm is a subcontractor in the sense of the act."""

    share: Decimal | None = None
    classified_access: bool | None = None
    own_design: bool | None = None
    contract_date: date | None = None


@dataclass(frozen=True, slots=True)
class Enterprise:
    """A partner or linked enterprise, whose figures are added to the entity's own; `share` is the larger of capital
    and votes in 0..1 that counts for a partner.
    """

    id: str
    relation: str | None = None
    share: Decimal | None = None
    headcount: Decimal | None = None
    turnover_eur: Decimal | None = None
    balance_sheet_eur: Decimal | None = None


@dataclass(frozen=True, slots=True)
class Entity:
    """One participant; `owners` is everything known about its ownership, `ownership_complete` that no more exists."""

    id: str
    role: str | None = None
    kind: str | None = None
    name: str = ""
    seat: str | None = None
    seat_place: str | None = None
    management: str | None = None
    sites: tuple[str, ...] | None = None
    owners: tuple[Owner, ...] | None = None
    ownership_complete: bool | None = None
    decisive_rights: tuple[Right, ...] | None = None
    guarantee: Guarantee | None = None
    outside_assets: OutsideAssets | None = None
    excluded: bool | None = None
    headcount: Decimal | None = None
    turnover_eur: Decimal | None = None
    balance_sheet_eur: Decimal | None = None
    subcontract: Subcontract | None = None
    same_group_as: tuple[str, ...] = ()
    enterprises: tuple[Enterprise, ...] | None = None

    @property
    def label(self) -> str:
        """The name for sentences; the id where no name is recorded."""
        return self.name or self.id


@dataclass(frozen=True, slots=True)
class Component:
    """A part of a product; raw material is not a component in the sense of the act."""

    name: str
    origin: str | None = None
    cost_eur: Decimal | None = None
    raw_material: bool | None = None


@dataclass(frozen=True, slots=True)
class DesignAuthority:
    """Who can decide on the design; `restricted_by` is a country or the word none."""

    holder: str | None = None
    restricted_by: str | None = None
    commitment_by: date | None = None


@dataclass(frozen=True, slots=True)
class Product:
    """An end product or a line's product with its components."""

    id: str
    components: tuple[Component, ...] | None = None
    value_eur: Decimal | None = None
    design_authority: DesignAuthority | None = None


@dataclass(frozen=True, slots=True)
class Settings:
    """Configuration a verdict rests on; None for `edip_associated` means the register's own value of the day.

    `configured` replaces parameters of the rule book by name, `topics` the numbers of topics by identifier:
    both hold only what an administrator changed and what is in force on the day of the case.
    """

    hostile_origins: frozenset[str] | None = None
    edip_associated: frozenset[str] | None = None
    configured: Mapping[str, ParameterValue] = field(default_factory=dict)
    topics: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Case:
    """A set of facts judged on `as_of`; without `settings` the configuration of that day is used."""

    name: str
    as_of: date
    action: Action
    entities: tuple[Entity, ...]
    products: tuple[Product, ...] = ()
    programme: str = "EDIP"
    settings: Settings | None = field(default=None)
