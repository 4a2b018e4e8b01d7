"""The words of lessons: states, what comes next, what was done, and what a note is about."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from flask_babel import lazy_gettext, ngettext
from flask_babel.speaklater import LazyString

from matchmaker.domain.feedback.comparing import Question
from matchmaker.domain.feedback.gapevidence import Counts
from matchmaker.domain.feedback.lessons import Move
from matchmaker.web.presenters.equipment import EFFECT_WORDS, month_words
from matchmaker.web.presenters.gaps import LESSON_STATES
from matchmaker.web.presenters.observed_words import DIMENSIONS, RATINGS

STATES = LESSON_STATES
# What a lesson may be called in each state: it is a lesson learned only in the last one.
CALLED: Mapping[str, LazyString] = {
    "lesson_identified": lazy_gettext("Lesson identified No %(number)s"),
    "endorsed": lazy_gettext("Lesson No %(number)s, endorsed"),
    "implemented": lazy_gettext("Lesson No %(number)s, implemented"),
    "validated": lazy_gettext("Lesson No %(number)s, validated"),
    "lesson_learned": lazy_gettext("Lesson learned No %(number)s"),
}
NEXT: Mapping[str, LazyString] = {
    "lesson_identified": lazy_gettext("A programme officer or another analyst endorses it next, or says why not."),
    "endorsed": lazy_gettext("The action body is to act next; what was done is noted here."),
    "implemented": lazy_gettext("It is validated next, by what users observe since."),
    "validated": lazy_gettext("It becomes a lesson learned next."),
    "lesson_learned": lazy_gettext("The remedial action was carried out, and what was observed since bears it out."),
}
HAPPENED: Mapping[str, LazyString] = {
    "lesson_identified": lazy_gettext("Identified"),
    "amended": lazy_gettext("Reworded"),
    "refused": lazy_gettext("Not endorsed"),
    "endorsed": lazy_gettext("Endorsed"),
    "implemented": lazy_gettext("Implemented"),
    "validated": lazy_gettext("Validated"),
    "lesson_learned": lazy_gettext("Lesson learned"),
}
NOTES: Mapping[str, LazyString] = {
    "lesson_identified": lazy_gettext("Note; the reason, if you do not endorse it"),
    "endorsed": lazy_gettext("What was done, and by which body"),
    "implemented": lazy_gettext("What the observations since show"),
    "validated": lazy_gettext("What is to be kept in mind"),
}
BUTTONS: Mapping[Move, LazyString] = {
    Move.ENDORSE: lazy_gettext("Endorse it"),
    Move.REFUSE: lazy_gettext("Do not endorse it"),
    Move.IMPLEMENT: lazy_gettext("Note as implemented"),
    Move.VALIDATE: lazy_gettext("Validate it"),
    Move.LEARN: lazy_gettext("It is a lesson learned"),
}
QUESTIONS: Mapping[str, LazyString] = {
    "effect": lazy_gettext("Effect on the task"),
    "danger": lazy_gettext("Could it kill or injure someone?"),
    **DIMENSIONS,
}
ANSWERS: Mapping[str, LazyString] = {
    **EFFECT_WORDS,
    "yes": lazy_gettext("yes"),
    "no": lazy_gettext("no"),
    **{str(key): word for key, word in RATINGS.items()},
}
RELEASABLE_TO = (lazy_gettext("EU and Ukraine"), lazy_gettext("EU, Ukraine and NATO"), lazy_gettext("public"))


def called(state: str, number: int) -> str:
    """Return what a lesson is called in its state."""
    return str(CALLED[state]) % {"number": number}


def counted(counts: Counts, words: Mapping[str, object]) -> str:
    """Write counts as `word 3, word 2`; keys without a word are left out."""
    return ", ".join(f"{words[key]} {number}" for key, number in counts if key in words)


def span(months: Counts) -> str:
    """Write the first and the last month, or the only one; nothing for none."""
    ends = [month_words(months[0][0]), month_words(months[-1][0])] if months else []
    return " – ".join(dict.fromkeys(ends))


def people_in(people: int, observations: int) -> str:
    """Write how many people reported it in how many observations."""
    reported = ngettext("%(num)s person reported it", "%(num)s people reported it", people)
    return f"{reported} {ngettext('in %(num)s observation', 'in %(num)s observations', observations)}"


def compared(questions: Iterable[Question]) -> tuple[tuple[str, str, str], ...]:
    """Return each question with what people answered before and since, as words and counts; `–` for nobody."""
    return tuple(
        (str(QUESTIONS[one.name]).capitalize(), _answered(one.answers, one.before), _answered(one.answers, one.after))
        for one in questions
    )


def _answered(answers: Iterable[str], given: Mapping[str, int]) -> str:
    """An answer may be a number itself, so a colon stands before the count."""
    return "; ".join(f"{ANSWERS[key]}: {given[key]}" for key in answers if given.get(key)) or "–"
