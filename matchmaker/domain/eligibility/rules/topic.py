"""What the text of a call topic asks or allows above the Regulation."""

from __future__ import annotations

from datetime import date, timedelta

from matchmaker.domain.eligibility.answers import Answer, met, not_applicable, not_met, unknown, worth
from matchmaker.domain.eligibility.case import Action
from matchmaker.domain.eligibility.matter import Matter
from matchmaker.domain.eligibility.money import euros
from matchmaker.domain.eligibility.rulebook import book
from matchmaker.domain.findings import Sentence, say

UNSTATED = say("The action names no topic whose text states this on that day.")


def other_topic(article: str) -> Sentence:
    """Why the numbers of a topic that funds another article say nothing about the action."""
    return say("The topic funds Article %(article)s and not this action; its numbers do not apply.", article=article)


def _unstated(matter: Matter) -> Answer:
    article = matter.article_of_other_topic
    return not_applicable(UNSTATED if article is None else other_topic(article))


@book.action_rule("TOPIC-A01")
def latest_end(matter: Matter, action: Action) -> Answer:
    """The action ends by the day that the topic sets."""
    stated = matter.topic_value("ends_by")
    if stated is None:
        return _unstated(matter)
    latest = date.fromisoformat(stated)
    if action.ends is None:
        return unknown(
            say("The day on which work ends is not recorded; the topic asks for an end by %(latest)s.", latest=latest),
            say("When does work end?"),
            missing=("action.ends",),
        )
    if action.ends > latest:
        return not_met(say("Work ends on %(day)s, after %(latest)s.", day=action.ends, latest=latest))
    return met(say("Work ends on %(day)s, by %(latest)s as the topic asks.", day=action.ends, latest=latest))


@book.action_rule("TOPIC-A02")
def duration(matter: Matter, action: Action) -> Answer:
    """How many years the topic expects an action to last, compared with the recorded days."""
    stated = matter.topic_value("duration_years")
    if stated is None:
        return _unstated(matter)
    return worth(stated, _compared(action, stated))


@book.action_rule("TOPIC-M01")
def largest_contribution(matter: Matter, action: Action) -> Answer:
    """The most Union money for one action under the topic."""
    return _ceiling(matter, "max_eu_contribution_eur")


@book.action_rule("TOPIC-M02")
def largest_optional_work_package(matter: Matter, action: Action) -> Answer:
    """The most Union money for the optional work package under the topic."""
    return _ceiling(matter, "max_optional_work_package_eur")


def _ceiling(matter: Matter, name: str) -> Answer:
    highest = matter.topic_number(name)
    if highest is None:
        return _unstated(matter)
    return worth(f"{highest:f}", say("The topic allows at most %(highest)s.", highest=euros(highest)))


def _compared(action: Action, stated: str) -> Sentence:
    if action.started is None or action.ends is None:
        return say(
            "The topic expects %(years)s years; start and end of the action are not both recorded.", years=stated
        )
    shortest, _, longest = stated.partition("-")
    over = action.ends + timedelta(days=1)
    if _earlier_by(over, int(shortest)) < _parts(action.started):
        return say("The action is shorter than the %(years)s years that the topic expects.", years=stated)
    if _earlier_by(over, int(longest or shortest)) > _parts(action.started):
        return say("The action is longer than the %(years)s years that the topic expects.", years=stated)
    return say("The action lasts %(years)s years, as the topic expects.", years=stated)


def _earlier_by(day: date, years: int) -> tuple[int, int, int]:
    """Year, month and day so many years earlier, which need not be a day of the calendar."""
    return day.year - years, day.month, day.day


def _parts(day: date) -> tuple[int, int, int]:
    return _earlier_by(day, 0)
