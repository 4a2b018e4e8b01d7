"""What a maker answers to an observation, and what it claims of its equipment; the service judges the words."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import lazy_gettext
from wtforms import RadioField, SelectMultipleField, StringField, TextAreaField

from matchmaker.domain.registry.validate import LONGEST_TEXT
from matchmaker.persistence.models import Firm
from matchmaker.services.makers import LONGEST_VERSION, ClaimUse, GiveAnswer
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import EntryForm

KINDS = {
    "answer": lazy_gettext("An answer: what users should know"),
    "fixed": lazy_gettext("Fixed: name the version"),
    "dispute": lazy_gettext("A dispute: say what you found instead"),
}


class _MakersForm(EntryForm):
    """`harmless` are the keys of what the maker confirmed; `firm_id` is asked where it acts for several makers."""

    firm_id = RadioField(lazy_gettext("For which firm?"), choices=[], validate_choice=False)
    harmless = SelectMultipleField(lazy_gettext("Harmless"), choices=[], validate_choice=False)

    def know(self, firms: Sequence[Firm]) -> None:
        """Offer the firms for which the account may speak."""
        self.firm_id.choices = choices({firm.id: firm.name for firm in firms})


class AnswerForm(_MakersForm):
    """What a maker says to an observation."""

    kind = RadioField(lazy_gettext("What do you say?"), choices=choices(KINDS), validate_choice=False)
    version = StringField(
        lazy_gettext("Version in which it is fixed"), render_kw={"maxlength": LONGEST_VERSION, "autocomplete": "off"}
    )
    text = TextAreaField(lazy_gettext("Your words"), render_kw={"maxlength": LONGEST_TEXT})

    def to_command(self) -> GiveAnswer:
        """Return what was typed."""
        return GiveAnswer(
            kind=self.kind.data or "",
            text=self.text.data or "",
            version=self.version.data or "",
            firm_id=self.firm_id.data or "",
            harmless=frozenset(self.harmless.data or ()),
        )


class UseClaimForm(_MakersForm):
    """That a type was tested in use, and how."""

    statement = TextAreaField(lazy_gettext("What do you claim?"), render_kw={"maxlength": LONGEST_TEXT})

    def to_command(self) -> ClaimUse:
        """Return what was typed."""
        return ClaimUse(
            statement=self.statement.data or "",
            firm_id=self.firm_id.data or "",
            harmless=frozenset(self.harmless.data or ()),
        )
