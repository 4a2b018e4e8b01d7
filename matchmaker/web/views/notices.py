"""What an account was told without having asked."""

from __future__ import annotations

from flask import Blueprint, redirect, render_template, url_for
from flask.typing import ResponseReturnValue

from matchmaker.services import notices
from matchmaker.web import context
from matchmaker.web.presenters.notices import notices_page
from matchmaker.web.security import signed_in

blueprint = Blueprint("notices", __name__)


@blueprint.get("/notices")
@signed_in
def show() -> ResponseReturnValue:
    """List one's own notices, unread ones first."""
    occasion = context.occasion()
    told = notices.own_notices(context.unit_of_work(), occasion)
    return render_template("notices/index.html", page=notices_page(told, occasion.actor.role))


@blueprint.post("/notices/read")
@signed_in
def read_all() -> ResponseReturnValue:
    """Mark all of them as read."""
    notices.mark_all_read(context.unit_of_work(writes=True), context.occasion())
    return redirect(url_for("notices.show"), 303)


@blueprint.post("/notices/<notice_id>/read")
@signed_in
def read(notice_id: str) -> ResponseReturnValue:
    """Mark one as read."""
    notices.mark_read(context.unit_of_work(writes=True), notice_id, context.occasion())
    return redirect(url_for("notices.show"), 303)
