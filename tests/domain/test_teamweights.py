"""The `team` block of a weights file: what is read, and what is refused with the reason."""

from __future__ import annotations

import re

import pytest

from matchmaker.domain.matching.teamweights import NAMES, team_weights

GOOD = dict.fromkeys(NAMES, "0.25") | {"cohesion_most": "4", "countries_most": "5"}


def test_numbers_and_counts_are_read() -> None:
    weights = team_weights(GOOD, 0.3)
    assert (weights.seat, weights.covers) == (0.25, 0.3)
    assert (weights.cohesion_most, weights.countries_most) == (4, 5)


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"seat": "-0.01"}, "negative"),
        ({"seat": "0.125"}, "more than two decimals"),
        ({"seat": "much"}, "seat is no number"),
        ({"risk": "NaN"}, "risk is no number"),
        ({"risk": "Infinity"}, "risk is no number"),
        ({"risk": "1e9"}, "reasonable size"),
        ({"cohesion_most": "0"}, "divisor"),
        ({"cohesion_most": "3"}, "divisor"),
        ({"countries_most": "2.5"}, "divisor"),
        ({"covers": "0.3"}, "expected"),
    ],
)
def test_what_is_wrong_is_said(change: dict[str, str], told: str) -> None:
    with pytest.raises(ValueError, match=re.escape(told)):
        team_weights(GOOD | change, 0.3)


def test_a_weight_that_is_left_out_is_missed() -> None:
    with pytest.raises(ValueError, match="expected"):
        team_weights({name: value for name, value in GOOD.items() if name != "sides"}, 0.3)
