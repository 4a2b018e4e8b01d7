"""Chosen teams as proposals: members with what they cover, paths, and what each adds."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from matchmaker.domain.eligibility import Report
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.graph.paths import Step
from matchmaker.domain.matching.consortium import Team
from matchmaker.domain.matching.coverage import shared_words, text_source
from matchmaker.domain.matching.explain import path_for, speaks_against, speaks_for
from matchmaker.domain.matching.explainseats import added_by_required, differs_from
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.proposal import Cover, Member, Proposal
from matchmaker.domain.matching.solving import Question
from matchmaker.domain.vocabulary import STRANDS


@dataclass(frozen=True, slots=True)
class Told:
    """Words and paths found so far: the same firm stands in several proposals, and looking twice is slow."""

    known_covers: dict[str, tuple[Cover, ...]] = field(default_factory=dict)
    known_paths: dict[tuple[str, str | None], tuple[Step, ...]] = field(default_factory=dict)

    def covers(self, asked: Question, firm_id: str) -> tuple[Cover, ...]:
        """What the firm can do, before anybody leads."""
        if firm_id not in self.known_covers:
            self.known_covers[firm_id] = _covers(asked, firm_id)
        return self.known_covers[firm_id]

    def path(self, asked: Question, firm_id: str, part_id: str | None) -> tuple[Step, ...]:
        """How the part and the firm hang together."""
        if (firm_id, part_id) not in self.known_paths:
            self.known_paths[firm_id, part_id] = path_for(asked.desk.snapshot, asked.topic.id, firm_id, part_id)
        return self.known_paths[firm_id, part_id]


def told(
    asked: Question, sealed: SealedInputs, team: Team, report: Report, first: Team | None, known: Told
) -> Proposal:
    """A team with everything that explains it; `first` is the best team of the search."""
    return Proposal(
        members=tuple(_member(asked, team, firm_id, known) for firm_id in team.members),
        leads=team.leads,
        contributions=team.score.contributions,
        score=team.score.total,
        bound=team.bound,
        optimal=team.optimal,
        strand=sealed.strand,
        case=asked.case(team.members),
        holders=_holders(asked, team),
        report=report,
        verdicts={strand: report.verdict(strand) for strand in STRANDS},
        questions=report.questions(sealed.strand),
        speaks_for=speaks_for(sealed, team),
        speaks_against=speaks_against(sealed, team, report),
        added=added_by_required(sealed, team),
        differs=() if first is None or first is team else differs_from(sealed, first, team),
    )


def _holders(asked: Question, team: Team) -> dict[str, str]:
    firms = (asked.desk.snapshot.firms[firm_id] for firm_id in team.members)
    return {capability.id: firm.id for firm in firms for capability in firm.capabilities}


def _member(asked: Question, team: Team, firm_id: str, known: Told) -> Member:
    ranked = asked.desk.judged[firm_id].ranked
    covers = tuple(
        replace(cover, leads=team.leads.get(cover.part_id) == firm_id) for cover in known.covers(asked, firm_id)
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
        path=known.path(asked, firm_id, strongest.part_id if strongest else None),
    )


def _covers(asked: Question, firm_id: str) -> tuple[Cover, ...]:
    view, snapshot = asked.desk.view, asked.desk.snapshot
    matches = view.coverage.best(firm_id)
    return tuple(
        Cover(
            part_id=part.id,
            part=Bilingual(part.text_en, part.text_uk),
            strength=matches[part.id].strength,
            leads=False,
            words=shared_words(snapshot, matches[part.id]),
            source=text_source(snapshot, firm_id, matches[part.id]),
        )
        for part in asked.topic.parts
        if part.id in matches and matches[part.id].strength >= view.weights.team.covers
    )
