"""Reading observations."""

from __future__ import annotations

from flask import Blueprint, render_template
from flask.typing import ResponseReturnValue

from matchmaker.domain.vocabulary import Role
from matchmaker.services.mandates import Mandate, mandate
from matchmaker.services.neighbourhoods import show_neighbourhood
from matchmaker.services.observations import (
    READERS,
    my_observations,
    show_equipment,
    show_observation,
)
from matchmaker.web import context
from matchmaker.web.presenters.equipment import equipment_card
from matchmaker.web.presenters.observations import (
    ObservationPage,
    filed_page,
    observation_page,
)
from matchmaker.web.security import roles, signed_in

blueprint = Blueprint("observations", __name__)


def _mandate() -> Mandate:
    return mandate("EUMAM")


@blueprint.get("/observations")
@roles(Role.TRAINING_OFFICER, Role.ANALYST)
def index() -> ResponseReturnValue:
    """List one's own observations; an analyst sees all."""
    occasion = context.occasion()
    filed = my_observations(context.unit_of_work(), occasion)
    page = filed_page(filed, all_filed=occasion.actor.role == Role.ANALYST, mandate=_mandate())
    return render_template("observations/index.html", page=page)


@blueprint.get("/observations/<observation_id>")
@signed_in
def show(observation_id: str) -> ResponseReturnValue:
    """Show an observation to those who work with it and to the makers of the equipment."""
    return render_template("observations/observation.html", page=_page(observation_id))


def _page(observation_id: str) -> ObservationPage:
    uow, occasion = context.unit_of_work(), context.occasion()
    one, equipment = show_observation(uow, observation_id, occasion)
    author = uow.accounts.get(one.filed_by) if occasion.actor.role in READERS else None
    graph = context.snapshot().graph
    return observation_page(
        one,
        equipment=equipment_card(show_equipment(uow, equipment.id, occasion), context.snapshot()),
        filed_as=Role(author.role) if author else None,
        own=one.filed_by == occasion.actor.account_id,
        around=show_neighbourhood(graph, "observation", one.id, depth=1, actor=occasion.actor),
        mandate=_mandate(),
    )
