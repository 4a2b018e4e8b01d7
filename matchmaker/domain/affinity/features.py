"""The names of what is looked at, and how what was counted becomes a value in 0..1."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

Values = NDArray[np.float64]
Mask = NDArray[np.bool_]

# What the text alone says of an organisation: weighed where no members are given.
TOPIC_FEATURES = (
    "nearest_project_words",
    "nearest_project_themes",
    "record_words",
    "record_themes",
    "same_field",
    "projects_so_far",
    "recent_projects",
    "similar_projects",
    "continuation",
)
# What text and members say: weighed where members are given. The last five say nothing without them.
TEAM_FEATURES = (
    "similar_projects",
    "continuation",
    "similar_teams",
    "closest_team",
    "nearest_team_and_text",
    "joint_projects",
    "same_group",
)
FEATURES = (*TOPIC_FEATURES, *TEAM_FEATURES[2:])
# Counted as a share of the most that any candidate has; all others by their place.
PROPORTIONAL = frozenset({"same_field", "continuation", "projects_so_far", "recent_projects", "same_group"})
# Who comes after this place has nothing of a feature that goes by places.
LAST_PLACE = 1_000
_NOTHING = 1e-9


def by_share(raw: Values, candidates: Mask) -> Values:
    """Each value as a share of the highest among the candidates, at most 1."""
    most = float(raw[candidates].max(initial=0.0))
    return np.minimum(raw / most, 1.0) if most > _NOTHING else np.zeros_like(raw)


def by_place(raw: Values, candidates: Mask) -> Values:
    """1 for the first candidate, falling with the logarithm of the place; equals share the middle of their places.

    Places tell more than amounts where amounts mean something else for each question, as cosines do.
    """
    held = raw[candidates]
    last = min(len(held), LAST_PLACE)
    if last == 0:
        return np.zeros_like(raw)
    line = max(float(np.partition(held, len(held) - last)[len(held) - last]), _NOTHING)
    ordered = np.sort(held[held >= line])
    placed = np.flatnonzero(raw >= line)
    above = len(ordered) - np.searchsorted(ordered, raw[placed] + _NOTHING, side="right")
    reached = len(ordered) - np.searchsorted(ordered, raw[placed] - _NOTHING, side="left")
    values = np.zeros_like(raw)
    middle = np.maximum((above + 1 + np.maximum(reached, above + 1)) / 2, 1.0)
    values[placed] = np.maximum(1.0 - np.log(middle) / np.log(last + 1), 0.0)
    return values


def scaled(feature: str, raw: Values, candidates: Mask) -> Values:
    """A feature's amounts as values in 0..1 with four decimals, so that contributions add up exactly."""
    scale = by_share if feature in PROPORTIONAL else by_place
    return np.round(scale(raw, candidates), 4)
