"""One offer or need: add, change, remove."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.vocabulary import Role
from matchmaker.services import capabilities
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.profiles import CapabilityView, FirmView
from matchmaker.web import context
from matchmaker.web.forms.capabilities import CapabilityForm, content_of
from matchmaker.web.forms.firms import SubmitForm
from matchmaker.web.presenters import entry_steps
from matchmaker.web.security import roles
from matchmaker.web.views.firms import own_view, wants_row

blueprint = Blueprint("capabilities", __name__)


@blueprint.get("/firms/<firm_id>/capabilities/new")
@roles(Role.COMPANY)
def new(firm_id: str) -> ResponseReturnValue:
    """Show an empty form."""
    return _page(CapabilityForm(), own_view(firm_id))


@blueprint.post("/firms/<firm_id>/capabilities/new")
@roles(Role.COMPANY)
def send_new(firm_id: str) -> ResponseReturnValue:
    """Add a capability, or come back with codes or a row more."""
    view, form = own_view(firm_id), CapabilityForm()
    if _comes_back(form):
        return _page(form, view)
    if not form.validate():
        return _refused(form, view)
    uow, token = context.unit_of_work(writes=True), form.form_token.data or ""
    try:
        capabilities.add_capability(uow, firm_id, form.to_command(), context.occasion(), token=token)
    except Rejected as rejected:
        return _refused(form, view, rejected)
    return redirect(url_for("firms.show_capabilities", firm_id=firm_id), 303)


@blueprint.get("/capabilities/<capability_id>/edit")
@roles(Role.COMPANY)
def edit(capability_id: str) -> ResponseReturnValue:
    """Show what is stored."""
    view, stored = _own(capability_id)
    return _page(CapabilityForm(data=content_of(stored)), view, capability_id)


@blueprint.post("/capabilities/<capability_id>/edit")
@roles(Role.COMPANY)
def send_edit(capability_id: str) -> ResponseReturnValue:
    """Save, or come back with codes or a row more."""
    (view, _), form = _own(capability_id), CapabilityForm()
    if _comes_back(form):
        return _page(form, view, capability_id)
    if not form.validate():
        return _refused(form, view, capability_id=capability_id)
    uow = context.unit_of_work(writes=True)
    try:
        capabilities.change_capability(uow, capability_id, form.to_command(), context.occasion())
    except Rejected as rejected:
        return _refused(form, view, rejected, capability_id)
    return redirect(url_for("firms.show_capabilities", firm_id=view.firm.id), 303)


@blueprint.get("/capabilities/<capability_id>/delete")
@roles(Role.COMPANY)
def ask_delete(capability_id: str) -> ResponseReturnValue:
    """Ask whether it should really go."""
    view, stored = _own(capability_id)
    return render_template("capabilities/delete.html", page=entry_steps.delete_page(view, stored, SubmitForm()))


@blueprint.post("/capabilities/<capability_id>/delete")
@roles(Role.COMPANY)
def delete(capability_id: str) -> ResponseReturnValue:
    """Remove it."""
    firm_id = capabilities.remove_capability(context.unit_of_work(writes=True), capability_id, context.occasion())
    flash(gettext("The capability is gone from the entry."))
    return redirect(url_for("firms.show_capabilities", firm_id=firm_id), 303)


def _own(capability_id: str) -> tuple[FirmView, CapabilityView]:
    stored = capabilities.own_capability(context.unit_of_work(), capability_id, context.occasion())
    view = own_view(stored.firm_id)
    found = next((one for one in view.capabilities if one.capability.id == capability_id), None)
    if found is None:
        raise NotFound(capability_id)
    return view, found


def _comes_back(form: CapabilityForm) -> bool:
    """Say whether a button was pressed that does not save: another component, or codes to find."""
    if not wants_row(form.components) and "look" not in request.form:
        return False
    form.forget_marked()
    return True


def _page(form: CapabilityForm, view: FirmView, capability_id: str = "") -> str:
    page = entry_steps.capability_page(form, view, context.snapshot(), capability_id)
    return render_template("capabilities/form.html", page=page)


def _refused(
    form: CapabilityForm, view: FirmView, rejected: Rejected | None = None, capability_id: str = ""
) -> ResponseReturnValue:
    status = form.put_back(rejected) if rejected else 422
    form.forget_marked()
    return _page(form, view, capability_id), status
