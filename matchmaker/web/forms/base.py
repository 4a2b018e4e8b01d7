"""The base of all forms: sent twice is noticed, and problems that a service finds go back to their fields."""

from __future__ import annotations

import re
import secrets
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any, cast

from flask import Flask
from flask_babel import lazy_gettext
from flask_wtf import FlaskForm
from wtforms import FieldList, FormField, HiddenField
from wtforms.fields.choices import SelectChoice

from matchmaker.services.errors import Conflict, Rejected
from matchmaker.web.wording import say_aloud


@dataclass(frozen=True, slots=True)
class Fault:
    """One line of the summary at the top; `anchor` is the id of the field, empty for the form as a whole."""

    anchor: str
    label: str
    message: str


class Form(FlaskForm):  # type: ignore[misc]
    """Give each rendering a fresh `form_token`, kept when the form comes back with faults if it can be one of ours."""

    form_token = HiddenField(lazy_gettext("Form token"))

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if not re.fullmatch(r"[\w-]{1,64}", self.form_token.data or "", re.ASCII):
            self.form_token.data = secrets.token_urlsafe(16)

    def put_back(self, rejected: Rejected) -> int:
        """Put the problems on their fields by dotted path and return the status of the page: 422 or 409."""
        for problem in rejected.problems:
            _errors_at(self, problem.field).append(say_aloud(problem.because))
        return 409 if isinstance(rejected, Conflict) else 422

    def faults(self) -> list[Fault]:
        """Return every fault in the order of the fields."""
        whole = [Fault("", "", str(message)) for message in self.form_errors]
        return whole + [fault for field in self for fault in _faults_of(field)]


def attach(app: Flask) -> None:
    """Give the templates the filter `own_errors`."""
    app.jinja_env.filters["own_errors"] = own_errors


def own_errors(field: Any) -> list[str]:
    """Return what is wrong with the field itself; a list field repeats what its entries say, and that is left out."""
    return [str(error) for error in field.errors if not isinstance(error, dict | list | tuple)]


def choices(words: Mapping[Any, Any]) -> list[SelectChoice]:
    """Return the choices of a select or radio field from values and their words."""
    return [SelectChoice(value=value, label=label) for value, label in words.items()]


def _errors_at(form: Any, path: str) -> list[Any]:
    """Return the list of errors of the field that the path names, of the form itself where there is none."""
    place: Any = form
    for step in path.split("."):
        found = _step_into(place.form if isinstance(place, FormField) else place, step)
        if found is None:
            break
        place = found
    if place is form or isinstance(place, FormField):
        return cast(list[Any], form.form_errors)
    place.errors = list(place.errors)
    return cast(list[Any], place.errors)


def _step_into(place: Any, step: str) -> Any:
    if isinstance(place, FieldList):
        return place.entries[int(step)] if step.isdigit() and int(step) < len(place.entries) else None
    fields = getattr(place, "_fields", None)
    return fields.get(step) if fields is not None else None


def _faults_of(field: Any) -> Iterator[Fault]:
    if isinstance(field, FormField):
        for inner in field.form:
            yield from _faults_of(inner)
        return
    if isinstance(field, FieldList):
        for entry in field.entries:
            yield from _faults_of(entry)
    for message in own_errors(field):
        yield Fault(field.id, str(field.label.text), message)
