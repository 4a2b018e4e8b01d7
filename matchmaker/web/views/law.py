"""The law as the product understands it, and a case to try on it."""

from __future__ import annotations

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.persistence.models import LegalChange
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.trying import FileRefused, try_file
from matchmaker.web import context
from matchmaker.web.forms.law import TryForm
from matchmaker.web.presenters import law
from matchmaker.web.security import public

blueprint = Blueprint("law", __name__)


@blueprint.get("/law")
@public
def show() -> ResponseReturnValue:
    """Show the instruments, what EDIP is, and what is not verified."""
    return render_template("law/index.html", page=law.law_page(context.now().date(), _changes()))


@blueprint.get("/law/<slug>")
@public
def show_instrument(slug: str) -> ResponseReturnValue:
    """Show one instrument with its numbers, lists and rules."""
    page = law.instrument_page(slug, context.now().date(), _changes())
    if page is None:
        raise NotFound("instrument")
    return render_template("law/instrument.html", page=page)


@blueprint.get("/law/rules/<rule_id>")
@public
def show_rule(rule_id: str) -> ResponseReturnValue:
    """Show one rule in words, with its cases."""
    page = law.rule_page(rule_id, context.now().date(), _changes())
    if page is None:
        raise NotFound("rule")
    return render_template("law/rule.html", page=page)


@blueprint.get("/law/try")
@public
def show_try() -> ResponseReturnValue:
    """Show the form with a golden case, or with one to start from."""
    text = law.first_text(request.args.get("case", ""), context.now().date())
    if text is None:
        raise NotFound("case")
    return render_template("law/try.html", page=law.trial_page(TryForm(formdata=None, file=text)))


@blueprint.post("/law/try")
@public
def send_try() -> ResponseReturnValue:
    """Judge what was sent and show it; nothing is stored."""
    form = TryForm()
    form.validate()
    form.forget_marked()
    if form.errors:
        return render_template("law/try.html", page=law.trial_page(form)), 422
    rows = _changes()
    context.unit_of_work().pause()
    try:
        tried = try_file(form.file.data or "", rows)
    except FileRefused as refused:
        form.refuse(law.fault_lines(refused))
        return render_template("law/try.html", page=law.trial_page(form)), 422
    except Rejected as rejected:
        status = form.put_back(rejected)
        return render_template("law/try.html", page=law.trial_page(form)), status
    return render_template("law/try.html", page=law.trial_page(form, tried, rows))


def _changes() -> Sequence[LegalChange]:
    """Everything that administrators changed of the law's configuration."""
    return context.unit_of_work().law.changes()
