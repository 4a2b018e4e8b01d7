"""The observation form: what happened, never who, where or when to the day."""

from __future__ import annotations

import base64
import binascii
import re
from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

from flask_babel import format_date, lazy_gettext
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, SelectField, SelectMultipleField, StringField, TextAreaField
from wtforms.validators import InputRequired, Length, Optional, Regexp

from matchmaker.domain.feedback.filed import LONGEST_CONFIGURATION
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.vocabulary import DIMENSIONS
from matchmaker.services.commands import FileObservation, JoinObservation
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import EntryForm
from matchmaker.web.forms.topics import SelectMultipleChecks
from matchmaker.web.language import LANGUAGES
from matchmaker.web.presenters import observed_words

NEEDED = InputRequired(lazy_gettext("Fill this in."))
CHOSEN = InputRequired(lazy_gettext("Choose one."))
LONGEST_TITLE = 200
LONGEST_NAME = 200
LONGEST_TEXT = 8000
MONTHS_BACK = 24
# A picture that is kept while its author looks at the text again must fit into a form.
LARGEST_KEPT = 700_000
UNLISTED = "unlisted"
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
YES_OR_NO = {"yes": lazy_gettext("Yes"), "no": lazy_gettext("No")}
NOT_STATED = {"": lazy_gettext("not stated")}
DIGITS = {"inputmode": "numeric", "autocomplete": "off"}
TYPED = {"autocomplete": "off"}


def _longest(number: int) -> Length:
    return Length(max=number, message=lazy_gettext("At most %(max)d characters."))


def _page(label: Any, *checks: object) -> TextAreaField:
    longest = Length(max=LONGEST_TEXT, message=lazy_gettext("Keep it to one page: at most %(max)d characters."))
    return TextAreaField(label, [*checks, longest], render_kw={"maxlength": LONGEST_TEXT})


def _choice(label: Any, words: Mapping[str, Any]) -> SelectField:
    return SelectField(label, choices=choices({**NOT_STATED, **words}), validate_choice=False)


class WholeNumberField(StringField):  # type: ignore[misc]
    """A whole number; empty is None."""

    def __init__(self, label: Any = None, **kwargs: Any) -> None:
        whole = Regexp(r"\s*[0-9]{1,6}\s*\Z", message=lazy_gettext("Write a whole number such as 12, or leave it out."))
        super().__init__(label, [Optional(), whole], render_kw=DIGITS, **kwargs)

    def number(self) -> int | None:
        """Return the number, None where nothing readable was typed."""
        typed = (self.data or "").strip()
        return int(typed) if re.fullmatch("[0-9]{1,6}", typed) else None


class _Ratings(EntryForm):
    """One list for each of the named dimensions."""

    rating_field_performance = _choice(observed_words.DIMENSIONS["field_performance"], {})
    rating_ease_of_use = _choice(observed_words.DIMENSIONS["ease_of_use"], {})
    rating_build = _choice(observed_words.DIMENSIONS["build"], {})
    rating_interference = _choice(observed_words.DIMENSIONS["interference"], {})
    rating_maintainability = _choice(observed_words.DIMENSIONS["maintainability"], {})
    rating_spares = _choice(observed_words.DIMENSIONS["spares"], {})

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for field in self.ratings():
            field.choices = choices(NOT_STATED | {str(key): word for key, word in observed_words.RATINGS.items()})

    def ratings(self) -> list[Any]:
        """Return the fields, in the order in which they are shown."""
        return [self[f"rating_{dimension}"] for dimension in DIMENSIONS]

    def rated(self) -> tuple[tuple[str, int], ...]:
        """Return what was rated; 0, which is refused, for what no list has."""
        typed = [(dimension, self[f"rating_{dimension}"].data or "") for dimension in DIMENSIONS]
        return tuple((name, int(rating) if re.fullmatch("[0-9]", rating) else 0) for name, rating in typed if rating)


class ObservationForm(_Ratings):
    """All that is asked, on one page; `modules` are the types of training by id.

    `harmless` are the keys of what its author confirmed, `seen` says that similar ones were shown, `photo_kept` is a
    picture that was sent before and cleaned. `marked` has the fields that carried a classification marking.
    """

    danger = RadioField(lazy_gettext("Could this kill or injure someone?"), [CHOSEN], choices=choices(YES_OR_NO))
    equipment_words = StringField(lazy_gettext("Which equipment?"), [_longest(LONGEST_NAME)], render_kw=TYPED)
    equipment_id = RadioField(lazy_gettext("Which of these do you mean?"), choices=[], validate_choice=False)
    configuration = StringField(lazy_gettext("Version or firmware"), [_longest(LONGEST_CONFIGURATION)], render_kw=TYPED)
    month = SelectField(lazy_gettext("Month"), [CHOSEN])
    module_id = SelectField(lazy_gettext("Type of training"), validate_choice=False)
    setting = _choice(lazy_gettext("Seen in"), observed_words.SETTINGS)
    side = _choice(lazy_gettext("Used by"), observed_words.SIDES)
    segment = _choice(lazy_gettext("Part of the eastern flank"), observed_words.SEGMENTS)
    users = WholeNumberField(lazy_gettext("How many people used it"))
    hours = WholeNumberField(lazy_gettext("Hours of use, all together"))
    conditions = SelectMultipleChecks(
        lazy_gettext("Conditions"), choices=choices(observed_words.CONDITIONS), validate_choice=False
    )
    trained_before = _choice(lazy_gettext("Were they trained on it before?"), YES_OR_NO)
    title = StringField(
        lazy_gettext("Title"),
        [NEEDED, _longest(LONGEST_TITLE)],
        render_kw={"maxlength": LONGEST_TITLE, **TYPED},
    )
    observation = _page(PART_LABELS["observation"], NEEDED)
    frequency = _choice(lazy_gettext("How often"), observed_words.FREQUENCIES)
    effect = RadioField(lazy_gettext("Effect on the task"), [CHOSEN], choices=choices(EFFECTS))
    workaround = _page(lazy_gettext("Work-around"))
    cause = _choice(lazy_gettext("Cause, as you see it"), observed_words.CAUSES)
    wish = _choice(lazy_gettext("What would help"), observed_words.WISHES)
    discussion = _page(PART_LABELS["discussion"])
    conclusion = _page(PART_LABELS["conclusion"])
    recommendation = _page(PART_LABELS["recommendation"])
    photo = FileField(lazy_gettext("Photo"), render_kw={"accept": "image/jpeg,image/png,image/webp"})
    photo_kept = HiddenField(lazy_gettext("Photo"))
    language = RadioField(lazy_gettext("Language of your text"), [CHOSEN], choices=choices(LANGUAGES))
    harmless = SelectMultipleField(lazy_gettext("Harmless"), choices=[], validate_choice=False)
    seen = HiddenField(lazy_gettext("Similar ones were shown"))

    def __init__(self, *args: Any, day: date, modules: Mapping[str, str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.month.choices = choices({f"{month:%Y-%m}": format_date(month, "LLLL y") for month in _months(day)})
        self.module_id.choices = choices({"": lazy_gettext("none, or not in the list"), **modules})
        self.equipment_id.choices = []
        self.marked: tuple[str, ...] = ()

    def forget_marked(self) -> None:
        """Empty what carries a classification marking, and remember where it stood."""
        kept, self.photo_kept.data = self.photo_kept.data, ""  # letters of a picture, which say nothing
        texts = [field for field in self if isinstance(field.data, str)]
        self.marked += tuple(field.name for field in texts if find_marking(field.data))
        super().forget_marked()
        self.photo_kept.data = kept

    def chosen_type(self) -> str:
        """Return the id of the type that was chosen, empty for none and for one that is not in the list."""
        chosen = self.equipment_id.data or ""
        return "" if chosen == UNLISTED else chosen

    def sent_photo(self) -> bytes:
        """Return the picture as sent, or as kept from before; empty for none."""
        sent = self.photo.data.read() if getattr(self.photo.data, "filename", "") else b""
        if sent:
            self.photo.data.seek(0)
        try:
            return sent or base64.b64decode(self.photo_kept.data or "", validate=True)
        except binascii.Error:
            return b""

    def keep_photo(self, content: bytes | None) -> None:
        """Carry a cleaned picture along, so that it need not be chosen again; none, or one too large, is dropped."""
        kept = base64.b64encode(content or b"").decode()
        self.photo_kept.data = kept if len(kept) <= LARGEST_KEPT else ""

    def to_command(self) -> FileObservation:
        """Return what was typed."""
        texts = ("title", "observation", "discussion", "conclusion", "recommendation", "workaround")
        named = ("equipment_words", "configuration", "effect", "month", "language")
        stated = ("frequency", "cause", "wish", "side", "setting", "segment", "module_id")
        return FileObservation(
            equipment_id=self.chosen_type(),
            danger=_yes_or_no(self.danger.data),
            users=self.users.number(),
            hours=self.hours.number(),
            conditions=tuple(self.conditions.data or ()),
            trained_before=_yes_or_no(self.trained_before.data),
            ratings=self.rated(),
            harmless=frozenset(self.harmless.data or ()),
            photo=self.sent_photo(),
            **{field: self[field].data or "" for field in (*texts, *named, *stated)},
        )

    def to_join(self, observation_id: str) -> JoinObservation:
        """Return what of it is kept by who joins another observation."""
        return JoinObservation(
            observation_id=observation_id,
            month=self.month.data or "",
            users=self.users.number(),
            hours=self.hours.number(),
            side=self.side.data or "",
        )


def _yes_or_no(typed: str | None) -> bool | None:
    return {"yes": True, "no": False}.get(typed or "")


def _months(day: date) -> Iterator[date]:
    """This month and those before it."""
    for back in range(MONTHS_BACK):
        year, month = divmod(day.year * 12 + day.month - 1 - back, 12)
        yield date(year, month + 1, 1)
