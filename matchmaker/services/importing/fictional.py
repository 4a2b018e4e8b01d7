"""Reads the invented part of the demonstration: firms, observations, accounts, all marked fictional."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from decimal import Decimal
from typing import Any

from matchmaker.domain.facts import ComponentFacts, Provenance, StatementFacts
from matchmaker.domain.registry.records import (
    AccountRecord,
    CapabilityRecord,
    EquipmentRecord,
    FirmRecord,
    MakerRecord,
    ObservationRecord,
    StakeRecord,
)
from matchmaker.domain.strict_yaml import read_own
from matchmaker.services.importing.entries import firm_record, name_based_key, offer

INVENTED = Provenance("invented for the demonstration register", "2026-11", "high", "invented")
PREFIX = "fictional"


def fictional_firms(content: bytes) -> Iterator[FirmRecord]:
    """Read fictional_firms.yaml; these firms have no identifiers, so that none can belong to a real one."""
    for row, entry in enumerate(read_own(content)["firms"], start=1):
        key = f"{PREFIX}:{entry['key']}"
        yield firm_record(
            row,
            key,
            entry["name"],
            entry["country"],
            INVENTED,
            name_uk=entry.get("name_uk", ""),
            origin="invented",
            fictional=True,
            statements=(StatementFacts(kind, value, INVENTED) for kind, value in entry.get("statements", {}).items()),
            stakes=(_stake(stake) for stake in entry.get("stakes", ())),
            capabilities=(
                _capability(key, number, one) for number, one in enumerate(entry.get("capabilities", ()), start=1)
            ),
        )


def fictional_observations(content: bytes) -> Iterator[ObservationRecord]:
    """Read fictional_observations.yaml."""
    for row, entry in enumerate(read_own(content)["observations"], start=1):
        fields = {name: value for name, value in entry.items() if name not in ("key", "equipment", "module")}
        fields["conditions"] = tuple(entry.get("conditions", ()))
        yield ObservationRecord(
            row=row,
            key=f"{PREFIX}:{entry['key']}",
            equipment_key=entry["equipment"],
            module_key=entry.get("module", ""),
            fictional=True,
            **fields,
        )


def fictional_equipment(content: bytes) -> Iterator[EquipmentRecord]:
    """Read fictional_equipment.yaml: invented types made by invented firms."""
    for row, entry in enumerate(read_own(content)["equipment"], start=1):
        yield EquipmentRecord(
            row=row,
            key=entry["key"],
            name=entry["name"],
            name_uk=entry["name_uk"],
            aliases=tuple(entry["aliases"]),
            category=entry["category"],
            military_list=entry["military_list"],
            makers=tuple(
                MakerRecord(maker["name"], (maker["country"],), f"{PREFIX}:{maker['firm']}")
                for maker in entry["makers"]
            ),
            made_in=tuple(entry["made_in"]),
            operators_eu=(),
            operated_by_ua="unknown",
            provenance=INVENTED,
        )


def in_order_of_filing(*several: Iterable[ObservationRecord]) -> tuple[ObservationRecord, ...]:
    """All observations by the month in which they were made, numbered from 1."""
    ordered = sorted(
        (one for some in several for one in some), key=lambda one: (one.month, one.state == "filed", one.key)
    )
    return tuple(replace(one, row=row) for row, one in enumerate(ordered, start=1))


def demo_accounts(content: bytes) -> tuple[tuple[AccountRecord, ...], str]:
    """Read the demonstration accounts and the password that is published for all of them."""
    document = read_own(content)
    accounts = tuple(
        AccountRecord(
            email=entry["email"],
            name=entry["name"],
            role=entry["role"],
            language=entry["language"],
            firm_key=f"{PREFIX}:{entry['firm']}" if "firm" in entry else None,
        )
        for entry in document["accounts"]
    )
    return accounts, document["password"]


def _maker(entry: Mapping[str, str]) -> MakerRecord:
    return MakerRecord(entry["name"], (entry["country"],), f"{PREFIX}:{entry['firm']}")


def _stake(entry: Mapping[str, str]) -> StakeRecord:
    return StakeRecord(
        holder_key=name_based_key("holder", entry["country"], entry["holder"]),
        holder_is_firm=False,
        holder_name=entry["holder"],
        holder_country=entry["country"],
        holder_kind=entry["kind"],
        share=Decimal(entry["share"]),
        votes=None,
        majority=False,
        right=None,
        via=None,
        provenance=INVENTED,
    )


def _capability(key: str, number: int, entry: Mapping[str, Any]) -> CapabilityRecord:
    texts = {name: entry.get(name, "") for name in ("title_en", "title_uk", "text_en", "text_uk")}
    components = (
        ComponentFacts(one["name"], one.get("origin"), Decimal(one["cost_eur"]), None)
        for one in entry.get("components", ())
    )
    return offer(key, number, INVENTED, concepts=entry["concepts"], components=components, **texts)
