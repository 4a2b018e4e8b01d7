"""Contracts about the site look at one application, on SQLite, without touching its database."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from matchmaker.persistence import schema
from matchmaker.persistence.engine import make_engine
from tests.site import close, make_app


@pytest.fixture(scope="session")
def guarded_app(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """The application as it is deployed, with the guard against forged forms."""
    url = f"sqlite:///{tmp_path_factory.mktemp('contracts') / 'site.sqlite'}"
    engine = make_engine(url)
    schema.upgrade(engine)
    engine.dispose()
    app = make_app(url, forgery_guard=True)
    yield app
    close(app)
