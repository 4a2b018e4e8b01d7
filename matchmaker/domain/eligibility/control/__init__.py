"""Who controls whom, over all completions of what is not recorded."""

from matchmaker.domain.eligibility.control.holders import Holder
from matchmaker.domain.eligibility.control.interests import Interest, Layer, Thresholds
from matchmaker.domain.eligibility.control.ownership import Independence, Ownership, ownership
from matchmaker.domain.eligibility.control.paths import Extent, Link, Path, Reach

__all__ = [
    "Extent",
    "Holder",
    "Independence",
    "Interest",
    "Layer",
    "Link",
    "Ownership",
    "Path",
    "Reach",
    "Thresholds",
    "ownership",
]
