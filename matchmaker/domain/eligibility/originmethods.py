"""How the origin of a component is told: the law names no method, so each is an assumption with words of its own."""

from __future__ import annotations

from collections.abc import Mapping

from matchmaker.domain.findings import Bilingual

ORIGIN_METHODS: Mapping[str, Bilingual] = {
    "tier_one_declared": Bilingual(
        "as declared for each listed component, without a look at its own parts",
        "за декларацією щодо кожного названого складника, без огляду на його власні частини",
    )
}
