"""A proposal becomes a joint project, moves on, and fields a product."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from flask_babel import format_date, lazy_gettext
from wtforms import HiddenField, RadioField, SelectField, StringField, TextAreaField

from matchmaker.services.commands import FieldProduct, StartJointProject
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import EntryForm
from matchmaker.web.forms.topics import SelectMultipleChecks

MONTHS_BACK = 24
NEW, LISTED = "new", "listed"
PRODUCTS = {
    NEW: lazy_gettext("a new type of equipment"),
    LISTED: lazy_gettext("a type that is in the list of equipment"),
}


class StartForm(EntryForm):
    """What the joint project is called and what it rests on."""

    title_en = StringField(lazy_gettext("Title in English"), render_kw={"lang": "en"})
    title_uk = StringField(lazy_gettext("Title in Ukrainian"), render_kw={"lang": "uk"})
    note = TextAreaField(lazy_gettext("Note"))

    def to_command(self, proposal_id: str) -> StartJointProject:
        """Return what was typed."""
        typed = {field: self[field].data or "" for field in ("title_en", "title_uk", "note")}
        return StartJointProject(proposal_id, **typed)


class StepForm(EntryForm):
    """A step to the next state, with its note."""

    state = HiddenField()
    note = TextAreaField(lazy_gettext("Note"))


class FieldForm(EntryForm):
    """The product, its makers among the members, and since when forces have it."""

    product = RadioField(lazy_gettext("The product is"), choices=choices(PRODUCTS), default=NEW, validate_choice=False)
    equipment_id = SelectField(lazy_gettext("Type of equipment"), validate_choice=False)
    name = StringField(lazy_gettext("Name in English"), render_kw={"lang": "en"})
    name_uk = StringField(lazy_gettext("Name in Ukrainian"), render_kw={"lang": "uk"})
    category = SelectField(lazy_gettext("Category"), validate_choice=False)
    makers = SelectMultipleChecks(lazy_gettext("Makers"), choices=[], validate_choice=False)
    month = SelectField(lazy_gettext("Fielded since"), validate_choice=False)
    note = TextAreaField(lazy_gettext("Note"))

    def __init__(
        self,
        *args: Any,
        day: date,
        types: Mapping[str, str],
        categories: Mapping[str, str],
        members: Mapping[str, str],
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        not_chosen = {"": lazy_gettext("not chosen")}
        self.equipment_id.choices = choices({**not_chosen, **types})
        self.category.choices = choices({**not_chosen, **categories})
        self.makers.choices = choices(members)
        self.month.choices = choices({f"{one:%Y-%m}": format_date(one, "LLLL y") for one in _months(day)})

    def to_command(self) -> FieldProduct:
        """Return what was typed; what belongs to the way that was not chosen is left out."""
        listed = self.product.data == LISTED
        return FieldProduct(
            month=self.month.data or "",
            makers=tuple(dict.fromkeys(self.makers.data or ())),
            equipment_id=(self.equipment_id.data or "none") if listed else "",
            name="" if listed else self.name.data or "",
            name_uk="" if listed else self.name_uk.data or "",
            category="" if listed else self.category.data or "",
            note=self.note.data or "",
        )


def _months(day: date) -> list[date]:
    """This month and those before it."""
    numbers = (divmod(day.year * 12 + day.month - 1 - back, 12) for back in range(MONTHS_BACK))
    return [date(year, month + 1, 1) for year, month in numbers]
