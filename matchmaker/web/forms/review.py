"""An officer's decision."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import HiddenField, TextAreaField

from matchmaker.web.forms.entries import EntryForm


class ReasonForm(EntryForm):
    """Why something is sent back or refused."""

    seen = HiddenField()
    reason = TextAreaField(lazy_gettext("Reason"))
