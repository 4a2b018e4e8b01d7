"""Filing an observation: one page that works without scripts, drafts on the device, and the receipt."""

from __future__ import annotations

from typing import Any

from flask import Blueprint, Response, jsonify, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from flask_wtf.csrf import generate_csrf

from matchmaker.domain.feedback.filed import without
from matchmaker.domain.vocabulary import Role
from matchmaker.services import filing
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.filing import LookedOver
from matchmaker.services.mandates import mandate
from matchmaker.services.observations import Called, types_called
from matchmaker.web import assets, context, language
from matchmaker.web.forms.observations import UNLISTED, ObservationForm
from matchmaker.web.presenters.equipment import name_of
from matchmaker.web.presenters.filing import (
    equipment_names,
    module_names,
    receipt_page,
    said_doubts,
    said_problems,
    write_page,
)
from matchmaker.web.security import public, roles

blueprint = Blueprint("filing", __name__)
MISSION = "EUMAM"
WORKER = assets.STATIC / "js" / "worker.js"


@blueprint.get("/observations/new")
@roles(Role.TRAINING_OFFICER, Role.ANALYST)
def new() -> ResponseReturnValue:
    """Show the form; `equipment` is the id of a type, `q` what somebody calls it."""
    chosen, words = request.args.get("equipment", ""), request.args.get("q", "").strip()
    if chosen:
        found = context.snapshot().equipment.get(chosen)
        if found is None:
            raise NotFound(chosen)
        words = name_of(found)
    month = f"{context.occasion().day:%Y-%m}"
    started = {"equipment_id": chosen, "equipment_words": words, "month": month, "language": language.current()}
    return _page(_form(formdata=None, **started), answered=bool(words and not chosen))


@blueprint.post("/observations/new")
@roles(Role.TRAINING_OFFICER, Role.ANALYST)
def send_new() -> ResponseReturnValue:
    """Look the observation over, then file it and lead to its receipt; or join another one instead."""
    form = _form()
    if "find" in request.form:
        return _page(form)
    if before := _filed_before(form):
        return _to_receipt(before, form)
    try:
        if "join" in request.form:
            return _join(form)
        return _file(form) if form.validate() else (_page(form), 422)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _page(form), status


@blueprint.get("/observations/<observation_id>/receipt")
@roles(Role.TRAINING_OFFICER, Role.ANALYST)
def show_receipt(observation_id: str) -> ResponseReturnValue:
    """Say that it arrived, under which number, who has it and by when its author hears."""
    receipt = filing.receipt(context.unit_of_work(), observation_id, context.occasion())
    return render_template("observations/receipt.html", page=receipt_page(receipt, mandate(MISSION)))


@blueprint.get("/observations/drafts")
@roles(Role.TRAINING_OFFICER, Role.ANALYST)
def show_drafts() -> ResponseReturnValue:
    """Show the place where the device lists its own drafts; this site knows none of them."""
    return render_template("observations/drafts.html")


@blueprint.post("/observations/drafts")
@roles(Role.TRAINING_OFFICER, Role.ANALYST)
def send_draft() -> ResponseReturnValue:
    """File a draft that a device kept, and answer in JSON: filed with its number, or what needs attention.

    The token of the draft was made on the device; sent again it is the same observation.
    """
    form = _form()
    if before := _filed_before(form):
        return _filed(before, 200)
    try:
        if form.validate():
            return _file_draft(form)
    except Rejected as rejected:
        form.put_back(rejected)
    return jsonify(state="attention", problems=said_problems(form), marked=form.marked), 422


@blueprint.get("/observations/token")
@roles(Role.TRAINING_OFFICER, Role.ANALYST)
def show_token() -> ResponseReturnValue:
    """Give a device what it needs to send a form of its own, and say whose it may send."""
    return jsonify(token=generate_csrf(), owner=context.occasion().actor.account_id)


@blueprint.get("/observations/equipment.json")
@roles(Role.TRAINING_OFFICER, Role.ANALYST)
def show_equipment_names() -> ResponseReturnValue:
    """List all types with their names and nicknames, for a device that works without a network."""
    return jsonify(types=equipment_names(context.snapshot().equipment.values()))


@blueprint.get("/sw.js")
@public
def show_worker() -> ResponseReturnValue:
    """Serve the script that answers for the form when there is no network; it stands at the root to reach it."""
    return Response(WORKER.read_bytes(), mimetype="text/javascript", headers={"Cache-Control": "no-cache"})


def _form(**started: Any) -> ObservationForm:
    return ObservationForm(day=context.occasion().day, modules=module_names(context.snapshot()), **started)


def _page(
    form: ObservationForm, looked: LookedOver | None = None, *, answered: bool = True, replaced: bool = False
) -> str:
    called = _called(form)
    page = write_page(form, called, mandate(MISSION), looked=looked, answered=answered, replaced=replaced)
    return render_template("observations/write.html", page=page)


def _called(form: ObservationForm) -> Called:
    return types_called(context.unit_of_work(), context.snapshot(), form.equipment_words.data or "")


def _filed_before(form: ObservationForm) -> str:
    """The observation that this very form made when it was sent before."""
    return context.occasion().taken_before(context.unit_of_work(), form.form_token.data) or ""


def _to_receipt(observation_id: str, form: ObservationForm) -> ResponseReturnValue:
    """Lead to the receipt; it names the form, so that the device lets go of its draft."""
    address = url_for("filing.show_receipt", observation_id=observation_id, sent=form.form_token.data)
    return redirect(address, 303)


def _file(form: ObservationForm) -> ResponseReturnValue:
    if not _say_which(form):
        return _page(form), 422
    looked = _look_over(form)
    replaced = "replace" in request.form
    if replaced:
        looked = _replace(form)
    if replaced or looked.must_settle or (looked.doubts or looked.similar) and not form.seen.data:
        if before := _filed_before(form):
            return _to_receipt(before, form)
        form.seen.data = "yes"
        form.keep_photo(looked.photo.content if looked.photo else None)
        return _page(form, looked, replaced=replaced), 422 if looked.must_settle else 200
    return _to_receipt(_file_now(form), form)


def _say_which(form: ObservationForm) -> bool:
    """Take the type whose name this is; say at the field that a choice is needed where several could be meant."""
    called = _called(form)
    known = {one.equipment.id for one in called.types}
    words = (form.equipment_words.data or "").strip()
    if form.equipment_id.data == UNLISTED or (form.chosen_type() and (not words or form.chosen_type() in known)):
        return True
    form.equipment_id.data = called.settled
    if called.types and not called.settled:
        which = gettext("Say which of these you mean, or that it is not in the list.")
        form.equipment_words.errors = [*form.equipment_words.errors, which]
        return False
    return True


def _look_over(form: ObservationForm) -> LookedOver:
    return filing.look_over(context.unit_of_work(), context.snapshot(), form.to_command(), context.occasion())


def _replace(form: ObservationForm) -> LookedOver:
    """Put neutral words for all that is not confirmed, and look again."""
    command = form.to_command()
    for field, words in without(filing.texts_of(command), command.harmless).items():
        form[field].data = words
    return _look_over(form)


def _file_now(form: ObservationForm) -> str:
    snapshot, command = context.snapshot(), form.to_command()
    uow = context.unit_of_work(writes=True)
    return filing.file_observation(uow, snapshot, command, context.occasion(), token=form.form_token.data)


def _join(form: ObservationForm) -> ResponseReturnValue:
    command = form.to_join(request.form["join"])
    uow = context.unit_of_work(writes=True)
    filing.join_observation(uow, command, context.occasion(), token=form.form_token.data)
    return _to_receipt(command.observation_id, form)


def _file_draft(form: ObservationForm) -> ResponseReturnValue:
    if not form.equipment_id.data:
        form.equipment_id.data = _called(form).settled
    looked = _look_over(form)
    if looked.must_settle:
        found = [one for one in looked.doubts if not one.question]
        return jsonify(state="attention", problems=said_doubts(found, form), marked=()), 422
    return _filed(_file_now(form), 201)


def _filed(observation_id: str, status: int) -> ResponseReturnValue:
    receipt = filing.receipt(context.unit_of_work(), observation_id, context.occasion())
    address = url_for("filing.show_receipt", observation_id=observation_id)
    return jsonify(state="filed", number=receipt.observation.number, address=address), status
