"""Whom a firm goes with, which topics suit it, and who could close a gap."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.domain.vocabulary import Role
from matchmaker.services import gaps, partners
from matchmaker.services.configuration.standing import settings_on
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.profiles import note_reads, open_firm
from matchmaker.services.proposals.reading import OFFICERS
from matchmaker.web import context
from matchmaker.web.forms.gaps import GapForm
from matchmaker.web.presenters.partners import gap_page, partners_page
from matchmaker.web.security import roles, signed_in

blueprint = Blueprint("partners", __name__)
PARTNERS_SHOWN, GAP_SHOWN = 15, 10
GAP_READERS = (*OFFICERS, Role.TRAINING_OFFICER, Role.ANALYST)


@blueprint.get("/firms/<firm_id>/partners")
@signed_in
def show(firm_id: str) -> ResponseReturnValue:
    """Show partners and topics to the firm itself and to officers; for others there is no such page."""
    uow, occasion = context.unit_of_work(), context.occasion()
    officer = occasion.actor.role in OFFICERS
    if not (officer or occasion.actor.acts_for(firm_id)):
        raise NotFound(firm_id)
    firm = open_firm(uow, firm_id, occasion.actor)
    found = partners.for_firm(
        context.snapshot(),
        firm.id,
        day=occasion.day,
        count=PARTNERS_SHOWN,
        actor=occasion.actor,
        topic_id=request.args.get("topic") or None,
        settings=settings_on(uow, occasion.day),
    )
    note_reads(uow, found.read, "partners", occasion)
    return render_template("firms/partners.html", page=partners_page(found, officer=officer))


@blueprint.get("/gaps/search")
@roles(*GAP_READERS)
def gap() -> ResponseReturnValue:
    """Ask what is missing."""
    return _gap(GapForm(), None)


@blueprint.post("/gaps/search")
@roles(*GAP_READERS)
def search_gap() -> ResponseReturnValue:
    """Answer with firms on both sides and topics; what was asked is not stored."""
    form, uow, occasion = GapForm(), context.unit_of_work(), context.occasion()
    form.forget_marked()
    if form.errors:
        return _gap(form, None), 422
    try:
        answer = gaps.for_gap(
            context.snapshot(),
            form.text.data or "",
            day=occasion.day,
            count=GAP_SHOWN,
            actor=occasion.actor,
            settings=settings_on(uow, occasion.day),
        )
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _gap(form, None), status
    return _gap(form, answer)


def _gap(form: GapForm, answer: gaps.GapAnswer | None) -> str:
    officer = context.occasion().actor.role in OFFICERS
    return render_template("gaps/search.html", page=gap_page(form, answer, officer=officer))
