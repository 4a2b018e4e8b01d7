"""Matchmaker: a platform for EU-Ukraine defence-industrial partnership."""

__version__ = "0.1.0"
