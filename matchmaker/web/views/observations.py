"""Reading observations: the analysts' desk, one's own ones, and one with its pictures."""

from __future__ import annotations

from flask import Blueprint, Response, render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.domain.vocabulary import Role
from matchmaker.services import desk
from matchmaker.services.mandates import mandate
from matchmaker.services.observations import READERS
from matchmaker.web import context
from matchmaker.web.presenters.desk import OWN, desk_page, own_page
from matchmaker.web.presenters.observation_page import Forms, new_forms, observation_view
from matchmaker.web.security import roles, signed_in

blueprint = Blueprint("observations", __name__)
PNG, JPEG = b"\x89PNG", "image/jpeg"
MISSION = "EUMAM"


@blueprint.get("/observations")
@roles(*READERS)
def index() -> ResponseReturnValue:
    """Show the desk, or to training officers what they filed themselves."""
    uow, occasion = context.unit_of_work(), context.occasion()
    asked = request.args.get("queue", "")
    if occasion.actor.role is Role.TRAINING_OFFICER or (asked == OWN and occasion.actor.role is Role.ANALYST):
        own = desk.own_observations(uow, context.page_number(), occasion)
        return render_template("observations/own.html", page=own_page(own, mandate(MISSION)))
    queue = asked if asked in desk.QUEUES else desk.QUEUES[0]
    shown = desk.show_desk(uow, queue, context.page_number(), occasion)
    return render_template("observations/index.html", page=desk_page(shown, occasion.actor.role, mandate(MISSION)))


@blueprint.get("/observations/<observation_id>")
@signed_in
def show(observation_id: str) -> ResponseReturnValue:
    """Show an observation to those who work with it, and their part of it to the makers of the equipment."""
    return show_page(observation_id, new_forms())


@blueprint.get("/observations/<observation_id>/photos/<photo_id>")
@signed_in
def show_photo(observation_id: str, photo_id: str) -> ResponseReturnValue:
    """Send a picture to whoever may see it."""
    photo = desk.open_photo(context.unit_of_work(), observation_id, photo_id, context.occasion())
    return Response(photo.content, mimetype="image/png" if photo.content.startswith(PNG) else JPEG)


def show_page(observation_id: str, forms: Forms) -> str:
    """Write the page of an observation with forms as they are, perhaps with faults."""
    opened = desk.open_observation(context.unit_of_work(), observation_id, context.occasion())
    page = observation_view(opened, forms, context.snapshot(), mandate(MISSION))
    return render_template("observations/observation.html", page=page)
