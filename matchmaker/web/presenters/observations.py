"""One observation as its page and its receipt show it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.graph.paths import DrawnNode
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Equipment, Observation
from matchmaker.services.mandates import Mandate
from matchmaker.services.neighbourhoods import OpenSurroundings
from matchmaker.web.forms.observations import PART_LABELS, ObservationForm
from matchmaker.web.presenters.equipment import (
    EFFECT_WORDS,
    EquipmentCard,
    EquipmentLine,
    ObservationLine,
    month_words,
    observation_line,
)
from matchmaker.web.presenters.graph import KINDS, address_of
from matchmaker.web.presenters.graph import name_of as node_name


@dataclass(frozen=True, slots=True)
class ChoosePage:
    """The first step: which equipment? `more` types have the words in a name but are not listed."""

    words: str
    candidates: tuple[EquipmentLine, ...]
    more: int
    mandate: Mandate


@dataclass(frozen=True, slots=True)
class WritePage:
    """The second step: the form on one type."""

    form: ObservationForm
    equipment_id: str
    equipment: str
    mandate: Mandate


@dataclass(frozen=True, slots=True)
class FiledPage:
    """A list of observations; `all_filed` says that it has everybody's and not only one's own."""

    lines: tuple[ObservationLine, ...]
    all_filed: bool
    mandate: Mandate


@dataclass(frozen=True, slots=True)
class LinkedThing:
    """Something in the graph that an observation is tied to."""

    name: str
    kind_word: str
    address: str


@dataclass(frozen=True, slots=True)
class ObservationPage:
    """One observation; `filed_as` is the author's role, None for readers who may not know even that."""

    id: str
    title: str
    parts: tuple[tuple[str, str], ...]
    effect: str
    month: str
    language: str
    fictional: bool
    filed_at: datetime
    filed_as: Role | None
    own: bool
    equipment: EquipmentCard
    linked: tuple[LinkedThing, ...]
    mandate: Mandate


def observation_page(
    one: Observation,
    *,
    equipment: EquipmentCard,
    filed_as: Role | None,
    own: bool,
    around: OpenSurroundings,
    mandate: Mandate,
) -> ObservationPage:
    """Present an observation with what it is tied to."""
    written = {part: str(getattr(one, part)) for part in PART_LABELS}
    return ObservationPage(
        id=one.id,
        title=one.title,
        parts=tuple((str(PART_LABELS[part]), words) for part, words in written.items() if words),
        effect=str(EFFECT_WORDS[one.effect]),
        month=month_words(one.month),
        language=one.language,
        fictional=one.fictional,
        filed_at=one.filed_at,
        filed_as=filed_as,
        own=own,
        equipment=equipment,
        linked=tuple(_linked(node) for node in around.around.nodes if node.depth == 1),
        mandate=mandate,
    )


def filed_page(filed: Sequence[tuple[Observation, Equipment | None]], *, all_filed: bool, mandate: Mandate) -> FiledPage:
    """Present what one account filed, or what everybody did."""
    return FiledPage(tuple(observation_line(one, equipment) for one, equipment in filed), all_filed, mandate)


def _linked(node: DrawnNode) -> LinkedThing:
    return LinkedThing(node_name(node), str(KINDS[node.kind]), address_of(node.id))
