"""The observation form: what happened, never who, where or when to the day."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

from flask_babel import format_date, lazy_gettext
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length

from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.validate import ODCR_PARTS
from matchmaker.services.commands import FileObservation
from matchmaker.web.forms.base import Form, choices
from matchmaker.web.language import LANGUAGES

NEEDED = InputRequired(lazy_gettext("Fill this in."))
CHOSEN = InputRequired(lazy_gettext("Choose one."))
LONGEST_TITLE = 200
LONGEST_TEXT = 8000
MONTHS_BACK = 24
EFFECTS = {
    "none": lazy_gettext("None: the task was done as planned"),
    "slower": lazy_gettext("Slower: the task was done, with delay or extra work"),
    "failed": lazy_gettext("Failed: the task could not be done"),
    "danger": lazy_gettext("Danger to life: somebody was or could have been hurt"),
}


PART_LABELS = {
    "observation": lazy_gettext("Observation"),
    "discussion": lazy_gettext("Discussion"),
    "conclusion": lazy_gettext("Conclusion"),
    "recommendation": lazy_gettext("Recommendation"),
}


def _text(part: str, *checks: object) -> TextAreaField:
    longest = Length(max=LONGEST_TEXT, message=lazy_gettext("Keep it to one page: at most %(max)d characters."))
    return TextAreaField(PART_LABELS[part], [*checks, longest], render_kw={"maxlength": LONGEST_TEXT})


class ObservationForm(Form):
    """Observation, discussion, conclusion, recommendation on one type of equipment that is already chosen."""

    equipment_id = HiddenField(lazy_gettext("Equipment"))
    title = StringField(
        lazy_gettext("Title"),
        [NEEDED, Length(max=LONGEST_TITLE, message=lazy_gettext("At most %(max)d characters."))],
        render_kw={"maxlength": LONGEST_TITLE, "autocomplete": "off"},
    )
    effect = RadioField(lazy_gettext("Effect on the task"), [CHOSEN], choices=choices(EFFECTS))
    observation = _text("observation", NEEDED)
    discussion = _text("discussion")
    conclusion = _text("conclusion")
    recommendation = _text("recommendation")
    month = SelectField(lazy_gettext("Month"), [CHOSEN])
    language = RadioField(lazy_gettext("Language of your text"), [CHOSEN], choices=choices(LANGUAGES))

    def __init__(self, *args: Any, day: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month.choices = choices({f"{month:%Y-%m}": format_date(month, "LLLL y") for month in _months(day)})

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape; a text with a classification marking is taken out of the form, so no page repeats it."""
        sound = bool(super().validate(extra_validators))
        marked = [self[part] for part in ODCR_PARTS if find_marking(self[part].data or "")]
        for field in marked:
            field.data = ""
            field.errors = [
                lazy_gettext(
                    "This text carried a classification marking. It was not stored and is not shown again. "
                    "Write it anew without anything classified."
                )
            ]
        return sound and not marked

    def to_command(self) -> FileObservation:
        """Return what was typed."""
        return FileObservation(
            equipment_id=self.equipment_id.data or "",
            effect=self.effect.data or "",
            month=self.month.data or "",
            language=self.language.data or "",
            **{part: self[part].data or "" for part in ODCR_PARTS},
        )


def _months(day: date) -> Iterator[date]:
    """This month and those before it."""
    for back in range(MONTHS_BACK):
        year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
        yield date(year, month + 1, 1)
