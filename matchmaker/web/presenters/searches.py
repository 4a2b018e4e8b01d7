"""A search: its consortia side by side, whom rules left out, what observations moved, the ranking."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal

from flask_babel import gettext

from matchmaker.domain.findings import Bilingual, Score, Sentence, Verdict
from matchmaker.domain.matching.propose import LeftOut, Proposal
from matchmaker.domain.matching.rank import EvidenceMove
from matchmaker.domain.snapshot import Snapshot
from matchmaker.services.proposals.reading import SearchView
from matchmaker.services.proposals.search import Replay
from matchmaker.web.presenters.feature_words import FIRM, FORMER
from matchmaker.web.presenters.proposal_members import PartColumn, part_columns
from matchmaker.web.presenters.proposal_rules import RuleAnswer, rule_answer
from matchmaker.web.presenters.proposal_score import exact, figure
from matchmaker.web.presenters.proposals import OTHER_STRAND, Sealed, sealed_line
from matchmaker.web.presenters.topics import SearchRow, strand_words
from matchmaker.web.wording import text

FIGURE_DIGITS = 4
LEARNED_COLUMN = "learned"


@dataclass(frozen=True, slots=True)
class Named:
    """A firm in a table; `part_ids` are those that it leads."""

    firm_id: str
    name: str
    country: str | None
    fictional: bool
    part_ids: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ScorePart:
    """What the score bar draws."""

    label: str
    points: float


@dataclass(frozen=True, slots=True)
class ConsortiumRow:
    """One proposal of the comparison; `covered` goes with the parts of the page."""

    id: str
    number: int
    members: tuple[Named, ...]
    covered: tuple[bool, ...]
    score: float
    bar: tuple[ScorePart, ...]
    optimal: bool
    verdict: Verdict
    other_verdict: Verdict
    open_questions: int
    shortlisted: bool


@dataclass(frozen=True, slots=True)
class LeftOutRow:
    """A firm that a rule keeps out although it fits."""

    firm: Named
    rank: int
    answers: tuple[RuleAnswer, ...]


@dataclass(frozen=True, slots=True)
class RequiredRow:
    """A firm that was asked for; `answers` are the rules that keep it out where it is not `present`."""

    name: str
    present: bool
    answers: tuple[RuleAnswer, ...]


@dataclass(frozen=True, slots=True)
class MoveRow:
    """A firm that observations moved, and the equipment through which they speak for it."""

    firm: Named
    before: int
    after: int
    equipment: tuple[tuple[str, Bilingual], ...]
    observations: int
    fictional: int


@dataclass(frozen=True, slots=True)
class RankingColumn:
    """What points are given for, in a word and in a line."""

    label: str
    meaning: str


@dataclass(frozen=True, slots=True)
class RankingRow:
    """A place in the ranking; `points` go with the features of the page, empty for none."""

    rank: int
    firm: Named
    fit: str
    points: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SearchPage:
    """A stored search; `finished` says that no further team satisfies what was asked.

    `musts` are the parts that had to be led where they can be; `missing` is what stands in the way.
    """

    id: str
    topic_id: str
    topic: Bilingual
    deadline: date
    today: date
    asked_by: str
    asked_at: datetime
    strand: str
    other_strand: str
    strand_words: str
    wanted: int
    parts: tuple[PartColumn, ...]
    rows: tuple[ConsortiumRow, ...]
    scale: float
    left_out: tuple[LeftOutRow, ...]
    moves: tuple[MoveRow, ...]
    features: tuple[RankingColumn, ...]
    ranking: tuple[RankingRow, ...]
    required: tuple[RequiredRow, ...]
    musts: tuple[str, ...]
    note: Sentence | None
    missing: tuple[Sentence, ...]
    finished: bool
    sealed: Sealed
    replay: Replay | None
    earlier: tuple[SearchRow, ...]


def search_page(
    view: SearchView,
    snapshot: Snapshot,
    today: date,
    *,
    replay: Replay | None = None,
    earlier: tuple[SearchRow, ...] = (),
) -> SearchPage:
    """Build the page; the snapshot only serves to find the equipment behind the observations."""
    strand, parts, columns = view.sealed.strand, part_columns(view.sealed.parts), _columns(view)
    return SearchPage(
        id=view.search.id,
        topic_id=view.topic.id,
        topic=Bilingual(view.topic.title_en, view.topic.title_uk),
        deadline=view.topic.deadline,
        today=today,
        asked_by=view.asked_by.name if view.asked_by else "",
        asked_at=view.search.asked_at,
        strand=strand,
        other_strand=OTHER_STRAND[strand],
        strand_words=strand_words(strand),
        wanted=view.sealed.count,
        parts=parts,
        rows=tuple(_consortia(view, parts)),
        scale=max((proposal.score for _, proposal in view.proposals), default=1.0),
        left_out=tuple(_left_out(one) for one in view.left_out),
        moves=tuple(_move(one, snapshot) for one in view.evidence_moves),
        features=tuple(columns.values()),
        ranking=tuple(_ranking(view, columns)),
        required=tuple(_required(view)),
        musts=view.sealed.must or (),
        note=view.note,
        missing=view.missing,
        finished=view.note is None,
        sealed=sealed_line(view.search, view.sealed),
        replay=replay,
        earlier=earlier,
    )


def _consortia(view: SearchView, parts: Sequence[PartColumn]) -> Iterator[ConsortiumRow]:
    other = OTHER_STRAND[view.sealed.strand]
    for row, proposal in view.proposals:
        yield ConsortiumRow(
            id=row.id,
            number=row.position,
            members=tuple(_members(proposal, parts)),
            covered=tuple(part.id in proposal.leads for part in parts),
            score=proposal.score,
            bar=(ScorePart("", max(proposal.score, 0.0)),),
            optimal=proposal.optimal,
            verdict=proposal.verdicts[view.sealed.strand],
            other_verdict=proposal.verdicts[other],
            open_questions=len(proposal.questions),
            shortlisted=row.id in view.shortlisted,
        )


def _members(proposal: Proposal, parts: Sequence[PartColumn]) -> Iterator[Named]:
    for member in proposal.members:
        led = tuple(part.id for part in parts if proposal.leads.get(part.id) == member.firm_id)
        yield Named(member.firm_id, member.name, member.country, member.fictional, led)


def _left_out(one: LeftOut) -> LeftOutRow:
    firm = Named(one.firm_id, one.name, one.country, one.fictional)
    return LeftOutRow(firm, one.rank, tuple(rule_answer(finding) for finding in one.findings))


def _required(view: SearchView) -> Iterator[RequiredRow]:
    left_out = {one.firm_id: one.findings for one in view.left_out}
    for one in view.required:
        yield RequiredRow(one.name, one.present, tuple(map(rule_answer, left_out.get(one.firm_id, ()))))


def _move(one: EvidenceMove, snapshot: Snapshot) -> MoveRow:
    known = (snapshot.equipment[each] for each in one.equipment if each in snapshot.equipment)
    equipment = tuple((each.id, Bilingual(each.name, each.name_uk)) for each in known)
    held = snapshot.firms.get(one.firm_id)
    firm = Named(one.firm_id, one.name, held.country if held else None, bool(held and held.fictional))
    return MoveRow(firm, one.before, one.after, equipment, one.observations, one.fictional)


def _columns(view: SearchView) -> dict[str, RankingColumn]:
    """A column for each number set by hand that moves any firm here, and one for all that was learned together."""
    told = [one.feature for row in view.ranking for one in row.score.contributions if one.points]
    words = {name: RankingColumn(str(both.label), str(both.meaning)) for name, both in {**FIRM, **FORMER}.items()}
    columns = {name: column for name, column in words.items() if name in told}
    if set(told) - set(words):
        label = gettext("Learned from real consortia")
        meaning = gettext("Nearness in words and themes, and projects so far, weighed as real consortia taught.")
        columns[LEARNED_COLUMN] = RankingColumn(str(label), str(meaning))
    return columns


def _ranking(view: SearchView, columns: Mapping[str, RankingColumn]) -> Iterator[RankingRow]:
    for row in view.ranking:
        score: Score = row.score
        points = dict.fromkeys(columns, Decimal(0))
        for one in score.contributions:
            if one.points:
                points[one.feature if one.feature in columns else LEARNED_COLUMN] += exact(one.points)
        yield RankingRow(
            rank=row.rank,
            firm=Named(row.firm_id, text(row.name), row.country, row.fictional),
            fit=figure(exact(score.total), FIGURE_DIGITS),
            points=tuple(figure(each, FIGURE_DIGITS) if each else "" for each in points.values()),
        )
