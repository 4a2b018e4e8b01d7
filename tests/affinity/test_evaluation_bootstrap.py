"""Intervals where their width is known."""

from __future__ import annotations

import numpy as np
import pytest

from matchmaker.domain.affinity.evaluation.bootstrap import Resampling, interval


def test_equal_values_have_no_spread() -> None:
    projects = ["a", "a", "b", "c"]
    assert interval(Resampling.of(projects, 1).means(np.full(4, 0.3), projects)) == pytest.approx((0.3, 0.3))


def test_the_spread_of_a_fair_coin_is_as_the_textbook_says() -> None:
    projects = [str(number) for number in range(400)]
    values = np.array([number % 2 for number in range(400)], dtype=float)
    low, high = interval(Resampling.of(projects, 1).means(values, projects)) or (0, 0)
    # 1.96 standard errors of a mean of 400 tosses: 1.96 * 0.5 / 20 = 0.049
    assert (low, high) == pytest.approx((0.451, 0.549), abs=0.005)


def test_cases_of_one_project_are_drawn_together() -> None:
    values = np.array([number // 200 for number in range(400)], dtype=float)
    apart = [str(number) for number in range(400)]
    together = ["one" if number < 200 else "other" for number in range(400)]
    widths = []
    for projects in (apart, together):
        low, high = interval(Resampling.of(projects, 1).means(values, projects)) or (0, 0)
        widths.append(high - low)
    assert widths[0] < 0.11
    assert widths[1] == 1


def test_a_project_with_many_cases_weighs_as_many() -> None:
    projects = ["large"] * 9 + ["small"]
    means = Resampling.of(projects, 1).means(np.array([1.0] * 9 + [0.0]), projects)
    assert set(np.round(means, 9).tolist()) == {0.0, 0.9, 1.0}


def test_the_seed_decides() -> None:
    projects = [str(number) for number in range(30)]
    values = np.arange(30, dtype=float)
    one, same, other = (interval(Resampling.of(projects, seed).means(values, projects)) for seed in (5, 5, 6))
    assert one == same
    assert one != other


def test_nothing_has_no_interval() -> None:
    assert interval(Resampling.of([], 1).means(np.zeros(0), [])) is None
    assert interval(Resampling.of(["a"], 1).means(np.zeros(0), [])) is None
