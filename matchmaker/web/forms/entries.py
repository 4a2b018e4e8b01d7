"""What the forms of an entry share: rows, shares, countries, and marked text that is not shown again."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from decimal import Decimal
from functools import cache
from typing import Any

from flask_babel import gettext, lazy_gettext
from wtforms import FieldList, FormField, HiddenField, SelectField, SelectMultipleField, StringField, ValidationError

from matchmaker.domain.feedback.filed import Doubt, doubts
from matchmaker.domain.registry.countries import country_name, known_codes
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.validate import Problem
from matchmaker.services.errors import Rejected
from matchmaker.web import language
from matchmaker.web.forms.base import Form, choices

UKRAINIAN_ORDER = {letter: place for place, letter in enumerate("абвгґдеєжзиіїйклмнопрстуфхцчшщьюя")}
WRONG_NUMBER = lazy_gettext("Write a number such as 51 or 51,5.")


class EntryForm(Form):
    """A form whose problems come by the path of the command (`stakes[1].share`)."""

    def field_of(self, path: str) -> str:
        """Return the dotted path of the field that a path of the command was made from."""
        return re.sub(r"\[(\d+)\]", r".\1", path)

    def validate(self, extra_validators: Any = None) -> bool:
        """Check the shape; marked text leaves a form that comes back."""
        sound = bool(super().validate(extra_validators))
        if not sound:
            self.forget_marked()
        return sound

    def put_back(self, rejected: Rejected) -> int:
        """Put the problems on their fields, drop marked text, and return the status of the page: 422 or 409."""
        moved = (Problem(self.field_of(one.field), one.because) for one in rejected.problems)
        status = super().put_back(type(rejected)(*moved))
        self.forget_marked()
        return status

    def forget_marked(self) -> None:
        """Empty each field that carries a classification marking, and say so at the field."""
        for field in _texts_of(self):
            if find_marking(field.data):
                field.data = ""
                _refuse(field)
        for field in self:
            if isinstance(field, SelectMultipleField) and any(map(find_marking, field.data or ())):
                field.data = [one for one in field.data if not find_marking(one)]
                _refuse(field)


class LookedForm(EntryForm):
    """A form whose words may tell who, where or when: `harmless` are the keys confirmed, `doubts` what was found."""

    harmless = SelectMultipleField(lazy_gettext("Harmless"), choices=[], validate_choice=False)
    doubts: tuple[Doubt, ...] = ()

    def confirmed(self) -> frozenset[str]:
        """Return the keys of what is confirmed."""
        return frozenset(self.harmless.data or ())

    def put_back(self, rejected: Rejected) -> int:
        """Put the problems on their fields and offer to confirm what was found."""
        status = super().put_back(rejected)
        typed = [one for one in self if isinstance(one, StringField) and not isinstance(one, HiddenField)]
        found = doubts({one.name: one.data or "" for one in typed})
        self.doubts = tuple(one for one in found if not one.question)
        return status


class Rows(FieldList):  # type: ignore[misc]
    """A list of fields; a row whose number nobody's page has is not read."""

    def _extract_indices(self, prefix: str, formdata: Iterable[str]) -> Iterator[int]:
        for name in formdata:
            if found := re.match(rf"{re.escape(prefix)}-([0-9]{{1,3}})(?:-|$)", name):
                yield int(found[1])


class CountryField(SelectField):  # type: ignore[misc]
    """All countries by name in the reader's language; empty means not stated. `data` is a code or empty."""

    def __init__(self, label: Any = None, validators: Any = None, **kwargs: Any) -> None:
        super().__init__(label, validators, validate_choice=False, **kwargs)
        self.choices = choices({"": str(gettext("not stated")), **dict(_countries(language.current()))})


class NumberField(StringField):  # type: ignore[misc]
    """A number typed with a point or a comma; the range is the domain's to judge."""

    def pre_validate(self, form: Any) -> None:
        """Refuse what is not a number."""
        if (self.data or "").strip() and decimal_of(self.data) is None:
            raise ValidationError(WRONG_NUMBER)


class PortionField(NumberField):
    """A share typed in per cent; `portion` gives it in 0..1."""

    def portion(self) -> Decimal | None:
        """Return the share in 0..1, None where nothing readable was typed."""
        typed = decimal_of(self.data)
        return None if typed is None else typed / 100


def _refuse(field: Any) -> None:
    refused = str(gettext("This text carries a classification marking. It was not stored."))
    field.errors = list(field.errors)
    if refused not in field.errors:
        field.errors.append(refused)


def decimal_of(text: str | None) -> Decimal | None:
    """Read a number as typed (`51`, `51,5`, `51.5 %`); None where there is none."""
    bare = re.sub(r"[\s%]", "", text or "").replace(",", ".")
    return Decimal(bare) if re.fullmatch(r"-?[0-9]{1,15}(\.[0-9]{1,10})?", bare) else None


def per_cent(portion: Decimal | None) -> str:
    """Write a share in 0..1 in per cent, as somebody would type it."""
    return plain(None if portion is None else portion * 100)


def plain(value: Decimal | None) -> str:
    """Write a number as somebody would type it; nothing where there is none."""
    written = "" if value is None else f"{value:f}"
    return written.rstrip("0").rstrip(".") if "." in written else written


def place_in_rows(path: str, list_name: str, rows: list[int]) -> str:
    """Turn the number of an item of the command into the row of the form that it was typed in."""

    def row(found: re.Match[str]) -> str:
        return f"{list_name}.{rows[int(found[1])]}"

    return re.sub(rf"{re.escape(list_name)}\[(\d+)\]", row, path)


@cache
def _countries(code: str) -> tuple[tuple[str, str], ...]:
    names = {known: country_name(known) for known in known_codes()}
    written = [(known, name.uk if code == "uk" else name.en) for known, name in names.items()]
    return tuple(sorted(written, key=lambda pair: _alphabetical(pair[1])))


def _alphabetical(name: str) -> tuple[tuple[int, str], ...]:
    return tuple((UKRAINIAN_ORDER.get(letter, -1), letter) for letter in name.casefold())


def _texts_of(form: Any) -> Iterator[Any]:
    for field in form:
        inner = field.entries if isinstance(field, FieldList) else [field]
        for each in inner:
            if isinstance(each, FormField):
                yield from _texts_of(each.form)
            elif isinstance(each.data, str):
                yield each
