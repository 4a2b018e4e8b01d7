"""Which classes a stored proposal is made of."""

from __future__ import annotations

from matchmaker.domain.eligibility import (
    Action,
    Area,
    Case,
    Component,
    DesignAuthority,
    Enterprise,
    Entity,
    Guarantee,
    OutsideAssets,
    Owner,
    Product,
    Question,
    Report,
    Right,
    Settings,
    Subcontract,
)
from matchmaker.domain.facts import Provenance
from matchmaker.domain.findings import Bilingual, Contribution, Country, Finding, Score, Sentence, Verdict
from matchmaker.domain.graph.paths import Step
from matchmaker.domain.graph.schema import NodeKind
from matchmaker.domain.matching.coverage import TextSource
from matchmaker.domain.matching.propose import Cover, LeftOut, Member, Proposal
from matchmaker.domain.matching.rank import EvidenceMove
from matchmaker.domain.text.index import SharedTerm
from matchmaker.services.proposals.archive import Archive

ARCHIVE = Archive(
    Action,
    Area,
    Bilingual,
    Case,
    Component,
    Contribution,
    Country,
    Cover,
    DesignAuthority,
    Enterprise,
    Entity,
    EvidenceMove,
    Finding,
    Guarantee,
    LeftOut,
    Member,
    NodeKind,
    OutsideAssets,
    Owner,
    Product,
    Proposal,
    Provenance,
    Question,
    Report,
    Right,
    Score,
    Sentence,
    Settings,
    SharedTerm,
    Step,
    Subcontract,
    TextSource,
    Verdict,
)
