"""Ranks and rates against examples worked out by hand."""

from __future__ import annotations

from math import inf, nan

import numpy as np
import pytest

from matchmaker.domain.affinity.evaluation.metrics import hits, median_rank, middle_ranks, reciprocal

ALL = np.ones(4, dtype=np.bool_)


def test_ranks_count_from_the_highest_score() -> None:
    assert middle_ranks(np.array([0.1, 0.9, 0.5, 0.7]), ALL).tolist() == [4, 1, 3, 2]


def test_equals_share_the_middle_of_their_places() -> None:
    assert middle_ranks(np.array([0.5, 0.9, 0.5, 0.1]), ALL).tolist() == [2.5, 1, 2.5, 4]


def test_a_ranker_that_scores_all_alike_gains_nothing() -> None:
    everybody = np.ones(1001, dtype=np.bool_)
    ranks = middle_ranks(np.zeros(1001), everybody)
    assert set(ranks.tolist()) == {501.0}
    assert hits(ranks, 50).sum() == 0


def test_noise_of_the_arithmetic_does_not_break_a_tie() -> None:
    assert middle_ranks(np.array([0.1 + 0.2, 0.3, 0.0, 0.0]), ALL).tolist() == [1.5, 1.5, 3.5, 3.5]


def test_small_scores_are_still_told_apart() -> None:
    assert middle_ranks(np.array([1e-12, 2e-12, 3e-12, 4e-12]), ALL).tolist() == [4, 3, 2, 1]


def test_others_than_candidates_take_no_place() -> None:
    candidates = np.array([True, False, True, True])
    assert middle_ranks(np.array([0.1, 0.9, 0.5, 0.7]), candidates).tolist() == [3, inf, 2, 1]


@pytest.mark.parametrize("wrong", [nan, inf])
def test_a_score_that_is_no_number_is_refused(wrong: float) -> None:
    with pytest.raises(ValueError, match="finite"):
        middle_ranks(np.array([0.1, wrong, 0.5, 0.7]), ALL)


def test_rates_of_ranks() -> None:
    ranks = np.array([1, 10, 10.5, 50, 51, inf])
    assert hits(ranks, 1).tolist() == [1, 0, 0, 0, 0, 0]
    assert hits(ranks, 10).tolist() == [1, 1, 0, 0, 0, 0]
    assert hits(ranks, 50).tolist() == [1, 1, 1, 1, 0, 0]
    assert reciprocal(np.array([1, 4, inf])).tolist() == [1, 0.25, 0]


@pytest.mark.parametrize(
    ("ranks", "expected"),
    [([1, 3, 8], 3.0), ([1, 3, inf], 3.0), ([1, inf, inf], None), ([1, 2, inf, inf], None), ([], None)],
)
def test_the_median_is_none_where_half_were_never_ranked(ranks: list[float], expected: float | None) -> None:
    assert median_rank(np.array(ranks)) == expected
