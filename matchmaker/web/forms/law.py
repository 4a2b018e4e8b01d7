"""The case file that anybody may try."""

from __future__ import annotations

from collections.abc import Iterable

from flask_babel import lazy_gettext
from wtforms import TextAreaField

from matchmaker.web.forms.entries import EntryForm


class TryForm(EntryForm):
    """One text; what it says is the domain's to judge."""

    file = TextAreaField(lazy_gettext("Case file"), render_kw={"spellcheck": "false", "autocapitalize": "off"})

    def refuse(self, faults: Iterable[str]) -> None:
        """Put the faults of the file at the field, dropping marked text as ever."""
        self.file.errors = [*self.file.errors, *faults]
        self.forget_marked()
