"""A change of the law's configuration as an administrator types it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from decimal import Decimal
from functools import cache
from typing import Any

from babel import Locale
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from wtforms import Form as PlainForm
from wtforms import FormField, StringField, TextAreaField

from matchmaker.domain.eligibility.administration import (
    TOPIC,
    Written,
    topic_number_kind,
    topic_number_names,
    unit_of,
)
from matchmaker.domain.eligibility.placetext import read_places, write_places
from matchmaker.domain.registry.countries import country_name, known_codes
from matchmaker.domain.registry.validate import Problem
from matchmaker.services.configuration.changing import ChangeLaw
from matchmaker.services.errors import Rejected
from matchmaker.web.forms.entries import EntryForm, decimal_of, per_cent, plain
from matchmaker.web.language import LANGUAGES
from matchmaker.web.presenters.topics import NUMBERS
from matchmaker.web.wording import country

DAY = {"type": "date"}
LABELS: Mapping[str, LazyString] = {name: known.label for known in NUMBERS for name in known.names}
LISTS = ("countries", "words", "places")


class TopicNumbers(PlainForm):  # type: ignore[misc]
    """What a topic states, by name; an empty field means that it states nothing."""


for _name in sorted(topic_number_names(), key=lambda name: list(LABELS).index(name) if name in LABELS else len(LABELS)):
    _control = DAY if topic_number_kind(_name) == "day" else {"autocomplete": "off"}
    setattr(TopicNumbers, _name, StringField(LABELS.get(_name, _name), render_kw=_control))


class Grounded(EntryForm):
    """First day, reason and source; each kind of value adds its own field."""

    since = StringField(lazy_gettext("First day"), render_kw=DAY)
    reason = TextAreaField(lazy_gettext("Reason"))
    source = StringField(lazy_gettext("Source"))
    link = StringField(lazy_gettext("Link to the source"), render_kw={"inputmode": "url"})


class ListForm(Grounded):
    """A list with one entry on each line."""

    value = TextAreaField(lazy_gettext("New list"))

    def written(self, subject: str) -> Written:
        """Return codes, words or areas; what is no country stays as typed, so that it can be named."""
        typed = self.value.data or ""
        if unit_of(subject) == "places":
            areas, faults = read_places(typed)
            if faults:
                raise Rejected(*(Problem("value", fault) for fault in faults))
            return list(areas)
        lines = [line.strip() for line in typed.splitlines() if line.strip()]
        return [code for line in lines for code in _codes(line)] if unit_of(subject) == "countries" else lines


class ValueForm(Grounded):
    """One number."""

    value = StringField(lazy_gettext("New value"), render_kw={"autocomplete": "off"})

    def written(self, subject: str) -> Written:
        """Return the number with a point; what is no number stays as typed."""
        return _number(self.value.data or "", share=unit_of(subject) == "share")


class DayForm(Grounded):
    """One day."""

    value = StringField(lazy_gettext("New day"), render_kw=DAY)

    def written(self, subject: str) -> Written:
        """Return the day as typed."""
        return (self.value.data or "").strip()


class TopicForm(Grounded):
    """All numbers that a topic states from a day on."""

    numbers = FormField(TopicNumbers, lazy_gettext("Numbers of this topic"))

    def written(self, subject: str) -> Written:
        """Return the numbers that are not left empty."""
        typed = {name: (value or "").strip() for name, value in self.numbers.form.data.items()}
        return {
            name: _number(value) if topic_number_kind(name) in ("eur", "count") else value
            for name, value in typed.items()
            if value
        }


LawForm = ListForm | ValueForm | DayForm | TopicForm


def command_of(form: LawForm, subject: str) -> ChangeLaw:
    """Return the change that was typed; raises Rejected where a list of places cannot be read."""
    return ChangeLaw(
        subject=subject,
        since=(form.since.data or "").strip(),
        value=form.written(subject),
        reason=form.reason.data or "",
        source=form.source.data or "",
        link=form.link.data or "",
    )


class WithdrawForm(EntryForm):
    """Why a change is taken out again."""

    reason = TextAreaField(lazy_gettext("Reason"))


def law_form(subject: str, **given: Any) -> LawForm:
    """Return the form that fits the subject; without arguments it reads what was sent."""
    unit = unit_of(subject)
    if unit == TOPIC:
        return TopicForm(**given)
    if unit in LISTS:
        return ListForm(**given)
    return DayForm(**given) if unit == "day" else ValueForm(**given)


def typed(subject: str, written: Written | None) -> dict[str, Any]:
    """Return a value as somebody would type it, for a form that starts from it."""
    unit = unit_of(subject)
    if unit == TOPIC:
        return {"numbers": written if isinstance(written, Mapping) else {}}
    if written is None:
        return {"value": ""}
    if unit == "places" and isinstance(written, list):
        return {"value": write_places(written)}
    if isinstance(written, list):
        return {"value": "\n".join(sorted(map(country, written)) if unit == "countries" else written)}
    return {"value": per_cent(Decimal(str(written))) if unit == "share" else str(written)}


def _codes(line: str) -> list[str]:
    """The codes of a line: one name, which may hold a comma, or several names or codes between commas."""
    parts = [line] if line.casefold() in _by_name() else re.split(r"[,;]", line)
    return [_by_name().get(part.strip().casefold(), part.strip()) for part in parts if part.strip()]


@cache
def _by_name() -> dict[str, str]:
    """Codes by every name that a page of ours or the register writes, in both languages."""
    found: dict[str, str] = {}
    for language in LANGUAGES:
        names = Locale(language).territories
        found |= {names[code].casefold(): code for code in known_codes() if code in names}
    for code in known_codes():
        found |= {name.casefold(): code for name in (country_name(code).en, country_name(code).uk) if name}
    return found


def _number(text: str, *, share: bool = False) -> str:
    number = decimal_of(text)
    if number is None or number < 0:
        return text.strip()
    return plain(number / 100 if share else number) or "0"
