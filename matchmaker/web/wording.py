"""How values and sentences of the domain are written in the reader's language; filters for the templates."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal

from flask import Flask
from flask_babel import format_date, format_datetime, format_decimal, get_locale, gettext, lazy_gettext

from matchmaker.domain.findings import Bilingual, Country, Sentence, Value, Verdict
from matchmaker.domain.text.lemmas import is_cyrillic
from matchmaker.domain.vocabulary import Role
from matchmaker.web import language

VERDICTS = {
    Verdict.MET: lazy_gettext("met"),
    Verdict.NOT_MET: lazy_gettext("not met"),
    Verdict.UNKNOWN: lazy_gettext("unknown"),
    Verdict.CONDITIONAL: lazy_gettext("conditional"),
    Verdict.NOT_APPLICABLE: lazy_gettext("not applicable"),
}
MARKS = {
    Verdict.MET: "✓",
    Verdict.NOT_MET: "✕",
    Verdict.UNKNOWN: "?",
    Verdict.CONDITIONAL: "◐",
    Verdict.NOT_APPLICABLE: "",
}
ROLES = {
    Role.COMPANY: lazy_gettext("company"),
    Role.PROGRAMME_OFFICER: lazy_gettext("programme officer"),
    Role.TRAINING_OFFICER: lazy_gettext("training officer"),
    Role.ANALYST: lazy_gettext("analyst"),
    Role.ADMINISTRATOR: lazy_gettext("administrator"),
}
CONFIDENCE = {
    "high": lazy_gettext("high confidence"),
    "medium": lazy_gettext("medium confidence"),
    "low": lazy_gettext("low confidence"),
    "unknown": lazy_gettext("confidence not stated"),
}
BASIS = {
    "public_record": lazy_gettext("from public records"),
    "published_description": lazy_gettext("from a published description"),
    "project_text": lazy_gettext("from project text, not the firm's own words"),
    "declared": lazy_gettext("declared by the firm"),
    "general_knowledge": lazy_gettext("general knowledge, unconfirmed"),
    "invented": lazy_gettext("invented for the demonstration"),
}


def attach(app: Flask) -> None:
    """Give the templates the filters `say`, `text`, `day`, `as_of`, `moment`, `number`, `share`, `money`, `country`."""
    app.jinja_env.tests["cyrillic"] = is_cyrillic
    app.jinja_env.filters.update(
        say=say_aloud,
        text=text,
        day=day,
        as_of=as_of,
        moment=moment,
        number=number,
        share=share,
        money=money,
        country=country,
        verdict_word=verdict_word,
        verdict_mark=MARKS.__getitem__,
        role=ROLES.__getitem__,
        confidence=lambda key: CONFIDENCE.get(key, key),
        basis=lambda key: BASIS.get(key, key),
    )


def say_aloud(sentence: Sentence | str) -> str:
    """Write a sentence of the domain in the reader's language; a plain string is taken as it is."""
    if isinstance(sentence, str):
        return sentence
    values = {name: _value(sentence.template, name, value) for name, value in sentence.values.items()}
    return str(gettext(sentence.template)) % values


def _value(template: str, name: str, value: Value) -> str:
    if isinstance(value, Decimal) and re.search(rf"%\({re.escape(name)}\)s\s?%%", template):
        return number(value * 100)
    return written(value)


def written(value: Value) -> str:
    """Write one value of a sentence: countries and days in words, numbers as the language has them."""
    match value:
        case Country(code=code):
            return country(code)
        case Bilingual():
            return text(value)
        case tuple():
            return ", ".join(written(part) for part in value)
        case date():
            return day(value)
        case int() | float() | Decimal():
            return number(value)
        case _:
            return value


def text(both: Bilingual) -> str:
    """Return the text in the reader's language, or in the other one where it exists only there."""
    return (both.uk or both.en) if language.current() == "uk" else (both.en or both.uk)


def day(value: date) -> str:
    """Write a day in words, for example 16 February 2027."""
    return str(format_date(value, "d MMMM y" + (" 'року'" if language.current() == "uk" else "")))


def as_of(value: str) -> str:
    """Write a day, month or year of a source, given as 2026-11-23, 2026-11 or 2026; anything else as it stands."""
    ukrainian = language.current() == "uk"
    try:
        match value.split("-"):
            case [year]:
                return f"{int(year)} рік" if ukrainian else year
            case [year, month]:
                return str(format_date(date(int(year), int(month), 1), "LLLL y" + (" 'року'" if ukrainian else "")))
            case _:
                return day(date.fromisoformat(value))
    except ValueError:
        return value


def moment(value: datetime) -> str:
    """Write a moment in UTC."""
    return str(format_datetime(value, "d MMMM y, HH:mm")) + " UTC"


def number(value: int | float | Decimal) -> str:
    """Write a number; four digits stay together, at most three decimals."""
    return str(format_decimal(value, "0.###" if -10_000 < value < 10_000 else None))


def share(value: Decimal | float | None) -> str:
    """Write a share in 0..1 as per cent; a missing one as the word unknown."""
    return str(gettext("unknown")) if value is None else f"{number(Decimal(str(value)) * 100)} %"


def money(value: Decimal | int | None) -> str:
    """Write euros; a missing amount as the word unknown."""
    return str(gettext("unknown")) if value is None else f"{format_decimal(value)} €"


def country(code: str | None) -> str:
    """Return the country's name; a missing one as the word unknown."""
    locale = get_locale()
    return str(gettext("unknown")) if not code else str(locale.territories.get(code, code) if locale else code)


def verdict_word(verdict: Verdict) -> str:
    """Return the verdict in words."""
    return str(VERDICTS[verdict])
