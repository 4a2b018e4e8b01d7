"""The form of a lesson, and what is said when it moves on; what the words must be is the service's to judge."""

from __future__ import annotations

import re
from typing import Any

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField, SelectMultipleField, StringField, TextAreaField

from matchmaker.domain.feedback.lessons import Move
from matchmaker.domain.registry.validate import LONGEST_NAME, LONGEST_TEXT
from matchmaker.services.errors import NotFound
from matchmaker.services.lessons import FormLesson, TakeStep
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import EntryForm
from matchmaker.web.forms.observations import PART_LABELS
from matchmaker.web.language import LANGUAGES

LINE = {"maxlength": LONGEST_NAME, "autocomplete": "off"}
PAGE = {"maxlength": LONGEST_TEXT}


class _Looked(EntryForm):
    """A form whose words may be asked about: `harmless` are the keys confirmed, `seen` says that they were shown."""

    harmless = SelectMultipleField(lazy_gettext("Harmless"), choices=[], validate_choice=False)
    seen = HiddenField(lazy_gettext("Doubtful words were shown"))

    def confirmed(self) -> frozenset[str]:
        """Return the keys of what is confirmed."""
        return frozenset(self.harmless.data or ())


class LessonForm(_Looked):
    """The ODCR parts, the remedial action with the body that is to act, and to whom it may be released."""

    title = StringField(lazy_gettext("Title"), render_kw=LINE)
    observation = TextAreaField(PART_LABELS["observation"], render_kw=PAGE)
    discussion = TextAreaField(PART_LABELS["discussion"], render_kw=PAGE)
    conclusion = TextAreaField(PART_LABELS["conclusion"], render_kw=PAGE)
    recommendation = TextAreaField(PART_LABELS["recommendation"], render_kw=PAGE)
    action = TextAreaField(lazy_gettext("Remedial action"), render_kw=PAGE)
    action_body = StringField(lazy_gettext("Action body"), render_kw=LINE)
    releasability = StringField(lazy_gettext("Releasable to"), render_kw=LINE | {"list": "releasable-to"})
    language = RadioField(lazy_gettext("Language of your text"), choices=choices(LANGUAGES), validate_choice=False)

    def to_command(self) -> FormLesson:
        """Return what was typed."""
        parts = ("title", "observation", "discussion", "conclusion", "recommendation")
        rest = ("action", "action_body", "releasability", "language")
        return FormLesson(harmless=self.confirmed(), **{field: self[field].data or "" for field in (*parts, *rest)})

    @classmethod
    def started(cls, words: dict[str, str]) -> LessonForm:
        """Return the form with words in it, by field."""
        return cls(formdata=None, **words)


class MoveForm(_Looked):
    """What is said when a lesson moves on; the button that was pressed says how, `known` how far it was read."""

    note = TextAreaField(lazy_gettext("Note"), render_kw=PAGE)
    known = HiddenField()

    def __init__(self, *args: Any, label: Any = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if label:
            self.note.label.text = label

    def to_command(self, pressed: str) -> TakeStep:
        """Return the step of the button that was pressed; NotFound for one that no page has."""
        if pressed not in {move for move in Move if move is not Move.AMEND}:
            raise NotFound(pressed)
        typed = self.known.data or ""
        known = int(typed) if re.fullmatch("[0-9]{1,6}", typed) else None
        return TakeStep(Move(pressed), self.note.data or "", self.confirmed(), known)
