"""Filing an observation in two steps that work without scripts, and its receipt."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matchmaker.domain.vocabulary import Role
from matchmaker.services.errors import Rejected
from matchmaker.services.mandates import Mandate, mandate
from matchmaker.services.neighbourhoods import show_neighbourhood
from matchmaker.services.observations import (
    READERS,
    file_observation,
    find_equipment,
    show_equipment,
    show_observation,
)
from matchmaker.web import context, language
from matchmaker.web.forms.observations import ObservationForm
from matchmaker.web.presenters.equipment import candidates, equipment_card, name_of
from matchmaker.web.presenters.observations import ChoosePage, ObservationPage, WritePage, observation_page
from matchmaker.web.security import roles

blueprint = Blueprint("filing", __name__)


def _mandate() -> Mandate:
    return mandate("EUMAM")


@blueprint.get("/observations/new")
@roles(Role.TRAINING_OFFICER, Role.ANALYST)
def new() -> ResponseReturnValue:
    """Ask which equipment, then show the form on it."""
    equipment_id = request.args.get("equipment", "")
    if not equipment_id:
        return _choose(request.args.get("q", "").strip())
    day = context.occasion().day
    form = ObservationForm(
        formdata=None, day=day, equipment_id=equipment_id, month=f"{day:%Y-%m}", language=language.current()
    )
    return _write(form, equipment_id)


@blueprint.post("/observations/new")
@roles(Role.TRAINING_OFFICER, Role.ANALYST)
def send_new() -> ResponseReturnValue:
    """File the observation and lead to its receipt."""
    form = ObservationForm(day=context.occasion().day)
    if not form.validate():
        return _write(form, form.equipment_id.data or ""), 422
    try:
        observation_id = file_observation(
            context.unit_of_work(writes=True), form.to_command(), context.occasion(), token=form.form_token.data
        )
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _write(form, form.equipment_id.data or ""), status
    return redirect(url_for("filing.show_receipt", observation_id=observation_id), 303)


@blueprint.get("/observations/<observation_id>/receipt")
@roles(Role.TRAINING_OFFICER, Role.ANALYST)
def show_receipt(observation_id: str) -> ResponseReturnValue:
    """Say that it arrived, who reads it and what it is linked with."""
    return render_template("observations/receipt.html", page=_page(observation_id))


def _choose(words: str) -> ResponseReturnValue:
    found = find_equipment(context.unit_of_work(), words, category="", page=1)
    listed = candidates(context.snapshot(), found, words) if words else ()
    page = ChoosePage(words, listed, found.total - len(found.types), _mandate())
    return render_template("observations/choose.html", page=page)


def _write(form: ObservationForm, equipment_id: str) -> str:
    view = show_equipment(context.unit_of_work(), equipment_id, context.occasion())
    page = WritePage(form, equipment_id, name_of(view.equipment), _mandate())
    return render_template("observations/write.html", page=page)


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
