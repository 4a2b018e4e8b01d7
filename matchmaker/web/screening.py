"""What is looked at before any view: characters that no database keeps, and marked words in an address."""

from __future__ import annotations

from collections.abc import Iterable
from urllib.parse import urlencode

from flask import current_app, flash, g, redirect, request
from flask.typing import ResponseReturnValue
from flask_babel import gettext
from werkzeug import exceptions
from werkzeug.datastructures import MultiDict

from matchmaker.domain.findings import say
from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.registry.validate import Problem
from matchmaker.services.errors import Rejected

NUL = "\x00"


def screen() -> ResponseReturnValue | None:
    """Refuse NUL anywhere in a request, and lead away from an address with a classification marking.

    Raises werkzeug's NotFound where the address can't be answered, Rejected for a form with NUL.
    """
    if request.mimetype != "multipart/form-data":
        request.max_content_length = current_app.config["MAX_FORM_MEMORY_SIZE"]  # only files are larger
    asked = list(_pairs(request.args))
    if find_marking(request.path) or NUL in request.path or _has_nul(asked):
        g.hide_address = True  # the page of the error must not repeat it
        raise exceptions.NotFound
    if _has_nul(_pairs(request.form)):
        raise Rejected(Problem("", say("This text has a character that cannot be stored.")))
    kept = [pair for pair in asked if not any(map(find_marking, pair))]
    return None if kept == asked else _ask_again(kept)


def _ask_again(kept: list[tuple[str, str]]) -> ResponseReturnValue:
    """Lead to the same page without what was marked, so that neither page nor address repeats it."""
    flash(gettext("What you asked for carried a classification marking. It was not looked for and not kept."))
    return redirect(f"{request.path}?{urlencode(kept)}".rstrip("?"), 303)


def _pairs(sent: MultiDict[str, str]) -> Iterable[tuple[str, str]]:
    return sent.items(multi=True)


def _has_nul(pairs: Iterable[tuple[str, str]]) -> bool:
    return any(NUL in name or NUL in value for name, value in pairs)
