"""The words of an exported lesson, in the language that it is written in."""

from __future__ import annotations

from collections.abc import Iterator

from flask_babel import force_locale, gettext

from matchmaker.services.lesson_documents import Grid, Paper
from matchmaker.services.lesson_reading import Exported, LessonView
from matchmaker.web.forms.observations import PART_LABELS
from matchmaker.web.presenters.equipment import month_words
from matchmaker.web.presenters.lesson_words import HAPPENED, STATES, called, compared, people_in, span
from matchmaker.web.presenters.lessons import counts_of, facts_of
from matchmaker.web.wording import ROLES, day


def papers_of(exported: Exported) -> tuple[Paper, ...]:
    """Return one paper for each lesson."""
    return tuple(_paper(view, exported) for view in exported.lessons)


def _paper(view: LessonView, exported: Exported) -> Paper:
    lesson = view.lesson
    with force_locale(lesson.language):
        taken_out = day(exported.at.date())
        releasable = str(gettext("Releasable to: %(whom)s", whom=lesson.releasability))
        return Paper(
            running=" · ".join((called(lesson.state, lesson.number), releasable, taken_out)),
            kind=called(lesson.state, lesson.number),
            title=lesson.title,
            fictional=str(gettext("FICTIONAL: invented for demonstration")) if lesson.fictional else "",
            facts=_facts(view),
            parts=_parts(view),
            grids=tuple(_grids(view)),
            notes=tuple(_notes(view)),
            stamp=str(
                gettext(
                    "Exported on %(day)s by account %(account)s (%(role)s)",
                    day=taken_out,
                    account=exported.account_id,
                    role=str(ROLES[exported.role]),
                )
            ),
        )


def _facts(view: LessonView) -> tuple[tuple[str, str], ...]:
    first = (
        (str(gettext("Number")), str(view.lesson.number)),
        (str(gettext("State")), str(STATES[view.lesson.state])),
    )
    area = (str(gettext("Training area")), str(gettext("not given, on purpose")))
    stated = ((label, words or str(gettext("not stated"))) for label, words in facts_of(view))
    return (*first, *stated, area)


def _parts(view: LessonView) -> tuple[tuple[str, str], ...]:
    lesson = view.lesson
    odcr = ((str(label), getattr(lesson, field)) for field, label in PART_LABELS.items())
    action = ((str(gettext("Remedial action")), lesson.action), (str(gettext("Action body")), lesson.action_body))
    done = [one.step for one in view.steps if one.step.note and one.step.state != "lesson_identified"]
    said = ((str(HAPPENED[one.state]), f"{day(one.at.date())}: {one.note}") for one in done)
    return (*odcr, *action, *said)


def _grids(view: LessonView) -> Iterator[Grid]:
    what, counts = str(gettext("What")), str(gettext("Counts"))
    yield Grid(str(gettext("Evidence, in people")), (what, counts), tuple(_evidence(view)))
    if view.effect is None:
        return
    found = view.effect.comparison
    caption = str(gettext("The same questions before %(month)s and since, in people", month=month_words(found.since)))
    heads = (what, str(gettext("Before")), str(gettext("Since")))
    everybody = (str(gettext("All")), str(found.people_before), str(found.people_after))
    yield Grid(caption, heads, (everybody, *compared(found.questions)))


def _evidence(view: LessonView) -> Iterator[tuple[str, str]]:
    evidence = view.basis.evidence
    months = f" ({span(evidence.months)})" if evidence.months else ""
    yield str(gettext("All")), f"{people_in(evidence.people, evidence.observations)}{months}"
    yield from counts_of(view)
    numbers = ", ".join(map(str, view.basis.numbers))
    yield str(gettext("Observations, by number")), numbers or str(gettext("none counted"))


def _notes(view: LessonView) -> Iterator[str]:
    if invented := view.basis.evidence.fictional:
        yield str(gettext("Invented observations among them: %(number)s.", number=invented))
    yield str(gettext("Counts are those of the day of export; only observations that were screened count."))
    if view.effect is not None:
        yield str(gettext("Fewer observations may also mean that fewer people looked."))
