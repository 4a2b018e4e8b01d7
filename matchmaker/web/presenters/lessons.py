"""Lessons as their pages show them: the list by state, and one lesson with its evidence and its steps."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime

from flask import url_for
from flask_babel import gettext

from matchmaker.domain.feedback.filed import Doubt
from matchmaker.domain.feedback.lessons import IDENTIFIED, Effect, Move, is_endorsed
from matchmaker.domain.findings import Bilingual
from matchmaker.domain.vocabulary import LESSON_STATES
from matchmaker.persistence.models import Gap, Lesson
from matchmaker.services.lesson_reading import LessonView, TakenStep
from matchmaker.web.forms.lessons import MoveForm
from matchmaker.web.forms.observations import PART_LABELS
from matchmaker.web.presenters.equipment import EFFECT_WORDS, month_words
from matchmaker.web.presenters.filing import DoubtLine
from matchmaker.web.presenters.lesson_draft import doubt_lines
from matchmaker.web.presenters.lesson_words import (
    BUTTONS,
    HAPPENED,
    NEXT,
    STATES,
    called,
    compared,
    counted,
    people_in,
    span,
)
from matchmaker.web.presenters.observed_words import CAUSES, CONDITIONS, SEGMENTS, SETTINGS, SIDES
from matchmaker.web.wording import ROLES, day, text


@dataclass(frozen=True, slots=True)
class Shelf:
    """The lessons of one state, or all, as a link with their number."""

    address: str
    label: str
    count: int
    here: bool


@dataclass(frozen=True, slots=True)
class LessonRow:
    """A lesson in the list."""

    id: str
    number: int
    title: str
    language: str
    state: str
    body: str
    gap_id: str
    gap: str
    formed: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class LessonsPage:
    """The list; `exports` says that there is something endorsed to take out."""

    shelves: tuple[Shelf, ...]
    rows: tuple[LessonRow, ...]
    exports: bool


@dataclass(frozen=True, slots=True)
class StageLine:
    """A state that a lesson has reached or not; `when` is empty for one that is still to come."""

    label: str
    when: str
    reached: bool
    here: bool


@dataclass(frozen=True, slots=True)
class StepLine:
    """Something that was done with a lesson."""

    at: datetime
    what: str
    who: str
    note: str


@dataclass(frozen=True, slots=True)
class ComparisonCard:
    """People who answered the same questions before the action and since."""

    since: str
    project_id: str
    people: tuple[int, int]
    months: tuple[int, int]
    questions: tuple[tuple[str, str, str], ...]
    can_be_judged: bool


@dataclass(frozen=True, slots=True)
class ShownLesson:
    """One lesson for one reader; `buttons` are the steps that the reader may take with the form."""

    id: str
    number: int
    called: str
    title: str
    language: str
    state: str
    comes_next: str
    fictional: bool
    endorsed: bool
    parts: tuple[tuple[str, str], ...]
    action: str
    action_body: str
    facts: tuple[tuple[str, str], ...]
    gap_id: str
    gap_number: int
    gap: str
    people: str
    months: str
    fictional_observations: int
    counts: tuple[tuple[str, str], ...]
    numbers: tuple[int, ...]
    comparison: ComparisonCard | None
    stages: tuple[StageLine, ...]
    steps: tuple[StepLine, ...]
    form: MoveForm
    buttons: tuple[tuple[str, str], ...]
    needs_evidence: bool
    may_amend: bool
    own_waiting: bool
    doubts: tuple[DoubtLine, ...]
    must_settle: bool


def lessons_page(sizes: dict[str, int], found: Sequence[tuple[Lesson, Gap]], state: str) -> LessonsPage:
    """Build the list."""
    shelves = [_shelf("", str(gettext("All")), sum(sizes.values()), state)]
    shelves += [_shelf(one, str(STATES[one]), sizes[one], state) for one in LESSON_STATES]
    return LessonsPage(
        shelves=tuple(shelves),
        rows=tuple(_row(lesson, gap) for lesson, gap in found),
        exports=any(sizes[one] for one in LESSON_STATES if is_endorsed(one)),
    )


def shown_lesson(view: LessonView, form: MoveForm, found: tuple[Doubt, ...] = ()) -> ShownLesson:
    """Build the page of one lesson; `found` are doubtful words in the note of the form."""
    lesson, evidence = view.lesson, view.basis.evidence
    return ShownLesson(
        id=lesson.id,
        number=lesson.number,
        called=called(lesson.state, lesson.number),
        title=lesson.title,
        language=lesson.language,
        state=str(STATES[lesson.state]),
        comes_next=str(NEXT[lesson.state]),
        fictional=lesson.fictional,
        endorsed=is_endorsed(lesson.state),
        parts=tuple((str(label), getattr(lesson, field)) for field, label in PART_LABELS.items()),
        action=lesson.action,
        action_body=lesson.action_body,
        facts=facts_of(view),
        gap_id=view.gap.id,
        gap_number=view.gap.number,
        gap=text(Bilingual(view.gap.title_en, view.gap.title_uk)),
        people=people_in(evidence.people, evidence.observations),
        months=span(evidence.months),
        fictional_observations=evidence.fictional,
        counts=counts_of(view),
        numbers=view.basis.numbers,
        comparison=_comparison(view.effect) if view.effect else None,
        stages=tuple(_stages(view)),
        steps=tuple(_steps(view.steps)),
        form=form,
        buttons=tuple((str(move), str(BUTTONS[move])) for move in BUTTONS if move in view.may and _ready(move, view)),
        needs_evidence=Move.VALIDATE in view.may and not _ready(Move.VALIDATE, view),
        may_amend=Move.AMEND in view.may,
        own_waiting=view.own and lesson.state == IDENTIFIED,
        doubts=doubt_lines(found, form),
        must_settle=any(not one.question for one in found),
    )


def facts_of(view: LessonView) -> tuple[tuple[str, str], ...]:
    """Return the metadata that a lesson is filed with, each with its label; empty values are not stated."""
    basis = view.basis
    filed = ", ".join(f"{ROLES[role]} {number}" for role, number in view.filed_as)
    return (
        (str(gettext("Type of activity")), counted(basis.settings, SETTINGS)),
        (str(gettext("Months")), span(basis.evidence.months)),
        (str(gettext("Part of the eastern flank")), counted(basis.segments, SEGMENTS)),
        (str(gettext("Equipment family (Common Military List)")), ", ".join(basis.military_list)),
        (str(gettext("Formed by")), str(ROLES[view.formed_as])),
        (str(gettext("Observations filed by")), filed),
        (str(gettext("Reliability of the source")), ""),
        (str(gettext("Marking")), "UNCLASSIFIED"),
        (str(gettext("Releasable to")), view.lesson.releasability),
    )


def counts_of(view: LessonView) -> tuple[tuple[str, str], ...]:
    """Return the evidence in people, by question; questions that nobody answered are left out."""
    evidence = view.basis.evidence
    sides = {**SIDES, "": gettext("not stated")}
    rows = (
        (gettext("Effect on the task"), counted(evidence.effects, EFFECT_WORDS)),
        (gettext("Side"), counted(evidence.sides, sides)),
        (gettext("Conditions"), counted(evidence.conditions, CONDITIONS)),
        (gettext("Cause as they see it"), counted(view.basis.causes, CAUSES)),
    )
    return tuple((str(label), words) for label, words in rows if words)


def _shelf(key: str, label: str, count: int, state: str) -> Shelf:
    return Shelf(url_for("lessons.index", state=key or None), label, count, key == state)


def _row(lesson: Lesson, gap: Gap) -> LessonRow:
    return LessonRow(
        id=lesson.id,
        number=lesson.number,
        title=lesson.title,
        language=lesson.language,
        state=str(STATES[lesson.state]),
        body=lesson.action_body,
        gap_id=gap.id,
        gap=str(gettext("Gap No %(number)s", number=gap.number)),
        formed=day(lesson.formed_at.date()),
        fictional=lesson.fictional,
    )


def _comparison(effect: Effect) -> ComparisonCard:
    found = effect.comparison
    return ComparisonCard(
        since=month_words(found.since),
        project_id=effect.project_id,
        people=(found.people_before, found.people_after),
        months=(found.months_before, found.months_after),
        questions=compared(found.questions),
        can_be_judged=effect.can_be_judged,
    )


def _stages(view: LessonView) -> Iterator[StageLine]:
    reached: dict[str, str] = {}
    for one in view.steps:
        reached.setdefault(one.step.state, day(one.step.at.date()))
    for state in LESSON_STATES:
        label, here = str(STATES[state]).capitalize(), state == view.lesson.state
        yield StageLine(label, reached.get(state, ""), state in reached, here)


def _steps(steps: Iterable[TakenStep]) -> Iterator[StepLine]:
    """A later step that leaves it identified is a refusal if it says why, and a rewording if it says nothing."""
    for index, one in enumerate(steps):
        what = one.step.state
        if index and what == IDENTIFIED:
            what = "refused" if one.step.note else "amended"
        yield StepLine(one.step.at, str(HAPPENED[what]), str(ROLES[one.role]), one.step.note)


def _ready(move: Move, view: LessonView) -> bool:
    return move is not Move.VALIDATE or (view.effect is not None and view.effect.can_be_judged)
