"""The chain from observation to gap, joint project, training and the next observation, from any of them."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matchmaker.services.trails import show_trail
from matchmaker.web import context
from matchmaker.web.presenters.trail import trail_page
from matchmaker.web.security import signed_in

blueprint = Blueprint("trail", __name__)


@blueprint.get("/trail/<kind>/<path:fact_id>")
@signed_in
def show(kind: str, fact_id: str) -> ResponseReturnValue:
    """Show what led to a thing and what followed from it, as far as this reader may see it."""
    shown = show_trail(context.snapshot(), kind, fact_id, context.occasion().actor)
    return render_template("trail/trail.html", page=trail_page(shown))
