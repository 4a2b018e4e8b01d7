"""The interpreter's glossary."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.domain.text.glossary import found, glossary
from matchmaker.web.presenters.glossary import glossary_page
from matchmaker.web.security import signed_in

blueprint = Blueprint("glossary", __name__)
LONGEST_QUESTION = 200


@blueprint.get("/glossary")
@signed_in
def show() -> ResponseReturnValue:
    """Show all entries, or those that have the words asked for in either language or script."""
    question = request.args.get("q", "").strip()[:LONGEST_QUESTION]
    page = glossary_page(question, found(question), len(glossary()))
    return render_template("glossary/glossary.html", page=page)
