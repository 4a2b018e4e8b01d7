"""Which restricted fields of a firm stand there by its own declaration: those are not for every reader."""

from __future__ import annotations

from matchmaker.domain.facts import FirmFacts

DECLARED = "declared"


def declared_fields(firm: FirmFacts) -> frozenset[str]:
    """Return the kinds of statements, `stakes` and `components` that the firm declared itself."""
    kinds = {one.kind for one in firm.statements if one.provenance.basis == DECLARED}
    stakes = {"stakes" for one in firm.stakes if one.provenance.basis == DECLARED}
    components = {"components" for one in firm.capabilities if one.components and one.provenance.basis == DECLARED}
    return frozenset(kinds | stakes | components)
