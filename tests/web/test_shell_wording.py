"""How the domain's sentences and values are written in both languages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from decimal import Decimal

import pytest
from flask import Flask
from flask_babel import Babel, force_locale

from matchmaker.domain.findings import Bilingual, Country, Sentence, Value, say
from matchmaker.web import wording


@contextmanager
def speaking(language: str) -> Iterator[None]:
    app = Flask(__name__)
    Babel(app)
    with app.test_request_context(), force_locale(language):
        yield


@pytest.mark.parametrize(
    ("sentence", "english"),
    [
        (say("It is established in %(country)s.", country=Country("UA")), "It is established in Ukraine."),
        (say("%(share)s %% is foreign.", share=Decimal("0.355")), "35.5 % is foreign."),
        (say("%(share)s%% is foreign.", share=Decimal("0.35")), "35% is foreign."),
        (say("The weight is %(weight)s.", weight=Decimal("0.35")), "The weight is 0.35."),
        (say("Since %(day)s.", day=date(2025, 12, 30)), "Since 30 December 2025."),
        (say("At most %(sum)s euros.", sum=10_000_000), "At most 10,000,000 euros."),
        (say("In %(year)s.", year=2027), "In 2027."),
        (say("%(names)s.", names=("a", Country("NO"), "b")), "a, Norway, b."),
        (say("It covers %(part)s.", part=Bilingual("drones", "дрони")), "It covers drones."),
        (say("100 %% of nothing."), "100 % of nothing."),
    ],
)
def test_sentences_in_english(sentence: Sentence, english: str) -> None:
    with speaking("en"):
        assert wording.say_aloud(sentence) == english


@pytest.mark.parametrize(
    ("value", "ukrainian"),
    [
        (Country("EE"), "Естонія"),
        (date(2027, 2, 16), "16 лютого 2027 року"),
        (Bilingual("drones", ""), "drones"),
        (Bilingual("drones", "дрони"), "дрони"),
        (Decimal("0.5"), "0,5"),
    ],
)
def test_values_in_ukrainian(value: Value, ukrainian: str) -> None:
    with speaking("uk"):
        assert wording.written(value) == ukrainian


@pytest.mark.parametrize(
    ("value", "english", "ukrainian"),
    [
        ("2026-04-15", "15 April 2026", "15 квітня 2026 року"),
        ("2026-11", "November 2026", "листопад 2026 року"),
        ("2026", "2026", "2026 рік"),
        ("2026-13", "2026-13", "2026-13"),
        ("spring", "spring", "spring"),
    ],
)
def test_the_day_of_a_source_is_as_exact_as_it_is_known(value: str, english: str, ukrainian: str) -> None:
    with speaking("en"):
        assert wording.as_of(value) == english
    with speaking("uk"):
        assert wording.as_of(value) == ukrainian


def test_what_is_missing_is_unknown_and_never_zero() -> None:
    with speaking("en"):
        assert [wording.share(None), wording.money(None), wording.country(None)] == ["unknown"] * 3
        assert wording.share(Decimal("0")) == "0 %"
