"""All tables, so that one import registers them."""

from matchmaker.persistence.models.account import Account, Membership, SignIn
from matchmaker.persistence.models.capability import Capability, CapabilityConcept, Component, Concept
from matchmaker.persistence.models.equipment import ComponentSupply, Equipment, EquipmentAlias, EquipmentMaker
from matchmaker.persistence.models.firm import Claim, Firm, FirmDecision, Identifier, Stake, Statement
from matchmaker.persistence.models.gap import (
    Gap,
    GapConcept,
    GapObservation,
    JointProject,
    JointProjectStep,
    Lesson,
    LessonStep,
)
from matchmaker.persistence.models.law import LegalChange, Notice, ProposalFlip
from matchmaker.persistence.models.observation import (
    EquipmentLink,
    MakerAnswer,
    Observation,
    ObservationJoin,
    ObservationPhoto,
    ObservationStep,
    UseClaim,
)
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
from matchmaker.persistence.models.training import (
    Fielding,
    Mission,
    MissionFact,
    TrainingEquipment,
    TrainingEvent,
    TrainingModule,
)

__all__ = [
    "Account",
    "AuditLine",
    "Capability",
    "CapabilityConcept",
    "CatalogueRevision",
    "Claim",
    "Component",
    "ComponentSupply",
    "Concept",
    "Equipment",
    "EquipmentAlias",
    "EquipmentLink",
    "EquipmentMaker",
    "Fielding",
    "Firm",
    "FirmDecision",
    "FormReceipt",
    "Gap",
    "GapConcept",
    "GapObservation",
    "Identifier",
    "ImportRun",
    "JointProject",
    "JointProjectStep",
    "LedgerLine",
    "LegalChange",
    "Lesson",
    "LessonStep",
    "MakerAnswer",
    "Membership",
    "Mission",
    "MissionFact",
    "Notice",
    "Observation",
    "ObservationJoin",
    "ObservationPhoto",
    "ObservationStep",
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
    "TrainingEquipment",
    "TrainingEvent",
    "TrainingModule",
    "UseClaim",
]
