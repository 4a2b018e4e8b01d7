"""From ranked firms to candidates: who may be a paid recipient, and what the team must satisfy."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np

from matchmaker.domain.eligibility import Entity, Matter, Product, judge_entity
from matchmaker.domain.facts import FirmFacts, TopicFacts
from matchmaker.domain.findings import Finding, Verdict, combine
from matchmaker.domain.matching.coverage import Coverage, Strengths
from matchmaker.domain.matching.entities import Groups, entity_of, product_of
from matchmaker.domain.matching.features import TopicView
from matchmaker.domain.matching.pool import SIDE_ELSEWHERE, SIDE_UKRAINE, SIDE_UNION, Candidate, Gates
from matchmaker.domain.matching.rank import RankedFirm, Ranking
from matchmaker.domain.matching.weights import Weights
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.text.documents import CAPABILITY
from matchmaker.domain.vocabulary import STRANDS

UKRAINE_STRAND = "EDIP-U"
# The one point of Article 12(1) with a minimum number of entities, as in EDIP-P-C03 and EDIP-U-C01.
POINT_WITH_MINIMUM = "d"
COORDINATOR = "coordinator"


@dataclass(frozen=True, slots=True)
class JudgedFirm:
    """A ranked firm as an entity with its findings under each strand, judged alone."""

    ranked: RankedFirm
    entity: Entity
    findings: Mapping[str, tuple[Finding, ...]]

    def verdict(self, strand: str) -> Verdict:
        """The combined verdict on the firm and what it would deliver."""
        return combine(finding.verdict for finding in self.findings[strand])


@dataclass
class Desk:
    """Makes candidates of firms: at once with the best that the law could leave of them, or judged by the rule book.

    `matter` is the topic's action on its day under the settings of that day, with no entity yet. Judging a firm
    takes more than a millisecond, so each is judged once and only when it is asked for.
    """

    snapshot: Snapshot
    view: TopicView
    ranking: Ranking
    matter: Matter
    judged: dict[str, JudgedFirm] = field(default_factory=dict)

    def able(self) -> list[str]:
        """The firms that can lead a part, in id order."""
        strengths, least = self._strengths, self.view.weights.team.covers
        enough = (strengths >= round(least * 10_000)).any(axis=1) if strengths.size else np.zeros(len(strengths), bool)
        return [self.view.facts[row].id for row in np.flatnonzero(enough).tolist()]

    def watched(self) -> list[str]:
        """The first by fit: those among them that a rule leaves out are told."""
        return [self.ranking.firms[row].id for row in self.ranking.order[: self.view.weights.watched].tolist()]

    def judge(self, firm_ids: Collection[str]) -> tuple[Candidate, ...]:
        """The rows of those firms that no rule of the topic's strand excludes; unknown is no reason to."""
        rows = [self.view.firms.rows[firm_id] for firm_id in firm_ids if firm_id not in self.judged]
        for ranked in self.ranking.at_rows(rows):
            findings = _findings(ranked.firm, self.view.coverage, self.matter, self.view.weights)
            self.judged[ranked.firm.id] = JudgedFirm(ranked, entity_of(ranked.firm), findings)
        found = (self.judged[firm_id] for firm_id in firm_ids)
        strand = self.view.topic.strand
        return tuple(self._judged_row(one) for one in found if one.verdict(strand) is not Verdict.NOT_MET)

    def excluded(self) -> list[str]:
        """The firms that could lead a part and that a rule of the topic's strand excludes, of those judged so far."""
        barred = {one for one, firm in self.judged.items() if firm.verdict(self.view.topic.strand) is Verdict.NOT_MET}
        return [firm_id for firm_id in self.able() if firm_id in barred]

    def unjudged(self, firm_ids: Iterable[str]) -> tuple[Candidate, ...]:
        """The same firms before any rule was asked: a group of their own each, no verdict, no features told."""
        return tuple(self._row(firm_id, group=firm_id) for firm_id in firm_ids)

    def _judged_row(self, one: JudgedFirm) -> Candidate:
        return self._row(
            one.entity.id,
            group=self._groups.of(one.entity.id),
            features={part.feature: part.value for part in one.ranked.score.contributions},
            verdicts={strand: one.verdict(strand).value for strand in STRANDS},
        )

    def _row(
        self,
        firm_id: str,
        *,
        group: str,
        features: Mapping[str, float] | None = None,
        verdicts: Mapping[str, str] | None = None,
    ) -> Candidate:
        row = self.view.firms.rows[firm_id]
        firm, strengths = self.view.facts[row], self._strengths[row]
        return Candidate(
            firm_id=firm_id,
            name=firm.name,
            country=firm.country,
            side=self._side(firm.country),
            fictional=firm.fictional,
            group=group,
            fit=round(int(self.ranking.totals[row]) / 1e8, 4),
            strengths={part: int(strengths[column]) / 10_000 for part, column in self._columns if strengths[column]},
            features=features or {},
            verdicts=verdicts or {},
            projects=len(self.snapshot.participations.get(firm_id, ())),
            coordinated=self._coordinated.get(firm_id, 0),
            owners_known=bool(firm.stakes),
        )

    @cached_property
    def _strengths(self) -> Strengths:
        return self.view.coverage.strongest

    @cached_property
    def _columns(self) -> list[tuple[str, int]]:
        return sorted((part, column) for column, part in enumerate(self.view.coverage.parts))

    def _side(self, country: str | None) -> str:
        if country not in self._sides:
            self._sides[country] = side_of(country, self.matter)
        return self._sides[country]

    @cached_property
    def _sides(self) -> dict[str | None, str]:
        return {}

    @cached_property
    def _groups(self) -> Groups:
        return Groups(self.snapshot.firms, self.matter)

    @cached_property
    def _coordinated(self) -> dict[str, int]:
        counts: dict[str, int] = {}
        for project in self.snapshot.projects.values():
            for firm in {firm for firm, role in project.participants if role == COORDINATOR}:
                counts[firm] = counts.get(firm, 0) + 1
        return counts


def _findings(firm: FirmFacts, coverage: Coverage, matter: Matter, weights: Weights) -> dict[str, tuple[Finding, ...]]:
    entity, products = entity_of(firm), offered_products(firm, coverage, weights)
    return {
        strand: judge_entity(entity, matter.case.action, matter.day, strand, products, matter.settings)
        for strand in STRANDS
    }


def offered_products(firm: FirmFacts, coverage: Coverage, weights: Weights) -> tuple[Product, ...]:
    """What the firm would bring to the topic: its capabilities whose text is strong enough to lead a part."""
    met = {
        match.fact
        for match in coverage.best(firm.id).values()
        if match.kind == CAPABILITY and match.strength >= weights.team.covers
    }
    return tuple(product_of(capability) for capability in firm.capabilities if capability.id in met)


def side_of(country: str | None, matter: Matter) -> str:
    """Where a firm's seat lies as the gates see it; an unrecorded seat is on neither side."""
    if country is not None and matter.territories.state_of(country) in matter.territories.member_states:
        return SIDE_UNION
    return SIDE_UKRAINE if country in matter.countries("ukraine") else SIDE_ELSEWHERE


def gates_of(topic: TopicFacts, point: str | None, matter: Matter) -> Gates:
    """The hard rules in numbers; while no point is chosen the team is safe for every point."""
    most, trio = _most_members(topic, matter), int(matter.number("trio_size"))
    if topic.strand != UKRAINE_STRAND:
        return Gates(trio, most, trio, int(matter.number("trio_countries")), ())
    sides = (SIDE_UNION, SIDE_UKRAINE)
    if point in (None, POINT_WITH_MINIMUM):
        return Gates(trio, most, trio, 0, sides)
    return Gates(len(sides), most, 0, 0, sides)


def _most_members(topic: TopicFacts, matter: Matter) -> int:
    """An administrator's numbers of the topic come before the register's record of it."""
    recorded = None if topic.id in matter.settings.topics else topic.numbers.get("max_entities")
    stated = recorded or matter.topic_number("max_entities")
    return int(stated if stated is not None else matter.number("largest_consortium"))
