"""Gaps as their pages show them: the list, and one gap with its evidence and what came of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.facts import EquipmentFacts
from matchmaker.domain.feedback.gapevidence import Counts, GapEvidence, Spell
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.matching.propose import PROCUREMENT
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import (
    AuditLine,
    Equipment,
    EquipmentMaker,
    Gap,
    GapObservation,
    JointProject,
    Observation,
)
from matchmaker.services.gap_reading import Fielded, GapLine, GapView, Proposed
from matchmaker.services.gaps import GapAnswer
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.gaps import GapConsortiaForm, GapForm, GapReasonForm
from matchmaker.web.presenters.equipment import EFFECT_WORDS, month_words, name_of
from matchmaker.web.presenters.gap_pictures import MonthPicture, month_picture
from matchmaker.web.presenters.observed_words import CONDITIONS, SIDES
from matchmaker.web.presenters.partners import GapPage, gap_page
from matchmaker.web.wording import text

STATES: Mapping[str, LazyString] = {"open": lazy_gettext("open"), "closed": lazy_gettext("closed")}
KIND_WORDS: Mapping[str, LazyString] = {
    "missing": lazy_gettext("a capability that is missing"),
    "falls_short": lazy_gettext("a capability that falls short"),
}
JOINT_STATES: Mapping[str, LazyString] = {
    "interest": lazy_gettext("both sides are interested"),
    "agreed": lazy_gettext("agreed"),
    "fielded": lazy_gettext("product fielded"),
    "ended": lazy_gettext("ended"),
}
LESSON_STATES: Mapping[str, LazyString] = {
    "lesson_identified": lazy_gettext("lesson identified"),
    "endorsed": lazy_gettext("endorsed"),
    "implemented": lazy_gettext("implemented"),
    "validated": lazy_gettext("validated"),
    "lesson_learned": lazy_gettext("lesson learned"),
}
HAPPENED: Mapping[str, LazyString] = {
    "gap.formed": lazy_gettext("formed"),
    "gap.amended": lazy_gettext("reworded"),
    "gap.observation_joined": lazy_gettext("an observation was joined"),
    "gap.observation_taken_out": lazy_gettext("an observation was taken out"),
    "gap.closed": lazy_gettext("closed"),
    "gap.reopened": lazy_gettext("opened again"),
}
WITH_REASON = ("gap.closed", "gap.reopened")
TYPES_SHOWN = 3


@dataclass(frozen=True, slots=True)
class GapRow:
    """A gap in the list."""

    id: str
    number: int
    title: str
    kind: str
    state: str
    is_open: bool
    fictional: bool
    people: int
    observations: int
    types: tuple[str, ...]
    more_types: int
    sides: tuple[tuple[str, int], ...]
    first: str
    last: str
    joint_id: str
    joint: str


@dataclass(frozen=True, slots=True)
class GapsPage:
    """The list of gaps in one state; `suggested` is the number of suggestions, None for who does not form gaps."""

    state: str
    rows: tuple[GapRow, ...]
    suggested: int | None


@dataclass(frozen=True, slots=True)
class BehindRow:
    """An observation behind a gap."""

    id: str
    number: int
    title: str
    language: str
    equipment_id: str
    equipment: str
    month: str
    effect: str
    side: str
    state: str
    counts: bool
    fictional: bool
    suggested: bool


@dataclass(frozen=True, slots=True)
class TypeRow:
    """A type of equipment behind a gap, with its makers; a maker that the register does not know has no id."""

    id: str
    name: str
    people: int
    makers: tuple[tuple[str, str], ...]


@dataclass(frozen=True, slots=True)
class FieldedCard:
    """Before and since a product is in use."""

    project_id: str
    number: int
    product_id: str
    product: str
    since: str
    spells: tuple[tuple[bool, Spell, str, str], ...]
    nothing_before: bool
    nothing_after: bool


@dataclass(frozen=True, slots=True)
class ProposalRow:
    """A proposal of a search that was to answer the gap."""

    id: str
    number: int
    topic_id: str
    topic: str
    search_id: str
    asked_at: datetime
    members: tuple[str, ...]
    interested: int


@dataclass(frozen=True, slots=True)
class Happening:
    """A line of the gap's history."""

    at: datetime
    what: str
    reason: str


@dataclass(frozen=True, slots=True)
class ShownGap:
    """One gap for one reader; `analyst` and `officer` say which actions there are."""

    id: str
    number: int
    title: str
    statements: tuple[tuple[str, str], ...]
    kind: str
    state: str
    is_open: bool
    fictional: bool
    formed_at: datetime
    evidence: GapEvidence
    picture: MonthPicture | None
    tables: tuple[tuple[str, tuple[tuple[str, int], ...]], ...]
    rows: tuple[BehindRow, ...]
    types: tuple[TypeRow, ...]
    concepts: tuple[tuple[str, str], ...]
    found: GapPage
    form: GapConsortiaForm | None
    proposals: tuple[ProposalRow, ...]
    joint_projects: tuple[tuple[str, int, str, str], ...]
    fielded: tuple[FieldedCard, ...]
    lessons: tuple[tuple[str, int, str, str], ...]
    history: tuple[Happening, ...]
    reason_form: GapReasonForm | None
    analyst: bool
    officer: bool


def gaps_page(lines: Iterable[GapLine], state: str, suggested: int | None, names: Mapping[str, str]) -> GapsPage:
    """Build the list; `names` are types of equipment by id."""
    return GapsPage(state, tuple(_row(one, names) for one in lines), suggested)


def shown_gap(
    view: GapView,
    answer: GapAnswer,
    role: Role,
    *,
    form: GapConsortiaForm | None,
    reason_form: GapReasonForm | None,
) -> ShownGap:
    """Build the page of one gap."""
    gap, months = view.gap, [one.fielded_month for one in view.joint_projects if one.fielded_month]
    found = gap_page(GapForm(formdata=None), answer, officer=form is not None)
    if form is not None:
        form.topic.choices = choices({one.id: text(one.title) for one in found.topics if one.teams})
    return ShownGap(
        id=gap.id,
        number=gap.number,
        title=text(_title(gap)),
        statements=_statements(gap),
        kind=str(KIND_WORDS[gap.kind]),
        state=str(STATES[gap.state]),
        is_open=gap.state == "open",
        fictional=gap.fictional,
        formed_at=gap.formed_at,
        evidence=view.evidence,
        picture=month_picture(view.evidence.months, months),
        tables=_tables(view.evidence, {one.id: name_of(one) for one, _, _ in view.types}),
        rows=tuple(_behind(*one) for one in view.behind),
        types=tuple(_type(*one) for one in view.types),
        concepts=tuple((one, text(label)) for one, label in view.concepts),
        found=found,
        form=form,
        proposals=tuple(row for one in view.proposed for row in _proposals(one)),
        joint_projects=tuple(_joint(one) for one in view.joint_projects),
        fielded=tuple(map(_fielded, view.fielded)),
        lessons=tuple((one.id, one.number, one.title, str(LESSON_STATES[one.state])) for one in view.lessons),
        history=tuple(map(_happening, view.history)),
        reason_form=reason_form,
        analyst=role is Role.ANALYST,
        officer=form is not None,
    )


def offered_topics(answer: GapAnswer) -> tuple[str, ...]:
    """Return the topics for which consortia can be sought, nearest first."""
    return tuple(one.topic.id for one in answer.topics if one.topic.action != PROCUREMENT)


def _row(line: GapLine, names: Mapping[str, str]) -> GapRow:
    gap, evidence = line.gap, line.evidence
    types = [names[one] for one, _ in evidence.types if one in names]
    return GapRow(
        id=gap.id,
        number=gap.number,
        title=text(_title(gap)),
        kind=str(KIND_WORDS[gap.kind]),
        state=str(STATES[gap.state]),
        is_open=gap.state == "open",
        fictional=gap.fictional,
        people=evidence.people,
        observations=evidence.observations,
        types=tuple(types[:TYPES_SHOWN]),
        more_types=len(types[TYPES_SHOWN:]),
        sides=_worded(evidence.sides, SIDES),
        first=month_words(evidence.months[0][0]) if evidence.months else "",
        last=month_words(evidence.months[-1][0]) if len(evidence.months) > 1 else "",
        joint_id=line.joint.id if line.joint else "",
        joint=str(JOINT_STATES[line.joint.state]) if line.joint else "",
    )


def _title(gap: Gap | JointProject) -> Bilingual:
    return Bilingual(gap.title_en, gap.title_uk)


def _statements(gap: Gap) -> tuple[tuple[str, str], ...]:
    """Language and text, the reader's language first."""
    written = [(code, words) for code, words in (("en", gap.text_en), ("uk", gap.text_uk)) if words]
    return tuple(sorted(written, key=lambda pair: pair[1] != text(Bilingual(gap.text_en, gap.text_uk))))


def _tables(evidence: GapEvidence, names: Mapping[str, str]) -> tuple[tuple[str, tuple[tuple[str, int], ...]], ...]:
    types = {**names, "": lazy_gettext("type not known yet")}
    sides = {**SIDES, "": lazy_gettext("side not stated")}
    counted = (
        (lazy_gettext("Effect on the task"), _worded(evidence.effects, EFFECT_WORDS)),
        (lazy_gettext("Side"), _worded(evidence.sides, sides)),
        (lazy_gettext("Type of equipment"), _worded(evidence.types, types)),
        (lazy_gettext("Condition"), _worded(evidence.conditions, CONDITIONS)),
    )
    return tuple((str(title), rows) for title, rows in counted if rows)


def _worded(counts: Counts, words: Mapping[str, Any]) -> tuple[tuple[str, int], ...]:
    return tuple((str(words.get(key, key)), number) for key, number in counts if key in words)


def _behind(link: GapObservation, one: Observation, equipment: Equipment | None) -> BehindRow:
    return BehindRow(
        id=one.id,
        number=one.number,
        title=one.title,
        language=one.language,
        equipment_id=equipment.id if equipment else "",
        equipment=name_of(equipment) if equipment else one.equipment_words,
        month=month_words(one.month),
        effect=str(EFFECT_WORDS[one.effect]),
        side=str(SIDES.get(one.side, "")),
        state=one.state,
        counts=one.state == "analysed",
        fictional=one.fictional,
        suggested=link.suggested,
    )


def _type(one: EquipmentFacts, people: int, makers: Iterable[EquipmentMaker]) -> TypeRow:
    return TypeRow(one.id, name_of(one), people, tuple((maker.firm_id or "", maker.name) for maker in makers))


def _proposals(one: Proposed) -> Iterable[ProposalRow]:
    for row, members, interested in one.proposals:
        topic = text(Bilingual(one.topic.title_en, one.topic.title_uk))
        yield ProposalRow(
            row.id, row.position, one.topic.id, topic, one.search.id, one.search.asked_at, members, interested
        )


def _joint(one: JointProject) -> tuple[str, int, str, str]:
    return one.id, one.number, text(_title(one)), str(JOINT_STATES[one.state])


def _fielded(one: Fielded) -> FieldedCard:
    spells = ((False, one.before), (True, one.after))
    return FieldedCard(
        project_id=one.project.id,
        number=one.project.number,
        product_id=one.project.product_id or "",
        product=text(one.product),
        since=month_words(one.project.fielded_month),
        spells=tuple((after, spell, *_ends(spell)) for after, spell in spells),
        nothing_before=not one.before.people,
        nothing_after=not one.after.people,
    )


def _ends(spell: Spell) -> tuple[str, str]:
    return (month_words(spell.first), month_words(spell.last)) if spell.months else ("", "")


def _happening(line: AuditLine) -> Happening:
    reason = line.detail if line.action in WITH_REASON else ""
    return Happening(line.at, str(HAPPENED.get(line.action, line.action)), reason)
