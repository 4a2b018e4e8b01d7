"""Gaps: the list, suggestions, one gap, and what analysts and officers do with it."""

from __future__ import annotations

from flask import Blueprint, flash, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext, ngettext

from matchmaker.domain.matching.suggesting import suggest_gaps
from matchmaker.domain.vocabulary import GAP_STATES, Role
from matchmaker.services import gap_concepts, gap_forming, gap_reading
from matchmaker.services.errors import Rejected
from matchmaker.services.observations import READERS
from matchmaker.services.proposals.reading import OFFICERS
from matchmaker.web import context
from matchmaker.web.forms.gaps import FormGapForm, GapConsortiaForm, GapReasonForm, JoinForm
from matchmaker.web.presenters.equipment import name_of
from matchmaker.web.presenters.gap_choosing import amend_page, form_page, join_page, suggestion_cards
from matchmaker.web.presenters.gaps import gaps_page, shown_gap
from matchmaker.web.presenters.one_page import one_page_view
from matchmaker.web.security import roles, signed_in

blueprint = Blueprint("gaps", __name__)
ALL = "all"


@blueprint.get("/gaps")
@roles(*READERS)
def index() -> ResponseReturnValue:
    """List the gaps, the open ones unless others are asked for."""
    asked = request.args.get("state", "open")
    state = asked if asked in (*GAP_STATES, ALL) else "open"
    snapshot, occasion = context.snapshot(), context.occasion()
    lines = gap_reading.list_gaps(context.unit_of_work(), snapshot, "" if state == ALL else state, occasion)
    suggested = len(suggest_gaps(snapshot)) if occasion.actor.role is Role.ANALYST else None
    names = {one.id: name_of(one) for one in snapshot.equipment.values()}
    return render_template("gaps/index.html", page=gaps_page(lines, state, suggested, names))


@blueprint.get("/gaps/suggested")
@roles(Role.ANALYST)
def suggested() -> ResponseReturnValue:
    """Show observations that the machine put together."""
    cards = suggestion_cards(suggest_gaps(context.snapshot()), context.snapshot())
    return render_template("gaps/suggested.html", cards=cards)


@blueprint.get("/gaps/new")
@roles(Role.ANALYST)
def new() -> ResponseReturnValue:
    """Show the form with the observations of the address ticked."""
    form = FormGapForm(formdata=None, suggestion=request.args.get("suggestion", ""))
    form.observations.data = request.args.getlist("observation")
    return _form(form)


@blueprint.post("/gaps/new")
@roles(Role.ANALYST)
def send_new() -> ResponseReturnValue:
    """Form a gap and lead to it."""
    form = FormGapForm()
    proposed = next((one for one in suggest_gaps(context.snapshot()) if one.id == form.suggestion.data), None)
    try:
        gap_id = gap_forming.form_gap(
            context.unit_of_work(writes=True),
            form.to_command(proposed.observations if proposed else ()),
            context.occasion(),
            token=form.form_token.data or "",
        )
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _form(form), status
    flash(gettext("The gap is formed. The authors of its observations were told."))
    return _to(gap_id)


@blueprint.get("/gaps/<gap_id>")
@signed_in
def show(gap_id: str) -> ResponseReturnValue:
    """Show a gap to those who work with observations; for companies there is none."""
    return _page(gap_id, GapConsortiaForm(formdata=None), GapReasonForm(formdata=None))


@blueprint.get("/gaps/<gap_id>/edit")
@signed_in
def edit(gap_id: str) -> ResponseReturnValue:
    """Show the form that changes what a gap says."""
    uow = context.unit_of_work()
    gap = gap_forming.gap_to_change(uow, gap_id, context.occasion())
    return _amend(gap_id, FormGapForm.of_gap(gap, [one.concept_id for one in uow.gaps.concepts(gap_id)]))


@blueprint.post("/gaps/<gap_id>/edit")
@signed_in
def send_edit(gap_id: str) -> ResponseReturnValue:
    """Change what a gap says."""
    form = FormGapForm()
    try:
        gap_forming.amend_gap(context.unit_of_work(writes=True), gap_id, form.to_command(), context.occasion())
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _amend(gap_id, form), status
    flash(gettext("The gap is changed."))
    return _to(gap_id)


@blueprint.get("/gaps/<gap_id>/observations")
@signed_in
def choose(gap_id: str) -> ResponseReturnValue:
    """Show observations that may stand behind the gap too."""
    return _join(gap_id, JoinForm(formdata=None))


@blueprint.post("/gaps/<gap_id>/observations")
@signed_in
def join(gap_id: str) -> ResponseReturnValue:
    """Put the ticked observations behind the gap."""
    form, snapshot, occasion = JoinForm(), context.snapshot(), context.occasion()
    near = [one.observation for one in gap_reading.near_gap_of(context.unit_of_work(), snapshot, gap_id, occasion)]
    uow, ids = context.unit_of_work(writes=True), form.observations.data or []
    try:
        number = gap_forming.join_observations(uow, gap_id, ids, occasion, suggested=near)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _join(gap_id, form), status
    flash(ngettext("%(num)s observation was joined.", "%(num)s observations were joined.", number))
    return _to(gap_id, "observations")


@blueprint.post("/gaps/<gap_id>/observations/<observation_id>/take-out")
@signed_in
def take_out(gap_id: str, observation_id: str) -> ResponseReturnValue:
    """Take an observation away from the gap."""
    form = GapReasonForm(formdata=None)
    try:
        gap_forming.take_out(context.unit_of_work(writes=True), gap_id, observation_id, context.occasion())
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _page(gap_id, GapConsortiaForm(formdata=None), form), status
    flash(gettext("The observation stands behind the gap no more."))
    return _to(gap_id, "observations")


@blueprint.post("/gaps/<gap_id>/close")
@signed_in
def close(gap_id: str) -> ResponseReturnValue:
    """Close the gap with a reason."""
    return _decide(gap_id, closing=True)


@blueprint.post("/gaps/<gap_id>/reopen")
@signed_in
def reopen(gap_id: str) -> ResponseReturnValue:
    """Open the gap again with a reason."""
    return _decide(gap_id, closing=False)


@blueprint.post("/gaps/<gap_id>/proposals")
@signed_in
def propose(gap_id: str) -> ResponseReturnValue:
    """Search consortia for a topic with the best firms for the gap; the search remembers the gap."""
    form = GapConsortiaForm()
    try:
        search_id = gap_reading.propose_for_gap(
            context.unit_of_work(writes=True),
            context.snapshot(),
            gap_id,
            form.topic.data or "",
            form.number(),
            context.occasion(),
            token=form.form_token.data or "",
        )
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _page(gap_id, form, GapReasonForm(formdata=None)), status
    return redirect(url_for("topics.show_search", search_id=search_id), 303)


@blueprint.get("/gaps/<gap_id>/concept/<proposal_id>")
@signed_in
def show_concept(gap_id: str, proposal_id: str) -> ResponseReturnValue:
    """Show officers a draft of one page, to print; it leaves the lines that the proposal's page leaves."""
    occasion = context.occasion()
    view = gap_concepts.show_concept(
        context.unit_of_work(writes=True), context.snapshot(), gap_id, proposal_id, occasion
    )
    return render_template("gaps/concept.html", page=one_page_view(view, occasion.day))


def _page(gap_id: str, form: GapConsortiaForm, reason_form: GapReasonForm) -> str:
    uow, snapshot, occasion = context.unit_of_work(), context.snapshot(), context.occasion()
    view = gap_reading.show_gap(uow, snapshot, gap_id, occasion)
    role = occasion.actor.role
    page = shown_gap(
        view,
        gap_reading.firms_for(uow, snapshot, gap_id, occasion),
        role,
        form=form if role in OFFICERS else None,
        reason_form=reason_form if role is Role.ANALYST else None,
    )
    return render_template("gaps/gap.html", page=page)


def _form(form: FormGapForm) -> str:
    """The ticked observations and those that were offered beside them, with the concepts of what is ticked."""
    uow, snapshot, occasion = context.unit_of_work(), context.snapshot(), context.occasion()
    ids = [one for one in form.observations.data or () if request.method == "GET" or one in snapshot.observations]
    chosen = gap_reading.chosen_observations(uow, snapshot, ids, occasion)
    near = gap_reading.near_chosen(snapshot, chosen)
    concepts = gap_reading.concepts_for(snapshot, chosen, form.concepts.data or ())
    return render_template("gaps/form.html", page=form_page(form, snapshot, chosen, near, concepts))


def _amend(gap_id: str, form: FormGapForm) -> str:
    uow, snapshot, occasion = context.unit_of_work(), context.snapshot(), context.occasion()
    gap = gap_forming.gap_to_change(uow, gap_id, occasion)
    held = snapshot.gaps.get(gap.id)
    known = [snapshot.observations[one] for one in (held.observations if held else ()) if one in snapshot.observations]
    concepts = gap_reading.concepts_for(snapshot, known, form.concepts.data or ())
    return render_template("gaps/form.html", page=amend_page(form, gap, concepts))


def _join(gap_id: str, form: JoinForm) -> str:
    uow, snapshot, occasion = context.unit_of_work(), context.snapshot(), context.occasion()
    gap = gap_forming.gap_to_change(uow, gap_id, occasion)
    near = gap_reading.near_gap_of(uow, snapshot, gap_id, occasion)
    return render_template("gaps/join.html", page=join_page(form, gap, near, snapshot))


def _decide(gap_id: str, *, closing: bool) -> ResponseReturnValue:
    form, uow, occasion = GapReasonForm(), context.unit_of_work(writes=True), context.occasion()
    act = gap_forming.close_gap if closing else gap_forming.reopen_gap
    try:
        act(uow, gap_id, form.reason.data or "", occasion)
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _page(gap_id, GapConsortiaForm(formdata=None), form), status
    flash(gettext("The gap is closed.") if closing else gettext("The gap is open again."))
    return _to(gap_id)


def _to(gap_id: str, anchor: str | None = None) -> ResponseReturnValue:
    return redirect(url_for("gaps.show", gap_id=gap_id, _anchor=anchor), 303)
