"""Shares inside sentences."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

from matchmaker.domain.eligibility.money import NO_BREAK
from matchmaker.domain.findings import Bilingual

SCALE = 10_000


def percent(share: Fraction | Decimal, upwards: bool = False) -> Bilingual:
    """Write a share as each language does: 42.85 % and 42,85 %, rounded down, or up if it lies above a limit."""
    exact = Fraction(share) * SCALE
    whole = -(-exact // 1) if upwards else exact // 1
    figures = f"{Decimal(int(whole)) / (SCALE // 100):f}"
    return Bilingual(f"{figures}{NO_BREAK}%", f"{figures.replace('.', ',')}{NO_BREAK}%")
