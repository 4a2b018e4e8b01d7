"""The register, one firm's entry, and how a firm fills in its own."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Firm
from matchmaker.services import firms, profiles
from matchmaker.services.errors import Conflict, NotFound, Rejected
from matchmaker.services.profiles import OFFICERS, FirmView
from matchmaker.web import context
from matchmaker.web.forms.firms import IdentityForm, OwnershipForm, SubmitForm, identity_of, ownership_of
from matchmaker.web.presenters import entry_steps
from matchmaker.web.presenters.firms import own_page, profile_page, register_page
from matchmaker.web.presenters.sources import source_lines
from matchmaker.web.security import roles, signed_in

blueprint = Blueprint("firms", __name__)
blueprint.add_app_template_filter(source_lines)


@blueprint.get("/firms")
@signed_in
def show_register() -> ResponseReturnValue:
    """Show one page of the register."""
    words, code = request.args.get("q", "").strip()[:200], request.args.get("country", "").strip()
    found = profiles.find_firms(context.unit_of_work(), words, country=code, page=context.page_number())
    may_register = context.occasion().actor.role == Role.COMPANY
    page = register_page(found, words=words, code=code, may_register=may_register)
    return render_template("firms/register.html", page=page)


@blueprint.get("/firms/<firm_id>")
@signed_in
def show(firm_id: str) -> ResponseReturnValue:
    """Show one entry; an officer's reading of restricted fields is written into its ledger."""
    occasion = context.occasion()
    uow = context.unit_of_work(writes=occasion.actor.role in OFFICERS)
    view = profiles.show_firm(uow, firm_id, occasion)
    return render_template("firms/profile.html", page=profile_page(view, context.snapshot(), occasion.actor))


@blueprint.get("/firms/new")
@roles(Role.COMPANY)
def new() -> ResponseReturnValue:
    """Show the first step of a new entry."""
    return _identity_page(IdentityForm(), None)


@blueprint.post("/firms/new")
@roles(Role.COMPANY)
def send_new() -> ResponseReturnValue:
    """Make a draft and go on to ownership."""
    form = IdentityForm()
    if wants_row(form.site_countries):
        form.forget_marked()
        return _identity_page(form, None)
    if not form.validate():
        return _identity_page(form, None), 422
    uow, command = context.unit_of_work(writes=True), form.to_command()
    try:
        firm_id = firms.register_firm(uow, command, context.occasion(), token=form.form_token.data or "")
    except Rejected as rejected:
        twins = firms.entries_to_claim(uow, command) if isinstance(rejected, Conflict) else ()
        status = form.put_back(rejected)
        return _identity_page(form, None, twins), status
    return redirect(url_for("firms.edit_ownership", firm_id=firm_id), 303)


@blueprint.get("/firms/<firm_id>/edit/identity")
@roles(Role.COMPANY)
def edit_identity(firm_id: str) -> ResponseReturnValue:
    """Show what is stored."""
    view = own_view(firm_id)
    return _identity_page(IdentityForm(data=identity_of(view)), view)


@blueprint.post("/firms/<firm_id>/edit/identity")
@roles(Role.COMPANY)
def send_identity(firm_id: str) -> ResponseReturnValue:
    """Save and go on to ownership."""
    view, form = own_view(firm_id), IdentityForm()
    if wants_row(form.site_countries):
        form.forget_marked()
        return _identity_page(form, view)
    if not form.validate():
        return _identity_page(form, view), 422
    uow = context.unit_of_work(writes=True)
    try:
        firms.amend_firm(uow, firm_id, form.to_command(), context.occasion())
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _identity_page(form, view), status
    return redirect(url_for("firms.edit_ownership", firm_id=firm_id), 303)


@blueprint.get("/firms/<firm_id>/edit/ownership")
@roles(Role.COMPANY)
def edit_ownership(firm_id: str) -> ResponseReturnValue:
    """Show the declared holders."""
    view = own_view(firm_id)
    return _ownership_page(OwnershipForm(data=ownership_of(view)), view)


@blueprint.post("/firms/<firm_id>/edit/ownership")
@roles(Role.COMPANY)
def send_ownership(firm_id: str) -> ResponseReturnValue:
    """Save the holders and go on to capabilities, or add a row."""
    view, form = own_view(firm_id), OwnershipForm()
    if wants_row(form.stakes):
        form.forget_marked()
        return _ownership_page(form, view)
    if not form.validate():
        return _ownership_page(form, view), 422
    try:
        firms.declare_ownership(context.unit_of_work(writes=True), firm_id, form.to_command(), context.occasion())
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _ownership_page(form, view), status
    return redirect(url_for("firms.show_capabilities", firm_id=firm_id), 303)


@blueprint.get("/firms/<firm_id>/edit/capabilities")
@roles(Role.COMPANY)
def show_capabilities(firm_id: str) -> ResponseReturnValue:
    """List the capabilities with what can be done about each."""
    return render_template("firms/capabilities.html", page=entry_steps.list_page(own_view(firm_id)))


@blueprint.get("/firms/<firm_id>/submit")
@roles(Role.COMPANY)
def check(firm_id: str) -> ResponseReturnValue:
    """Show what is there, what is missing and who decides."""
    return render_template("firms/check.html", page=entry_steps.check_page(SubmitForm(), own_view(firm_id)))


@blueprint.post("/firms/<firm_id>/submit")
@roles(Role.COMPANY)
def submit(firm_id: str) -> ResponseReturnValue:
    """Hand the entry to the officers."""
    view, form = own_view(firm_id), SubmitForm()
    try:
        firms.submit_firm(context.unit_of_work(writes=True), firm_id, context.occasion())
    except Rejected as rejected:
        status = form.put_back(rejected)
        return render_template("firms/check.html", page=entry_steps.check_page(form, view)), status
    flash(gettext("The entry is with the officers now. You will read their decision on this page."))
    return redirect(url_for("firms.show", firm_id=firm_id), 303)


@blueprint.get("/my-firms")
@roles(Role.COMPANY)
def show_own() -> ResponseReturnValue:
    """Show where a company starts: its entries, its claims, what to do next."""
    entries = profiles.own_entries(context.unit_of_work(), context.occasion())
    return render_template("firms/own.html", page=own_page(entries))


def own_view(firm_id: str) -> FirmView:
    """Return an entry that the actor acts for; any other does not exist here."""
    occasion = context.occasion()
    if not occasion.actor.acts_for(firm_id):
        raise NotFound(firm_id)
    return profiles.show_firm(context.unit_of_work(), firm_id, occasion)


def wants_row(rows: Any) -> bool:
    """Add an empty row to a list of rows when its button was pressed; without JavaScript the page comes back."""
    if "more" not in request.form:
        return False
    if len(rows.entries) < rows.max_entries:
        rows.append_entry()
    return True


def _identity_page(form: IdentityForm, view: FirmView | None, twins: Sequence[Firm] = ()) -> str:
    page = entry_steps.step_page("identity", form, view, twins)
    return render_template("firms/identity.html", page=page)


def _ownership_page(form: OwnershipForm, view: FirmView) -> str:
    return render_template("firms/ownership.html", page=entry_steps.step_page("ownership", form, view))
