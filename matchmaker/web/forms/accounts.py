"""Registering and signing in."""

from __future__ import annotations

from flask_babel import lazy_gettext
from wtforms import EmailField, PasswordField, RadioField, StringField
from wtforms.validators import InputRequired

from matchmaker.services.accounts import RegisterAccount
from matchmaker.web.forms.base import choices
from matchmaker.web.forms.entries import EntryForm
from matchmaker.web.language import LANGUAGES

NEEDED = InputRequired(lazy_gettext("Fill this in."))


class SignInForm(EntryForm):
    """Address and password."""

    email = EmailField(lazy_gettext("E-mail address"), [NEEDED], render_kw={"autocomplete": "username"})
    password = PasswordField(lazy_gettext("Password"), [NEEDED], render_kw={"autocomplete": "current-password"})


class RegisterForm(EntryForm):
    """What a person from a company gives."""

    name = StringField(lazy_gettext("Your name"), [NEEDED], render_kw={"autocomplete": "name"})
    email = EmailField(lazy_gettext("E-mail address"), [NEEDED], render_kw={"autocomplete": "email"})
    password = PasswordField(lazy_gettext("Password"), [NEEDED], render_kw={"autocomplete": "new-password"})
    language = RadioField(lazy_gettext("Language"), choices=choices(LANGUAGES))

    def to_command(self) -> RegisterAccount:
        """Return what was typed."""
        return RegisterAccount(
            name=self.name.data or "",
            email=self.email.data or "",
            password=self.password.data or "",
            language=self.language.data or "",
        )
