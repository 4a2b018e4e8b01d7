"""Claiming an entry that came from public records."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Firm
from matchmaker.services import claims
from matchmaker.services.errors import Rejected
from matchmaker.web import context
from matchmaker.web.forms.claims import ClaimForm
from matchmaker.web.presenters.firms import claim_form_page
from matchmaker.web.security import roles

blueprint = Blueprint("claims", __name__)


@blueprint.get("/firms/<firm_id>/claim")
@roles(Role.COMPANY)
def new(firm_id: str) -> ResponseReturnValue:
    """Ask for the number that proves it."""
    firm = claims.claimable(context.unit_of_work(), firm_id, context.occasion())
    return _page(ClaimForm(scheme="EDRPOU" if firm.country == "UA" else "PIC"), firm)


@blueprint.post("/firms/<firm_id>/claim")
@roles(Role.COMPANY)
def send(firm_id: str) -> ResponseReturnValue:
    """File the claim; an officer decides."""
    uow, occasion, form = context.unit_of_work(writes=True), context.occasion(), ClaimForm()
    token = form.form_token.data or ""
    if occasion.taken_before(uow, token):
        return redirect(url_for("firms.show_own"), 303)
    firm = claims.claimable(uow, firm_id, occasion)
    try:
        if not form.validate():
            raise Rejected
        claims.claim_firm(uow, form.to_command(firm_id), occasion, token=token)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _page(form, firm), status
    flash(gettext("Your claim is with the officers. You will read the answer here."))
    return redirect(url_for("firms.show_own"), 303)


def _page(form: ClaimForm, firm: Firm) -> str:
    return render_template("claims/form.html", page=claim_form_page(form, firm))
