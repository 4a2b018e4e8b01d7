"""The surroundings of one thing, as a picture and as a table."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.services.neighbourhoods import FURTHEST, note_neighbourhood, show_neighbourhood
from matchmaker.web import context
from matchmaker.web.presenters.graph import graph_page
from matchmaker.web.security import signed_in

blueprint = Blueprint("graph", __name__)


@blueprint.get("/graph/<kind>/<path:fact_id>")
@signed_in
def show(kind: str, fact_id: str) -> ResponseReturnValue:
    """Show what the register ties to a thing, as far as this reader may see it."""
    occasion, depth = context.occasion(), _depth()
    shown = show_neighbourhood(context.snapshot().graph, kind, fact_id, depth=depth, actor=occasion.actor)
    if shown.reads:
        note_neighbourhood(context.unit_of_work(writes=True), shown, occasion)
    return render_template("graph/graph.html", page=graph_page(shown, depth))


def _depth() -> int:
    wanted = request.args.get("depth", default=1, type=int)
    return min(max(wanted, 1), FURTHEST)
