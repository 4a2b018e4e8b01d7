"""Reads taxonomies and the topics of the call with their Ukrainian wording."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from matchmaker.domain.facts import ConceptFacts, Provenance, TopicFacts, TopicPartFacts
from matchmaker.domain.findings import say
from matchmaker.domain.strict_yaml import read_own
from matchmaker.services.importing.tables import Notes, csv_rows, json_entries

CALL = Provenance("EU Funding and Tenders Portal, EDIP topics in own words", "2026-04-15", "high", "public_record")
WORDS = ("identifier", "title", "programme", "strand", "action", "form", "deadline")
NUMBERS = (
    "budget_eur",
    "max_eu_contribution_per_project_eur",
    "min_action_size_eur",
    "min_procurement_value_eur",
    "max_entities",
    "not_started_before",
    "ends_by",
)


def concepts(content: bytes, scheme: str, notes: Notes) -> Iterator[ConceptFacts]:
    """Read a taxonomy with the columns code, en, uk; the id of a concept is scheme and code."""
    for row, cells in csv_rows(content, ("code", "en", "uk"), notes):
        if cells["code"]:
            yield ConceptFacts(f"{scheme}:{cells['code']}", scheme, cells["code"], cells["en"], cells["uk"])
        else:
            notes.error(row, "code", say("This is needed."))


def domain_concepts(content: bytes) -> Mapping[str, tuple[str, ...]]:
    """Read which taxonomy headings a domain label stands for."""
    return {label: tuple(codes) for label, codes in read_own(content)["domains"].items()}


def topics(content: bytes, wording: bytes, notes: Notes) -> Iterator[TopicFacts]:
    """Read edip_calls.json; parts are P1.. and A1.. in its order, their Ukrainian comes from `wording`."""
    ukrainian = read_own(wording)["topics"]
    for row, entry in json_entries(content, notes):
        missing = [word for word in WORDS if not isinstance(entry.get(word), str)]
        if missing:
            notes.error(row, missing[0], say("This is needed."))
            continue
        words = ukrainian.get(entry["identifier"])
        if words is None:
            notes.warning(row, "identifier", say("This topic has no Ukrainian wording."))
        topic = _topic(row, entry, words or {}, notes)
        if topic:
            yield topic


def _topic(row: int, entry: Mapping[str, Any], words: Mapping[str, Any], notes: Notes) -> TopicFacts | None:
    try:
        deadline = date.fromisoformat(entry["deadline"])
    except ValueError:
        notes.error(row, "deadline", say("This is not a day written as 2026-11-23."))
        return None
    return TopicFacts(
        id=entry["identifier"],
        title_en=entry["title"],
        title_uk=words.get("title_uk", ""),
        programme=entry["programme"],
        strand=entry["strand"],
        action=entry["action"],
        form=entry["form"],
        deadline=deadline,
        aim_en=str(entry.get("aim", "")),
        aim_uk=words.get("aim_uk", ""),
        parts=(*_parts(entry, words, "products", "product"), *_parts(entry, words, "activities", "activity")),
        provenance=CALL,
        numbers=_numbers(entry),
    )


def _parts(entry: Mapping[str, Any], words: Mapping[str, Any], field: str, kind: str) -> Iterator[TopicPartFacts]:
    ukrainian = words.get(field, {})
    for number, text in enumerate(entry.get(field, ()), start=1):
        part = f"{kind[0].upper()}{number}"
        yield TopicPartFacts(part, kind, str(text), ukrainian.get(part, ""))


def _numbers(entry: Mapping[str, Any]) -> dict[str, str]:
    numbers = {name: str(entry[name]) for name in NUMBERS if name in entry}
    years = entry.get("indicative_duration_years")
    if isinstance(years, list) and len(years) == 2:
        numbers |= {"min_duration_years": str(years[0]), "max_duration_years": str(years[1])}
    optional = entry.get("optional_work_package")
    if isinstance(optional, dict):
        numbers |= {f"optional_work_package_{name}": str(value) for name, value in optional.items()}
    return numbers
