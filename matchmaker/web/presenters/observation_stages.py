"""The stages of an observation as a row of steps, from filed to lesson learned."""

from __future__ import annotations

from dataclasses import dataclass

from flask_babel import gettext

from matchmaker.domain.feedback.stages import Stage
from matchmaker.services.desk import Opened
from matchmaker.web.presenters import screening_words as words
from matchmaker.web.wording import day

OF_ITS_OWN = ("filed", "analysed", "closed")


@dataclass(frozen=True, slots=True)
class StageLine:
    """One stage; `address` is what it leads to, `when` the day it was reached, both empty where there is none."""

    label: str
    address: str
    when: str
    reached: bool
    here: bool


def stage_lines(opened: Opened) -> tuple[StageLine, ...]:
    """Present the stages; makers, who read no gaps, see those of the observation itself."""
    shown = [one for one in opened.stages if opened.inside or one.name in OF_ITS_OWN]
    last = [one.name for one in shown if one.reached][-1]
    return tuple(_line(one, opened, here=one.name == last) for one in shown)


def _line(stage: Stage, opened: Opened, *, here: bool) -> StageLine:
    label, address = str(words.STAGES[stage.name]), ""
    if stage.name == "gap" and stage.reached and opened.gaps:
        first = opened.gaps[0]
        label, address = str(gettext("Behind gap No %(number)s", number=first.number)), f"/gaps/{first.id}"
    if stage.name == "lesson_identified" and stage.reached and opened.lesson:
        address = f"/lessons/{opened.lesson.id}"
    if stage.name == "closed" and opened.observation.outcome in words.OUTCOMES:
        outcome = words.OUTCOMES[opened.observation.outcome]
        label = str(gettext("Closed: %(outcome)s", outcome=outcome))
    return StageLine(label, address, day(stage.at.date()) if stage.at else "", stage.reached, here)
