"""The web application on a test's own database, and accounts that are signed in without a password."""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from functools import cache

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import Engine
from sqlalchemy.orm import Session

from config import Config
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.catalogue import Catalogue
from matchmaker.persistence.engine import Sessions, make_engine, make_sessions
from matchmaker.persistence.models import Account, SignIn
from matchmaker.services.accounts import digest
from matchmaker.services.freshness import SnapshotCache
from matchmaker.web import context
from matchmaker.web.app import create_app
from matchmaker.web.security import limiter
from tests.rows import store_account, store_membership

SETTINGS = {
    "MATCHMAKER_MODE": "testing",
    "MATCHMAKER_SECRET_KEY": "k" * 32,
    "MATCHMAKER_SIGN_IN_LIMIT": "1000 per minute",
    "MATCHMAKER_SENDING_LIMIT": "100000 per minute",
}


def make_app(database: str, *, forgery_guard: bool = False) -> Flask:
    """Build the application as it is, but without the guard against forged forms unless asked for."""
    app = create_app(_config(database))
    app.config["WTF_CSRF_ENABLED"] = forgery_guard
    return app


def lend_app(database: str) -> Flask:
    """Return this process's one application, with settings, counts and surroundings as if just built.

    Building one and compiling its templates takes longer than most tests. A test that adds views makes its own.
    """
    app, settings = _built()
    app.config.clear()
    app.config.update(settings)
    config, sessions = _config(database), make_sessions(_engine(database))
    app.extensions["matchmaker"] = context.Surroundings(
        config, sessions, held(app).hasher, SnapshotCache(Catalogue(sessions))
    )
    limiter.reset()
    return app


@cache
def _built() -> tuple[Flask, dict[str, object]]:
    app = make_app("sqlite://")
    return app, dict(app.config)


@cache
def _engine(database: str) -> Engine:
    """One for each address: it remembers how its statements are written."""
    return make_engine(database, threads=_config(database).threads)


def _config(database: str) -> Config:
    return Config.from_env({**SETTINGS, "MATCHMAKER_DATABASE_URL": database})


def held(app: Flask) -> context.Surroundings:
    surroundings: context.Surroundings = app.extensions["matchmaker"]
    return surroundings


def close(app: Flask) -> None:
    """Close the connections that the application holds."""
    with held(app).sessions() as session:
        session.get_bind().engine.dispose()


@pytest.fixture
def app(database: str) -> Iterator[Flask]:
    lent = lend_app(database)
    yield lent
    close(lent)


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    return app.test_client()


@pytest.fixture
def store(app: Flask) -> Callable[..., str]:
    """Store a row with one of the functions of tests/rows.py, commit, return its id: `store(store_firm, name="X")`."""

    def stored(make: Callable[..., object], **values: object) -> str:
        with held(app).sessions() as session:
            row = make(session, **values)
            session.commit()
            return str(getattr(row, "id", ""))

    return stored


class Door:
    """Signs accounts in; each call makes an account unless it is given one."""

    def __init__(self, sessions: Sessions) -> None:
        self._sessions = sessions
        self._numbers = itertools.count(1)

    def __call__(
        self,
        client: FlaskClient,
        role: Role = Role.COMPANY,
        *,
        account_id: str = "",
        firm_ids: tuple[str, ...] = (),
        language: str = "en",
    ) -> str:
        """Sign the client in and return the account's id."""
        number = next(self._numbers)
        account_id = account_id or f"{role}-{number}"
        token = f"token-{number}-of-{account_id}"
        with self._sessions() as session:
            self._prepare(session, account_id, role, firm_ids, language)
            session.add(SignIn(id=digest(token), account_id=account_id, started_at=datetime.now(UTC)))
            session.commit()
        client.set_cookie(context.SIGN_IN_COOKIE, token)
        return account_id

    def _prepare(self, session: Session, account_id: str, role: Role, firm_ids: tuple[str, ...], language: str) -> None:
        if session.get(Account, account_id) is None:
            store_account(session, id=account_id, role=role, language=language)
        for firm_id in firm_ids:
            store_membership(session, account_id=account_id, firm_id=firm_id)


@pytest.fixture
def sign_in(app: Flask) -> Door:
    return Door(held(app).sessions)
