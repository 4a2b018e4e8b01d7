"""One proposal: reading it, keeping it in view, notes, a member's answer; lists of proposals."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Firm
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.profiles import find_firms
from matchmaker.services.proposals import reading, responding, whatif
from matchmaker.services.proposals.reading import OFFICERS
from matchmaker.web import context
from matchmaker.web.forms.proposals import AnswerForm, NoteForm
from matchmaker.web.presenters.proposals import (
    ProposalLine,
    own_proposals_page,
    proposal_line,
    proposal_page,
    shortlist_page,
)
from matchmaker.web.presenters.whatif import tipping_page, what_if_page
from matchmaker.web.presenters.why_not import why_not_page
from matchmaker.web.security import roles, signed_in

blueprint = Blueprint("proposals", __name__)
LONGEST_NAME, MOST_MEANT = 200, 8


@blueprint.get("/proposals")
@roles(Role.COMPANY)
def index() -> ResponseReturnValue:
    """List the proposals that one's own firms are in."""
    occasion = context.occasion()
    found = reading.own_proposals(context.unit_of_work(), occasion)
    return render_template("proposals/index.html", page=own_proposals_page(found, occasion.day))


@blueprint.get("/shortlist")
@roles(*OFFICERS)
def shortlist() -> ResponseReturnValue:
    """List what this officer keeps in view."""
    occasion = context.occasion()
    found = reading.shortlist(context.unit_of_work(), occasion)
    return render_template("proposals/shortlist.html", page=shortlist_page(found, occasion.day))


@blueprint.get("/proposals/<proposal_id>")
@signed_in
def show(proposal_id: str) -> ResponseReturnValue:
    """Show a proposal to officers and members; for others it does not exist."""
    return _page(proposal_id)


@blueprint.post("/proposals/<proposal_id>/shortlist")
@signed_in
def keep(proposal_id: str) -> ResponseReturnValue:
    """Put the proposal on one's shortlist."""
    responding.set_shortlisted(context.unit_of_work(writes=True), proposal_id, True, context.occasion())
    flash(gettext("The proposal is on your shortlist."))
    return _back(proposal_id)


@blueprint.post("/proposals/<proposal_id>/shortlist/remove")
@signed_in
def drop(proposal_id: str) -> ResponseReturnValue:
    """Take the proposal off one's shortlist."""
    responding.set_shortlisted(context.unit_of_work(writes=True), proposal_id, False, context.occasion())
    flash(gettext("The proposal is off your shortlist."))
    return _back(proposal_id)


@blueprint.post("/proposals/<proposal_id>/notes")
@signed_in
def note(proposal_id: str) -> ResponseReturnValue:
    """Leave a note for officers."""
    form, uow = NoteForm(), context.unit_of_work(writes=True)
    try:
        responding.leave_note(
            uow, proposal_id, form.note.data or "", context.occasion(), token=form.form_token.data or ""
        )
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _page(proposal_id, note_form=form), status
    flash(gettext("The note is kept. Officers read it; firms do not."))
    return _back(proposal_id, "notes")


@blueprint.post("/proposals/<proposal_id>/answers/<firm_id>")
@signed_in
def answer(proposal_id: str, firm_id: str) -> ResponseReturnValue:
    """Answer for a member firm."""
    form, uow = AnswerForm(prefix=firm_id), context.unit_of_work(writes=True)
    given, reason = form.answer.data or "", form.reason.data or ""
    try:
        responding.answer(uow, proposal_id, firm_id, given, reason, context.occasion())
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _page(proposal_id, answers={firm_id: form}), status
    flash(gettext("Your answer is kept. You can change it at any time."))
    return _back(proposal_id, "answer")


@blueprint.get("/proposals/<proposal_id>/what-if")
@signed_in
def what_if(proposal_id: str) -> ResponseReturnValue:
    """Show an officer the best swap for each seat and what open answers could cost."""
    found = whatif.what_if(context.unit_of_work(writes=True), proposal_id, context.occasion())
    return render_template("proposals/what_if.html", page=what_if_page(found))


@blueprint.get("/proposals/<proposal_id>/what-if/order")
@signed_in
def tipping(proposal_id: str) -> ResponseReturnValue:
    """Show an officer how far one number has to move before first place changes hands.

    `of` says which kind; without it the page offers them, since each takes some seconds the first time.
    """
    kind, uow, occasion = request.args.get("of", ""), context.unit_of_work(writes=True), context.occasion()
    if kind not in ("", *whatif.KINDS):
        raise NotFound(kind)
    found = whatif.tipping(uow, proposal_id, kind, occasion) if kind else whatif.overview(uow, proposal_id, occasion)
    return render_template("proposals/tipping.html", page=tipping_page(found, kind))


@blueprint.get("/proposals/<proposal_id>/why-not")
@signed_in
def why_not(proposal_id: str) -> ResponseReturnValue:
    """Ask an officer for a firm and say why it is not in the first proposal."""
    uow, occasion = context.unit_of_work(writes=True), context.occasion()
    view = reading.show_proposal(uow, proposal_id, occasion)
    if not view.officer:
        raise NotFound(proposal_id)
    asked, firm_id = request.args.get("q", "").strip()[:LONGEST_NAME], request.args.get("firm", "")
    meant, fault = ((), "") if firm_id or not asked else named(uow, asked)
    firm_id = meant[0].id if len(meant) == 1 else firm_id
    found = whatif.why_not(uow, context.snapshot(), proposal_id, firm_id, occasion) if firm_id else None
    asked = found.firm.name if found and not asked else asked
    page = why_not_page(view, asked, fault=fault, meant=meant if len(meant) > 1 else (), found=found)
    return render_template("proposals/why_not.html", page=page), 422 if fault else 200


def named(uow: UnitOfWork, words: str) -> tuple[Sequence[Firm], str]:
    """Return the firms that a name can mean, and what is wrong where they are none or too many."""
    found = find_firms(uow, words, country="", page=1)
    if not found.total:
        return (), str(gettext("The register has no firm of this name."))
    if found.total > MOST_MEANT:
        return (), str(gettext("Many firms have these words in their name. Write more of it."))
    return found.firms, ""


@blueprint.app_template_global()
def proposals_with(firm_id: str) -> Sequence[ProposalLine]:
    """Return the proposals that a firm is in, for its own page; nothing for readers who may not know."""
    found = reading.summaries_of_firm(context.unit_of_work(), firm_id, context.occasion())
    return [proposal_line(one, firm_id) for one in found]


def _page(
    proposal_id: str, *, note_form: NoteForm | None = None, answers: Mapping[str, AnswerForm] | None = None
) -> str:
    occasion = context.occasion()
    leaves_lines = occasion.actor.role in OFFICERS
    view = reading.show_proposal(context.unit_of_work(writes=leaves_lines), proposal_id, occasion)
    forms = {
        firm.id: AnswerForm(formdata=None, prefix=firm.id, answer=seat.answer, reason=seat.reason)
        for seat, firm in view.seats
        if firm.id in view.own
    }
    note_form = note_form or NoteForm(formdata=None)
    page = proposal_page(view, occasion.day, note_form, {**forms, **(answers or {})})
    return render_template("proposals/proposal.html", page=page)


def _back(proposal_id: str, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("proposals.show", proposal_id=proposal_id, _anchor=anchor), 303)
