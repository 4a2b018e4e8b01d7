"""Reads the tables of Ukrainian and European firms and of ground-robot makers, each row joined to the register."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from matchmaker.domain.facts import Provenance
from matchmaker.domain.findings import say
from matchmaker.domain.registry.countries import iso_code
from matchmaker.domain.registry.identifiers import Fault, check
from matchmaker.domain.registry.records import CapabilityRecord, FirmRecord, IdentifierRecord
from matchmaker.domain.vocabulary import CONFIDENCES
from matchmaker.services.importing.entries import firm_record, name_based_key, offer, readable_sources, statements
from matchmaker.services.importing.joins import FirmIndex, Match
from matchmaker.services.importing.tables import Notes, Row, csv_rows

Concepts = Mapping[str, tuple[str, ...]]
Corrections = Mapping[tuple[str, str], str]
TIERS = {"A": "high", "B": "medium", "C": "low"}


def ukrainian_firms(
    content: bytes, index: FirmIndex, concepts: Concepts, corrections: Corrections, notes: Notes
) -> Iterator[FirmRecord]:
    """Read ua_firms_detailed.csv; the seat is Ukraine unless a correction names another."""
    for row, cells in csv_rows(content, ("name_en", "domain", "description_en", "description_uk"), notes):
        name = cells["name_en"]
        country = corrections.get((name, "country"), "UA")
        key = _key_by_name(index, notes, row, "ua", name, country)
        source = _published(cells)
        yield firm_record(
            row,
            key,
            name,
            country,
            source,
            name_uk=cells["name_uk"],
            identifiers=_edrpou(cells["edrpou"], row, notes),
            statements=statements(
                source,
                legal_form=cells["legal_form_uk"],
                founded=cells["founded"],
                size=cells["size_hint"],
                domain=cells["domain"],
                published_ownership=cells["foreign_ownership"],
                eu_presence=cells["eu_presence"],
                certification=cells["certifications"],
            ),
            capabilities=_described(key, cells, source, concepts),
        )


def european_firms(content: bytes, index: FirmIndex, concepts: Concepts, notes: Notes) -> Iterator[FirmRecord]:
    """Read eu_firms_detailed.csv, joined by PIC where it has one, else by name within the country."""
    for row, cells, country in _with_country(content, ("name", "pic", "country", "domain", "description_en"), notes):
        key = _european_key(index, notes, row, cells, country)
        source = _published(cells)
        yield firm_record(
            row,
            key,
            cells["name"],
            country,
            source,
            statements=statements(
                source,
                city=cells["city"],
                size="" if cells["size_hint"] == "unknown" else cells["size_hint"],
                domain=cells["domain"],
                published_ownership=cells["parent"],
                ukraine_link=cells["ukraine_link"],
            ),
            capabilities=_described(key, cells, source, concepts),
        )


def ground_robot_makers(content: bytes, index: FirmIndex, concepts: Concepts, notes: Notes) -> Iterator[FirmRecord]:
    """Read ugv_actors.csv; a source tier of A, B or C becomes high, medium or low confidence."""
    for row, cells, country in _with_country(content, ("name", "country", "platforms", "facts", "source_tier"), notes):
        key = _key_by_name(index, notes, row, "ugv", cells["name"], country)
        confidence = TIERS.get(cells["source_tier"], "unknown")
        source = Provenance("public tables on ground robots", "2026", confidence, "published_description")
        described = offer(
            key,
            row,
            source,
            title_en=f"Ground robots: {cells['platforms']}" if cells["platforms"] else "Ground robots",
            text_en=f"Maker of unmanned ground vehicles. {cells['platforms']}. {cells['facts']}.",
            concepts=concepts.get("UGV", ()),
        )
        yield firm_record(
            row,
            key,
            cells["name"],
            country,
            source,
            statements=statements(source, domain="UGV"),
            capabilities=(described,),
        )


def other_names(content: bytes, index: FirmIndex, notes: Notes) -> Iterator[FirmRecord]:
    """Read aliases.csv as additions to firms that were read before."""
    for row, cells in csv_rows(content, ("firm", "country", "alias", "why"), notes):
        match = index.find(cells["firm"], (iso_code(cells["country"]),))
        if match.key is None:
            notes.error(row, "firm", say("The register has no firm, or several, of this name in this country."))
            continue
        source = Provenance(f"aliases.csv: {cells['why']}", "2026-11", "medium", "public_record")
        yield firm_record(row, match.key, cells["firm"], index.country(match.key), source, aliases=(cells["alias"],))


def _with_country(content: bytes, needed: Sequence[str], notes: Notes) -> Iterator[tuple[int, Row, str]]:
    """Each row with its ISO country; a row without one stays out."""
    for row, cells in csv_rows(content, needed, notes):
        country = iso_code(cells["country"])
        if country is None:
            notes.error(row, "country", say("This is not a country code of ISO 3166 (two letters)."))
        else:
            yield row, cells, country


def _european_key(index: FirmIndex, notes: Notes, row: int, cells: Row, country: str) -> str:
    if not cells["pic"]:
        return _key_by_name(index, notes, row, "eu", cells["name"], country)
    pic = check("PIC", cells["pic"])
    if isinstance(pic, Fault):
        notes.warning(row, "pic", pic.because)
        return _key_by_name(index, notes, row, "eu", cells["name"], country)
    key = f"pic:{pic}"
    known = index.has(key)
    index.count(notes.file, Match(key, 1) if known else Match(None, 0))
    if known and index.country(key) != country:
        notes.warning(row, "country", say("The register of participants has another country for this PIC."))
    return key


def _key_by_name(index: FirmIndex, notes: Notes, row: int, prefix: str, name: str, country: str) -> str:
    match = index.find(name, (country,))
    index.count(notes.file, match)
    if match.candidates > 1:
        notes.warning(row, "name", say("Several firms of this country have this name; it was left apart."))
    return match.key or name_based_key(prefix, country, name)


def _edrpou(value: str, row: int, notes: Notes) -> tuple[IdentifierRecord, ...]:
    if not value:
        return ()
    checked = check("EDRPOU", value)
    if isinstance(checked, Fault):
        notes.warning(row, "edrpou", checked.because)
        return ()
    return (IdentifierRecord("EDRPOU", checked),)


def _described(key: str, cells: Row, source: Provenance, concepts: Concepts) -> tuple[CapabilityRecord, ...]:
    labels = [label.strip() for label in re.split(r"; | / |;", cells["domain"])]
    found = dict.fromkeys(concept for label in labels for concept in concepts.get(label, ()))
    described = offer(
        key,
        1,
        source,
        title_en=cells["products"] or cells["domain"],
        text_en=cells["description_en"],
        text_uk=cells.get("description_uk", ""),
        concepts=found,
    )
    return (described,)


def _published(cells: Row) -> Provenance:
    general = cells["sources"] == "general knowledge"
    confidence = cells["confidence"] if cells["confidence"] in CONFIDENCES else "unknown"
    as_of = "" if cells["as_of"] == "undated" else cells["as_of"]
    basis = "general_knowledge" if general else "published_description"
    return Provenance(readable_sources(cells["sources"]), as_of, confidence, basis)
