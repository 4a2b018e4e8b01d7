"""The frozen facts that all layers speak. Absent (None or empty) means not recorded, never "none"."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Provenance:
    """Where a fact comes from: `basis` is one of vocabulary.BASES, `as_of` as published (may be a year)."""

    source: str
    as_of: str = ""
    confidence: str = "unknown"
    basis: str = "public_record"


@dataclass(frozen=True, slots=True)
class StatementFacts:
    """One recorded fact about a firm that is not a column of its own; `kind` is a key of vocabulary.STATEMENT_KINDS."""

    kind: str
    value: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class StakeFacts:
    """A direct interest in a firm, or (with `via`) in another holder.

    `share` and `votes` are decimals in 0..1 or None where not published; `majority` says that a source
    calls it a majority or full ownership without a figure. `right` is a decisive right as in the case format.
    """

    holder_id: str
    holder_name: str
    holder_country: str | None
    holder_kind: str | None
    share: Decimal | None
    votes: Decimal | None
    majority: bool
    right: str | None
    via: str | None
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ComponentFacts:
    """A component of what a capability delivers; `origin` is an ISO code or None where undeclared."""

    name: str
    origin: str | None
    cost_eur: Decimal | None
    raw_material: bool | None


@dataclass(frozen=True, slots=True)
class CapabilityFacts:
    """What a firm offers (or needs), in one or both languages.

    `basis` in the provenance says whether the firm said it itself, a source published it, or it is invented.
    """

    id: str
    direction: str
    title_en: str
    title_uk: str
    text_en: str
    text_uk: str
    concepts: tuple[str, ...]
    components: tuple[ComponentFacts, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class FirmFacts:
    """A firm as the matcher sees it: only firms that may be proposed (verified, or listed from public records)."""

    id: str
    name: str
    name_uk: str
    country: str | None
    kind: str
    origin: str
    fictional: bool
    statements: tuple[StatementFacts, ...]
    stakes: tuple[StakeFacts, ...]
    capabilities: tuple[CapabilityFacts, ...]
    provenance: Provenance

    def values(self, kind: str) -> tuple[str, ...]:
        """All recorded values of a statement kind, in record order; empty means not recorded."""
        return tuple(statement.value for statement in self.statements if statement.kind == kind)


@dataclass(frozen=True, slots=True)
class ProjectFacts:
    """A funded project; its text is evidence for what participants do, not their own words."""

    id: str
    acronym: str
    title: str
    objective: str
    programme: str
    call: str
    start: date | None
    end: date | None
    participants: tuple[tuple[str, str], ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class PartnershipFacts:
    """A published link between two parties; a party that is not in the register has no firm id."""

    id: str
    firm_a: str | None
    name_a: str
    firm_b: str | None
    name_b: str
    kind: str
    subject: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class EquipmentFacts:
    """A type of equipment in service; `makers` are firm ids that the register knows."""

    id: str
    name: str
    name_uk: str
    aliases: tuple[str, ...]
    category: str
    military_list: str
    makers: tuple[str, ...]
    maker_names: tuple[str, ...]
    operators_eu: tuple[str, ...]
    operated_by_ua: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class MakerAnswerFacts:
    """What a maker said to an observation on its equipment: `kind` is one of vocabulary.MAKER_ANSWERS.

    `version` is the one in which the maker says that the fault is mended, `month` is YYYY-MM.
    """

    firm_id: str
    kind: str
    version: str
    month: str


@dataclass(frozen=True, slots=True)
class ObservationFacts:
    """What a user of equipment observed; never a lesson by itself. `effect` is one of vocabulary.EFFECTS.

    `equipment_id` is empty where nobody has said yet which type it is. `joined` counts the people who said that
    they saw the same, so it stands for one more than that. `state` is one of vocabulary.OBSERVATION_STATES,
    `conditions`, `side`, `setting`, `segment` and `cause` are words of the vocabulary, empty where not stated.
    """

    id: str
    equipment_id: str
    title: str
    text: str
    language: str
    effect: str
    month: str
    fictional: bool
    number: int = 0
    state: str = "analysed"
    danger: bool | None = None
    side: str = ""
    setting: str = ""
    segment: str = ""
    cause: str = ""
    configuration: str = ""
    conditions: tuple[str, ...] = ()
    ratings: tuple[tuple[str, int], ...] = ()
    users: int | None = None
    module_id: str = ""
    event_id: str = ""
    joined: int = 0
    answers: tuple[MakerAnswerFacts, ...] = ()

    @property
    def count(self) -> int:
        """How many people reported it."""
        return 1 + self.joined


@dataclass(frozen=True, slots=True)
class GapFacts:
    """A capability that forces lack or that falls short, with the ids of the observations behind it.

    `kind` and `state` are words of the vocabulary; `month` is the one in which an analyst formed it.
    """

    id: str
    number: int
    title_en: str
    title_uk: str
    text_en: str
    text_uk: str
    kind: str
    state: str
    concepts: tuple[str, ...]
    observations: tuple[str, ...]
    month: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class ModuleFacts:
    """A type of training; `direction` is one of vocabulary.DIRECTIONS_OF_TRAINING, `status` observed or proposed."""

    id: str
    name_en: str
    name_uk: str
    direction: str
    skills: tuple[str, ...]
    categories: tuple[str, ...]
    providers: str
    status: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class TrainingEventFacts:
    """A rotation, course or exercise by month and country; `states` are those that contribute, as ISO codes."""

    id: str
    mission_id: str
    module_id: str
    kind: str
    direction: str
    state: str
    month: str
    country: str
    segment: str
    states: tuple[str, ...]
    equipment: tuple[str, ...]
    joint_project_id: str
    title_en: str
    title_uk: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class JointProjectFacts:
    """A project that firms of a proposal took up; `equipment_id` is the fielded product, empty before."""

    id: str
    title_en: str
    title_uk: str
    gap_id: str
    topic_id: str
    state: str
    firms: tuple[str, ...]
    equipment_id: str
    since: str
    fielded_month: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class TopicPartFacts:
    """One product (must-have) or activity (nice-to-have) of a topic; `id` is like P1 or A2."""

    id: str
    kind: str
    text_en: str
    text_uk: str


@dataclass(frozen=True, slots=True)
class TopicFacts:
    """An open call topic with its own numbers; `numbers` holds what its text states (see law/topics)."""

    id: str
    title_en: str
    title_uk: str
    programme: str
    strand: str
    action: str
    form: str
    deadline: date
    aim_en: str
    aim_uk: str
    parts: tuple[TopicPartFacts, ...]
    provenance: Provenance
    numbers: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ConceptFacts:
    """A taxonomy concept; `id` is like CPV:35613000-4 or ML:ML10."""

    id: str
    scheme: str
    code: str
    label_en: str
    label_uk: str


@dataclass(frozen=True, slots=True)
class CatalogueFacts:
    """Everything a snapshot is made of."""

    firms: tuple[FirmFacts, ...]
    projects: tuple[ProjectFacts, ...]
    partnerships: tuple[PartnershipFacts, ...]
    equipment: tuple[EquipmentFacts, ...]
    observations: tuple[ObservationFacts, ...]
    topics: tuple[TopicFacts, ...]
    concepts: tuple[ConceptFacts, ...]
    gaps: tuple[GapFacts, ...] = ()
    modules: tuple[ModuleFacts, ...] = ()
    events: tuple[TrainingEventFacts, ...] = ()
    joint_projects: tuple[JointProjectFacts, ...] = ()
