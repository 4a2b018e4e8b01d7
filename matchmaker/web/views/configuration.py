"""An administrator changes the law's configuration: look, type, preview, record, withdraw."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.vocabulary import Role
from matchmaker.services.configuration import changing, flips, standing
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.web import context
from matchmaker.web.forms.configuration import LawForm, WithdrawForm, command_of, law_form, typed
from matchmaker.web.presenters import configuration as presenter
from matchmaker.web.presenters.turned import SinceCard, since_cards
from matchmaker.web.security import roles

blueprint = Blueprint("configuration", __name__)
OURS = ("csrf_token", "form_token")


@blueprint.get("/admin/law")
@roles(Role.ADMINISTRATOR)
def index() -> ResponseReturnValue:
    """List everything that can be changed."""
    found = standing.subjects(context.unit_of_work(), context.occasion())
    return render_template("admin/law.html", page=presenter.subjects_page(found))


@blueprint.get("/admin/law/<subject>")
@roles(Role.ADMINISTRATOR)
def show(subject: str) -> ResponseReturnValue:
    """Show one subject with the form that starts from what holds today."""
    held = standing.subject(context.unit_of_work(), subject, context.occasion())
    given = typed(subject, held.present.value)
    return _subject(subject, law_form(subject, formdata=None, since=context.now().date().isoformat(), **given))


@blueprint.post("/admin/law/<subject>/preview")
@roles(Role.ADMINISTRATOR)
def preview(subject: str) -> ResponseReturnValue:
    """Say what a change would turn; nothing is written."""
    held = standing.subject(context.unit_of_work(), subject, context.occasion())
    form = law_form(subject)
    form.validate()
    form.forget_marked()
    try:
        if form.errors:
            return _subject(subject, form), 422
        command = command_of(form, subject)
        forecast = changing.preview(context.unit_of_work(), command, context.occasion())
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _subject(subject, form), status
    rows = context.unit_of_work().law.changes()
    turned = {one.proposal_id: (one.day, one.turned) for one in forecast.affected}
    page = presenter.preview_page(
        held,
        command.value,
        form,
        _sent(),
        since=forecast.since,
        before=standing.present(rows, subject, forecast.since).value,
        judged=forecast.judged,
        proposals=flips.named(context.unit_of_work(), turned, context.occasion()),
    )
    return render_template("admin/law_preview.html", page=page)


@blueprint.post("/admin/law/<subject>/edit")
@roles(Role.ADMINISTRATOR)
def edit(subject: str) -> ResponseReturnValue:
    """Show the form again as it was typed."""
    standing.subject(context.unit_of_work(), subject, context.occasion())
    form = law_form(subject)
    form.forget_marked()
    return _subject(subject, form)


@blueprint.post("/admin/law/<subject>/change")
@roles(Role.ADMINISTRATOR)
def change(subject: str) -> ResponseReturnValue:
    """Record a change once and lead to what it turned."""
    standing.subject(context.unit_of_work(), subject, context.occasion())
    form = law_form(subject)
    form.forget_marked()
    try:
        command, token = command_of(form, subject), form.form_token.data or ""
        change_id = changing.change(context.unit_of_work(writes=True), command, context.occasion(), token=token)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _subject(subject, form), status
    flash(gettext("The change is recorded. Stored proposals were judged again and their owners told."))
    return redirect(url_for("configuration.show_change", change_id=change_id), 303)


@blueprint.get("/admin/law/changes/<change_id>")
@roles(Role.ADMINISTRATOR)
def show_change(change_id: str) -> ResponseReturnValue:
    """Show an entry of the history and what it turned."""
    return _change(change_id, WithdrawForm(formdata=None))


@blueprint.post("/admin/law/changes/<change_id>/withdraw")
@roles(Role.ADMINISTRATOR)
def withdraw(change_id: str) -> ResponseReturnValue:
    """Take a change out again, by an entry of its own."""
    form = WithdrawForm()
    try:
        reason, token = form.reason.data or "", form.form_token.data or ""
        entry = changing.withdraw(context.unit_of_work(writes=True), change_id, reason, context.occasion(), token=token)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _change(change_id, form), status
    flash(gettext("The change is withdrawn. Both entries stay in the history."))
    return redirect(url_for("configuration.show_change", change_id=entry), 303)


@blueprint.app_template_global()
def law_changes_since(proposal_id: str) -> Sequence[SinceCard]:
    """Return what changes of the configuration turned in a proposal; only for pages whose reader may see it."""
    uow = context.unit_of_work()
    row = uow.proposals.get(proposal_id)
    return since_cards(row, flips.turned_since(uow, row, context.occasion().actor)) if row else ()


def _subject(subject: str, form: LawForm) -> str:
    uow, occasion = context.unit_of_work(), context.occasion()
    held = standing.subject(uow, subject, occasion)
    page = presenter.subject_page(held, standing.history(uow, subject, occasion), form)
    return render_template("admin/law_subject.html", page=page)


def _change(change_id: str, form: WithdrawForm) -> str:
    uow, occasion = context.unit_of_work(), context.occasion()
    outcome = flips.outcome(uow, change_id, occasion)
    history = standing.history(uow, outcome.change.subject, occasion)
    entry = next((one for one in history if one.change.id == change_id), None)
    if entry is None:
        raise NotFound(change_id)
    return render_template("admin/law_change.html", page=presenter.change_page(outcome, entry, form))


def _sent() -> list[tuple[str, str]]:
    """What was typed, to be sent again by the page that asks whether to record it."""
    return [(name, value) for name, value in request.form.items(multi=True) if name not in OURS]
