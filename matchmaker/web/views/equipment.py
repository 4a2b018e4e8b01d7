"""Types of equipment: the list, what is known of one, the sorts of components that such equipment is made of."""

from __future__ import annotations

from flask import Blueprint, render_template, request
from flask.typing import ResponseReturnValue

from matchmaker.services.errors import NotFound
from matchmaker.services.known_equipment import components, show_known
from matchmaker.services.observations import FILERS, find_equipment, show_equipment
from matchmaker.services.proposals.ranking import moved_by_evidence
from matchmaker.services.training import PLANNERS
from matchmaker.web import context
from matchmaker.web.presenters.equipment import equipment_list, evidence_page
from matchmaker.web.presenters.glossary import component_page
from matchmaker.web.presenters.known_equipment import known_page
from matchmaker.web.security import signed_in

blueprint = Blueprint("equipment", __name__)


@blueprint.get("/equipment")
@signed_in
def index() -> ResponseReturnValue:
    """List types by name, nickname and category."""
    words, category = request.args.get("q", "").strip(), request.args.get("category", "")
    found = find_equipment(context.unit_of_work(), words, category=category, page=context.page_number())
    may_file = context.occasion().actor.role in FILERS
    page = equipment_list(found, words=words, category=category, may_file=may_file)
    return render_template("equipment/index.html", page=page)


@blueprint.get("/equipment/components")
@signed_in
def show_components() -> ResponseReturnValue:
    """Show how far Ukraine makes the components of unmanned equipment."""
    rows = components(context.unit_of_work(), context.occasion())
    return render_template("equipment/components.html", page=component_page(rows))


@blueprint.get("/equipment/<equipment_id>")
@signed_in
def show(equipment_id: str) -> ResponseReturnValue:
    """Show one type with what this reader may know of it."""
    occasion, snapshot = context.occasion(), context.snapshot()
    view = show_known(context.unit_of_work(), snapshot, equipment_id, occasion)
    may_state = occasion.actor.role in PLANNERS
    return render_template("equipment/equipment.html", page=known_page(view, snapshot), may_state=may_state)


@blueprint.get("/equipment/<equipment_id>/evidence")
@signed_in
def show_evidence(equipment_id: str) -> ResponseReturnValue:
    """Show what the observations on a type moved; it ranks all firms for all topics, so it has its own address."""
    occasion = context.occasion()
    view = show_equipment(context.unit_of_work(), equipment_id, occasion)
    if not view.observations:
        raise NotFound(equipment_id)
    page = evidence_page(view, moved_by_evidence(context.snapshot(), equipment_id), occasion.actor)
    return render_template("equipment/evidence.html", page=page)
