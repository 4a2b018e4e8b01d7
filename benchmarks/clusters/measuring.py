"""Planted gaps against suggested ones: pairs of observations, and gaps as wholes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, combinations

from matchmaker.domain.facts import EquipmentFacts, ObservationFacts
from matchmaker.domain.feedback.clusters import OPEN_STATES, speaks_of_a_lack
from matchmaker.domain.registry.records import EquipmentRecord, ObservationRecord
from matchmaker.domain.registry.validate import ODCR_PARTS


@dataclass(frozen=True, slots=True)
class Measured:
    """`found` gaps have most of their observations in one group of which they are most; `empty` groups show no gap."""

    precision: float
    recall: float
    found: int
    planted: int
    groups: int
    empty: int


def observation_facts(record: ObservationRecord) -> ObservationFacts:
    """A record as a snapshot would have it."""
    return ObservationFacts(
        id=record.key,
        equipment_id=record.equipment_key,
        title=record.title,
        text="\n".join(getattr(record, part) for part in ODCR_PARTS[1:]),
        language=record.language,
        effect=record.effect,
        month=record.month,
        fictional=record.fictional,
        number=record.row,
        state=record.state,
        danger=record.danger,
        side=record.side,
        setting=record.setting,
        segment=record.segment,
        cause=record.cause,
        configuration=record.configuration,
        conditions=record.conditions,
        ratings=record.ratings,
        users=record.users,
        module_id=record.module_key,
        joined=len(record.joins),
    )


def equipment_facts(record: EquipmentRecord) -> EquipmentFacts:
    """A record as a snapshot would have it, without its makers."""
    return EquipmentFacts(
        id=record.key,
        name=record.name,
        name_uk=record.name_uk,
        aliases=record.aliases,
        category=record.category,
        military_list=record.military_list,
        makers=(),
        maker_names=(),
        operators_eu=record.operators_eu,
        operated_by_ua=record.operated_by_ua,
        provenance=record.provenance,
    )


def measured(
    groups: Sequence[Collection[str]], planted: Mapping[str, str], observations: Iterable[ObservationFacts]
) -> Measured:
    """Compare groups of observation ids with the gap that each observation shows, if any.

    Only observations that the suggestions may look at are counted; a pair is right if both show the same gap.
    """
    asked = {one.id for one in observations if one.state in OPEN_STATES and speaks_of_a_lack(one)}
    truth = {id: gap for id, gap in planted.items() if id in asked}
    sizes = Counter(truth.values())
    pairs = list(chain.from_iterable(combinations(sorted(group), 2) for group in groups))
    right = sum(1 for one, other in pairs if one in truth and truth[one] == truth.get(other))
    possible = sum(size * (size - 1) // 2 for size in sizes.values())
    shown = [_shown(group, truth, sizes) for group in groups]
    return Measured(
        precision=right / len(pairs) if pairs else 1.0,
        recall=right / possible if possible else 1.0,
        found=len({gap for gap in shown if gap}),
        planted=len(sizes),
        groups=len(groups),
        empty=sum(1 for group in groups if not truth.keys() & set(group)),
    )


def _shown(group: Collection[str], truth: Mapping[str, str], sizes: Mapping[str, int]) -> str | None:
    """The gap that has most of its observations here and is most of what is here."""
    counts = Counter(truth[id] for id in group if id in truth)
    for gap, count in counts.most_common(1):
        if count * 2 > sizes[gap] and count * 2 > len(group):
            return gap
    return None
