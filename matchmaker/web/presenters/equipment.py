"""The list of types of equipment, what observations moved, and the words that pages on equipment share."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from flask_babel import format_date, lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.facts import EquipmentFacts
from matchmaker.domain.findings import Bilingual
from matchmaker.persistence.models import Equipment
from matchmaker.services.observations import PAGE_SIZE, READERS, EquipmentView
from matchmaker.services.observations import EquipmentPage as Found
from matchmaker.services.occasion import Actor
from matchmaker.services.proposals.ranking import TopicMoves
from matchmaker.web.wording import text

CATEGORIES: dict[str, LazyString] = {
    "UAV": lazy_gettext("unmanned aircraft"),
    "loitering munition": lazy_gettext("loitering munition"),
    "C-UAS": lazy_gettext("counter-drone system"),
    "EW": lazy_gettext("electronic warfare"),
    "UGV": lazy_gettext("ground robot"),
    "USV": lazy_gettext("unmanned vessel"),
    "vessel": lazy_gettext("vessel"),
    "aircraft": lazy_gettext("aircraft"),
    "radio": lazy_gettext("radio"),
    "radar": lazy_gettext("radar"),
    "software": lazy_gettext("software"),
    "optics": lazy_gettext("optics"),
    "tank": lazy_gettext("tank"),
    "IFV/APC": lazy_gettext("infantry fighting vehicle or carrier"),
    "MRAP": lazy_gettext("mine-protected vehicle"),
    "light vehicle": lazy_gettext("light vehicle"),
    "truck": lazy_gettext("truck"),
    "command vehicle": lazy_gettext("command vehicle"),
    "artillery": lazy_gettext("artillery"),
    "mortar": lazy_gettext("mortar"),
    "air defence": lazy_gettext("air defence"),
    "ATGM": lazy_gettext("anti-tank weapon"),
    "small arms": lazy_gettext("small arms"),
    "engineering": lazy_gettext("engineering"),
    "medical": lazy_gettext("medical"),
}
EFFECT_WORDS: dict[str, LazyString] = {
    "none": lazy_gettext("no effect on the task"),
    "slower": lazy_gettext("task slower"),
    "failed": lazy_gettext("task failed"),
    "danger": lazy_gettext("danger to life"),
}


@dataclass(frozen=True, slots=True)
class Pager:
    """What macros/page.html needs to turn pages."""

    first: int
    last: int
    total: int
    previous: str
    next: str


@dataclass(frozen=True, slots=True)
class EquipmentLine:
    """One type in a list; `matched` is the nickname that was found, if it differs from the name."""

    id: str
    name: str
    other_name: str
    category: str
    observations: int
    matched: str = ""


@dataclass(frozen=True, slots=True)
class EquipmentList:
    """The list of types."""

    words: str
    category: str
    categories: tuple[tuple[str, str], ...]
    lines: tuple[EquipmentLine, ...]
    pager: Pager
    may_file: bool


@dataclass(frozen=True, slots=True)
class Move:
    """A firm's place for a topic without and with the evidence of observations."""

    firm_id: str
    name: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class TopicMovesView:
    """What observations moved for one topic."""

    topic_id: str
    title: str
    moves: tuple[Move, ...]


@dataclass(frozen=True, slots=True)
class EvidencePage:
    """What the observations on one type moved, as far as this reader may know."""

    id: str
    name: str
    count: int
    topics: tuple[TopicMovesView, ...]


@dataclass(frozen=True, slots=True)
class MakerLine:
    """A maker as published; `firm_id` is empty where the register does not know the firm."""

    name: str
    country: str
    firm_id: str


def equipment_list(found: Found, *, words: str, category: str, may_file: bool) -> EquipmentList:
    """Present one page of the list."""
    first = (found.number - 1) * PAGE_SIZE + 1 if found.types else 0
    return EquipmentList(
        words=words,
        category=category,
        categories=tuple(sorted(((key, category_word(key)) for key in found.categories), key=lambda pair: pair[1])),
        lines=tuple(_line(one, found.counts.get(one.id, 0)) for one in found.types),
        pager=Pager(
            first=first,
            last=max(first + len(found.types) - 1, 0),
            total=found.total,
            previous=_page_address(words, category, found.number - 1) if found.number > 1 else "",
            next=_page_address(words, category, found.number + 1) if found.number < found.pages else "",
        ),
        may_file=may_file,
    )


def evidence_page(view: EquipmentView, moved: Sequence[TopicMoves], actor: Actor) -> EvidencePage:
    """Present the moves; a company sees its own places only."""
    topics = (
        TopicMovesView(
            topic_id=one.topic.id,
            title=text(Bilingual(one.topic.title_en, one.topic.title_uk)),
            moves=tuple(
                Move(move.firm_id, move.name, move.before, move.after)
                for move in one.moves
                if actor.role in READERS or actor.acts_for(move.firm_id)
            ),
        )
        for one in moved
    )
    return EvidencePage(view.equipment.id, name_of(view.equipment), view.count, tuple(t for t in topics if t.moves))


def name_of(one: Equipment | EquipmentFacts) -> str:
    """Return the name in the reader's language."""
    return text(Bilingual(one.name, one.name_uk))


def category_word(key: str) -> str:
    """Return the category in words; one that is not known yet stays as imported."""
    return str(CATEGORIES.get(key, key))


def month_words(month: str) -> str:
    """Write YYYY-MM in words."""
    return str(format_date(date.fromisoformat(f"{month}-01"), "LLLL y"))


def _line(one: Equipment | EquipmentFacts, count: int, matched: str = "") -> EquipmentLine:
    name = name_of(one)
    other = next((other for other in (one.name, one.name_uk) if other and other != name), "")
    return EquipmentLine(one.id, name, other, category_word(one.category), count, matched)


def _page_address(words: str, category: str, number: int) -> str:
    asked: Sequence[tuple[str, str | int]] = (("q", words), ("category", category), ("page", number))
    return "/equipment?" + urlencode([(key, value) for key, value in asked if value])
