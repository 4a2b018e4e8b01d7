"""Open topics, and the search for consortia for one of them."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from flask import Blueprint, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.domain.facts import TopicFacts
from matchmaker.domain.matching.propose import PROCUREMENT
from matchmaker.persistence.models import Firm
from matchmaker.services.configuration.standing import present
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.proposals import reading, search
from matchmaker.services.proposals.reading import OFFICERS
from matchmaker.web import context
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.topics import USUAL, ProposeForm
from matchmaker.web.forms.wanted_firms import understand
from matchmaker.web.presenters.proposal_members import part_columns
from matchmaker.web.presenters.searches import search_page
from matchmaker.web.presenters.topics import (
    Changed,
    ProposePart,
    SearchRow,
    search_rows,
    topic_page,
    topics_page,
)
from matchmaker.web.security import public, roles, signed_in
from matchmaker.web.wording import country

blueprint = Blueprint("topics", __name__)
LONGEST_NAME = 100


@blueprint.get("/topics")
@public
def index() -> ResponseReturnValue:
    """List the open topics."""
    wanted = request.args.get("with", "")
    page = topics_page(context.snapshot().topics.values(), context.now().date(), wanted if _officer() else "")
    return render_template("topics/index.html", page=page)


@blueprint.get("/topics/<topic_id>")
@public
def show(topic_id: str) -> ResponseReturnValue:
    """Show a topic; officers find the form that asks for consortia."""
    products = [part.id for part in _facts(topic_id).parts if part.kind == "product"]
    form = ProposeForm(formdata=None, count=USUAL, required=_known(request.args.getlist("with")), must=products)
    if unknown := [one for one in request.args.getlist("with") if one and one not in context.snapshot().firms]:
        form.firm.errors = [gettext("The register has no firm %(ids)s.", ids=", ".join(unknown)[:LONGEST_NAME])]
    return _topic(topic_id, form)


@blueprint.post("/topics/<topic_id>/proposals")
@roles(*OFFICERS)
def propose(topic_id: str) -> ResponseReturnValue:
    """Search for consortia and lead to what was found."""
    form = ProposeForm()
    form.validate()
    form.forget_marked()
    candidates = understand(context.unit_of_work(), form)
    if form.errors:
        return _topic(topic_id, form, candidates), 422
    try:
        search_id = search.propose_consortia(
            context.unit_of_work(writes=True),
            context.snapshot(),
            form.to_command(topic_id),
            context.occasion(),
            token=form.form_token.data or "",
        )
    except Rejected as rejected:
        status = form.put_back(rejected)
        return _topic(topic_id, form, candidates), status
    return redirect(url_for("topics.show_search", search_id=search_id), 303)


@blueprint.get("/topics/<topic_id>/proposals")
@roles(*OFFICERS)
def show_proposals(topic_id: str) -> ResponseReturnValue:
    """Show the newest search for a topic, with the list of earlier ones."""
    topic = _facts(topic_id)
    earlier = search_rows(reading.searches_for(context.unit_of_work(), topic.id, context.occasion()))
    if not earlier:
        return redirect(url_for("topics.show", topic_id=topic.id), 303)
    return _search(earlier[0].id, earlier=earlier)


@blueprint.get("/searches/<search_id>")
@signed_in
def show_search(search_id: str) -> ResponseReturnValue:
    """Show a stored search to officers; for others it does not exist."""
    return _search(search_id)


@blueprint.post("/searches/<search_id>/replay")
@signed_in
def replay(search_id: str) -> ResponseReturnValue:
    """Compute the search again from its sealed inputs and say whether the same comes out."""
    occasion = context.occasion()
    reading.show_search(context.unit_of_work(), search_id, occasion)
    return _search(search_id, replay=search.replay_search(context.unit_of_work(), search_id, occasion))


def _search(
    search_id: str, *, replay: search.Replay | None = None, earlier: tuple[SearchRow, ...] = ()
) -> ResponseReturnValue:
    occasion = context.occasion()
    view = reading.show_search(context.unit_of_work(), search_id, occasion)
    page = search_page(view, context.snapshot(), occasion.day, replay=replay, earlier=earlier)
    return render_template("proposals/search.html", page=page)


def _topic(topic_id: str, form: ProposeForm, candidates: Sequence[Firm] = ()) -> str:
    topic = _facts(topic_id)
    firms = context.snapshot().firms
    named = {one: f"{firms[one].name}, {country(firms[one].country)}" for one in _known(form.required.data or ())}
    named |= {firm.id: f"{firm.name}, {country(firm.country)}" for firm in candidates}
    form.required.choices = choices(named)
    form.must.choices = choices({column.id: f"{column.id} {column.short}" for column in part_columns(topic.parts)})
    page = topic_page(topic, context.now().date(), _propose_part(topic, form), _changed(topic))
    return render_template("topics/topic.html", page=page)


def _facts(topic_id: str) -> TopicFacts:
    topic = context.snapshot().topics.get(topic_id)
    if topic is None:
        raise NotFound(topic_id)
    return topic


def _propose_part(topic: TopicFacts, form: ProposeForm) -> ProposePart | None:
    if not _officer() or topic.action == PROCUREMENT:
        return None
    searches = reading.searches_for(context.unit_of_work(), topic.id, context.occasion())
    return ProposePart(form, search_rows(searches))


def _changed(topic: TopicFacts) -> Changed | None:
    held = present(context.unit_of_work().law.changes(), topic.id, context.now().date())
    if held.change is None or held.since is None or not isinstance(held.value, Mapping):
        return None
    return Changed(held.since, held.value, held.change.source)


def _officer() -> bool:
    who = context.actor()
    return who is not None and who.role in OFFICERS


def _known(firm_ids: Iterable[str]) -> list[str]:
    """Those that the register has, each once."""
    return [one for one in dict.fromkeys(firm_ids) if one in context.snapshot().firms]
