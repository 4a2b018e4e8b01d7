"""From a topic to proposed consortia with everything that explains them."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from matchmaker.domain.eligibility import (
    Action,
    Case,
    Matter,
    Product,
    Question,
    Report,
    Settings,
    judge,
    rulebook_version,
    written_settings,
)
from matchmaker.domain.facts import TopicFacts
from matchmaker.domain.findings import Bilingual, Contribution, Finding, Score, Sentence, Verdict, say
from matchmaker.domain.graph.paths import Step
from matchmaker.domain.matching.candidates import (
    JudgedFirm,
    candidate_table,
    gates_of,
    judge_firms,
    links_between,
    offered_products,
)
from matchmaker.domain.matching.consortium import Team, choose_teams
from matchmaker.domain.matching.coverage import TextSource, shared_words, text_source
from matchmaker.domain.matching.entities import action_of, entity_of
from matchmaker.domain.matching.explain import path_for, speaks_against, speaks_for
from matchmaker.domain.matching.features import TopicView, view_topic
from matchmaker.domain.matching.pool import SealedInputs, SealedPart
from matchmaker.domain.matching.rank import EvidenceMove, RankedFirm, evidence_moves, rank_in_view
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.index import SharedTerm
from matchmaker.domain.vocabulary import STRANDS

PROCUREMENT = "11"
# How many teams the rule book may turn down, one after the other, before fewer are proposed than asked for.
MOST_REFUSALS = 20


@dataclass(frozen=True, slots=True)
class Cover:
    """A part that a member can do, with the words that met and where they stand; `leads` if it is its lead."""

    part_id: str
    part: Bilingual
    strength: float
    leads: bool
    words: tuple[SharedTerm, ...]
    source: TextSource


@dataclass(frozen=True, slots=True)
class Member:
    """A firm in a proposal; `path` leads from the strongest part that it leads to the firm."""

    firm_id: str
    name: str
    country: str | None
    fictional: bool
    role: str
    rank: int
    score: Score
    covers: tuple[Cover, ...]
    path: tuple[Step, ...]


@dataclass(frozen=True, slots=True)
class Proposal:
    """One consortium, its proof and its rules; `report` holds the findings of both strands on `case`.

    `strand` is the topic's own; `holders` names the firm whose capability a product of the case is.
    """

    members: tuple[Member, ...]
    leads: Mapping[str, str]
    contributions: tuple[Contribution, ...]
    score: float
    bound: float
    optimal: bool
    strand: str
    case: Case
    holders: Mapping[str, str]
    report: Report
    verdicts: Mapping[str, Verdict]
    questions: tuple[Question, ...]
    speaks_for: tuple[Sentence, ...]
    speaks_against: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class LeftOut:
    """A firm that text and graph favour, or that was asked for, and a rule excludes, with the findings that do."""

    firm_id: str
    name: str
    country: str | None
    fictional: bool
    rank: int
    fit: float
    findings: tuple[Finding, ...]


@dataclass(frozen=True, slots=True)
class ProposalSet:
    """What `propose` found; `note` says why there is nothing where firms cannot apply or no team exists."""

    sealed: SealedInputs
    proposals: tuple[Proposal, ...]
    left_out: tuple[LeftOut, ...]
    ranking: Sequence[RankedFirm]
    evidence_moves: tuple[EvidenceMove, ...]
    note: Sentence | None = None


@dataclass(frozen=True, slots=True)
class _Question:
    """What was asked, carried through the steps."""

    snapshot: Snapshot
    topic: TopicFacts
    view: TopicView
    judged: Mapping[str, JudgedFirm]
    matter: Matter
    settings: Settings | None
    point: str | None

    @property
    def day(self) -> date:
        return self.matter.day

    @property
    def action(self) -> Action:
        return self.matter.case.action


def propose(
    snapshot: Snapshot,
    topic_id: str,
    *,
    day: date,
    weights: Weights,
    seed: int,
    count: int,
    point: str | None = None,
    required: Collection[str] = (),
    exclude: Collection[str] = (),
    settings: Settings | None = None,
) -> ProposalSet:
    """Up to `count` different consortia, best first; KeyError for an unknown topic or required firm.

    A required firm that a rule excludes is left out like any other; `point` is a letter of Article 12(1).
    Without `settings` the rule book's own configuration of the day is used.
    """
    topic = snapshot.topics[topic_id]
    wanted = [snapshot.firms[firm_id].id for firm_id in required]
    view = view_topic(snapshot, topic, weights)
    ranking = rank_in_view(view)
    matter = Matter(Case(topic.id, day, action_of(topic, point), (), settings=settings))
    judged = judge_firms(ranking, view.coverage, matter, weights=weights, required=wanted)
    asked = _Question(snapshot, topic, view, {one.entity.id: one for one in judged}, matter, settings, point)
    sealed = _seal(asked, weights, seed=seed, count=count, required=wanted, exclude=exclude)
    sealed, chosen = _solve(asked, sealed)
    told = _Told()
    proposals = tuple(_proposal(asked, sealed, team, report, told) for team, report in chosen)
    return ProposalSet(
        sealed=sealed,
        proposals=proposals,
        left_out=_left_out(asked, weights, wanted),
        ranking=ranking,
        evidence_moves=evidence_moves(ranking, view.evidence),
        note=_note(asked, proposals),
    )


def replay(sealed: SealedInputs) -> tuple[Team, ...]:
    """The same teams, scores and bounds again, from the sealed inputs alone."""
    return choose_teams(sealed)


def _seal(
    asked: _Question,
    weights: Weights,
    *,
    seed: int,
    count: int,
    required: Collection[str],
    exclude: Collection[str],
) -> SealedInputs:
    topic, open_judged = asked.topic, [one for one in asked.judged.values() if one.entity.id not in exclude]
    candidates = candidate_table(open_judged, asked.view.coverage, topic, asked.matter)
    present = {row.firm_id for row in candidates}
    return SealedInputs(
        topic_id=topic.id,
        strand=topic.strand,
        point=asked.point,
        day=asked.day.isoformat(),
        seed=seed,
        count=count if asked.action.form != PROCUREMENT else 0,
        catalogue_revision=asked.snapshot.revision,
        rulebook_version=rulebook_version(),
        weights_version=weights.version,
        firm_weights=weights.firm,
        weights=weights.team,
        gates=gates_of(topic, asked.point, asked.matter),
        parts=tuple(SealedPart(part.id, part.kind, part.text_en, part.text_uk) for part in topic.parts),
        candidates=candidates,
        links=links_between(asked.snapshot, candidates),
        required=tuple(firm_id for firm_id in required if firm_id in present),
        excluded=tuple(exclude),
        settings=None if asked.settings is None else written_settings(asked.settings),
    )


def _solve(asked: _Question, sealed: SealedInputs) -> tuple[SealedInputs, tuple[tuple[Team, Report], ...]]:
    """Choose, ask the rule book about each whole team, and choose again without those it turns down."""
    while True:
        judged = tuple((team, judge(_case(asked, team))) for team in choose_teams(sealed))
        refused = [team.members for team, report in judged if report.verdict(sealed.strand) is Verdict.NOT_MET]
        if not refused:
            return sealed, judged
        if len(sealed.refused) >= MOST_REFUSALS:
            return replace(sealed, count=0), ()
        sealed = replace(sealed, refused=(*sealed.refused, *refused))


def _proposal(asked: _Question, sealed: SealedInputs, team: Team, report: Report, told: _Told) -> Proposal:
    return Proposal(
        members=tuple(_member(asked, team, firm_id, told) for firm_id in team.members),
        leads=team.leads,
        contributions=team.score.contributions,
        score=team.score.total,
        bound=team.bound,
        optimal=team.optimal,
        strand=sealed.strand,
        case=_case(asked, team),
        holders=_holders(asked, team),
        report=report,
        verdicts={strand: report.verdict(strand) for strand in STRANDS},
        questions=report.questions(sealed.strand),
        speaks_for=speaks_for(sealed, team),
        speaks_against=speaks_against(sealed, team, report),
    )


def _case(asked: _Question, team: Team) -> Case:
    firms = [asked.snapshot.firms[firm_id] for firm_id in team.members]
    products: tuple[Product, ...] = tuple(
        product for firm in firms for product in offered_products(firm, asked.view.coverage, asked.view.weights)
    )
    return Case(
        name=asked.topic.id,
        as_of=asked.day,
        action=asked.action,
        entities=tuple(entity_of(firm) for firm in firms),
        products=products,
        settings=asked.settings,
    )


def _holders(asked: _Question, team: Team) -> dict[str, str]:
    firms = (asked.snapshot.firms[firm_id] for firm_id in team.members)
    return {capability.id: firm.id for firm in firms for capability in firm.capabilities}


def _member(asked: _Question, team: Team, firm_id: str, told: _Told) -> Member:
    ranked = asked.judged[firm_id].ranked
    covers = tuple(
        replace(cover, leads=team.leads.get(cover.part_id) == firm_id) for cover in told.covers(asked, firm_id)
    )
    strongest = max((cover for cover in covers if cover.leads), key=lambda one: one.strength, default=None)
    return Member(
        firm_id=firm_id,
        name=ranked.firm.name,
        country=ranked.firm.country,
        fictional=ranked.firm.fictional,
        role="recipient",
        rank=ranked.rank,
        score=ranked.score,
        covers=covers,
        path=told.path(asked, firm_id, strongest.part_id if strongest else None),
    )


@dataclass(frozen=True, slots=True)
class _Told:
    """Words and paths found so far: the same firm stands in several proposals, and looking twice is slow."""

    known_covers: dict[str, tuple[Cover, ...]] = field(default_factory=dict)
    known_paths: dict[tuple[str, str | None], tuple[Step, ...]] = field(default_factory=dict)

    def covers(self, asked: _Question, firm_id: str) -> tuple[Cover, ...]:
        """What the firm can do, before anybody leads."""
        if firm_id not in self.known_covers:
            self.known_covers[firm_id] = _covers(asked, firm_id)
        return self.known_covers[firm_id]

    def path(self, asked: _Question, firm_id: str, part_id: str | None) -> tuple[Step, ...]:
        """How the part and the firm hang together."""
        if (firm_id, part_id) not in self.known_paths:
            self.known_paths[firm_id, part_id] = path_for(asked.snapshot, asked.topic.id, firm_id, part_id)
        return self.known_paths[firm_id, part_id]


def _covers(asked: _Question, firm_id: str) -> tuple[Cover, ...]:
    matches = asked.view.coverage.best(firm_id)
    return tuple(
        Cover(
            part_id=part.id,
            part=Bilingual(part.text_en, part.text_uk),
            strength=matches[part.id].strength,
            leads=False,
            words=shared_words(asked.snapshot, matches[part.id]),
            source=text_source(asked.snapshot, firm_id, matches[part.id]),
        )
        for part in asked.topic.parts
        if part.id in matches and matches[part.id].strength >= asked.view.weights.team.covers
    )


def _left_out(asked: _Question, weights: Weights, required: Collection[str]) -> tuple[LeftOut, ...]:
    return tuple(
        LeftOut(
            firm_id=one.entity.id,
            name=one.ranked.firm.name,
            country=one.ranked.firm.country,
            fictional=one.ranked.firm.fictional,
            rank=one.ranked.rank,
            fit=one.ranked.fit,
            findings=_not_met(one.findings[asked.topic.strand]),
        )
        for one in asked.judged.values()
        if (one.ranked.rank <= weights.watched or one.entity.id in required)
        and one.verdict(asked.topic.strand) is Verdict.NOT_MET
    )


def _not_met(findings: Sequence[Finding]) -> tuple[Finding, ...]:
    return tuple(finding for finding in findings if finding.verdict is Verdict.NOT_MET)


def _note(asked: _Question, proposals: Sequence[Proposal]) -> Sentence | None:
    if asked.action.form == PROCUREMENT:
        return say(
            "Applicants for common procurement are contracting authorities; firms can only prepare as contractors."
        )
    return None if proposals else say("No team of firms in the register satisfies the rules of this topic.")
