"""Amounts of money inside sentences."""

from __future__ import annotations

from decimal import Decimal

from matchmaker.domain.findings import Bilingual

NO_BREAK = "\N{NO-BREAK SPACE}"


def euros(amount: Decimal) -> Bilingual:
    """Write an amount as each language does: 1,999,999.99 € and 1 999 999,99 €."""
    figures = f"{amount:,f}"
    if "." in figures:
        figures = figures.rstrip("0").rstrip(".")
    ukrainian = figures.replace(",", NO_BREAK).replace(".", ",")
    return Bilingual(f"{figures}{NO_BREAK}€", f"{ukrainian}{NO_BREAK}€")
