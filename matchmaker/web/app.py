"""`create_app`: the one place where everything meets."""

from __future__ import annotations

from pathlib import Path

from argon2 import PasswordHasher
from flask import Flask
from jinja2 import StrictUndefined

from config import TESTING, Config
from matchmaker.persistence.catalogue import Catalogue
from matchmaker.persistence.engine import make_engine, make_sessions
from matchmaker.services.freshness import SnapshotCache
from matchmaker.web import assets, cli, context, errors, language, navigation, security, wording
from matchmaker.web.forms import base as forms
from matchmaker.web.views import BLUEPRINTS

TEMPLATES = Path(__file__).resolve().parents[2] / "templates"
LARGEST_REQUEST = 12 * 1024 * 1024  # a file of 10 MB and the form around it
LARGEST_TEXTS = 1024 * 1024


def create_app(config: Config) -> Flask:
    """Build the application; it opens no connection before the first request."""
    app = Flask("matchmaker.web", template_folder=str(TEMPLATES), static_folder=None)
    app.config.from_mapping(_flask_settings(config))
    app.jinja_env.undefined = StrictUndefined
    app.jinja_env.trim_blocks = app.jinja_env.lstrip_blocks = True
    context.attach(app, _surroundings(config))
    for part in (language, wording, forms, assets, errors, navigation):
        part.attach(app)
    security.protect(app)
    for blueprint in BLUEPRINTS:
        app.register_blueprint(blueprint)
    cli.register(app)
    return app


def _flask_settings(config: Config) -> dict[str, object]:
    return {
        "SECRET_KEY": config.secret_key,
        "TESTING": config.mode == TESTING,
        "MAX_CONTENT_LENGTH": LARGEST_REQUEST,
        "MAX_FORM_MEMORY_SIZE": LARGEST_TEXTS,
        "SESSION_COOKIE_SECURE": config.secure_cookies,
        "SESSION_COOKIE_SAMESITE": "Lax",
        "WTF_CSRF_TIME_LIMIT": None,  # a form left open overnight must not lose what was typed
        "WTF_CSRF_SSL_STRICT": False,
        "SIGN_IN_LIMIT": config.sign_in_limit,
        "SENDING_LIMIT": config.sending_limit,
    }


def _surroundings(config: Config) -> context.Surroundings:
    sessions = make_sessions(make_engine(config.database_url, threads=config.threads))
    return context.Surroundings(config, sessions, _hasher(config), SnapshotCache(Catalogue(sessions)))


def _hasher(config: Config) -> PasswordHasher:
    """Argon2id at its library's strength; in tests cheap, because they make many accounts."""
    return PasswordHasher(time_cost=1, memory_cost=64, parallelism=1) if config.mode == TESTING else PasswordHasher()
