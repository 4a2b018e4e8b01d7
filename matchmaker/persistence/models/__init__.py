"""All tables, so that one import registers them."""

from matchmaker.persistence.models.account import Account, Membership, SignIn
from matchmaker.persistence.models.capability import Capability, CapabilityConcept, Component, Concept
from matchmaker.persistence.models.equipment import Equipment, EquipmentAlias, EquipmentMaker, Observation
from matchmaker.persistence.models.firm import Claim, Firm, FirmDecision, Identifier, Stake, Statement
from matchmaker.persistence.models.law import LegalChange, Notice, ProposalFlip
from matchmaker.persistence.models.project import Participation, Partnership, Project
from matchmaker.persistence.models.proposal import Proposal, ProposalMember, ProposalNote, Search, Shortlisting
from matchmaker.persistence.models.topic import Topic, TopicPart
from matchmaker.persistence.models.trail import (
    AuditLine,
    CatalogueRevision,
    FormReceipt,
    ImportRun,
    LedgerLine,
)

__all__ = [
    "Account",
    "AuditLine",
    "Capability",
    "CapabilityConcept",
    "CatalogueRevision",
    "Claim",
    "Component",
    "Concept",
    "Equipment",
    "EquipmentAlias",
    "EquipmentMaker",
    "Firm",
    "FirmDecision",
    "FormReceipt",
    "Identifier",
    "ImportRun",
    "LedgerLine",
    "LegalChange",
    "Membership",
    "Notice",
    "Observation",
    "Participation",
    "Partnership",
    "Project",
    "Proposal",
    "ProposalFlip",
    "ProposalMember",
    "ProposalNote",
    "Search",
    "Shortlisting",
    "SignIn",
    "Stake",
    "Statement",
    "Topic",
    "TopicPart",
]
