"""The law as the product understands it."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matchmaker.services.errors import NotFound
from matchmaker.web.presenters import law
from matchmaker.web.security import public

blueprint = Blueprint("law", __name__)


@blueprint.get("/law")
@public
def show() -> ResponseReturnValue:
    """Show every known rule and what is done about it."""
    return render_template("law/coverage.html", page=law.law_page())


@blueprint.get("/law/rules/<rule_id>")
@public
def show_rule(rule_id: str) -> ResponseReturnValue:
    """Show one rule in words."""
    page = law.rule_page(rule_id)
    if page is None:
        raise NotFound("rule")
    return render_template("law/rule.html", page=page)
