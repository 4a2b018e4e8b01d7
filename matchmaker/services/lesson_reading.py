"""Lessons as they are read and exported: the words, what they rest on in counts, and what the action changed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from matchmaker.domain.feedback.lessons import Basis, Effect, Move, allowed, basis_of, is_endorsed
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import LESSON_STATES, Role
from matchmaker.persistence.models import Gap, Lesson, LessonStep, Observation
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound
from matchmaker.services.gap_reading import behind_gap
from matchmaker.services.lessons import gap_to_learn_from, lesson_effect, lesson_to_read, steps_of
from matchmaker.services.observations import READERS
from matchmaker.services.occasion import Occasion

FORMATS = ("docx", "json")


@dataclass(frozen=True, slots=True)
class Begun:
    """A gap from which a lesson is to be formed, what stands behind it, and the observations themselves."""

    gap: Gap
    basis: Basis
    observations: Sequence[Observation]


@dataclass(frozen=True, slots=True)
class TakenStep:
    """A step with the role of who took it."""

    step: LessonStep
    role: Role


@dataclass(frozen=True, slots=True)
class LessonView:
    """A lesson with what it rests on now; `filed_as` has how many of its observations each role filed.

    `effect` is None while nothing was implemented. `may` is what the reader may do with it.
    """

    lesson: Lesson
    gap: Gap
    formed_as: Role
    steps: tuple[TakenStep, ...]
    basis: Basis
    filed_as: tuple[tuple[Role, int], ...]
    effect: Effect | None
    may: frozenset[Move]
    own: bool


@dataclass(frozen=True, slots=True)
class Exported:
    """Lessons as they are sent out, and who took them out when; the account is named by its id only."""

    lessons: tuple[LessonView, ...]
    account_id: str
    role: Role
    at: datetime


def list_lessons(uow: UnitOfWork, state: str, occasion: Occasion) -> tuple[dict[str, int], list[tuple[Lesson, Gap]]]:
    """Return how many lessons each state has, and those in a state, all for an empty one, by number."""
    if occasion.actor.role not in READERS:
        raise NotFound("lessons")
    found = uow.lessons.all()
    counted = Counter(lesson.state for lesson, _ in found)
    sizes = {one: counted[one] for one in LESSON_STATES}
    return sizes, [(lesson, gap) for lesson, gap in found if state in ("", lesson.state)]


def begin_lesson(uow: UnitOfWork, snapshot: Snapshot, gap_id: str, occasion: Occasion) -> Begun:
    """Return what a lesson from this gap would rest on, for an analyst."""
    gap = gap_to_learn_from(uow, gap_id, occasion)
    basis = basis_of(behind_gap(snapshot, gap.id), snapshot.equipment)
    return Begun(gap, basis, [one for one, _ in uow.lessons.behind(gap.id) if one.number in basis.numbers])


def show_lesson(uow: UnitOfWork, snapshot: Snapshot, lesson_id: str, occasion: Occasion) -> LessonView:
    """Return a lesson for those who work with observations; NotFound for others."""
    return _view(uow, snapshot, lesson_to_read(uow, lesson_id, occasion), occasion)


def export_lesson(uow: UnitOfWork, snapshot: Snapshot, lesson_id: str, form: str, occasion: Occasion) -> Exported:
    """Return an endorsed lesson to be sent out, which the audit keeps; NotFound for one that is not endorsed."""
    lesson = lesson_to_read(uow, lesson_id, occasion)
    if not is_endorsed(lesson.state):
        raise NotFound(lesson_id)
    return _export(uow, snapshot, [lesson], form, occasion)


def export_endorsed(uow: UnitOfWork, snapshot: Snapshot, form: str, occasion: Occasion) -> Exported:
    """Return all endorsed lessons to be sent out, each with its line in the audit; NotFound where there is none."""
    _, found = list_lessons(uow, "", occasion)
    endorsed = [lesson for lesson, _ in found if is_endorsed(lesson.state)]
    if not endorsed:
        raise NotFound("lessons")
    return _export(uow, snapshot, endorsed, form, occasion)


def _export(uow: UnitOfWork, snapshot: Snapshot, lessons: Sequence[Lesson], form: str, occasion: Occasion) -> Exported:
    views = tuple(_view(uow, snapshot, lesson, occasion) for lesson in lessons)
    for lesson in lessons:
        occasion.record(uow, "lesson.exported", "lesson", lesson.id, form)
    uow.commit()
    return Exported(views, occasion.actor.account_id, occasion.actor.role, occasion.now)


def _view(uow: UnitOfWork, snapshot: Snapshot, lesson: Lesson, occasion: Occasion) -> LessonView:
    gap, former = uow.gaps.get(lesson.gap_id), uow.accounts.get(lesson.formed_by)
    if gap is None or former is None:
        raise NotFound(lesson.id)
    actor = occasion.actor
    basis = basis_of(behind_gap(snapshot, gap.id), snapshot.equipment)
    return LessonView(
        lesson=lesson,
        gap=gap,
        formed_as=Role(former.role),
        steps=tuple(TakenStep(step, Role(account.role)) for step, account in steps_of(uow, lesson)),
        basis=basis,
        filed_as=_filed_as(uow, gap.id, basis),
        effect=lesson_effect(uow, snapshot, lesson),
        may=allowed(lesson.state, lesson.formed_by, role=actor.role, account_id=actor.account_id),
        own=lesson.formed_by == actor.account_id,
    )


def _filed_as(uow: UnitOfWork, gap_id: str, basis: Basis) -> tuple[tuple[Role, int], ...]:
    counted = Counter(account.role for one, account in uow.lessons.behind(gap_id) if one.number in basis.numbers)
    return tuple((Role(role), number) for role, number in sorted(counted.items()))
