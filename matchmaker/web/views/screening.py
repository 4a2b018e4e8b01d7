"""What is done with an observation: the analyst's steps, the author's, and links to equipment that wait."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import desk, linking, screening
from matchmaker.services.errors import Rejected
from matchmaker.services.observations import FILERS, types_called
from matchmaker.services.occasion import Occasion
from matchmaker.web import context
from matchmaker.web.forms.entries import EntryForm
from matchmaker.web.forms.screening import MentionForm, TypeForm
from matchmaker.web.presenters.equipment_links import links_page, type_page
from matchmaker.web.presenters.observation_page import Forms, new_forms
from matchmaker.web.security import roles
from matchmaker.web.views.observations import show_page

blueprint = Blueprint("screening", __name__)
Act = Callable[[UnitOfWork, Occasion, str], None]


@blueprint.post("/observations/<observation_id>/take")
@roles(Role.ANALYST)
def take(observation_id: str) -> ResponseReturnValue:
    """Make the analyst its owner."""
    forms = _sent("take")

    def act(uow: UnitOfWork, occasion: Occasion, token: str) -> None:
        screening.take(uow, observation_id, occasion, token=token)

    return _done(observation_id, forms, forms.take, act, gettext("You have this observation now."))


@blueprint.post("/observations/<observation_id>/ask")
@roles(Role.ANALYST)
def ask(observation_id: str) -> ResponseReturnValue:
    """Ask the author."""
    forms = _sent("ask")
    words = forms.ask.question.data or ""

    def act(uow: UnitOfWork, occasion: Occasion, token: str) -> None:
        screening.ask(uow, observation_id, words, occasion, harmless=forms.ask.confirmed(), token=token)

    return _done(observation_id, forms, forms.ask, act, gettext("Your question is with the author."))


@blueprint.post("/observations/<observation_id>/answer")
@roles(*FILERS)
def answer(observation_id: str) -> ResponseReturnValue:
    """Answer as its author."""
    forms = _sent("answer")
    words = forms.answer.answer.data or ""

    def act(uow: UnitOfWork, occasion: Occasion, token: str) -> None:
        screening.answer(uow, observation_id, words, occasion, harmless=forms.answer.confirmed(), token=token)

    return _done(observation_id, forms, forms.answer, act, gettext("Your answer is with the analyst."))


@blueprint.post("/observations/<observation_id>/analyse")
@roles(Role.ANALYST)
def analyse(observation_id: str) -> ResponseReturnValue:
    """Accept it as analysed."""
    forms = _sent("analyse")
    words = forms.analyse.note.data or ""

    def act(uow: UnitOfWork, occasion: Occasion, token: str) -> None:
        screening.analyse(uow, observation_id, words, occasion, harmless=forms.analyse.confirmed(), token=token)

    said = gettext("The observation counts as evidence from now on. Its author was told.")
    return _done(observation_id, forms, forms.analyse, act, said)


@blueprint.post("/observations/<observation_id>/close")
@roles(Role.ANALYST)
def close(observation_id: str) -> ResponseReturnValue:
    """Close it with an outcome."""
    forms = _sent("close")
    closing = forms.close.to_closing()

    def act(uow: UnitOfWork, occasion: Occasion, token: str) -> None:
        screening.close(uow, observation_id, closing, occasion, token=token)

    said = gettext("The observation is closed. Its author was told why.")
    return _done(observation_id, forms, forms.close, act, said)


@blueprint.post("/observations/<observation_id>/reopen")
@roles(*FILERS)
def reopen(observation_id: str) -> ResponseReturnValue:
    """Reopen it as its author."""
    forms = _sent("reopen")
    words = forms.reopen.line.data or ""

    def act(uow: UnitOfWork, occasion: Occasion, token: str) -> None:
        screening.reopen(uow, observation_id, words, occasion, harmless=forms.reopen.confirmed(), token=token)

    return _done(observation_id, forms, forms.reopen, act, gettext("The observation is open again."))


@blueprint.get("/observations/<observation_id>/type")
@roles(Role.ANALYST)
def choose_type(observation_id: str) -> ResponseReturnValue:
    """Look for the type of equipment by a name or nickname."""
    return _type_page(observation_id, TypeForm(formdata=None))


@blueprint.post("/observations/<observation_id>/type")
@roles(Role.ANALYST)
def set_type(observation_id: str) -> ResponseReturnValue:
    """Set the type of equipment."""
    form = TypeForm()
    uow, chosen = context.unit_of_work(writes=True), form.equipment_id.data or ""
    try:
        screening.set_type(uow, observation_id, chosen, context.occasion(), token=form.form_token.data)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _type_page(observation_id, form), status
    flash(gettext("The type of equipment is set."))
    return redirect(url_for("observations.show", observation_id=observation_id), 303)


@blueprint.get("/observations/links")
@roles(Role.ANALYST)
def show_links() -> ResponseReturnValue:
    """Show which links to equipment wait for a person."""
    return _links_page(MentionForm(formdata=None), "")


@blueprint.post("/observations/<observation_id>/links")
@roles(Role.ANALYST)
def decide_mention(observation_id: str) -> ResponseReturnValue:
    """Confirm one of the types that may be meant at a place, or none."""
    form = MentionForm()
    typed = form.start.data or ""
    start = int(typed) if typed.isascii() and typed.isdecimal() and len(typed) < 10 else -1
    uow, chosen = context.unit_of_work(writes=True), form.equipment_id.data or ""
    try:
        linking.decide_mention(uow, observation_id, start, chosen, context.occasion(), token=form.form_token.data)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _links_page(form, f"{observation_id}-{start}"), status
    flash(gettext("Your decision is kept."))
    return redirect(url_for("screening.show_links", page=context.page_number()), 303)


def _sent(name: str) -> Forms:
    """The forms of the page, one of them as it was sent."""
    forms = new_forms()
    return replace(forms, **{name: type(getattr(forms, name))()})


def _done(observation_id: str, forms: Forms, form: EntryForm, act: Act, said: str) -> ResponseReturnValue:
    try:
        act(context.unit_of_work(writes=True), context.occasion(), form.form_token.data or "")
    except Rejected as rejected:
        status = form.put_back(rejected)
        return show_page(observation_id, forms), status
    flash(said)
    return redirect(url_for("observations.show", observation_id=observation_id), 303)


def _type_page(observation_id: str, form: TypeForm) -> str:
    uow = context.unit_of_work()
    opened = desk.open_observation(uow, observation_id, context.occasion())
    words = request.args.get("q", opened.observation.equipment_words).strip()
    called = types_called(uow, context.snapshot(), words)
    return render_template("observations/type.html", page=type_page(opened, words, called, form))


def _links_page(form: MentionForm, place: str) -> str:
    doubts = linking.unsure_links(context.unit_of_work(), context.page_number(), context.occasion())
    return render_template("observations/links.html", page=links_page(doubts, form, place))
