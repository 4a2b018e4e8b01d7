"""Claiming an entry from public records."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import SelectField, StringField, TextAreaField

from matchmaker.services.commands import ClaimFirm
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import EntryForm
from matchmaker.web.presenters import firm_words


class ClaimForm(EntryForm):
    """The number that proves it, and who the person is for the firm."""

    scheme = SelectField(lazy_gettext("Kind of number"), choices=choices(firm_words.SCHEMES))
    value = StringField(lazy_gettext("The number"), render_kw={"autocomplete": "off"})
    statement = TextAreaField(lazy_gettext("Who are you for the firm?"))

    def to_command(self, firm_id: str) -> ClaimFirm:
        """Return what was typed."""
        return ClaimFirm(firm_id, self.scheme.data, self.value.data or "", self.statement.data or "")
