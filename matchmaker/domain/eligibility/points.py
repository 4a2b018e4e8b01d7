"""The points of Articles 12(1) and 13(1) in a few words each."""

from __future__ import annotations

from functools import cache

from matchmaker.domain.eligibility.lawtext import law_file
from matchmaker.domain.findings import Bilingual


@cache
def points() -> dict[str, Bilingual]:
    """What each point funds, by the article as a case writes it, such as 12(1)(a)."""
    return {article: Bilingual(text["en"], text["uk"]) for article, text in law_file("points.yaml").items()}
