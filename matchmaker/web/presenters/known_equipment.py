"""The page of a type of equipment: what it is, who fields it, what users observed, what followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from flask_babel import gettext, lazy_gettext

from matchmaker.domain.facts import ObservationFacts
from matchmaker.domain.feedback import weigh
from matchmaker.domain.feedback.gapevidence import Counts
from matchmaker.domain.feedback.known import Fault, Known, Version
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence.models import EquipmentMaker, Fielding
from matchmaker.services.known_equipment import KnownEquipment
from matchmaker.web.forms.training import STATES as TRAINING_STATES
from matchmaker.web.presenters import observed_words
from matchmaker.web.presenters.equipment import EFFECT_WORDS, MakerLine, category_word, month_words, name_of
from matchmaker.web.presenters.gap_pictures import MonthPicture, month_picture
from matchmaker.web.presenters.gaps import JOINT_STATES
from matchmaker.web.presenters.gaps import STATES as GAP_STATES
from matchmaker.web.presenters.glossary import GlossaryLine, glossary_lines
from matchmaker.web.presenters.makers import ClaimLine, claim_line
from matchmaker.web.presenters.sources import SourceLine, source_lines
from matchmaker.web.wording import country, text

MILITARY_LIST = "ML:"
NOT_STATED = lazy_gettext("not stated")
OUTCOMES = {
    weigh.FAILED: lazy_gettext("no maker has answered"),
    weigh.ANSWERED: lazy_gettext("a maker has answered"),
    weigh.DISPUTED: lazy_gettext("a maker disputes it"),
    weigh.FIX_STATED: lazy_gettext("a maker says that it is fixed; nobody has confirmed that yet"),
    weigh.FIX_SEEN: lazy_gettext("fixed, and users have seen it work since"),
}
TAGS = {weigh.FIX_SEEN: "good", weigh.FAILED: "bad", weigh.DISPUTED: "open", weigh.FIX_STATED: "open"}


@dataclass(frozen=True, slots=True)
class ListHeading:
    """A heading of the military list; `concept_id` is empty where the graph does not have it."""

    words: str
    concept_id: str


@dataclass(frozen=True, slots=True)
class FieldingLine:
    """A statement that a state's forces field the type, with where that is known from and when it was made."""

    country: str
    sources: tuple[SourceLine, ...]
    as_of: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class ThingLine:
    """Something that is linked with the type: a gap, training, a joint project, an observation; or a work-around."""

    label: str
    address: str
    remark: str = ""
    language: str = ""
    fictional: bool = False


@dataclass(frozen=True, slots=True)
class FaultLine:
    """A known fault and what became of it; `tag` is the class of its mark."""

    observation: ThingLine
    effect: str
    people: int
    outcome: str
    tag: str
    fixed_in: str


@dataclass(frozen=True, slots=True)
class Observed:
    """What users observed, in people; `tables` are caption and rows, `ratings` dimension and five counts."""

    picture: MonthPicture | None
    tables: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    versions: tuple[Version, ...]
    ratings: tuple[tuple[str, tuple[int, ...]], ...]
    grades: tuple[str, ...]
    faults: tuple[FaultLine, ...]
    worked: tuple[ThingLine, ...]
    workarounds: tuple[tuple[ThingLine, str], ...]


@dataclass(frozen=True, slots=True)
class KnownPage:
    """One type; `observed` is None for those who may know the counts by effect only. Empty addresses are no links."""

    id: str
    name: str
    name_en: str
    name_uk: str
    aliases: tuple[str, ...]
    category: str
    stock_number: str
    military_list: tuple[ListHeading, ...]
    makers: tuple[MakerLine, ...]
    made_in: tuple[str, ...]
    operators_eu: tuple[str, ...]
    operated_by_ua: str
    fieldings: tuple[FieldingLine, ...]
    sources: tuple[SourceLine, ...]
    as_of: str
    confidence: str
    basis: str
    effects: tuple[tuple[str, int], ...]
    people: int
    observations: int
    invented: int
    waiting: int
    observed: Observed | None
    claims: tuple[ClaimLine, ...]
    glossary: tuple[GlossaryLine, ...]
    events: tuple[ThingLine, ...]
    gaps: tuple[ThingLine, ...]
    joint_projects: tuple[ThingLine, ...]
    inside: bool
    may_file: bool
    makes_it: bool
    may_claim: bool
    has_components: bool
    trail: str


def known_page(view: KnownEquipment, snapshot: Snapshot) -> KnownPage:
    """Present one type."""
    one = view.equipment
    codes = (code.strip() for code in one.military_list.split(";"))
    return KnownPage(
        id=one.id,
        name=name_of(one),
        name_en=one.name,
        name_uk=one.name_uk,
        aliases=tuple(view.aliases),
        category=category_word(one.category),
        stock_number=one.stock_number,
        military_list=tuple(_heading(code, snapshot) for code in codes if code),
        makers=tuple(map(_maker, view.makers)),
        made_in=tuple(map(country, one.made_in.split())),
        operators_eu=tuple(map(country, one.operators_eu.split())),
        operated_by_ua=one.operated_by_ua,
        fieldings=tuple(map(_fielding, view.fieldings)),
        sources=source_lines(one.source),
        as_of=one.as_of,
        confidence=one.confidence,
        basis=one.basis,
        effects=_effects(view),
        people=view.people,
        observations=view.observations,
        invented=view.invented,
        waiting=view.waiting,
        observed=_observed(view, view.known) if view.known else None,
        claims=tuple(map(claim_line, view.claims)),
        glossary=glossary_lines(view.glossary),
        events=tuple(_events(view)),
        gaps=tuple(_gaps(view)),
        joint_projects=tuple(_joint_projects(view)),
        inside=view.inside,
        may_file=view.may_file,
        makes_it=view.makes_it,
        may_claim=view.makes_it and not any(one.own for one in view.claims),
        has_components=view.has_components,
        trail=f"/trail/equipment/{one.id}" if one.id in snapshot.equipment else "",
    )


def _effects(view: KnownEquipment) -> tuple[tuple[str, int], ...]:
    counted = dict(view.effects)
    return tuple((str(word), counted.get(effect, 0)) for effect, word in EFFECT_WORDS.items())


def _observed(view: KnownEquipment, known: Known) -> Observed:
    return Observed(
        picture=month_picture(known.evidence.months),
        tables=tuple(_tables(known, inside=view.inside)),
        versions=known.versions,
        ratings=tuple((str(observed_words.DIMENSIONS[name]), counts) for name, counts in known.ratings),
        grades=tuple(map(str, observed_words.RATINGS.values())),
        faults=tuple(_fault(one, view) for one in known.faults),
        worked=tuple(_observation(one, view) for one in view.worked),
        workarounds=tuple((_observation(one.observation, view), one.text) for one in view.workarounds),
    )


def _tables(known: Known, *, inside: bool) -> Iterator[tuple[str, tuple[tuple[str, int], ...]]]:
    """Sides and settings only for those who work with observations."""
    if known.evidence.conditions:
        yield gettext("Condition"), _worded(known.evidence.conditions, observed_words.CONDITIONS)
    if inside and known.evidence.sides:
        yield gettext("Seen by"), _worded(known.evidence.sides, observed_words.SIDES)
    if inside and known.settings:
        yield gettext("Seen in"), _worded(known.settings, observed_words.SETTINGS)


def _worded(counts: Counts, words: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    return tuple((str(words.get(key, key or NOT_STATED)), people) for key, people in counts)


def _fault(fault: Fault, view: KnownEquipment) -> FaultLine:
    one = fault.observation
    return FaultLine(
        observation=_observation(one, view),
        effect=str(EFFECT_WORDS[one.effect]),
        people=one.count,
        outcome=str(OUTCOMES[fault.outcome]),
        tag=TAGS.get(fault.outcome, ""),
        fixed_in=", ".join(fault.fixed_in),
    )


def _observation(one: ObservationFacts, view: KnownEquipment) -> ThingLine:
    """Makers are led to the page on which they answer."""
    address = f"/observations/{one.id}" if view.inside else f"/observations/{one.id}/answer"
    return ThingLine(one.title, address, month_words(one.month), one.language, one.fictional)


def _events(view: KnownEquipment) -> Iterable[ThingLine]:
    for one in view.events:
        where = country(one.country) if one.country else ""
        told = (month_words(one.month), where, str(TRAINING_STATES[one.state]))
        remark, title = " · ".join(filter(None, told)), text(Bilingual(one.title_en, one.title_uk))
        yield ThingLine(title, f"/training/{one.id}", remark, fictional=one.fictional)


def _gaps(view: KnownEquipment) -> Iterable[ThingLine]:
    for one in view.gaps:
        label = gettext(
            "Gap No %(number)s: %(title)s", number=one.number, title=text(Bilingual(one.title_en, one.title_uk))
        )
        yield ThingLine(label, f"/gaps/{one.id}", str(GAP_STATES[one.state]), fictional=one.fictional)


def _joint_projects(view: KnownEquipment) -> Iterable[ThingLine]:
    for one in view.joint_projects:
        title, state = text(Bilingual(one.title_en, one.title_uk)), str(JOINT_STATES[one.state])
        yield ThingLine(title, f"/joint-projects/{one.id}", state, fictional=one.fictional)


def _heading(code: str, snapshot: Snapshot) -> ListHeading:
    concept_id = f"{MILITARY_LIST}{code}"
    concept = snapshot.concepts.get(concept_id)
    words = f"{code} {text(Bilingual(concept.label_en, concept.label_uk))}" if concept else code
    return ListHeading(words, concept_id if f"concept:{concept_id}" in snapshot.graph else "")


def _maker(maker: EquipmentMaker) -> MakerLine:
    return MakerLine(maker.name, country(maker.country) if maker.country else "", maker.firm_id or "")


def _fielding(one: Fielding) -> FieldingLine:
    return FieldingLine(country(one.country), source_lines(one.source), one.as_of, one.fictional)
