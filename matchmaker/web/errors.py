"""Errors turned into HTTP, in one place: a page in the reader's language, or one JSON shape."""

from __future__ import annotations

from dataclasses import dataclass

from flask import Flask, current_app, g, jsonify, render_template
from flask.typing import ResponseReturnValue
from flask_babel import lazy_gettext
from flask_babel.speaklater import LazyString
from flask_wtf.csrf import CSRFError
from werkzeug.exceptions import HTTPException

from matchmaker.services.errors import Conflict, NotAllowed, NotFound, Rejected
from matchmaker.web.security import wants_json
from matchmaker.web.wording import say_aloud

TITLES: dict[int, tuple[LazyString, LazyString]] = {
    400: (
        lazy_gettext("This page has expired"),
        lazy_gettext("The form is no longer tied to your session. Go back, reload the page and send it again."),
    ),
    401: (lazy_gettext("Sign in first"), lazy_gettext("This is for people with an account.")),
    403: (
        lazy_gettext("Your account does not open this"),
        lazy_gettext("This part belongs to another role. If it should be yours, ask the administrator."),
    ),
    404: (
        lazy_gettext("There is no such page"),
        lazy_gettext("The address is wrong, the thing is gone, or it is not open to you."),
    ),
    405: (lazy_gettext("This can't be done here"), lazy_gettext("Go back and use the buttons of the page.")),
    409: (lazy_gettext("This is there already"), lazy_gettext("Nothing was saved.")),
    413: (
        lazy_gettext("That is too large"),
        lazy_gettext("A file may have at most 10 MB, what is typed into a form at most 1 MB. Send less at once."),
    ),
    422: (lazy_gettext("Something has to be put right"), lazy_gettext("Nothing was saved.")),
    429: (
        lazy_gettext("Too many attempts"),
        lazy_gettext("Wait a minute, then try again. This protects accounts against guessing."),
    ),
    500: (
        lazy_gettext("Something went wrong on our side"),
        lazy_gettext("What you sent was saved as a whole or not at all. Look before you send it again."),
    ),
}
CODES = {
    400: "bad_request",
    401: "sign_in_needed",
    403: "not_allowed",
    404: "not_found",
    405: "method_not_allowed",
    409: "conflict",
    413: "too_large",
    422: "rejected",
    429: "too_many_requests",
    500: "failure",
}


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What went wrong, what to do, and for rejected input each problem as (field, message)."""

    status: int
    title: str
    advice: str
    problems: tuple[tuple[str, str], ...] = ()


def attach(app: Flask) -> None:
    """Answer every error that reaches the top."""
    app.register_error_handler(NotFound, lambda _error: answer(404))
    app.register_error_handler(NotAllowed, lambda _error: answer(403))
    app.register_error_handler(Rejected, _rejected)
    app.register_error_handler(CSRFError, lambda _error: answer(400))
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(500, _failure)


def answer(status: int, problems: tuple[tuple[str, str], ...] = ()) -> ResponseReturnValue:
    """Make the page or the JSON for a status."""
    title, advice = TITLES.get(status, TITLES[500 if status >= 500 else 400])
    page = ErrorPage(status, str(title), str(advice), problems)
    if wants_json():
        listed = [{"field": field, "message": message} for field, message in problems]
        code = CODES.get(status, "bad_request" if status < 500 else "failure")
        return jsonify(error={"code": code, "message": page.title, "problems": listed}), status
    return render_template("errors/error.html", page=page), status


def _rejected(error: Rejected) -> ResponseReturnValue:
    problems = tuple((problem.field, say_aloud(problem.because)) for problem in error.problems)
    return answer(409 if isinstance(error, Conflict) else 422, problems)


def _http(error: HTTPException) -> ResponseReturnValue:
    if error.code is None or error.code < 400:
        return error.get_response()
    return answer(error.code)


def _failure(error: Exception) -> ResponseReturnValue:
    g.failed = True  # the page must not ask the database again
    current_app.logger.error("request failed: %s", type(error).__name__)
    return answer(500)
