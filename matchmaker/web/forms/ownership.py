"""A file of the ownership standard: chosen or pasted, then confirmed."""

from __future__ import annotations

from flask_babel import lazy_gettext
from flask_wtf.file import FileField
from wtforms import HiddenField, RadioField, StringField, TextAreaField

from matchmaker.domain.findings import say
from matchmaker.domain.registry.validate import Problem
from matchmaker.services.errors import Rejected
from matchmaker.services.ownership import LONGEST_FILE, is_marked
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import EntryForm
from matchmaker.web.presenters import firm_words

BYTES_OF_A_LETTER = 2


class ImportForm(EntryForm):
    """A chosen file wins over pasted text and becomes it, so that a page that comes back still has it."""

    file = FileField(lazy_gettext("File"), render_kw={"accept": ".json,application/json"})
    text = TextAreaField(lazy_gettext("Or its text"), render_kw={"spellcheck": "false", "autocapitalize": "off"})
    subject = StringField(
        lazy_gettext("Record id of your firm in the file"), render_kw={"autocomplete": "off", "spellcheck": "false"}
    )

    def sent_text(self) -> str:
        """Return what was chosen or pasted; raise Rejected where the file is too large or not UTF-8."""
        if self.file.data and self.file.data.filename:
            with self.file.data.stream as chosen:
                self.text.data = _decoded(chosen.read(LONGEST_FILE * BYTES_OF_A_LETTER + 1))
        return self.text.data or ""

    def forget_marked(self) -> None:
        """Empty the text as well where the marking is hidden behind JSON's escapes."""
        super().forget_marked()
        if is_marked(self.text.data or ""):
            self.text.data = ""


class TakeOverForm(EntryForm):
    """The file once more, the state of the entry it was compared with, and whether these are all holders."""

    text = HiddenField()
    subject = HiddenField()
    standing = HiddenField()
    complete = RadioField(
        lazy_gettext("Are these all holders?"),
        choices=choices(firm_words.YES_NO | {"": lazy_gettext("we cannot say")}),
        default="",
    )

    def is_complete(self) -> bool | None:
        """Return the answer, None for one that was not given."""
        return {"yes": True, "no": False}.get(self.complete.data or "")


def _decoded(raw: bytes) -> str:
    if len(raw) > LONGEST_FILE * BYTES_OF_A_LETTER:
        too_large = say("This file is larger than %(most)s characters.", most=LONGEST_FILE)
        raise Rejected(Problem("file", too_large))
    try:
        return raw.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise Rejected(Problem("file", say("This file is not text in UTF-8. Nothing was read."))) from error
