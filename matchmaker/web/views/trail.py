"""The chain from observation to gap, joint project, training and the next observation, from any of them."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matchmaker.domain.graph.schema import NodeKind
from matchmaker.services.errors import NotFound
from matchmaker.services.proposals.moved import moved_by_observation
from matchmaker.services.trails import open_on_trails, show_trail
from matchmaker.web import context
from matchmaker.web.presenters.moved import moved_page
from matchmaker.web.presenters.trail import trail_page
from matchmaker.web.security import signed_in

blueprint = Blueprint("trail", __name__)


@blueprint.get("/trail/<kind>/<path:fact_id>")
@signed_in
def show(kind: str, fact_id: str) -> ResponseReturnValue:
    """Show what led to a thing and what followed from it, as far as this reader may see it."""
    shown = show_trail(context.snapshot(), kind, fact_id, context.occasion().actor)
    return render_template("trail/trail.html", page=trail_page(shown))


@blueprint.get("/observations/<observation_id>/moved")
@signed_in
def show_moved(observation_id: str) -> ResponseReturnValue:
    """Show which firms stand higher for an open topic because of an observation."""
    snapshot, occasion = context.snapshot(), context.occasion()
    one = snapshot.observations.get(observation_id)
    if one is None or not open_on_trails(snapshot, occasion.actor)(f"{NodeKind.OBSERVATION}:{observation_id}"):
        raise NotFound(observation_id)
    moved = moved_by_observation(snapshot, observation_id, day=occasion.day)
    return render_template("trail/moved.html", page=moved_page(one, moved, occasion.actor))
