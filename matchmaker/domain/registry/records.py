"""What an import reads: the language between the readers of files and the store.

A record carries the `row` of its file (1 is the header of a table, so data begin in row 2; in a list the first
entry is 1) and a `key` that stays the same from import to import, so that importing twice changes nothing.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from matchmaker.domain.facts import ComponentFacts, ConceptFacts, Provenance, StatementFacts, TopicFacts
from matchmaker.domain.findings import Sentence
from matchmaker.domain.registry.training_records import TrainingRecords


class Severity(StrEnum):
    """An error keeps its row out; a warning lets it in and asks for a look; a note only reports."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True)
class RowFinding:
    """What a reader has to say about one row; `row` is 0 where the file as a whole is meant."""

    file: str
    row: int
    field: str
    severity: Severity
    because: Sentence


@dataclass(frozen=True, slots=True)
class IdentifierRecord:
    """A normalised identifier that passed its check."""

    scheme: str
    value: str


@dataclass(frozen=True, slots=True)
class StakeRecord:
    """A holding; `holder_key` is the key of a firm in the register or one of its own (holder:...).

    `via` is the holder key of another stake of the same firm. Share, votes and majority as in StakeFacts.
    """

    holder_key: str
    holder_is_firm: bool
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
class CapabilityRecord:
    """An offer or need of a firm; `key` is unique in the whole register."""

    key: str
    direction: str
    title_en: str
    title_uk: str
    text_en: str
    text_uk: str
    concepts: tuple[str, ...]
    components: tuple[ComponentFacts, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class FirmRecord:
    """A firm, or what one file adds to it: records with the same key are one firm."""

    row: int
    key: str
    name: str
    name_uk: str
    aliases: tuple[str, ...]
    country: str | None
    kind: str
    origin: str
    fictional: bool
    identifiers: tuple[IdentifierRecord, ...]
    statements: tuple[StatementFacts, ...]
    stakes: tuple[StakeRecord, ...]
    capabilities: tuple[CapabilityRecord, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ParticipationRecord:
    """A firm's part in a project; `role` as published (coordinator, participant, thirdParty ...)."""

    firm_key: str
    role: str


@dataclass(frozen=True, slots=True)
class ProjectRecord:
    """A funded project; its text is evidence on its participants, not their own words."""

    row: int
    key: str
    acronym: str
    title: str
    objective: str
    programme: str
    call: str
    start: date | None
    end: date | None
    participations: tuple[ParticipationRecord, ...]
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class PartnershipRecord:
    """A published link; a party outside the register has no firm key."""

    row: int
    key: str
    firm_a: str | None
    name_a: str
    firm_b: str | None
    name_b: str
    kind: str
    subject: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class MakerRecord:
    """A maker as published; several countries may be published for one maker."""

    name: str
    countries: tuple[str, ...]
    firm_key: str | None


@dataclass(frozen=True, slots=True)
class EquipmentRecord:
    """A type of equipment; country lists are ISO codes and incomplete."""

    row: int
    key: str
    name: str
    name_uk: str
    aliases: tuple[str, ...]
    category: str
    military_list: str
    makers: tuple[MakerRecord, ...]
    made_in: tuple[str, ...]
    operators_eu: tuple[str, ...]
    operated_by_ua: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class ModuleRecord:
    """A type of training; `direction` is one of vocabulary.DIRECTIONS_OF_TRAINING, lists are separated by `; `."""

    row: int
    key: str
    name_en: str
    name_uk: str
    direction: str
    skills: str
    equipment_categories: str
    providers: str
    status: str
    provenance: Provenance


@dataclass(frozen=True, slots=True)
class JoinRecord:
    """Somebody saw the same in `month` (YYYY-MM); `users` and `hours` as that person told them."""

    month: str
    side: str
    users: int | None
    hours: int | None


@dataclass(frozen=True, slots=True)
class AnswerRecord:
    """What the maker with this key answered; `kind` is one of vocabulary.MAKER_ANSWERS."""

    firm_key: str
    kind: str
    version: str
    text: str


@dataclass(frozen=True, slots=True)
class ObservationRecord:
    """An observation in the ODCR form; `month` is YYYY-MM, words such as `cause` are the vocabulary's.

    `filed_on` is None where only the import knows when it came in; one that is closed has an `outcome`. `note` is what
    the analyst told or asked the author.
    """

    row: int
    key: str
    equipment_key: str
    title: str
    observation: str
    discussion: str
    conclusion: str
    recommendation: str
    effect: str
    month: str
    language: str
    fictional: bool
    configuration: str = ""
    workaround: str = ""
    danger: bool | None = None
    frequency: str = ""
    users: int | None = None
    hours: int | None = None
    conditions: tuple[str, ...] = ()
    cause: str = ""
    wish: str = ""
    trained_before: bool | None = None
    ratings: tuple[tuple[str, int], ...] = ()
    side: str = ""
    setting: str = ""
    segment: str = ""
    module_key: str = ""
    state: str = "analysed"
    outcome: str = ""
    filed_on: date | None = None
    note: str = ""
    joins: tuple[JoinRecord, ...] = ()
    answers: tuple[AnswerRecord, ...] = ()


@dataclass(frozen=True, slots=True)
class AccountRecord:
    """A demonstration account; the password is published beside it."""

    email: str
    name: str
    role: str
    language: str
    firm_key: str | None


@dataclass(frozen=True, slots=True)
class JoinCount:
    """How many rows of a file found their firm: joined, ambiguous (left apart), or new to the register."""

    file: str
    joined: int
    ambiguous: int
    new: int


@dataclass(frozen=True, slots=True)
class RegisterRecords:
    """All that one import brings, with what the readers have to say about it."""

    firms: tuple[FirmRecord, ...] = ()
    projects: tuple[ProjectRecord, ...] = ()
    partnerships: tuple[PartnershipRecord, ...] = ()
    equipment: tuple[EquipmentRecord, ...] = ()
    modules: tuple[ModuleRecord, ...] = ()
    training: TrainingRecords = TrainingRecords()
    observations: tuple[ObservationRecord, ...] = ()
    topics: tuple[TopicFacts, ...] = ()
    concepts: tuple[ConceptFacts, ...] = ()
    accounts: tuple[AccountRecord, ...] = ()
    password: str = ""
    findings: tuple[RowFinding, ...] = ()
    joins: tuple[JoinCount, ...] = ()
