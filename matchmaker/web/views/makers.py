"""Makers: what users observed on their equipment, answers to it, claims of use."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.feedback.filed import Doubt
from matchmaker.domain.vocabulary import Role
from matchmaker.services import makers
from matchmaker.services.errors import Rejected
from matchmaker.web import context
from matchmaker.web.forms.makers import AnswerForm, UseClaimForm
from matchmaker.web.presenters.equipment import name_of
from matchmaker.web.presenters.makers import ClaimLine, answer_page, claim_line, claim_page, makers_list
from matchmaker.web.security import roles

blueprint = Blueprint("makers", __name__)


@blueprint.app_template_global()
def use_claims_of(firm_id: str) -> tuple[ClaimLine, ...]:
    """Return the claims of a firm for its profile, with what bears on them."""
    found = makers.claims_of(context.unit_of_work(), context.snapshot(), firm_id, context.occasion())
    return tuple(map(claim_line, found))


@blueprint.get("/makers/observations")
@roles(Role.COMPANY)
def index() -> ResponseReturnValue:
    """List what was observed on the equipment of the reader's firms."""
    found = makers.observed_on_own(context.unit_of_work(), context.page_number(), context.occasion())
    return render_template("makers/index.html", page=makers_list(found))


@blueprint.get("/observations/<observation_id>/answer")
@roles(Role.COMPANY)
def ask_answer(observation_id: str) -> ResponseReturnValue:
    """Show an observation to its maker with the form of an answer."""
    return _answer(observation_id, AnswerForm(formdata=None))


@blueprint.post("/makers/observations/<observation_id>/answer")
@roles(Role.COMPANY)
def send_answer(observation_id: str) -> ResponseReturnValue:
    """Add an answer."""
    form = AnswerForm()
    command = form.to_command()
    try:
        makers.answer(
            context.unit_of_work(writes=True),
            observation_id,
            command,
            context.occasion(),
            token=form.form_token.data or "",
        )
    except Rejected as rejected:
        doubts = makers.doubts_of({"version": command.version, "text": command.text})
        status = form.put_back(rejected)
        return _answer(observation_id, form, doubts), status
    flash(gettext("Your answer is kept. The author and the analysts were told."))
    return redirect(url_for("makers.ask_answer", observation_id=observation_id), 303)


@blueprint.get("/equipment/<equipment_id>/claims")
@roles(Role.COMPANY)
def ask_claim(equipment_id: str) -> ResponseReturnValue:
    """Ask a maker what it claims of a type."""
    return _claim(equipment_id, UseClaimForm(formdata=None))


@blueprint.post("/equipment/<equipment_id>/claims")
@roles(Role.COMPANY)
def send_claim(equipment_id: str) -> ResponseReturnValue:
    """Keep a claim."""
    form = UseClaimForm()
    command = form.to_command()
    try:
        makers.claim_use(
            context.unit_of_work(writes=True),
            equipment_id,
            command,
            context.occasion(),
            token=form.form_token.data or "",
        )
    except Rejected as rejected:
        doubts = makers.doubts_of({"statement": command.statement})
        status = form.put_back(rejected)
        return _claim(equipment_id, form, doubts), status
    flash(gettext("Your claim is kept. What bears on it is counted from observations."))
    return redirect(url_for("equipment.show", equipment_id=equipment_id, _anchor="claims"), 303)


@blueprint.post("/equipment/<equipment_id>/claims/<claim_id>/withdraw")
@roles(Role.COMPANY)
def withdraw_claim(equipment_id: str, claim_id: str) -> ResponseReturnValue:
    """Withdraw a claim of one's own firm."""
    makers.withdraw_claim(context.unit_of_work(writes=True), equipment_id, claim_id, context.occasion())
    flash(gettext("The claim is withdrawn."))
    return redirect(url_for("equipment.show", equipment_id=equipment_id, _anchor="claims"), 303)


def _answer(observation_id: str, form: AnswerForm, doubts: tuple[Doubt, ...] = ()) -> str:
    open_one = makers.open_for_answer(context.unit_of_work(), observation_id, context.occasion())
    form.know(open_one.firms)
    return render_template("makers/answer.html", page=answer_page(open_one, form, doubts))


def _claim(equipment_id: str, form: UseClaimForm, doubts: tuple[Doubt, ...] = ()) -> str:
    equipment, firms = makers.open_for_claim(context.unit_of_work(), equipment_id, context.occasion())
    form.know(firms)
    page = claim_page((name_of(equipment), equipment.id), firms, form, doubts)
    return render_template("makers/claim.html", page=page)
