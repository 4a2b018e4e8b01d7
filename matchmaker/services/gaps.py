"""For a gap in words, what forces lack: firms on both sides that could close it, topics that fit, and teams."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

import numpy as np

from matchmaker.domain.eligibility import Action, Case, Matter, Settings
from matchmaker.domain.facts import EquipmentFacts, FirmFacts, Provenance, TopicFacts, TopicPartFacts
from matchmaker.domain.findings import Bilingual, Contribution, Sentence, say
from matchmaker.domain.matching.candidates import side_of
from matchmaker.domain.matching.columns import WHOLE
from matchmaker.domain.matching.coverage import wordings
from matchmaker.domain.matching.features import TopicView, view_topic
from matchmaker.domain.matching.partners import told_words
from matchmaker.domain.matching.pool import SIDE_ELSEWHERE, SIDE_UKRAINE, SIDE_UNION
from matchmaker.domain.matching.propose import ProposalSet
from matchmaker.domain.matching.rank import RankedFirm, rank_in_view
from matchmaker.domain.matching.weights import current_weights
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.snapshot import Snapshot
from matchmaker.services.commands import ProposeConsortia
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.occasion import Actor
from matchmaker.services.partners import USUAL_ACTION, readable
from matchmaker.services.proposals.search import consortia

LONGEST_GAP = 5_000
MOST_FIRMS = 100
SIDES = (SIDE_UKRAINE, SIDE_UNION, SIDE_ELSEWHERE)
_CYRILLIC = re.compile(r"[\u0400-\u04ff]")
# A firm is named where a text of it meets the gap that strongly, in ten-thousandths: less is a word by chance.
LEAST = 2_000


@dataclass(frozen=True, slots=True)
class GapFirm:
    """A firm that could help to close a gap; `because` is strongest first and adds up to `score`."""

    rank: int
    firm: FirmFacts
    score: float
    because: tuple[Contribution, ...]


@dataclass(frozen=True, slots=True)
class GapTopic:
    """An open topic with the part that the gap's words meet best; `nearness` is their cosine in 0..1."""

    topic: TopicFacts
    part: Bilingual
    nearness: float


@dataclass(frozen=True, slots=True)
class GapAnswer:
    """Who could close a gap; `firms` has up to as many for each side as were asked for, best first.

    `rank` counts over all sides. `note` says what is missing where nothing or hardly anything was found.
    """

    text: str
    equipment: EquipmentFacts | None
    firms: dict[str, tuple[GapFirm, ...]]
    topics: tuple[GapTopic, ...]
    note: Sentence | None


def for_gap(
    snapshot: Snapshot,
    text: str,
    *,
    day: date,
    count: int,
    actor: Actor | None = None,
    equipment_id: str | None = None,
    settings: Settings | None = None,
) -> GapAnswer:
    """Return the firms on each side whose words, projects or equipment meet the gap, and the topics that do.

    Raises Rejected for a text that is empty, too long or marked as classified, NotFound for unknown equipment.
    `actor` None is the operator at the shell, who may read everything.
    """
    _check(text, count)
    equipment = _equipment(snapshot, equipment_id)
    gap = _as_topic(text, equipment, day)
    matter = Matter(Case("gap", day, Action(USUAL_ACTION), (), settings=settings))
    view = view_topic(snapshot, gap, current_weights(), gaps_counted=False)
    firms = _by_side(snapshot, view, matter, count, actor)
    topics = _topics(snapshot, gap, day)
    return GapAnswer(text, equipment, firms, topics, _note(view, firms))


def teams_for_gap(
    snapshot: Snapshot, answer: GapAnswer, topic_id: str, *, day: date, count: int, settings: Settings | None = None
) -> ProposalSet:
    """Return consortia for a topic that have the best firm of each side as members, where no rule excludes them."""
    best = tuple(found[0].firm.id for side in (SIDE_UKRAINE, SIDE_UNION) if (found := answer.firms[side]))
    return consortia(snapshot, ProposeConsortia(topic_id, count, None, best), day=day, settings=settings)


def _check(text: str, count: int) -> None:
    problems = []
    if not text.strip():
        problems.append(Problem("text", say("Say in a few words what is lacking.")))
    if len(text) > LONGEST_GAP:
        problems.append(Problem("text", say("Say it in %(most)s characters at the most.", most=LONGEST_GAP)))
    elif find_marking(text):
        problems.append(Problem("text", say("The text bears a classification marking; it is not read here.")))
    if not 1 <= count <= MOST_FIRMS:
        problems.append(Problem("count", say("Ask for 1 to %(most)s firms.", most=MOST_FIRMS)))
    if problems:
        raise Rejected(*problems)


def _equipment(snapshot: Snapshot, equipment_id: str | None) -> EquipmentFacts | None:
    if equipment_id and equipment_id not in snapshot.equipment:
        raise NotFound(equipment_id)
    return snapshot.equipment[equipment_id] if equipment_id else None


def _as_topic(text: str, equipment: EquipmentFacts | None, day: date) -> TopicFacts:
    """A gap is looked for like a part of a topic; the sort of equipment that it is about is a second part."""
    parts = [_part("gap", text)]
    if equipment is not None and equipment.category:
        parts.append(_part("equipment", equipment.category))
    return TopicFacts(
        id="gap",
        title_en="",
        title_uk="",
        programme="",
        strand="",
        action=USUAL_ACTION,
        form="",
        deadline=day,
        aim_en="",
        aim_uk="",
        parts=tuple(parts),
        provenance=Provenance("asked"),
    )


def _part(id: str, text: str) -> TopicPartFacts:
    ukrainian = bool(_CYRILLIC.search(text))
    return TopicPartFacts(id, "product", "" if ukrainian else text, text if ukrainian else "")


def _by_side(
    snapshot: Snapshot, view: TopicView, matter: Matter, count: int, actor: Actor | None
) -> dict[str, tuple[GapFirm, ...]]:
    found: dict[str, list[GapFirm]] = {side: [] for side in SIDES}
    for row in _meeting(view):
        held = found[side_of(row.firm.country, matter)]
        if len(held) < count:
            because = tuple(_with_words(snapshot, view, row.firm.id, one) for one in readable(row, actor))
            held.append(GapFirm(row.rank, row.firm, row.score.total, because))
    return {side: tuple(firms) for side, firms in found.items()}


def _with_words(snapshot: Snapshot, view: TopicView, firm_id: str, counted: Contribution) -> Contribution:
    """For the firm's own texts: which words of the gap met which of theirs."""
    if counted.feature != "described_fit":
        return counted
    best = min(view.coverage.own_matches(firm_id).values(), key=lambda one: (-one.strength, one.part_id))
    words = told_words(snapshot, best)
    if not words:
        return counted
    told = say(
        "A text of its own meets the gap with %(strength)s. Words that met: %(words)s.",
        strength=best.strength,
        words=words,
    )
    return replace(counted, because=told)


def _meeting(view: TopicView) -> Iterator[RankedFirm]:
    """The firms whose texts meet the gap by more than a chance word, or that make such equipment; best first."""
    fielded = next(one.values for one in view.scored.features if one.name == "fielded_equipment")
    meets = (view.coverage.strongest >= LEAST).any(axis=1) | (fielded > 0)
    return iter(rank_in_view(view).at_rows(np.flatnonzero(meets).tolist()))


def _topics(snapshot: Snapshot, gap: TopicFacts, day: date) -> tuple[GapTopic, ...]:
    """The topics open on the day with a part that shares words with the gap, nearest first, ties by id."""
    asked = snapshot.index.vectors([text for part in gap.parts for text in wordings(part)])
    found = []
    for topic in (one for one in snapshot.topics.values() if one.deadline >= day):
        pairs = [(part, text) for part in topic.parts for text in wordings(part)]
        near = (snapshot.index.vectors([text for _, text in pairs]) @ asked.T).toarray().max(axis=1, initial=0.0)
        if near.any():
            part = pairs[int(near.argmax())][0]
            found.append(GapTopic(topic, Bilingual(part.text_en, part.text_uk), round(float(near.max()), 4)))
    return tuple(sorted(found, key=lambda one: (-one.nearness, one.topic.id)))


def _note(view: TopicView, firms: dict[str, tuple[GapFirm, ...]]) -> Sentence | None:
    if not view.facts:
        return say("The register holds no firm yet.")
    if not any(firms.values()):
        return say("No firm in the register meets these words; try others, in English or in Ukrainian.")
    if view.coverage.strongest.max() < round(view.weights.team.covers * WHOLE):
        return say("No firm in the register meets these words well; try others, in English or in Ukrainian.")
    return _one_side_missing(firms)


def _one_side_missing(firms: dict[str, tuple[GapFirm, ...]]) -> Sentence | None:
    if not firms[SIDE_UKRAINE]:
        return say("No firm with its seat in Ukraine meets these words.")
    if not firms[SIDE_UNION]:
        return say("No firm with its seat in the Union meets these words.")
    return None
