"""What is said about a finding, and the neutral word that takes its place."""

from __future__ import annotations

import re

from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.registry.wordlists import yaml_list

_CYRILLIC = re.compile("[А-яЄєІіЇїҐґ]")
_LATIN = re.compile("[A-Za-z]")
_ISO_DAY = re.compile(r"^(\d{4})([-./])(\d{1,2})\2\d{1,2}$")
_NUMBER_DAY = re.compile(r"^\d{1,2}([./-])(\d{1,2})\1(\d{2,4})$")
_LETTERED_MONTH = re.compile(
    r"(?P<month>[^\W\d_]{3,})[.,]?(?:\D{0,3}(?:\d{1,2}(?:st|nd|rd|th)?)?,? ?(?P<year>\d{4}))?$"
)


def sentence(kind: str, span: str) -> Sentence:
    """Say what a piece of text looks like and what its author can do."""
    if kind in ("serial_number", "url", "marking_word"):
        return _asked(kind, span)
    if kind in ("unit", "person", "call_sign", "place", "exact_day"):
        return _who_and_when(kind, span)
    if kind == "phone":
        return say("“%(span)s” looks like a phone number. Remove it, or confirm that it is harmless.", span=span)
    if kind == "email":
        return say("“%(span)s” looks like an e-mail address. Remove it, or confirm that it is harmless.", span=span)
    if kind == "handle":
        return say(
            "“%(span)s” looks like the name of an account. Remove it, or confirm that it is harmless.", span=span
        )
    if kind == "grid_reference":
        return say("“%(span)s” looks like a map grid reference. Remove it, or confirm that it is harmless.", span=span)
    return say("“%(span)s” looks like coordinates. Remove them, or confirm that they are harmless.", span=span)


def _who_and_when(kind: str, span: str) -> Sentence:
    if kind == "unit":
        return say("“%(span)s” looks like the name of a unit. Remove it, or confirm that it is harmless.", span=span)
    if kind == "person":
        return say("“%(span)s” looks like the name of a person. Remove it, or confirm that it is harmless.", span=span)
    if kind == "call_sign":
        return say("“%(span)s” looks like a call sign. Remove it, or confirm that it is harmless.", span=span)
    if kind == "place":
        return say("“%(span)s” names a place. The country and the region are enough: remove it, or confirm.", span=span)
    return say("“%(span)s” is an exact day. The month is enough: remove the day, or confirm.", span=span)


def _asked(kind: str, span: str) -> Sentence:
    if kind == "serial_number":
        return say("“%(span)s” is a serial or lot number. It may stay if it does not show whose kit it is.", span=span)
    if kind == "url":
        return say("“%(span)s” is a link. It may stay if all who read this may open it.", span=span)
    return say("“%(span)s”: does anything here come from a classified paper? If so, do not send it.", span=span)


def neutral(kind: str, span: str, language: str) -> str:
    """The word in brackets that takes the place of a finding, in the language of the text; a day keeps its month."""
    month = _month_of(span) if kind == "exact_day" else ""
    word: str = month or yaml_list("sensitive")["neutral"][language][kind]
    return f"[{word}]"


def language_of(text: str) -> str:
    """`uk` where Cyrillic letters are more than Latin ones, else `en`."""
    return "uk" if len(_CYRILLIC.findall(text)) > len(_LATIN.findall(text)) else "en"


def _month_of(span: str) -> str:
    if found := _ISO_DAY.match(span):
        return f"{found[1]}-{found[3]}"
    found = _NUMBER_DAY.match(span)
    if found and int(found[2]) <= 12:
        return f"{found[2]}.{found[3]}"
    found = _LETTERED_MONTH.search(span)
    return f"{found['month']} {found['year'] or ''}".strip() if found else ""
