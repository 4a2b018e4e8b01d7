"""An offer or a need with its codes and components."""

from __future__ import annotations

from typing import Any

from flask_babel import lazy_gettext
from wtforms import Form as PlainForm
from wtforms import FormField, RadioField, SelectMultipleField, StringField, TextAreaField

from matchmaker.domain.registry.validate import ComponentClaim
from matchmaker.services.commands import DescribeCapability
from matchmaker.services.profiles import CapabilityView
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import CountryField, EntryForm, NumberField, Rows, decimal_of, place_in_rows, plain


class ComponentForm(PlainForm):  # type: ignore[misc]
    """One component; a row without anything typed is left out."""

    name = StringField(lazy_gettext("Component"))
    origin = CountryField(lazy_gettext("Country of origin"))
    cost_eur = NumberField(lazy_gettext("Cost per piece, €"), render_kw={"inputmode": "decimal", "autocomplete": "off"})

    def is_empty(self) -> bool:
        """Say whether nothing was typed in this row."""
        return not any((field.data or "").strip() for field in self)


class CapabilityForm(EntryForm):
    """What the firm can do or looks for, in one language at least."""

    direction = RadioField(
        lazy_gettext("Is this an offer or a need?"),
        choices=choices(
            {"offer": lazy_gettext("an offer: we can do this"), "need": lazy_gettext("a need: we look for this")}
        ),
        default="offer",
    )
    title_uk = StringField(lazy_gettext("Title in Ukrainian"), render_kw={"lang": "uk"})
    text_uk = TextAreaField(lazy_gettext("Description in Ukrainian"), render_kw={"lang": "uk"})
    title_en = StringField(lazy_gettext("Title in English"), render_kw={"lang": "en"})
    text_en = TextAreaField(lazy_gettext("Description in English"), render_kw={"lang": "en"})
    find = StringField(lazy_gettext("Find codes by word or number"))
    concepts = SelectMultipleField(lazy_gettext("Codes"), validate_choice=False)
    components = Rows(FormField(ComponentForm), min_entries=2, max_entries=60)

    def field_of(self, path: str) -> str:
        """One language is enough: what is missing in both is asked in the first; all codes are one field."""
        if path in ("title", "text"):
            return f"{path}_uk" if self.title_uk.data or self.text_uk.data else f"{path}_en"
        if path.startswith("concepts["):
            return "concepts"
        return place_in_rows(path, "components", self._rows())

    def to_command(self) -> DescribeCapability:
        """Return what was typed."""
        return DescribeCapability(
            direction=self.direction.data or "",
            title_en=self.title_en.data or "",
            title_uk=self.title_uk.data or "",
            text_en=self.text_en.data or "",
            text_uk=self.text_uk.data or "",
            concepts=tuple(self.concepts.data or ()),
            components=tuple(self._component(row) for row in self._rows()),
        )

    def _component(self, row: int) -> ComponentClaim:
        typed = self.components.entries[row].form
        return ComponentClaim(
            (typed.name.data or "").strip(), typed.origin.data or None, decimal_of(typed.cost_eur.data)
        )

    def _rows(self) -> list[int]:
        return [row for row, entry in enumerate(self.components.entries) if not entry.form.is_empty()]


def content_of(view: CapabilityView) -> dict[str, Any]:
    """Return a stored capability as the form's content."""
    stored = view.capability
    fields = ("direction", "title_en", "title_uk", "text_en", "text_uk")
    return {
        **{field: getattr(stored, field) for field in fields},
        "concepts": [one.id for one in view.concepts],
        "components": [
            {"name": one.name, "origin": one.origin or "", "cost_eur": plain(one.cost_eur)} for one in view.components
        ],
    }
