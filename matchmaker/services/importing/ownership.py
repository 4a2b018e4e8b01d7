"""Reads holdings that a curated table took from published texts, each with the words that it rests on."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation

from matchmaker.domain.facts import Provenance
from matchmaker.domain.findings import say
from matchmaker.domain.registry.countries import iso_code
from matchmaker.domain.registry.records import FirmRecord, StakeRecord
from matchmaker.domain.registry.validate import StakeClaim
from matchmaker.domain.registry.validate import ownership as stake_problems
from matchmaker.services.importing.entries import firm_record, name_based_key
from matchmaker.services.importing.joins import FirmIndex, Match
from matchmaker.services.importing.tables import Notes, Row, csv_rows

COLUMNS = (
    "firm",
    "country",
    "pic",
    "holder",
    "holder_country",
    "holder_kind",
    "share",
    "majority",
    "via",
    "source",
    "column",
    "quote",
    "as_of",
    "confidence",
)


def holdings(content: bytes, index: FirmIndex, notes: Notes) -> Iterator[FirmRecord]:
    """Read ownership.csv as additions to firms that were read before; an unknown firm keeps its row out."""
    rows = list(csv_rows(content, COLUMNS, notes))
    seats = {(cells["firm"], cells["holder"]): iso_code(cells["holder_country"]) for _, cells in rows}
    for row, cells in rows:
        match = _firm(index, cells)
        problems = stake_problems([_claim(cells)])
        if match.key is None:
            notes.error(row, "firm", say("The register has no firm, or several, of this name in this country."))
        for problem in problems:
            notes.error(row, problem.field.rpartition(".")[2], problem.because)
        if match.key is None or problems:
            continue
        index.count(notes.file, match)
        via = cells["via"] and holder_identity(index, cells["via"], seats.get((cells["firm"], cells["via"])))[0]
        stake = _stake(index, cells, via or None)
        yield firm_record(row, match.key, cells["firm"], index.country(match.key), stake.provenance, stakes=(stake,))


def holder_identity(index: FirmIndex, name: str, country: str | None) -> tuple[str, bool]:
    """Return the key of a holder and whether it is a firm of the register."""
    match = index.find(name, (country,)) if country else Match(None, 0)
    return (match.key, True) if match.key else (name_based_key("holder", country, name), False)


def _firm(index: FirmIndex, cells: Row) -> Match:
    if cells["pic"] and index.has(f"pic:{cells['pic']}"):
        return Match(f"pic:{cells['pic']}", 1)
    return index.find(cells["firm"], (iso_code(cells["country"]),))


def _claim(cells: Row) -> StakeClaim:
    return StakeClaim(
        holder_name=cells["holder"],
        holder_country=cells["holder_country"] or None,
        holder_kind=cells["holder_kind"] or None,
        share=_share(cells["share"]),
        right=cells.get("right") or None,
    )


def _share(text: str) -> Decimal | None:
    """A decimal, None where no figure is published; what is no number becomes one that no check accepts."""
    try:
        return Decimal(text) if text else None
    except InvalidOperation:
        return Decimal("NaN")


def _stake(index: FirmIndex, cells: Row, via: str | None) -> StakeRecord:
    country = iso_code(cells["holder_country"])
    key, is_firm = holder_identity(index, cells["holder"], country)
    return StakeRecord(
        holder_key=key,
        holder_is_firm=is_firm,
        holder_name=cells["holder"],
        holder_country=country,
        holder_kind=cells["holder_kind"] or None,
        share=_share(cells["share"]),
        votes=None,
        majority=cells["majority"] == "yes",
        right=cells.get("right") or None,
        via=via,
        provenance=_provenance(cells),
    )


def _provenance(cells: Row) -> Provenance:
    common = "commonly known" in cells["quote"] or cells["confidence"] == "low"
    source = f"{cells['source']}, {cells['column']}: “{cells['quote']}”"
    as_of = "" if cells["as_of"] == "undated" else cells["as_of"]
    return Provenance(source, as_of, cells["confidence"], "general_knowledge" if common else "public_record")
