"""The observation form, its receipt, and what a device keeps in order to work without a network."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from flask_babel import lazy_gettext

from matchmaker.domain.facts import EquipmentFacts
from matchmaker.domain.feedback.deadlines import current_deadlines
from matchmaker.domain.feedback.filed import Doubt
from matchmaker.domain.feedback.similar import SimilarObservation
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.snapshot import Snapshot
from matchmaker.services.filing import LookedOver, Receipt
from matchmaker.services.mandates import Mandate
from matchmaker.services.observations import Called, CalledType
from matchmaker.web.forms.observations import UNLISTED, ObservationForm
from matchmaker.web.presenters.equipment import EFFECT_WORDS, category_word, month_words, name_of
from matchmaker.web.wording import say_aloud, text

OBSERVATION_STATES = {
    "filed": lazy_gettext("filed, not screened yet"),
    "asked": lazy_gettext("its author was asked something"),
    "analysed": lazy_gettext("analysed"),
    "closed": lazy_gettext("closed"),
}


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A type that the author may mean; `matched` is the nickname that was met, if it differs from the name."""

    id: str
    name: str
    about: str
    matched: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """A piece of the text that its author removes or confirms; `anchor` is the field that it stands in."""

    key: str
    anchor: str
    label: str
    before: str
    span: str
    after: str
    because: str
    question: bool
    confirmed: bool


@dataclass(frozen=True, slots=True)
class SimilarLine:
    """An observation that says nearly the same; `count` people reported it so far, `counted` says the reader too."""

    id: str
    number: int
    title: str
    language: str
    effect: str
    month: str
    state: str
    count: int
    words: tuple[str, ...]
    fictional: bool
    counted: bool


@dataclass(frozen=True, slots=True)
class WritePage:
    """The form; `answered` says that it was sent before and came back, `replaced` that words in it were replaced."""

    form: ObservationForm
    candidates: tuple[CandidateLine, ...]
    unlisted: bool
    doubts: tuple[DoubtLine, ...]
    similar: tuple[SimilarLine, ...]
    answered: bool
    replaced: bool
    must_settle: bool
    danger_hours: int
    working_days: int
    mandate: Mandate


@dataclass(frozen=True, slots=True)
class ReceiptPage:
    """What happens with it, who has it, and by when its author hears; `day` is that day, `hours` if it is urgent."""

    id: str
    number: int
    title: str
    language: str
    equipment: str
    equipment_id: str
    filed_at: datetime
    day: date | None
    due_at: datetime | None
    urgent: bool
    taken: bool
    heard: bool
    joined: bool
    own: bool
    people: int
    danger_hours: int
    mandate: Mandate


def write_page(
    form: ObservationForm,
    called: Called,
    mandate: Mandate,
    *,
    looked: LookedOver | None = None,
    answered: bool = False,
    replaced: bool = False,
) -> WritePage:
    """Present the form with what its author is asked about."""
    rule = current_deadlines()
    found = looked.doubts if looked else ()
    return WritePage(
        form=form,
        candidates=tuple(_candidate(one, form.equipment_id.data or "") for one in called.types),
        unlisted=form.equipment_id.data == UNLISTED,
        doubts=tuple(_doubt(one, form) for one in found),
        similar=tuple(_similar(one, looked) for one in looked.similar) if looked else (),
        answered=answered,
        replaced=replaced,
        must_settle=bool(looked and looked.must_settle),
        danger_hours=rule.danger_hours,
        working_days=rule.working_days,
        mandate=mandate,
    )


def receipt_page(receipt: Receipt, mandate: Mandate) -> ReceiptPage:
    """Present the receipt of who filed or joined."""
    one, kind = receipt.observation, receipt.equipment
    rule = current_deadlines()
    within = (one.due_at - one.filed_at).total_seconds() if one.due_at else None
    return ReceiptPage(
        id=one.id,
        number=one.number,
        title=one.title,
        language=one.language,
        equipment=name_of(kind) if kind else one.equipment_words,
        equipment_id=kind.id if kind else "",
        filed_at=one.filed_at,
        day=one.due_at.date() if one.due_at else None,
        due_at=one.due_at,
        urgent=within == rule.danger_hours * 3600,
        taken=receipt.taken,
        heard=one.state != "filed",
        joined=receipt.joined,
        own=receipt.own,
        people=receipt.count,
        danger_hours=rule.danger_hours,
        mandate=mandate,
    )


def module_names(snapshot: Snapshot) -> Mapping[str, str]:
    """Return the types of training by id, by name in the reader's language."""
    names = {one.id: text(Bilingual(one.name_en, one.name_uk)) for one in snapshot.modules.values()}
    return dict(sorted(names.items(), key=lambda pair: (pair[1].casefold(), pair[0])))


def equipment_names(equipment: Iterable[EquipmentFacts]) -> list[dict[str, Any]]:
    """Return all types with all that they are called, for the list that a device keeps."""
    return [
        {"id": one.id, "name": name_of(one), "about": _about(one), "names": list(dict.fromkeys(_names(one)))}
        for one in equipment
    ]


def said_problems(form: ObservationForm) -> list[dict[str, str]]:
    """Return each fault of the form as field, label and message."""
    return [{"field": fault.anchor, "label": fault.label, "message": fault.message} for fault in form.faults()]


def said_doubts(found: Sequence[Doubt], form: ObservationForm) -> list[dict[str, str]]:
    """Return what must be looked at again as field, label and message."""
    lines = [_doubt(one, form) for one in found]
    return [{"field": line.anchor, "label": line.label, "message": line.because} for line in lines]


def _candidate(one: CalledType, chosen: str) -> CandidateLine:
    names = (one.equipment.name, one.equipment.name_uk)
    return CandidateLine(
        id=one.equipment.id,
        name=name_of(one.equipment),
        about=_about(one.equipment),
        matched="" if one.alias in names else one.alias,
        chosen=one.equipment.id == chosen,
    )


def _about(one: EquipmentFacts) -> str:
    other = next((name for name in (one.name, one.name_uk) if name and name != name_of(one)), "")
    return " · ".join(filter(None, (other, category_word(one.category), ", ".join(one.maker_names[:2]))))


def _names(one: EquipmentFacts) -> Iterator[str]:
    yield from filter(None, (one.name, one.name_uk, *one.aliases))


def _doubt(one: Doubt, form: ObservationForm) -> DoubtLine:
    field = form[one.field]
    return DoubtLine(
        key=one.key,
        anchor=field.id,
        label=str(field.label.text),
        before=one.before,
        span=one.span,
        after=one.after,
        because=say_aloud(one.because),
        question=one.question,
        confirmed=one.key in (form.harmless.data or ()),
    )


def _similar(found: SimilarObservation, looked: LookedOver) -> SimilarLine:
    one = found.observation
    return SimilarLine(
        id=one.id,
        number=one.number,
        title=one.title,
        language=one.language,
        effect=str(EFFECT_WORDS[one.effect]),
        month=month_words(one.month),
        state=str(OBSERVATION_STATES[one.state]),
        count=one.count,
        words=found.words,
        fictional=one.fictional,
        counted=one.id in looked.counted,
    )
