"""A gap in somebody's own words; the form by which an analyst forms one; why it is closed."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField

from matchmaker.persistence.models import Gap
from matchmaker.services.commands import FormGap
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import EntryForm, LookedForm
from matchmaker.web.forms.topics import SelectMultipleChecks

KINDS = {
    "missing": lazy_gettext("Missing: forces do not have it"),
    "falls_short": lazy_gettext("Falls short: forces have it, and it does not do what they need"),
}

COUNTS = {str(number): str(number) for number in range(1, 6)}
USUAL_COUNT = "3"


class GapForm(EntryForm):
    """What forces lack, in English or Ukrainian."""

    text = TextAreaField(lazy_gettext("What is missing, in your words"))


class FormGapForm(LookedForm):
    """A gap in one language at least, with the observations that are ticked; `suggestion` is a suggested gap's id."""

    title_uk = StringField(lazy_gettext("Title in Ukrainian"), render_kw={"lang": "uk"})
    text_uk = TextAreaField(lazy_gettext("What is lacking, in Ukrainian"), render_kw={"lang": "uk"})
    title_en = StringField(lazy_gettext("Title in English"), render_kw={"lang": "en"})
    text_en = TextAreaField(lazy_gettext("What is lacking, in English"), render_kw={"lang": "en"})
    kind = RadioField(lazy_gettext("Kind of gap"), choices=choices(KINDS), default="falls_short", validate_choice=False)
    concepts = SelectMultipleChecks(lazy_gettext("What it is about"), choices=[], validate_choice=False)
    observations = SelectMultipleChecks(lazy_gettext("Observations"), choices=[], validate_choice=False)
    suggestion = HiddenField()

    def field_of(self, path: str) -> str:
        """One language is enough: what is missing in both is asked in the one that was begun."""
        if path in ("title", "text"):
            return f"{path}_uk" if self.title_uk.data or self.text_uk.data else f"{path}_en"
        return path

    def to_command(self, suggested: tuple[str, ...] = ()) -> FormGap:
        """Return what was typed and ticked."""
        words = ("title_en", "title_uk", "text_en", "text_uk", "kind")
        return FormGap(
            **{field: self[field].data or "" for field in words},
            concepts=tuple(dict.fromkeys(self.concepts.data or ())),
            observations=tuple(dict.fromkeys(self.observations.data or ())),
            suggested=suggested,
            harmless=self.confirmed(),
        )

    @classmethod
    def of_gap(cls, gap: Gap, concepts: list[str]) -> FormGapForm:
        """Return the form with what a gap says now."""
        words = {field: getattr(gap, field) for field in ("title_en", "title_uk", "text_en", "text_uk", "kind")}
        return cls(formdata=None, **words, concepts=concepts)


class JoinForm(EntryForm):
    """Observations that are to stand behind a gap too."""

    observations = SelectMultipleChecks(lazy_gettext("Observations"), choices=[], validate_choice=False)


class GapReasonForm(EntryForm):
    """Why a gap is closed or opened again."""

    reason = TextAreaField(lazy_gettext("Reason"))


class GapConsortiaForm(EntryForm):
    """For which topic consortia are sought that answer a gap."""

    topic = SelectField(lazy_gettext("Topic"), choices=[], validate_choice=False)
    count = SelectField(
        lazy_gettext("How many consortia"), choices=choices(COUNTS), default=USUAL_COUNT, validate_choice=False
    )

    def number(self) -> int:
        """Return the number that was chosen; 0, which the search refuses, for what no page offers."""
        return int(self.count.data) if self.count.data in COUNTS else 0
