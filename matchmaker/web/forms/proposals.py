"""A note by an officer, an answer by a member."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import RadioField, TextAreaField

from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import EntryForm

ANSWERS = {"interested": lazy_gettext("Interested"), "not_now": lazy_gettext("Not now")}


class NoteForm(EntryForm):
    """What an officer wants other officers to know."""

    note = TextAreaField(lazy_gettext("Note"))


class AnswerForm(EntryForm):
    """Whether a member firm wants to go on."""

    answer = RadioField(lazy_gettext("Your answer"), choices=choices(ANSWERS), validate_choice=False)
    reason = TextAreaField(lazy_gettext("Reason"))
