"""Every number behind a score has a name and a meaning in words, so that no page shows a machine's name for it."""

from __future__ import annotations

from dataclasses import fields

import pytest

from matchmaker.domain.affinity.features import FEATURES
from matchmaker.domain.matching.pool import TeamWeights
from matchmaker.domain.matching.reasons.turning import NO_WEIGHTS
from matchmaker.domain.matching.weights import FIRM_FEATURES, PARTNER_FEATURES, current_weights
from matchmaker.web.presenters.feature_words import EVERY, TEAM_WEIGHTS, label_of, meaning_of

USED = {*FEATURES, *FIRM_FEATURES, *PARTNER_FEATURES, *current_weights().firm, *current_weights().partner}
TEAM = ("must_have", "nice_to_have", "member_fit", "bridge", "cohesion", "balance", "risk", "coordinator", "seat")


@pytest.mark.parametrize("feature", sorted({*USED, *TEAM}))
def test_every_feature_has_a_name_and_a_meaning(feature: str) -> None:
    assert feature in EVERY
    assert "_" not in label_of(feature) and label_of(feature)[0].isupper()
    assert meaning_of(feature).endswith(".")


def test_every_weight_of_a_team_has_words() -> None:
    assert {one.name for one in fields(TeamWeights)} - set(NO_WEIGHTS) == set(TEAM_WEIGHTS)


def test_a_feature_of_another_version_keeps_its_name() -> None:
    assert (label_of("long_gone"), meaning_of("long_gone")) == ("long_gone", "")
