"""Problems that a service finds go back to the field that they are about."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask_babel import Babel
from werkzeug.datastructures import MultiDict
from wtforms import FieldList, FormField, StringField
from wtforms import Form as Plain

from matchmaker.domain.findings import say
from matchmaker.domain.registry.validate import Problem
from matchmaker.services.errors import Conflict, Rejected
from matchmaker.web.forms.base import Form
from matchmaker.web.forms.entries import Rows


class NumberForm(Plain):  # type: ignore[misc]
    value = StringField("Number")


class FirmForm(Form):
    name = StringField("Name")
    identifiers = FieldList(FormField(NumberForm), min_entries=2)


@pytest.fixture
def app() -> Flask:
    """Forms need a language and no database."""
    made = Flask(__name__)
    made.config.update(SECRET_KEY="k" * 32, WTF_CSRF_ENABLED=False)
    Babel(made)
    return made


@pytest.fixture
def form(app: Flask) -> Iterator[FirmForm]:
    with app.test_request_context():
        made = FirmForm(MultiDict({"name": "Zorya", "identifiers-0-value": "1", "identifiers-1-value": "2"}))
        assert made.validate()
        yield made


@pytest.mark.parametrize(
    ("path", "anchor"),
    [
        ("name", "name"),
        ("identifiers.1.value", "identifiers-1-value"),
        ("identifiers", "identifiers"),
        ("identifiers.7.value", "identifiers"),
        ("nothing.like.it", ""),
        ("", ""),
    ],
)
def test_a_problem_lands_on_its_field(form: FirmForm, path: str, anchor: str) -> None:
    assert form.put_back(Rejected(Problem(path, say("This is wrong.")))) == 422
    assert [(fault.anchor, fault.message) for fault in form.faults()] == [(anchor, "This is wrong.")]


def test_a_collision_has_its_own_status_and_loses_nothing(form: FirmForm) -> None:
    assert form.put_back(Conflict(Problem("name", say("It is there.")))) == 409
    assert form.name.data == "Zorya"


def test_each_rendering_has_its_own_token_and_keeps_it_when_it_comes_back(app: Flask) -> None:
    with app.test_request_context():
        first, second = FirmForm(), FirmForm()
        assert first.form_token.data != second.form_token.data
        again = FirmForm(MultiDict({"form_token": first.form_token.data}))
        assert again.form_token.data == first.form_token.data


@pytest.mark.parametrize("token", ["x" * 65, "a\x00b", "a b", "жетон", "../x"])
def test_a_token_that_is_none_of_ours_is_replaced(app: Flask, token: str) -> None:
    with app.test_request_context():
        kept = FirmForm(MultiDict({"form_token": token})).form_token.data
        assert kept != token and 0 < len(kept) <= 64


@pytest.mark.parametrize("number", ["²", "٣", "9" * 5000, "-1", ""])
def test_a_row_with_a_number_of_nobodys_page_is_not_read(app: Flask, number: str) -> None:
    class HolderForm(Form):
        holders = Rows(FormField(NumberForm))
        countries = Rows(StringField("Country"))

    typed = {f"holders-{number}-value": "x", f"countries-{number}": "x", "holders-12-value": "12", "countries-7": "7"}
    with app.test_request_context():
        made = HolderForm(MultiDict(typed))
        assert (made.holders.data, made.countries.data) == ([{"value": "12"}], ["7"])
