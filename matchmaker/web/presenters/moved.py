"""What one observation moved, as far as a reader may know."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.findings import Bilingual
from matchmaker.services.observations import READERS
from matchmaker.services.occasion import Actor
from matchmaker.services.proposals.moved import ObservationMoves
from matchmaker.web.wording import text


@dataclass(frozen=True, slots=True)
class MovedFirm:
    """A firm's place before and after."""

    name: str
    address: str
    fictional: bool
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class MovedTopic:
    """The firms of one topic; `more` others moved up as well."""

    title: str
    address: str
    firms: tuple[MovedFirm, ...]
    more: int


@dataclass(frozen=True, slots=True)
class MovedPage:
    """All topics in which an observation moved somebody."""

    id: str
    title: str
    language: str
    screened: bool
    fictional: bool
    topics: tuple[MovedTopic, ...]


def moved_page(one: ObservationFacts, moved: Sequence[ObservationMoves], actor: Actor) -> MovedPage:
    """Present the moves; a company sees its own places only."""
    everything = actor.role in READERS
    topics = (_topic(found, actor, everything) for found in moved)
    return MovedPage(
        one.id, one.title, one.language, one.state == "analysed", one.fictional, tuple(t for t in topics if t.firms)
    )


def _topic(found: ObservationMoves, actor: Actor, everything: bool) -> MovedTopic:
    firms = tuple(
        MovedFirm(
            text(Bilingual(move.firm.name, move.firm.name_uk)),
            f"/firms/{move.firm.id}",
            move.firm.fictional,
            move.before,
            move.after,
        )
        for move in found.moved
        if everything or actor.acts_for(move.firm.id)
    )
    topic = found.topic
    return MovedTopic(
        title=text(Bilingual(topic.title_en, topic.title_uk)),
        address=f"/topics/{topic.id}",
        firms=firms,
        more=found.number - len(found.moved) if everything else 0,
    )
