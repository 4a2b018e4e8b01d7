"""Reads types of equipment and published links, and finds the firms of the register that they name."""

from __future__ import annotations

import re
from collections.abc import Iterator

from matchmaker.domain.facts import Provenance
from matchmaker.domain.findings import say
from matchmaker.domain.registry.countries import iso_code, iso_codes
from matchmaker.domain.registry.normalise import match_key
from matchmaker.domain.registry.records import EquipmentRecord, MakerRecord, PartnershipRecord
from matchmaker.domain.vocabulary import CONFIDENCES
from matchmaker.services.importing.entries import readable_sources
from matchmaker.services.importing.joins import FirmIndex
from matchmaker.services.importing.tables import Notes, Row, csv_rows, parts

MAKER = re.compile(r"(?:^|[;,])\s*([^();,]+?)\s*\(([^)]*)\)")
CODES = re.compile(r"^[A-Z]{2}(?:/[A-Z]{2})*(?![A-Za-z])")
STILL_MAKER = re.compile(r"formerly |plants also |state firm$|\d+ % ")
NOBODY = re.compile(r"unknown|several ", re.IGNORECASE)
EQUIPMENT_COLUMNS = ("id", "name", "name_uk", "aliases", "category", "eu_military_list", "makers", "made_in")
LINK_COLUMNS = ("party_a", "country_a", "party_b", "country_b", "kind", "subject", "year", "source", "note")


def equipment_types(content: bytes, index: FirmIndex, notes: Notes) -> Iterator[EquipmentRecord]:
    """Read equipment_types.csv; makers are joined by name within their country, others keep their name."""
    columns = (*EQUIPMENT_COLUMNS, "operators_eu", "operated_by_ua", "sources", "confidence")
    for row, cells in csv_rows(content, columns, notes):
        if not cells["id"] or not cells["name"]:
            notes.error(row, "id", say("This is needed."))
            continue
        yield EquipmentRecord(
            row=row,
            key=cells["id"],
            name=cells["name"],
            name_uk=cells["name_uk"],
            aliases=tuple(dict.fromkeys(parts(cells["aliases"]))),
            category=cells["category"],
            military_list=cells["eu_military_list"],
            makers=_makers(cells["makers"], index, row, notes),
            made_in=_countries(cells["made_in"], "made_in", row, notes),
            operators_eu=_countries(cells["operators_eu"], "operators_eu", row, notes),
            operated_by_ua=cells["operated_by_ua"] or "unknown",
            provenance=_provenance(cells),
        )


def published_links(content: bytes, index: FirmIndex, notes: Notes) -> Iterator[PartnershipRecord]:
    """Read eu_ua_links.csv; where a party names several firms, each gets a link of its own."""
    for row, cells in csv_rows(content, LINK_COLUMNS, notes):
        for name_a in parts(cells["party_a"], " / "):
            firm_a = _party(name_a, cells["country_a"], index, row, notes)
            firm_b = _party(cells["party_b"], cells["country_b"], index, row, notes)
            yield _link(row, cells, (firm_a, name_a), (firm_b, cells["party_b"]))


def _link(row: int, cells: Row, a: tuple[str | None, str], b: tuple[str | None, str]) -> PartnershipRecord:
    confidence = "low" if "unverified" in cells["note"] else "medium"
    remark = f"; remark there: {cells['note']}" if cells["note"] else ""
    source = f"table eu_ua_links.csv, from the lists {' and '.join(cells['source'].split('+'))}{remark}"
    return PartnershipRecord(
        row=row,
        key=":".join(("link", match_key(a[1]), match_key(b[1]), match_key(cells["kind"]), cells["year"])),
        firm_a=a[0],
        name_a=a[1],
        firm_b=b[0],
        name_b=b[1],
        kind=cells["kind"],
        subject=cells["subject"],
        provenance=Provenance(source, cells["year"], confidence, "public_record"),
    )


def _party(name: str, country: str, index: FirmIndex, row: int, notes: Notes) -> str | None:
    match = index.find(name, iso_codes(country))
    index.count(notes.file, match)
    if match.key is None:
        notes.note(row, "party", say("%(name)s was not found in the register.", name=name))
    return match.key


def _makers(cell: str, index: FirmIndex, row: int, notes: Notes) -> tuple[MakerRecord, ...]:
    found: dict[str, MakerRecord] = {}
    for names, place in MAKER.findall(cell):
        countries = _leading_codes(place)
        for name in parts(names.rpartition(": ")[2], " / "):
            if not NOBODY.match(name):
                found.setdefault(name, _maker(name, countries, _remark(place), index, notes))
    if not found and cell and not NOBODY.match(cell):
        notes.warning(row, "makers", say("No maker with a country could be read from this cell."))
    return tuple(found.values())


def _maker(name: str, countries: tuple[str, ...], remark: str, index: FirmIndex, notes: Notes) -> MakerRecord:
    """Who only assembles, overhauls or makes a part is named with that remark and is no maker to count on."""
    if remark and not STILL_MAKER.match(remark):
        return MakerRecord(f"{name} ({remark})", countries, None)
    match = index.find(name, countries)
    index.count(notes.file, match)
    return MakerRecord(name, countries, match.key)


def _remark(place: str) -> str:
    """What stands behind the codes: "licence" of "FI, licence"."""
    return CODES.sub("", place, count=1).strip(" ,;")


def _leading_codes(place: str) -> tuple[str, ...]:
    """The codes at the beginning of "DE/US, formerly X"; what follows them is a remark."""
    leading = CODES.match(place)
    return tuple(code for code in iso_codes(leading[0]) if code) if leading else ()


def _countries(cell: str, field: str, row: int, notes: Notes) -> tuple[str, ...]:
    read = [(part, iso_code(part)) for part in parts(cell)]
    for part, code in read:
        if code is None:
            notes.warning(row, field, say("%(part)s is not a country code; it was left out.", part=part))
    return tuple(dict.fromkeys(code for _, code in read if code))


def _provenance(cells: Row) -> Provenance:
    confidence = cells["confidence"] if cells["confidence"] in CONFIDENCES else "unknown"
    basis = "general_knowledge" if cells["sources"] == "general knowledge" else "published_description"
    return Provenance(readable_sources(cells["sources"]), "2026-11", confidence, basis)
