"""Missions, types of training, training events, and the training that a joint product calls for."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue

from matchmaker.domain.vocabulary import Role
from matchmaker.services import training
from matchmaker.services.converging import show_convergence
from matchmaker.services.errors import Rejected
from matchmaker.services.observations import show_equipment
from matchmaker.web import context
from matchmaker.web.forms.training import EventStateForm, FieldingForm, TrainingForm
from matchmaker.web.presenters.convergence import convergence_page
from matchmaker.web.presenters.equipment import name_of
from matchmaker.web.presenters.training import (
    event_page,
    joint_training_page,
    mission_page,
    module_page,
    training_page,
)
from matchmaker.web.security import roles

blueprint = Blueprint("training", __name__)
READING = (Role.TRAINING_OFFICER, Role.ANALYST, Role.PROGRAMME_OFFICER, Role.ADMINISTRATOR)


@blueprint.get("/missions")
@roles(*READING)
def index() -> ResponseReturnValue:
    """List missions and types of training."""
    uow, occasion = context.unit_of_work(), context.occasion()
    page = training_page(
        training.missions(uow, occasion), training.modules(uow, occasion), request.args.get("direction", "")
    )
    return render_template("training/index.html", page=page)


@blueprint.get("/missions/<mission_id>")
@roles(*READING)
def show_mission(mission_id: str) -> ResponseReturnValue:
    """Show a mission with what was published about it and its training."""
    view = training.show_mission(context.unit_of_work(), mission_id, context.occasion())
    return render_template("training/mission.html", page=mission_page(view, context.occasion().day))


@blueprint.get("/modules/<module_id>")
@roles(*READING)
def show_module(module_id: str) -> ResponseReturnValue:
    """Show a type of training."""
    view = training.show_module(context.unit_of_work(), context.snapshot(), module_id, context.occasion())
    return render_template("training/module.html", page=module_page(view, context.snapshot()))


@blueprint.get("/training/<event_id>")
@roles(*READING)
def show_event(event_id: str) -> ResponseReturnValue:
    """Show a rotation, course or exercise."""
    return _event(event_id, EventStateForm(formdata=None))


@blueprint.post("/training/<event_id>")
@roles(*training.PLANNERS)
def move_event(event_id: str) -> ResponseReturnValue:
    """Say that it is planned, was held or was dropped."""
    form = EventStateForm()
    if not form.validate():
        return _event(event_id, form), 422
    try:
        training.move_event(context.unit_of_work(writes=True), event_id, form.state.data, context.occasion())
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _event(event_id, form), status
    return redirect(url_for("training.show_event", event_id=event_id), 303)


@blueprint.get("/joint-projects/<project_id>/training")
@roles(*READING)
def propose(project_id: str) -> ResponseReturnValue:
    """Show what training a joint project's product calls for, with a form to plan one of it."""
    return _joint(project_id, TrainingForm.asked(request.args, context.occasion().day))


@blueprint.post("/joint-projects/<project_id>/training")
@roles(*training.PLANNERS)
def plan(project_id: str) -> ResponseReturnValue:
    """Put training down and lead to it."""
    form = TrainingForm()
    form.know(context.snapshot(), training.missions(context.unit_of_work(), context.occasion()))
    if not form.validate():
        return _joint(project_id, form), 422
    try:
        event_id = training.plan_training(
            context.unit_of_work(writes=True),
            context.snapshot(),
            form.to_command(project_id),
            context.occasion(),
            token=form.form_token.data,
        )
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _joint(project_id, form), status
    return redirect(url_for("training.show_event", event_id=event_id), 303)


@blueprint.get("/equipment/<equipment_id>/fielding")
@roles(*training.PLANNERS)
def ask_fielding(equipment_id: str) -> ResponseReturnValue:
    """Ask which state's forces field a type, and where that is known from."""
    return _fielding(equipment_id, FieldingForm(formdata=None))


@blueprint.post("/equipment/<equipment_id>/fielding")
@roles(*training.PLANNERS)
def send_fielding(equipment_id: str) -> ResponseReturnValue:
    """Record who fields a type."""
    form = FieldingForm()
    if not form.validate():
        return _fielding(equipment_id, form), 422
    try:
        training.state_fielding(context.unit_of_work(writes=True), form.to_command(equipment_id), context.occasion())
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _fielding(equipment_id, form), status
    return redirect(url_for("equipment.show", equipment_id=equipment_id), 303)


@blueprint.get("/convergence")
@roles(*READING)
def converge() -> ResponseReturnValue:
    """Show how far the forces and the two segments of the flank have come together."""
    snapshot = context.snapshot()
    page = convergence_page(show_convergence(snapshot, context.occasion()), snapshot)
    return render_template("training/convergence.html", page=page)


def _event(event_id: str, form: EventStateForm) -> str:
    view = training.show_event(context.unit_of_work(), context.snapshot(), event_id, context.occasion())
    return render_template("training/event.html", page=event_page(view, form))


def _joint(project_id: str, form: TrainingForm) -> str:
    uow, snapshot, occasion = context.unit_of_work(), context.snapshot(), context.occasion()
    form.know(snapshot, training.missions(uow, occasion))
    shown = training.show_joint_training(uow, snapshot, project_id, occasion)
    return render_template("training/joint.html", page=joint_training_page(shown, snapshot, form))


def _fielding(equipment_id: str, form: FieldingForm) -> str:
    view = show_equipment(context.unit_of_work(), equipment_id, context.occasion())
    return render_template("training/fielding.html", form=form, equipment_id=equipment_id, name=name_of(view.equipment))
