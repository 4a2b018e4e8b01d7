"""What an analyst or an author writes about an observation; what the words must be is the service's to judge."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField, StringField, TextAreaField

from matchmaker.domain.registry.validate import LONGEST_TEXT
from matchmaker.services.screening import Closing
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import EntryForm, LookedForm
from matchmaker.web.presenters.screening_words import OUTCOME_CHOICES

KEPT = {"maxlength": LONGEST_TEXT}
LONGEST_NUMBER = 9
NO_SUCH_NUMBER = 0


class TakeForm(EntryForm):
    """Nothing but the token: the analyst takes an observation."""


class QuestionForm(LookedForm):
    """What the analyst asks the author."""

    question = TextAreaField(lazy_gettext("Question to the author"), render_kw=KEPT)


class AnswerForm(LookedForm):
    """What the author answers."""

    answer = TextAreaField(lazy_gettext("Your answer"), render_kw=KEPT)


class NoteForm(LookedForm):
    """With which words the analyst accepts an observation."""

    note = TextAreaField(lazy_gettext("Note to the author"), render_kw=KEPT)


class ClosingForm(LookedForm):
    """How an observation ends, and why."""

    outcome = RadioField(lazy_gettext("How does it end?"), choices=choices(OUTCOME_CHOICES), validate_choice=False)
    same_as = StringField(
        lazy_gettext("Number of the observation that it repeats"),
        render_kw={"inputmode": "numeric", "autocomplete": "off"},
    )
    reason = TextAreaField(lazy_gettext("Reason, in plain words"), render_kw=KEPT)

    def to_closing(self) -> Closing:
        """Return what was chosen; a number that cannot be one stands for an observation that is not there."""
        typed = (self.same_as.data or "").strip().lstrip("№#").strip()
        number = (
            int(typed) if typed.isascii() and typed.isdecimal() and len(typed) <= LONGEST_NUMBER else NO_SUCH_NUMBER
        )
        return Closing(self.outcome.data or "", self.reason.data or "", number if typed else None, self.confirmed())


class ReopenForm(LookedForm):
    """Why the author reopens it."""

    line = StringField(lazy_gettext("Why do you reopen it?"), render_kw={"maxlength": 300, "autocomplete": "off"})


class TypeForm(EntryForm):
    """Which type of equipment an observation is on; the choices are those found for some words."""

    equipment_id = RadioField(lazy_gettext("Type of equipment"), choices=[], validate_choice=False)


class MentionForm(EntryForm):
    """Which type is meant at a place in a text."""

    start = HiddenField()
    equipment_id = RadioField(lazy_gettext("Which type is meant?"), choices=[], validate_choice=False)
