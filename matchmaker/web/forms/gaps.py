"""A gap in somebody's own words."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import TextAreaField

from matchmaker.web.forms.entries import EntryForm


class GapForm(EntryForm):
    """What forces lack, in English or Ukrainian."""

    text = TextAreaField(lazy_gettext("What is missing, in your words"))
