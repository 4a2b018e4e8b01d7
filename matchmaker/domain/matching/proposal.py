"""What is proposed and everything that explains it, frozen."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from matchmaker.domain.eligibility import Case, Question, Report
from matchmaker.domain.findings import Bilingual, Contribution, Finding, Score, Sentence, Verdict
from matchmaker.domain.graph.paths import Step
from matchmaker.domain.matching.coverage import TextSource
from matchmaker.domain.matching.pool import SealedInputs
from matchmaker.domain.matching.rank import EvidenceMove, RankedFirm
from matchmaker.domain.text.index import SharedTerm


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
    `added` says what each member that was asked for adds, `differs` in which seats the team is not the first one.
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
    added: tuple[Sentence, ...] = ()
    differs: tuple[Sentence, ...] = ()


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
    """What `propose` found; `note` says why there is nothing where firms cannot apply or no team exists.

    `missing` says which gates fail and what a team would be without one of them, and which must-haves nobody leads.
    """

    sealed: SealedInputs
    proposals: tuple[Proposal, ...]
    left_out: tuple[LeftOut, ...]
    ranking: Sequence[RankedFirm]
    evidence_moves: tuple[EvidenceMove, ...]
    note: Sentence | None = None
    missing: tuple[Sentence, ...] = ()
