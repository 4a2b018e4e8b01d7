"""Who may enter: a door on every view, checked before it runs; headers; forgery and rate guards."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeVar

from flask import Flask, Response, current_app, redirect, request, url_for
from flask.typing import ResponseReturnValue
from flask_limiter import Limiter
from flask_limiter.util import get_remote_address
from flask_wtf.csrf import CSRFProtect
from werkzeug.exceptions import Unauthorized

from matchmaker.domain.registry.markings import find_marking
from matchmaker.domain.vocabulary import Role
from matchmaker.services.errors import NotAllowed
from matchmaker.web import context, screening

View = TypeVar("View", bound=Callable[..., ResponseReturnValue])

POLICY = (
    "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; "
    "form-action 'self'; frame-ancestors 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Cross-Origin-Opener-Policy": "same-origin",
}

limiter = Limiter(
    get_remote_address,
    storage_uri="memory://",
    application_limits=[lambda: str(current_app.config["SENDING_LIMIT"])],
    application_limits_exempt_when=lambda: request.method in ("GET", "HEAD", "OPTIONS"),
)
csrf = CSRFProtect()


@dataclass(frozen=True, slots=True)
class Door:
    """Who may enter a view: everybody, or accounts with one of the roles."""

    everybody: bool
    roles: frozenset[Role]


def public(view: View) -> View:
    """Let everybody in."""
    return _with_door(view, Door(everybody=True, roles=frozenset()))


def signed_in(view: View) -> View:
    """Let every account in."""
    return _with_door(view, Door(everybody=False, roles=frozenset(Role)))


def roles(*admitted: Role) -> Callable[[View], View]:
    """Let accounts with one of these roles in; others get 403, so use it for areas, not for single things."""
    return lambda view: _with_door(view, Door(everybody=False, roles=frozenset(admitted)))


def _with_door(view: View, door: Door) -> View:
    view.door = door  # type: ignore[attr-defined]
    return view


def door_of(endpoint: str) -> Door | None:
    """Return the door of a view; None is a mistake that `guard` answers with a refusal."""
    return getattr(current_app.view_functions.get(endpoint), "door", None)


def protect(app: Flask) -> None:
    """Put guards before every view and headers on every answer."""
    limiter.init_app(app)
    app.before_request(screening.screen)
    csrf.init_app(app)
    app.before_request(guard)
    app.after_request(put_headers)


def guard() -> ResponseReturnValue | None:
    """Let in whom the view's door admits; a view without a door admits nobody."""
    if request.endpoint is None:
        return None
    door = door_of(request.endpoint)
    if door is not None and door.everybody:
        return None
    who = context.actor()
    if who is None:
        return _ask_to_sign_in()
    if door is None or who.role not in door.roles:
        raise NotAllowed(f"{who.role} may not enter {request.endpoint}")
    return None


def _ask_to_sign_in() -> ResponseReturnValue:
    if wants_json():
        raise Unauthorized
    wanted = request.full_path.rstrip("?") if request.method == "GET" else ""
    return redirect(url_for("accounts.sign_in", next=wanted or None), 303)


def wants_json() -> bool:
    """Say whether the answer should be JSON rather than a page."""
    accepted = request.accept_mimetypes
    return accepted.best_match(["text/html", "application/json"]) == "application/json"


def put_headers(response: Response) -> Response:
    """Add the security headers, and keep pages of signed-in people out of shared caches."""
    for name, value in HEADERS.items():
        response.headers.setdefault(name, value)
    if "Cache-Control" not in response.headers:
        response.headers["Cache-Control"] = "no-store" if context.sign_in_token() else "no-cache"
    return response


def local_address(address: str | None, otherwise: str) -> str:
    """Return the address if it stays on this site, so that a link can't lead a reader away after signing in."""
    own = re.fullmatch(r"/(?![/\\])[^\\\x00-\x1f\x7f-\x9f\ud800-\udfff]*", address or "")
    return own[0] if own and not find_marking(own[0]) else otherwise
