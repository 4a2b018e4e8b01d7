"""Weights are exact in millionths and bad files are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from matchmaker.domain.matching import weights as module
from matchmaker.domain.matching.weights import current_weights, read_weights

TEXT = (Path(module.__file__).parent / "weights.yaml").read_text(encoding="utf-8")


def test_firm_weights_add_up_to_one() -> None:
    assert round(sum(current_weights().firm.values()), 9) == 1


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ('described_fit: "0.40"', 'described_fit: "0.41"', "add up"),
        ('seat: "0.35"', 'seat: "0.355"', "two decimals"),
        ('bridge: "0.15"', 'bridge: "-0.15"', "negative"),
        ('bridge: "0.15"', 'bridges: "0.15"', "expected"),
        ('seat: "0.35"', 'seat: "0.35"\n  seat: "0.36"', "twice"),
    ],
)
def test_a_bad_file_is_refused(was: str, becomes: str, complaint: str) -> None:
    assert was in TEXT
    with pytest.raises(ValueError, match=complaint):
        read_weights(TEXT.replace(was, becomes))
