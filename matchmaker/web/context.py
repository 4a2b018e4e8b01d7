"""What a view may reach for: this request's unit of work, actor, occasion, and the snapshot of the process."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import cast

from argon2 import PasswordHasher
from flask import Flask, current_app, g, request

from config import Config
from matchmaker.domain.snapshot import Snapshot
from matchmaker.persistence.engine import Sessions
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services import accounts
from matchmaker.services.errors import NotAllowed
from matchmaker.services.freshness import SnapshotCache
from matchmaker.services.occasion import Actor, Occasion

SIGN_IN_COOKIE = "sign_in"
FURTHEST_PAGE = 100_000


@dataclass(frozen=True, slots=True)
class Surroundings:
    """What one process holds for all requests."""

    config: Config
    sessions: Sessions
    hasher: PasswordHasher
    snapshots: SnapshotCache


def attach(app: Flask, surroundings: Surroundings) -> None:
    """Give the application its surroundings and close what a request opened."""
    app.extensions["matchmaker"] = surroundings
    app.teardown_request(_close)


def surroundings() -> Surroundings:
    """Return what this process holds."""
    return cast(Surroundings, current_app.extensions["matchmaker"])


def config() -> Config:
    """Return the settings."""
    return surroundings().config


def hasher() -> PasswordHasher:
    """Return the password hasher, cheap in testing mode only."""
    return surroundings().hasher


def unit_of_work(*, writes: bool = False) -> UnitOfWork:
    """Return this request's unit of work, closed when the request ends.

    Asking for a writing one after a reading one closes the reading one; its objects stay readable.
    """
    held = cast("UnitOfWork | None", g.get("unit_of_work"))
    if held is not None and (g.unit_writes or not writes):
        return held
    if held is not None:
        held.close()
    g.unit_of_work, g.unit_writes = UnitOfWork(surroundings().sessions, writes=writes), writes
    return cast(UnitOfWork, g.unit_of_work)


def snapshot() -> Snapshot:
    """Return one snapshot for the whole request, so that no page shows two states of the register."""
    if "snapshot" not in g:
        g.snapshot = surroundings().snapshots.current()
    return cast(Snapshot, g.snapshot)


def now() -> datetime:
    """Return the moment of this request in UTC, the same each time it is asked."""
    if "now" not in g:
        g.now = datetime.now(UTC)
    return cast(datetime, g.now)


def new_id() -> str:
    """Return a fresh opaque id."""
    return secrets.token_hex(10)


def page_number() -> int:
    """Return which page of a list is wanted: from 1, and never so far that a database cannot count to it."""
    return min(max(request.args.get("page", default=1, type=int), 1), FURTHEST_PAGE)


def sign_in_token() -> str:
    """Return the token in the cookie; empty when there is none."""
    return request.cookies.get(SIGN_IN_COOKIE, "")


def actor() -> Actor | None:
    """Return who is signed in, read once a request in a short unit of work of its own."""
    if "actor" not in g:
        g.actor = _actor_of(sign_in_token())
    return cast("Actor | None", g.actor)


def forget_actor() -> None:
    """Ask anew who is signed in, after signing in or out or a change of preference."""
    g.pop("actor", None)


def occasion() -> Occasion:
    """Return this request's act; raises NotAllowed when nobody is signed in."""
    who = actor()
    if who is None:
        raise NotAllowed("nobody is signed in")
    return Occasion(actor=who, now=now(), new_id=new_id)


def _actor_of(token: str) -> Actor | None:
    if not token:
        return None
    with UnitOfWork(surroundings().sessions) as uow:
        return accounts.actor_for(uow, token, now=now())


def _close(_error: BaseException | None) -> None:
    held = cast("UnitOfWork | None", g.pop("unit_of_work", None))
    if held is not None:
        held.close()
