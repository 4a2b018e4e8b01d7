"""A lesson begun: ODCR parts filled in from the gap and from counts, and the form in which an analyst writes it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from flask_babel import force_locale, gettext

from matchmaker.domain.feedback.filed import Doubt
from matchmaker.domain.findings import Bilingual
from matchmaker.persistence.models import Gap, Lesson
from matchmaker.services.lesson_reading import Begun
from matchmaker.web.forms.lessons import LessonForm, MoveForm
from matchmaker.web.presenters.equipment import EFFECT_WORDS
from matchmaker.web.presenters.filing import DoubtLine
from matchmaker.web.presenters.lesson_words import RELEASABLE_TO, called, counted, people_in, span
from matchmaker.web.presenters.observed_words import CAUSES, CONDITIONS, SETTINGS, WISHES
from matchmaker.web.wording import say_aloud, text


@dataclass(frozen=True, slots=True)
class SeenLine:
    """An observation behind the gap, with what its author concluded and recommended."""

    id: str
    number: int
    title: str
    language: str
    conclusion: str
    recommendation: str
    fictional: bool


@dataclass(frozen=True, slots=True)
class LessonFormPage:
    """The form; `lesson_id` is empty for a new one. `must_settle` says that doubtful words hold it up."""

    form: LessonForm
    gap_id: str
    gap_number: int
    gap_title: str
    lesson_id: str
    heading: str
    fictional: bool
    doubts: tuple[DoubtLine, ...]
    must_settle: bool
    releasable_to: tuple[str, ...]
    seen: tuple[SeenLine, ...]


def drafted(begun: Begun, language: str) -> dict[str, str]:
    """Return what can be filled in from the record, in a language; what it takes a person for stays empty."""
    with force_locale(language):
        return {
            "title": text(Bilingual(begun.gap.title_en, begun.gap.title_uk)),
            "observation": "\n".join(_observation(begun)),
            "discussion": "\n".join(_discussion(begun)),
            "conclusion": _conclusion(begun.gap),
            "recommendation": "\n".join(_recommendation(begun)),
            "releasability": str(RELEASABLE_TO[0]),
            "language": language,
        }


def lesson_form_page(
    form: LessonForm, begun: Begun, lesson: Lesson | None = None, found: tuple[Doubt, ...] = ()
) -> LessonFormPage:
    """Present the form, with doubtful words where there are some."""
    gap = begun.gap
    return LessonFormPage(
        form=form,
        gap_id=gap.id,
        gap_number=gap.number,
        gap_title=text(Bilingual(gap.title_en, gap.title_uk)),
        lesson_id=lesson.id if lesson else "",
        heading=called(lesson.state, lesson.number) if lesson else str(gettext("Identify a lesson")),
        fictional=lesson.fictional if lesson else gap.fictional,
        doubts=doubt_lines(found, form),
        must_settle=any(not one.question for one in found),
        releasable_to=tuple(map(str, RELEASABLE_TO)),
        seen=tuple(
            SeenLine(one.id, one.number, one.title, one.language, one.conclusion, one.recommendation, one.fictional)
            for one in begun.observations
        ),
    )


def doubt_lines(found: tuple[Doubt, ...], form: LessonForm | MoveForm) -> tuple[DoubtLine, ...]:
    """Present doubtful words at their fields."""
    return tuple(
        DoubtLine(
            key=one.key,
            anchor=form[one.field].id,
            label=str(form[one.field].label.text),
            before=one.before,
            span=one.span,
            after=one.after,
            because=say_aloud(one.because),
            question=one.question,
            confirmed=one.key in (form.harmless.data or ()),
        )
        for one in found
    )


def _observation(begun: Begun) -> Iterator[str]:
    gap, evidence = begun.gap, begun.basis.evidence
    if statement := text(Bilingual(gap.text_en, gap.text_uk)):
        yield statement
    months = f" ({span(evidence.months)})" if evidence.months else ""
    yield f"{people_in(evidence.people, evidence.observations)}{months}."
    if effects := counted(evidence.effects, EFFECT_WORDS):
        yield str(gettext("Effect on the task, in people: %(counts)s.", counts=effects))
    if evidence.fictional:
        yield str(gettext("Invented observations among them: %(number)s.", number=evidence.fictional))


def _discussion(begun: Begun) -> Iterator[str]:
    basis = begun.basis
    if seen := counted(basis.settings, SETTINGS):
        yield str(gettext("Seen in, in people: %(counts)s.", counts=seen))
    if conditions := counted(basis.evidence.conditions, CONDITIONS):
        yield str(gettext("Conditions, in people: %(counts)s.", counts=conditions))
    if causes := counted(basis.causes, CAUSES):
        yield str(gettext("Cause as they see it, in people: %(counts)s.", counts=causes))


def _conclusion(gap: Gap) -> str:
    if gap.kind == "missing":
        return str(gettext("Forces do not have a capability that they need."))
    return str(gettext("Forces have the capability, and it does not do what they need."))


def _recommendation(begun: Begun) -> Iterator[str]:
    wishes = Counter(one.wish for one in begun.observations)
    if wanted := counted(tuple((key, wishes[key]) for key in WISHES if wishes[key]), WISHES):
        yield str(gettext("What would help, in observations: %(counts)s.", counts=wanted))
