"""The legal forms of companies, for whoever compares names or reads texts."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from matchmaker.domain.strict_yaml import read_own


@dataclass(frozen=True, slots=True)
class LegalForms:
    """Forms to leave out of any text (in any case, or only as written), and those that count in names alone."""

    in_any_case: tuple[str, ...]
    as_written: tuple[str, ...]
    in_names: tuple[str, ...]

    def all(self) -> tuple[str, ...]:
        """Every form that may begin or end a name."""
        return (*self.in_any_case, *self.as_written, *self.in_names)


@cache
def legal_forms() -> LegalForms:
    """The one list of the product."""
    lists = read_own((Path(__file__).with_suffix(".yaml")).read_bytes())
    return LegalForms(tuple(lists["in_any_case"]), tuple(lists["as_written"]), tuple(lists["in_names"]))
