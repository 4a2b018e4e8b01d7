"""Who holds a firm: as a picture with its table, as statements of the BODS standard, and taken over from them."""

from __future__ import annotations

from flask import Blueprint, Response, flash, json, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.vocabulary import Role
from matchmaker.services import ownership
from matchmaker.services.errors import Conflict, Rejected
from matchmaker.services.profiles import OFFICERS
from matchmaker.web import context
from matchmaker.web.forms.ownership import ImportForm, TakeOverForm
from matchmaker.web.presenters.ownership import ownership_page
from matchmaker.web.presenters.ownership_exchange import import_page, preview_page
from matchmaker.web.security import roles, signed_in
from matchmaker.web.views.firms import own_view

blueprint = Blueprint("ownership", __name__)


@blueprint.get("/firms/<firm_id>/ownership")
@signed_in
def show(firm_id: str) -> ResponseReturnValue:
    """Show the ownership to whoever may read all of it; an officer's reading is written into the firm's ledger."""
    occasion = context.occasion()
    uow = context.unit_of_work(writes=occasion.actor.role in OFFICERS)
    view = ownership.show_ownership(uow, firm_id, occasion)
    return render_template("ownership/show.html", page=ownership_page(view))


@blueprint.get("/firms/<firm_id>/ownership.json")
@signed_in
def export(firm_id: str) -> ResponseReturnValue:
    """Hand out the ownership as statements of BODS 0.4, to the same readers."""
    occasion = context.occasion()
    uow = context.unit_of_work(writes=occasion.actor.role in OFFICERS)
    statements = ownership.statements_of(uow, firm_id, occasion)
    answer = Response(json.dumps(statements, ensure_ascii=False, indent=1), mimetype="application/json")
    answer.headers["Content-Disposition"] = "attachment; filename=ownership.json"
    return answer


@blueprint.get("/firms/<firm_id>/edit/ownership/import")
@roles(Role.COMPANY)
def show_import(firm_id: str) -> ResponseReturnValue:
    """Ask for the file."""
    own_view(firm_id)
    return _import(firm_id, ImportForm(formdata=None))


@blueprint.post("/firms/<firm_id>/edit/ownership/import")
@roles(Role.COMPANY)
def preview(firm_id: str) -> ResponseReturnValue:
    """Show what the file would replace; nothing is written."""
    own_view(firm_id)
    form = ImportForm()
    form.validate()
    try:
        return _preview(firm_id, form.sent_text(), form.subject.data or "")
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _import(firm_id, form), status


@blueprint.post("/firms/<firm_id>/edit/ownership/import/confirm")
@roles(Role.COMPANY)
def take_over(firm_id: str) -> ResponseReturnValue:
    """Replace the declared holders by those of the file, or show again what stands in the way."""
    own_view(firm_id)
    sent = TakeOverForm()
    text, subject = sent.text.data or "", sent.subject.data or ""
    try:
        ownership.take_over(
            context.unit_of_work(writes=True),
            firm_id,
            text,
            subject,
            sent.is_complete(),
            context.occasion(),
            standing=sent.standing.data or "",
            token=sent.form_token.data or "",
        )
    except Conflict as conflict:
        status = sent.put_back(conflict)
        return _preview(firm_id, text, subject, sent), status
    except Rejected as rejected:
        form = ImportForm(formdata=None, text=text, subject=subject)
        status = form.put_back(rejected)
        return _import(firm_id, form), status
    flash(gettext("The holders were taken over from the file. Check them here; an officer sees the change."))
    return redirect(url_for("firms.edit_ownership", firm_id=firm_id), 303)


def _import(firm_id: str, form: ImportForm) -> str:
    return render_template("ownership/import.html", page=import_page(form, own_view(firm_id)))


def _preview(firm_id: str, text: str, subject: str, sent: TakeOverForm | None = None) -> str:
    """After a conflict the form keeps what was answered and looks at the entry as it is now."""
    incoming = ownership.read_file(context.unit_of_work(), firm_id, text, subject, context.occasion())
    read = incoming.holdings.complete
    form = sent or TakeOverForm(formdata=None, complete="" if read is None else "yes" if read else "no")
    form.text.data, form.subject.data, form.standing.data = text, incoming.subject, incoming.standing
    return render_template("ownership/preview.html", page=preview_page(incoming, form, own_view(firm_id)))
