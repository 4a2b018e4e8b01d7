"""An administrator's file."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf.file import FileField, FileRequired

from matchmaker.web.forms.base import Form


class ImportForm(Form):
    """A file of firms."""

    file = FileField(lazy_gettext("File"), [FileRequired(lazy_gettext("Choose a file."))])


class ConfirmForm(Form):
    """Nothing but the click."""
