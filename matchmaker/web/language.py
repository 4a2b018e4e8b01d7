"""Which of the two languages this reader gets."""

from __future__ import annotations

from flask import Flask, g, has_request_context, request
from flask_babel import Babel, get_locale

from matchmaker.web import context

LANGUAGES = {"en": "English", "uk": "Українська"}
LANGUAGE_COOKIE = "language"


def attach(app: Flask) -> None:
    """Choose the locale for each request."""
    app.config["BABEL_TRANSLATION_DIRECTORIES"] = f"{app.root_path}/translations"
    Babel(app, default_locale="en", locale_selector=chosen)


def chosen() -> str:
    """Return the reader's language: the cookie of the switch, the account's, the browser's, English."""
    if not has_request_context():
        return "en"
    cookie = request.cookies.get(LANGUAGE_COOKIE, "")
    if cookie in LANGUAGES:
        return cookie
    who = None if g.get("failed") else context.actor()
    if who is not None and who.language in LANGUAGES:
        return who.language
    return request.accept_languages.best_match(list(LANGUAGES), default="en") or "en"


def current() -> str:
    """Return `en` or `uk`, as the page is being written."""
    locale = get_locale()
    return locale.language if locale is not None and locale.language in LANGUAGES else "en"
