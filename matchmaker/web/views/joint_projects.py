"""Joint projects: the list, one of them, starting it from a proposal, its steps and its product."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, flash, redirect, render_template, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.matching.jointly import FIELDED, STEPS
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import JointProject
from matchmaker.services import joint_products, joint_projects
from matchmaker.services.errors import Rejected
from matchmaker.services.observations import READERS
from matchmaker.services.proposals.reading import OFFICERS
from matchmaker.web import context
from matchmaker.web.forms.joint_projects import FieldForm, StartForm, StepForm
from matchmaker.web.presenters.equipment import category_word, name_of
from matchmaker.web.presenters.joint_projects import (
    Panel,
    field_page,
    first_words,
    joint_project_page,
    joint_project_rows,
    members_panel,
    panel,
    start_page,
)
from matchmaker.web.security import signed_in
from matchmaker.web.wording import country

blueprint = Blueprint("joint_projects", __name__)


@blueprint.get("/joint-projects")
@signed_in
def index() -> ResponseReturnValue:
    """List joint projects; a company sees those of its firms."""
    occasion = context.occasion()
    found = joint_projects.list_joint_projects(context.unit_of_work(), occasion)
    rows = joint_project_rows(found, answers=occasion.actor.role in READERS)
    return render_template("joint_projects/index.html", rows=rows, company=occasion.actor.role is Role.COMPANY)


@blueprint.get("/joint-projects/<joint_project_id>")
@signed_in
def show(joint_project_id: str) -> ResponseReturnValue:
    """Show a joint project to officers, the training side and its members; for others there is none."""
    return _page(joint_project_id, StepForm(formdata=None))


@blueprint.get("/proposals/<proposal_id>/joint-project")
@signed_in
def new(proposal_id: str) -> ResponseReturnValue:
    """Show an officer the form that makes a joint project of a proposal, or what is missing for it."""
    known = joint_projects.beginning(context.unit_of_work(), proposal_id, context.occasion())
    if known.started is not None:
        return _to(known.started.id)
    return _start(known, StartForm(formdata=None, **first_words(known)))


@blueprint.post("/proposals/<proposal_id>/joint-project")
@signed_in
def start(proposal_id: str) -> ResponseReturnValue:
    """Start a joint project."""
    form, uow, occasion = StartForm(), context.unit_of_work(writes=True), context.occasion()
    try:
        joint_project_id = joint_projects.start_joint_project(
            uow, form.to_command(proposal_id), occasion, token=form.form_token.data or ""
        )
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _start(joint_projects.beginning(uow, proposal_id, occasion), form), status
    flash(gettext("The joint project is started. Its members were told."))
    return _to(joint_project_id)


@blueprint.post("/joint-projects/<joint_project_id>/steps")
@signed_in
def step(joint_project_id: str) -> ResponseReturnValue:
    """Move a joint project to its next state."""
    form, uow, occasion = StepForm(), context.unit_of_work(writes=True), context.occasion()
    try:
        joint_projects.take_step(uow, joint_project_id, form.state.data or "", form.note.data or "", occasion)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _page(joint_project_id, form), status
    flash(gettext("The step is recorded. The members were told."))
    return _to(joint_project_id)


@blueprint.get("/joint-projects/<joint_project_id>/product")
@signed_in
def product(joint_project_id: str) -> ResponseReturnValue:
    """Show an officer the form that records the product."""
    project = joint_projects.project_to_change(context.unit_of_work(), joint_project_id, context.occasion())
    if FIELDED not in STEPS[project.state]:
        return _to(project.id)
    return _product(project, _field_form(project, sent=False))


@blueprint.post("/joint-projects/<joint_project_id>/product")
@signed_in
def field(joint_project_id: str) -> ResponseReturnValue:
    """Record that a product is fielded."""
    uow, occasion = context.unit_of_work(writes=True), context.occasion()
    project = joint_projects.project_to_change(uow, joint_project_id, occasion)
    form = _field_form(project, sent=True)
    try:
        joint_products.field_product(uow, joint_project_id, form.to_command(), occasion)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _product(project, form), status
    flash(gettext("The product is recorded. Observations can be filed on it, and training officers were told."))
    return _to(joint_project_id)


@blueprint.app_template_global()
def joint_project_panel(proposal_id: str) -> Panel | None:
    """Return what a proposal's page says of the gap behind it and of its joint project; None for nothing."""
    uow, occasion = context.unit_of_work(), context.occasion()
    if occasion.actor.role in OFFICERS:
        return panel(joint_projects.beginning(uow, proposal_id, occasion), occasion.actor.role)
    started = uow.joint_projects.of_proposal(proposal_id)
    return members_panel(proposal_id, started) if started else None


def _page(joint_project_id: str, form: StepForm) -> str:
    occasion = context.occasion()
    view = joint_projects.show_joint_project(context.unit_of_work(), joint_project_id, occasion)
    page = joint_project_page(view, occasion.actor.role, form)
    return render_template("joint_projects/joint_project.html", page=page)


def _start(known: joint_projects.Beginning, form: StartForm) -> str:
    return render_template("joint_projects/start.html", page=start_page(known, form))


def _product(project: JointProject, form: FieldForm) -> str:
    return render_template("joint_projects/product.html", page=field_page(project, form))


def _field_form(project: JointProject, *, sent: bool) -> FieldForm:
    uow, occasion = context.unit_of_work(), context.occasion()
    members = {
        firm.id: f"{firm.name}, {country(firm.country)}" for _, firm in uow.proposals.members(project.proposal_id)
    }
    types = sorted((name_of(one), one.id) for one in context.snapshot().equipment.values())
    surroundings: dict[str, Any] = {
        "day": occasion.day,
        "types": {fact_id: name for name, fact_id in types},
        "categories": dict(
            sorted(((one, category_word(one)) for one in uow.equipment.categories()), key=lambda p: p[1])
        ),
        "members": members,
    }
    return FieldForm(**surroundings) if sent else FieldForm(formdata=None, **surroundings)


def _to(joint_project_id: str) -> ResponseReturnValue:
    return redirect(url_for("joint_projects.show", joint_project_id=joint_project_id), 303)
