"""Country codes made ISO 3166-1 alpha-2, with their names in both languages."""

from __future__ import annotations

import re
from functools import cache

from matchmaker.domain.findings import Bilingual
from matchmaker.domain.registry.wordlists import csv_rows, yaml_list


@cache
def known_codes() -> frozenset[str]:
    """All ISO 3166-1 alpha-2 codes."""
    return frozenset(_names())


def iso_code(text: str) -> str | None:
    """Return the ISO code for a code as written (EL and UK included); None where it is not a country."""
    code = text.strip().upper()
    code = yaml_list("country_aliases")["aliases"].get(code, code)
    return code if code in known_codes() else None


def iso_codes(text: str) -> tuple[str | None, ...]:
    """Split a list such as DE/US/CH or "PL; RO" into ISO codes, None for each part that is no country."""
    return tuple(iso_code(part) for part in re.split(r"[/;,]", text) if part.strip())


def country_name(code: str) -> Bilingual:
    """Return the names of an ISO code; raises KeyError for anything else."""
    return _names()[code]


@cache
def _names() -> dict[str, Bilingual]:
    return {row["alpha2"]: Bilingual(row["en"], row["uk"]) for row in csv_rows("countries")}
