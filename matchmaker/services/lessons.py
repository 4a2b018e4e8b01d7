"""An analyst identifies a lesson from a gap; others endorse it, note what was done and validate it by what followed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from matchmaker.domain.feedback.filed import Doubt, doubts
from matchmaker.domain.feedback.gapevidence import COUNTED
from matchmaker.domain.feedback.lessons import (
    DECIDERS,
    FOUR_EYES,
    IDENTIFIED,
    IMPLEMENTED,
    LEADS_TO,
    WRITTEN,
    Effect,
    Move,
    allowed,
    effect_of,
    problems_of_move,
    problems_of_words,
    said_of,
)
from matchmaker.domain.findings import say
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.snapshot import Snapshot
from matchmaker.domain.vocabulary import LESSON_STATES, Role
from matchmaker.persistence.models import Account, Gap, Lesson, LessonStep, Observation
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import Conflict, NotAllowed, NotFound
from matchmaker.services.firms import commit_once, refuse
from matchmaker.services.notices import tell
from matchmaker.services.observations import READERS
from matchmaker.services.occasion import Occasion

MOVED, WAITING, REFUSED = "lesson.moved", "lesson.waiting", "lesson.refused"


@dataclass(frozen=True, slots=True)
class FormLesson:
    """A lesson in the ODCR form with its remedial action, the body that is to act and to whom it may be released.

    `harmless` are the keys of what its author looked at again and confirmed.
    """

    title: str
    observation: str
    discussion: str
    conclusion: str
    recommendation: str
    action: str
    action_body: str
    releasability: str
    language: str
    harmless: frozenset[str] = frozenset()

    def texts(self) -> dict[str, str]:
        """Return all that was typed, by field, with plain ends of lines."""
        return {field: _plain(getattr(self, field)) for field in WRITTEN}


@dataclass(frozen=True, slots=True)
class TakeStep:
    """A step with a lesson, and what is said with it; `harmless` as in FormLesson.

    `known` is how many steps the lesson had when it was read, None where nobody read a page.
    """

    move: Move
    note: str = ""
    harmless: frozenset[str] = frozenset()
    known: int | None = None


def look_over(command: FormLesson) -> tuple[Doubt, ...]:
    """Return what in the words may tell who, where or when and is not confirmed; Rejected for faults and markings."""
    refuse(problems_of_words(command.texts(), command.language))
    return _open_doubts(command.texts(), command.harmless)


def look_over_note(command: TakeStep) -> tuple[Doubt, ...]:
    """Return what in a note may tell who, where or when and is not confirmed; Rejected where it is marked."""
    refuse(one for one in problems_of_move(command.move, command.note, None) if one.field)
    return _open_doubts({"note": command.note}, command.harmless)


def form_lesson(uow: UnitOfWork, gap_id: str, command: FormLesson, occasion: Occasion, *, token: str = "") -> str:
    """Identify a lesson from a gap and return its id; the same token twice forms one.

    Raises Rejected for faults, for markings, for what may tell who, where or when and is not confirmed, and for a
    gap that no observation bears out any more.
    """
    gap = gap_to_learn_from(uow, gap_id, occasion)
    if before := occasion.taken_before(uow, token):
        return before
    counted = [one for one, _ in uow.lessons.behind(gap.id) if one.state == COUNTED]
    refuse((*_unsettled(look_over(command)), *_unfounded(counted)))
    lesson = Lesson(id=occasion.new_id(), number=uow.lessons.next_number(), gap_id=gap.id, state=IDENTIFIED)
    lesson.formed_by, lesson.formed_at = occasion.actor.account_id, occasion.now
    lesson.fictional = gap.fictional or all(one.fictional for one in counted)
    _write(lesson, command)
    uow.lessons.add(lesson)
    uow.flush()
    _move(uow, lesson, IDENTIFIED, "", occasion)
    _tell_deciders(uow, lesson, occasion)
    occasion.take(uow, token, lesson.id)
    occasion.record(uow, "lesson.identified", "lesson", lesson.id, gap.id)
    return commit_once(uow, token, lesson.id, occasion)


def amend_lesson(uow: UnitOfWork, lesson_id: str, command: FormLesson, occasion: Occasion, *, token: str = "") -> None:
    """Reword a lesson that is not endorsed yet, as the one who formed it."""
    if occasion.taken_before(uow, token):
        return
    lesson = lesson_to_move(uow, lesson_id, Move.AMEND, occasion)
    refuse(_unsettled(look_over(command)))
    _write(lesson, command)
    _keep_step(uow, lesson, IDENTIFIED, "", occasion)
    occasion.take(uow, token, lesson.id)
    occasion.record(uow, "lesson.amended", "lesson", lesson.id)
    commit_once(uow, token, lesson.id, occasion)


def take_step(
    uow: UnitOfWork, snapshot: Snapshot, lesson_id: str, command: TakeStep, occasion: Occasion, *, token: str = ""
) -> None:
    """Move a lesson on, or refuse to endorse it; the same token twice does it once.

    Raises NotAllowed for who formed it where four eyes are needed, Conflict where it was moved meanwhile, Rejected
    for missing or marked words, and for a validation without observations on both sides of the action.
    """
    if occasion.taken_before(uow, token):
        return
    lesson = lesson_to_move(uow, lesson_id, command.move, occasion)
    if command.known not in (None, len(uow.lessons.steps(lesson.id))):
        raise Conflict(_meanwhile())
    effect = lesson_effect(uow, snapshot, lesson)
    refuse(problems_of_move(command.move, command.note, effect))
    refuse(_unsettled(look_over_note(command)))
    if command.move is Move.REFUSE:
        _keep_step(uow, lesson, IDENTIFIED, command.note, occasion)
        _tell_former(uow, lesson, command.note.strip(), occasion)
    else:
        _move(uow, lesson, LEADS_TO[command.move], command.note, occasion)
    occasion.take(uow, token, lesson.id)
    occasion.record(uow, f"lesson.{command.move}", "lesson", lesson.id, _counted(command.move, effect))
    commit_once(uow, token, lesson.id, occasion)


def gap_to_learn_from(uow: UnitOfWork, gap_id: str, occasion: Occasion) -> Gap:
    """Return the gap for an analyst; NotFound where there is none or for who knows of none, NotAllowed for readers."""
    gap = uow.gaps.get(gap_id)
    if gap is None or occasion.actor.role not in READERS:
        raise NotFound(gap_id)
    occasion.need_role(Role.ANALYST)
    return gap


def lesson_to_read(uow: UnitOfWork, lesson_id: str, occasion: Occasion) -> Lesson:
    """Return a lesson for those who work with observations; for others there is none."""
    lesson = uow.lessons.get(lesson_id)
    if lesson is None or occasion.actor.role not in READERS:
        raise NotFound(lesson_id)
    return lesson


def lesson_to_move(uow: UnitOfWork, lesson_id: str, move: Move, occasion: Occasion) -> Lesson:
    """Return a lesson with which this account may take the step; NotFound, NotAllowed or Conflict otherwise."""
    lesson, actor = lesson_to_read(uow, lesson_id, occasion), occasion.actor
    occasion.need_role(*DECIDERS)
    own = lesson.formed_by == actor.account_id
    if (own and move in FOUR_EYES) or (move is Move.AMEND and not own):
        raise NotAllowed(f"{move} is not for this account")
    if move not in allowed(lesson.state, lesson.formed_by, role=actor.role, account_id=actor.account_id):
        raise Conflict(_meanwhile())
    return lesson


def lesson_effect(uow: UnitOfWork, snapshot: Snapshot, lesson: Lesson) -> Effect | None:
    """Return what was observed before the remedial action and since; None while it is not implemented."""
    done = [step.at for step, _ in uow.lessons.steps(lesson.id) if step.state == IMPLEMENTED]
    gap = snapshot.gaps.get(lesson.gap_id)
    if not done or gap is None:
        return None
    return effect_of(gap, snapshot.observations.values(), snapshot.joint_projects.values(), f"{min(done):%Y-%m}")


def steps_of(uow: UnitOfWork, lesson: Lesson) -> list[tuple[LessonStep, Account]]:
    """Return the steps of a lesson with who took them, oldest first, those of one moment in the order of states."""
    steps = uow.lessons.steps(lesson.id)
    return sorted(steps, key=lambda one: (one[0].at, LESSON_STATES.index(one[0].state)))


def _meanwhile() -> Problem:
    return Problem("", say("Something else was done with this lesson meanwhile. Please read it again."))


def _open_doubts(texts: dict[str, str], harmless: frozenset[str]) -> tuple[Doubt, ...]:
    return tuple(one for one in doubts(texts) if one.key not in harmless)


def _unsettled(found: tuple[Doubt, ...]) -> Iterator[Problem]:
    yield from (Problem(one.field, one.because) for one in found if not one.question)


def _unfounded(counted: Sequence[Observation]) -> Iterator[Problem]:
    if not counted:
        yield Problem("", say("No observation behind this gap counts any more, so nothing can be learned from it."))


def _plain(words: str) -> str:
    return "\n".join(words.strip().splitlines())


def _write(lesson: Lesson, command: FormLesson) -> None:
    for field, words in command.texts().items():
        setattr(lesson, field, words)
    lesson.language = command.language


def _move(uow: UnitOfWork, lesson: Lesson, state: str, note: str, occasion: Occasion) -> None:
    """Move it, and tell those whose observations are behind it."""
    lesson.state = state
    _keep_step(uow, lesson, state, note, occasion)
    sentence = said_of(state, lesson.number, lesson.title)
    tell(uow, uow.lessons.observers(lesson.gap_id), MOVED, sentence, address_of(lesson), occasion)


def _keep_step(uow: UnitOfWork, lesson: Lesson, state: str, note: str, occasion: Occasion) -> None:
    step = LessonStep(id=occasion.new_id(), lesson_id=lesson.id, state=state, note=_plain(note))
    step.account_id, step.at = occasion.actor.account_id, occasion.now
    uow.lessons.add(step)


def _tell_deciders(uow: UnitOfWork, lesson: Lesson, occasion: Occasion) -> None:
    """Tell all who may endorse it; those who have heard of it as authors need not hear twice."""
    sentence = say(
        "Lesson No %(number)s was identified and waits for somebody else to endorse it: %(title)s.",
        number=lesson.number,
        title=lesson.title,
    )
    others = {account.id for role in DECIDERS for account in uow.accounts.with_role(role)}
    tell(uow, others - uow.lessons.observers(lesson.gap_id), WAITING, sentence, address_of(lesson), occasion)


def _tell_former(uow: UnitOfWork, lesson: Lesson, reason: str, occasion: Occasion) -> None:
    sentence = say("Lesson No %(number)s was not endorsed: %(reason)s", number=lesson.number, reason=reason)
    tell(uow, [lesson.formed_by], REFUSED, sentence, address_of(lesson), occasion)


def address_of(lesson: Lesson) -> str:
    """Return the page of a lesson."""
    return f"/lessons/{lesson.id}"


def _counted(move: Move, effect: Effect | None) -> str:
    """What a validation rested on, for the audit."""
    if move is not Move.VALIDATE or effect is None:
        return ""
    found = effect.comparison
    return f"since {found.since}: {found.people_before} people before, {found.people_after} since"
