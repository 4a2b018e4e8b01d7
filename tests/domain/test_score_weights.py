"""Weights are exact in millionths and bad files are refused."""

from __future__ import annotations

from pathlib import Path

import pytest

from matchmaker.domain.affinity.weights import current_learned
from matchmaker.domain.matching import weights as module
from matchmaker.domain.matching.weights import current_weights, portioned, read_weights
from matchmaker.domain.strict_yaml import read_text

TEXT = (Path(module.__file__).parent / "weights.yaml").read_text(encoding="utf-8")
FILE = read_text(TEXT)


@pytest.mark.parametrize("which", ["firm", "partner"])
def test_weights_add_up_to_one_in_steps_of_a_ten_thousandth(which: str) -> None:
    weights = list(getattr(current_weights(), which).values())
    assert sum(round(weight * 10_000) for weight in weights) == 10_000
    assert all(weight == round(weight, 4) > 0 for weight in weights)


@pytest.mark.parametrize("which", ["firm", "partner"])
def test_learned_weights_stand_to_each_other_as_they_were_learned(which: str) -> None:
    learned = current_learned().topic if which == "firm" else current_learned().team
    found = {name: weight for name, weight in getattr(current_weights(), which).items() if name in learned}
    scale = sum(found.values()) / sum(learned[name] for name in found)
    assert found and all(abs(weight - learned[name] * scale) <= 0.0001 for name, weight in found.items())


def test_the_version_names_both_files() -> None:
    assert current_weights().version == f"{FILE['version']}, learned {current_learned().version}"


def test_a_share_is_split_to_the_last_step() -> None:
    assert portioned({"a": 1.0, "b": 1.0, "c": 1.0}, 1000) == {"a": 334, "b": 333, "c": 333}
    with pytest.raises(ValueError, match="nothing to say"):
        portioned({"a": 0.0}, 1000)


@pytest.mark.parametrize(
    ("was", "becomes", "complaint"),
    [
        ('described_fit: "0.36"', 'described_fit: "0.37"', "add up"),
        ('meets_needs: "0.22"', 'meets_needs: "0.23"', "add up"),
        ("silent: [same_field, continuation]", "silent: [same_field, continued]", "no feature continued"),
        ('seat: "0.35"', 'seat: "0.355"', "two decimals"),
        ('bridge: "0.15"', 'bridge: "-0.15"', "negative"),
        ('bridge: "0.15"', 'bridges: "0.15"', "expected"),
        ('seat: "0.35"', 'seat: "0.35"\n  seat: "0.36"', "twice"),
        ('described_fit: "0.36"', 'described_fit: "nan"', "described_fit is no number of a reasonable size"),
        ('meets_needs: "0.22"', 'meets_needs: "much"', "meets_needs is no number"),
        ('touches: "0.05"', 'touches: "1e999"', "touches is no number of a reasonable size"),
        ('share: "0.26"', 'share: "inf"', "learned share is no number of a reasonable size"),
        ('broad: "4"', 'broad: "1"', "bounds of evidence"),
        ('fix_seen: "0.60"', 'fix_seen: "-1"', "negative"),
        ('oldest: "0.50"', 'oldest: "1.50"', "bounds of evidence"),
        ('breadth: ["0.25"', 'breadth: ["nan"', "breadth is no number of a reasonable size"),
    ],
)
def test_a_bad_file_is_refused(was: str, becomes: str, complaint: str) -> None:
    assert was in TEXT
    with pytest.raises(ValueError, match=complaint):
        read_weights(TEXT.replace(was, becomes))
