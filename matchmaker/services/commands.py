"""What people can ask for, as plain frozen values; forms, files and the API make the same commands."""

from __future__ import annotations

from dataclasses import dataclass

from matchmaker.domain.registry.validate import ComponentClaim, IdentifierClaim, StakeClaim


@dataclass(frozen=True, slots=True)
class DescribeFirm:
    """Who a firm is, as it says itself. Empty text and None mean not stated.

    `country` is the seat, `management_country` where the body sits that sets strategy, `site_countries`
    where production for joint work would take place (countries only, never places).
    """

    name: str
    name_uk: str = ""
    country: str | None = None
    kind: str = "company"
    city: str = ""
    website: str = ""
    size: str = ""
    management_country: str | None = None
    site_countries: tuple[str, ...] = ()
    identifiers: tuple[IdentifierClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class DeclareOwnership:
    """Who holds what; `complete` says whether these are all holders (None: not stated)."""

    stakes: tuple[StakeClaim, ...]
    complete: bool | None = None


@dataclass(frozen=True, slots=True)
class DescribeCapability:
    """An offer or need, in one language at least."""

    direction: str = "offer"
    title_en: str = ""
    title_uk: str = ""
    text_en: str = ""
    text_uk: str = ""
    concepts: tuple[str, ...] = ()
    components: tuple[ComponentClaim, ...] = ()


@dataclass(frozen=True, slots=True)
class ClaimFirm:
    """An account says that an entry from public records is its firm, and proves it with an identifier."""

    firm_id: str
    scheme: str
    value: str
    statement: str = ""


@dataclass(frozen=True, slots=True)
class FileObservation:
    """What a user of equipment observed, in the ODCR form; `month` is YYYY-MM, never a day or a place.

    Without `equipment_id`, `equipment_words` says what the author calls it. Empty text, None and no rating mean not
    stated. `harmless` are the keys of what the author looked at again and confirmed. `photo` is a file as sent.
    """

    title: str
    observation: str
    effect: str
    month: str
    language: str
    equipment_id: str = ""
    equipment_words: str = ""
    configuration: str = ""
    discussion: str = ""
    conclusion: str = ""
    recommendation: str = ""
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
    module_id: str = ""
    harmless: frozenset[str] = frozenset()
    photo: bytes = b""


@dataclass(frozen=True, slots=True)
class JoinObservation:
    """Somebody saw the same as a filed observation: with how many users, for how many hours, in which month."""

    observation_id: str
    month: str
    users: int | None = None
    hours: int | None = None
    side: str = ""


@dataclass(frozen=True, slots=True)
class ProposeConsortia:
    """Search consortia for a topic; `point` of Art. 12(1) is a to e or None while not chosen.

    `must` are ids of the parts that have to be led; empty for all products of the topic. `gap_id` names the gap that
    the search is to answer; it is remembered and changes nothing that is found.
    """

    topic_id: str
    count: int = 5
    point: str | None = None
    required: tuple[str, ...] = ()
    must: tuple[str, ...] = ()
    gap_id: str = ""


@dataclass(frozen=True, slots=True)
class FormGap:
    """What forces lack, in one language at least, and the observations that show it.

    `concepts` are ids of taxonomies or of the term base. `suggested` are those of the observations that the machine
    put together before a person chose them. `harmless` are the keys of what was looked at again and confirmed.
    """

    title_en: str = ""
    title_uk: str = ""
    text_en: str = ""
    text_uk: str = ""
    kind: str = "falls_short"
    concepts: tuple[str, ...] = ()
    observations: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    harmless: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class StartJointProject:
    """Firms of a proposal take it up; the title is in one language at least, the note says what was agreed."""

    proposal_id: str
    title_en: str = ""
    title_uk: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class FieldProduct:
    """What came of a joint project: a type of equipment by id, or a new one by name and category.

    `makers` are member firms, `month` is YYYY-MM.
    """

    month: str
    makers: tuple[str, ...]
    equipment_id: str = ""
    name: str = ""
    name_uk: str = ""
    category: str = ""
    note: str = ""


@dataclass(frozen=True, slots=True)
class PlanTraining:
    """Training with the product of a joint project; `month` is YYYY-MM, `states` are ISO codes."""

    joint_project_id: str
    module_id: str
    kind: str
    direction: str
    month: str
    country: str = ""
    segment: str = ""
    states: tuple[str, ...] = ()
    seats: int | None = None
    mission_id: str = ""


@dataclass(frozen=True, slots=True)
class StateFielding:
    """A state's forces field a type of equipment, and where that is known from."""

    equipment_id: str
    country: str
    source: str
