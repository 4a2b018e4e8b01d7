"""The officers' queue: entries and claims that wait."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.vocabulary import Role
from matchmaker.services import claims, profiles, verification
from matchmaker.services.errors import Rejected
from matchmaker.web import context
from matchmaker.web.forms.review import ReasonForm
from matchmaker.web.presenters.firms import profile_page
from matchmaker.web.presenters.review import claim_page, entry_page, queue_page
from matchmaker.web.security import roles

blueprint = Blueprint("review", __name__)
OFFICERS = (Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)


@blueprint.get("/review")
@roles(*OFFICERS)
def show() -> ResponseReturnValue:
    """Show what waits."""
    queue = verification.review_queue(context.unit_of_work(), context.occasion())
    return render_template("review/queue.html", page=queue_page(queue))


@blueprint.get("/review/firms/<firm_id>")
@roles(*OFFICERS)
def show_firm(firm_id: str) -> ResponseReturnValue:
    """Show an entry as submitted, with what helps to decide."""
    return _firm_page(firm_id, ReasonForm())


@blueprint.post("/review/firms/<firm_id>/verify")
@roles(*OFFICERS)
def verify(firm_id: str) -> ResponseReturnValue:
    """Let the entry into the register."""
    try:
        uow, seen = context.unit_of_work(writes=True), ReasonForm().seen.data or ""
        verification.verify_firm(uow, firm_id, context.occasion(), seen=seen)
    except Rejected as rejected:
        return _firm_refused(firm_id, rejected)
    flash(gettext("The entry is verified. It can be proposed from now on."))
    return redirect(url_for("review.show"), 303)


@blueprint.post("/review/firms/<firm_id>/send-back")
@roles(*OFFICERS)
def send_back(firm_id: str) -> ResponseReturnValue:
    """Return the entry with the reason."""
    form = ReasonForm()
    try:
        uow = context.unit_of_work(writes=True)
        seen, reason = form.seen.data or "", form.reason.data or ""
        verification.send_back_firm(uow, firm_id, reason, context.occasion(), seen=seen)
    except Rejected as rejected:
        return _firm_refused(firm_id, rejected)
    flash(gettext("The entry is back with the firm, together with your reason."))
    return redirect(url_for("review.show"), 303)


@blueprint.get("/review/claims/<claim_id>")
@roles(*OFFICERS)
def show_claim(claim_id: str) -> ResponseReturnValue:
    """Show a claim: the number given beside those on record."""
    return _claim_page(claim_id, ReasonForm())


@blueprint.post("/review/claims/<claim_id>/accept")
@roles(*OFFICERS)
def accept(claim_id: str) -> ResponseReturnValue:
    """Let the claimant act for the firm."""
    try:
        claims.accept_claim(context.unit_of_work(writes=True), claim_id, context.occasion())
    except Rejected as rejected:
        return _claim_refused(claim_id, rejected)
    flash(gettext("The claim is accepted; the claimant acts for the firm from today."))
    return redirect(url_for("review.show"), 303)


@blueprint.post("/review/claims/<claim_id>/refuse")
@roles(*OFFICERS)
def refuse(claim_id: str) -> ResponseReturnValue:
    """Turn the claim down with the reason."""
    form = ReasonForm()
    try:
        uow = context.unit_of_work(writes=True)
        claims.refuse_claim(uow, claim_id, form.reason.data or "", context.occasion())
    except Rejected as rejected:
        return _claim_refused(claim_id, rejected)
    flash(gettext("The claim is refused; the claimant reads your reason."))
    return redirect(url_for("review.show"), 303)


def _firm_page(firm_id: str, form: ReasonForm) -> str:
    snapshot, uow, occasion = context.snapshot(), context.unit_of_work(), context.occasion()
    view = profiles.show_firm(uow, firm_id, occasion)
    form.seen.data = verification.state_of(view.firm)
    profile = profile_page(view, snapshot, occasion.actor)
    twins = verification.near_duplicates(uow, view.firm, occasion)
    waits = verification.waits_for_review(uow, view.firm)
    return render_template("review/firm.html", page=entry_page(profile, twins, waits, form))


def _firm_refused(firm_id: str, rejected: Rejected) -> ResponseReturnValue:
    form = ReasonForm()
    status = form.put_back(rejected)
    return _firm_page(firm_id, form), status


def _claim_page(claim_id: str, form: ReasonForm) -> str:
    review = claims.show_claim(context.unit_of_work(), claim_id, context.occasion())
    return render_template("review/claim.html", page=claim_page(review, form))


def _claim_refused(claim_id: str, rejected: Rejected) -> ResponseReturnValue:
    form = ReasonForm()
    status = form.put_back(rejected)
    return _claim_page(claim_id, form), status
