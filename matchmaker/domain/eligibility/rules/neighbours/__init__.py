"""The neighbouring instruments; importing this package fills the rule book with their rules."""

from matchmaker.domain.eligibility.rules.neighbours import edf, edirpa, safe, usl

__all__ = ["edf", "edirpa", "safe", "usl"]
