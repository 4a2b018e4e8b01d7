"""Names of equipment in texts that a person must look at, and the choice of a type by name."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from matchmaker.domain.feedback.passages import Passage
from matchmaker.domain.findings import Bilingual, Country, Sentence
from matchmaker.persistence.models import EquipmentLink
from matchmaker.services.desk import Opened
from matchmaker.services.linking import NONE, Doubt, Doubts, Linked, Mention
from matchmaker.services.observations import Called
from matchmaker.services.proposals.archive import Archive
from matchmaker.web.forms.screening import MentionForm, TypeForm
from matchmaker.web.presenters.desk import LINKS, list_pager
from matchmaker.web.presenters.equipment import Pager, category_word, name_of
from matchmaker.web.wording import say_aloud, share

ARCHIVE = Archive(Sentence, Bilingual, Country)


@dataclass(frozen=True, slots=True)
class CandidateLine:
    """A type that may be meant, with how sure the machine is (in per cent) and why."""

    id: str
    name: str
    other_name: str
    category: str
    sure: str
    because: tuple[str, ...]
    ambiguous: bool


@dataclass(frozen=True, slots=True)
class MentionLine:
    """A place in its sentence with the types that may be meant; `form` is the one that was sent, or a fresh one."""

    key: str
    start: int
    passage: Passage
    candidates: tuple[CandidateLine, ...]
    form: MentionForm


@dataclass(frozen=True, slots=True)
class DoubtLine:
    """An observation with its places; `own` that the reader, who filed it, leaves to another analyst."""

    id: str
    number: int
    title: str
    language: str
    fictional: bool
    equipment: str
    own: bool
    mentions: tuple[MentionLine, ...]


@dataclass(frozen=True, slots=True)
class LinksPage:
    """One page of observations whose links wait; `sent` is the form that came back with faults, if one did."""

    lines: tuple[DoubtLine, ...]
    pager: Pager
    none: str
    sent: MentionForm


@dataclass(frozen=True, slots=True)
class TypePage:
    """The choice of a type by name; `now` is the type that is set, or the author's own words."""

    id: str
    number: int
    title: str
    language: str
    now: str
    typed: bool
    words: str
    candidates: tuple[CandidateLine, ...]
    form: TypeForm


def links_page(doubts: Doubts, sent: MentionForm, place: str) -> LinksPage:
    """Present what waits; the form that was sent goes back to its place."""
    pager = list_pager(
        LINKS, number=doubts.number, pages=doubts.pages, total=doubts.total, shown=len(doubts.rows), asked=[]
    )
    return LinksPage(tuple(_doubt(one, sent, place) for one in doubts.rows), pager, NONE, sent)


def type_page(opened: Opened, words: str, called: Called, form: TypeForm) -> TypePage:
    """Present the types that a name may mean."""
    one, equipment = opened.observation, opened.equipment
    found = (
        CandidateLine(
            id=known.equipment.id,
            name=name_of(known.equipment),
            other_name=known.alias,
            category=category_word(known.equipment.category),
            sure="",
            because=(),
            ambiguous=False,
        )
        for known in called.types
    )
    return TypePage(
        id=one.id,
        number=one.number,
        title=one.title,
        language=one.language,
        now=name_of(equipment) if equipment else one.equipment_words,
        typed=equipment is not None,
        words=words,
        candidates=tuple(found),
        form=form,
    )


def _doubt(one: Doubt, sent: MentionForm, place: str) -> DoubtLine:
    row = one.observation
    return DoubtLine(
        id=row.id,
        number=row.number,
        title=row.title,
        language=row.language,
        fictional=row.fictional,
        equipment=name_of(one.equipment) if one.equipment else "",
        own=one.own,
        mentions=tuple(_mention(row.id, mention, sent, place) for mention in one.mentions),
    )


def _mention(observation_id: str, mention: Mention, sent: MentionForm, place: str) -> MentionLine:
    key = f"{observation_id}-{mention.start}"
    form = sent if key == place else MentionForm(formdata=None)
    return MentionLine(key, mention.start, mention.passage, tuple(map(_candidate, mention.candidates)), form)


def _candidate(linked: Linked) -> CandidateLine:
    link, equipment = linked
    name = name_of(equipment)
    other = next((known for known in (equipment.name, equipment.name_uk) if known and known != name), "")
    return CandidateLine(
        id=equipment.id,
        name=name,
        other_name=other,
        category=category_word(equipment.category),
        sure=gettext("%(share)s sure", share=share(round(link.score, 2))),
        because=_because(link),
        ambiguous=link.ambiguous,
    )


def _because(link: EquipmentLink) -> tuple[str, ...]:
    """What was kept when the link was proposed; nothing where it was kept in another form."""
    return tuple(say_aloud(one) for one in ARCHIVE.from_json(link.because.get("sentences", [])))
