"""Ownership as statements of the Beneficial Ownership Data Standard 0.4, read and written."""

from matchmaker.domain.eligibility.bods.reading import BodsOwnership, read_statements
from matchmaker.domain.eligibility.bods.writing import write_statements

__all__ = ["BodsOwnership", "read_statements", "write_statements"]
