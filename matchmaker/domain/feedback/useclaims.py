"""Whether "tested in use" is more than a claim: what screened observations say, counted and never averaged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from pathlib import Path

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.feedback.weigh import FAILURES, screened
from matchmaker.domain.strict_yaml import read_own
from matchmaker.domain.vocabulary import CONDITIONS, SIDES

FILE = Path(__file__).with_name("useclaims.yaml")
USE, TRAINING = "operations", "training"
Counts = tuple[tuple[str, int], ...]


class Standing(StrEnum):
    """What a claim is worth: nobody saw the equipment in use, somebody saw it work, or it failed whenever seen."""

    CLAIMED_ONLY = "claimed_only"
    OBSERVED = "observed"
    ONLY_FAILED = "only_failed"


@dataclass(frozen=True, slots=True)
class Seen:
    """What was observed in one setting; all but `observations` and `invented` counts people.

    `first` and `last` are months (YYYY-MM), empty where nothing was seen. Who ticked two conditions is in both.
    """

    observations: int
    people: int
    failed: int
    invented: int
    first: str
    last: str
    conditions: Counts
    sides: Counts


@dataclass(frozen=True, slots=True)
class ClaimCheck:
    """What bears on a claim: observations from use, and apart from them those from training, which prove no use."""

    use: Seen
    training: Seen

    @property
    def standing(self) -> Standing:
        """Without an observation from use a claim stays a claim, whoever makes it and whatever training showed."""
        if not self.use.observations:
            return Standing.CLAIMED_ONLY
        return Standing.OBSERVED if self.use.failed < self.use.people else Standing.ONLY_FAILED

    @property
    def tells_too_much(self) -> bool:
        """Whether so few are from use that companies could tell which they are; they hear no more than that."""
        return 0 < self.use.observations < fewest_told()


@cache
def fewest_told() -> int:
    """Return from how many observations from use on companies hear more than that there are some."""
    return int(read_own(FILE.read_bytes())["fewest_told"])


def check_claim(observations: Iterable[ObservationFacts]) -> ClaimCheck:
    """Check a claim by all that was observed on the type; what no analyst has accepted does not count."""
    counted = screened(observations)
    use, training = ([one for one in counted if one.setting == setting] for setting in (USE, TRAINING))
    return ClaimCheck(_seen(use), _seen(training))


def _seen(observations: Sequence[ObservationFacts]) -> Seen:
    months = [one.month for one in observations]
    return Seen(
        observations=len(observations),
        people=sum(one.count for one in observations),
        failed=sum(one.count for one in observations if one.effect in FAILURES),
        invented=sum(one.fictional for one in observations),
        first=min(months, default=""),
        last=max(months, default=""),
        conditions=_in_order(_conditions(observations), CONDITIONS),
        sides=_in_order(_sides(observations), SIDES),
    )


def _conditions(observations: Iterable[ObservationFacts]) -> Counter[str]:
    return _summed((condition, one.count) for one in observations for condition in one.conditions)


def _sides(observations: Iterable[ObservationFacts]) -> Counter[str]:
    return _summed((one.side, one.count) for one in observations if one.side)


def _summed(pairs: Iterable[tuple[str, int]]) -> Counter[str]:
    found: Counter[str] = Counter()
    for key, number in pairs:
        found[key] += number
    return found


def _in_order(found: Mapping[str, int], order: Iterable[str]) -> Counts:
    return tuple((key, found[key]) for key in order if key in found)
