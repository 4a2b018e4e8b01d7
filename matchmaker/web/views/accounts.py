"""Registering, signing in and out, one's own account, language."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime

from flask import Blueprint, Response, current_app, flash, make_response, redirect, render_template, request, url_for
from flask.typing import ResponseReturnValue
from flask_babel import gettext

from matchmaker.services import accounts
from matchmaker.services.errors import NotFound, Rejected
from matchmaker.services.occasion import Actor
from matchmaker.web import context, language
from matchmaker.web.forms.accounts import RegisterForm, SignInForm
from matchmaker.web.security import limiter, local_address, public, signed_in

blueprint = Blueprint("accounts", __name__)
YEAR = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class FormPage:
    """A page with one form; `back` is where the reader goes afterwards."""

    form: SignInForm | RegisterForm
    back: str


@dataclass(frozen=True, slots=True)
class OpenSession:
    """A place where the account is signed in."""

    id: str
    since: datetime
    this_one: bool


@dataclass(frozen=True, slots=True)
class AccountPage:
    """One's own account."""

    actor: Actor
    email: str
    sessions: tuple[OpenSession, ...]


def _sign_in_limit() -> str:
    return str(current_app.config["SIGN_IN_LIMIT"])


@blueprint.get("/sign-in")
@public
def sign_in() -> ResponseReturnValue:
    """Show the form, or the start page to somebody who is signed in."""
    if context.actor() is not None:
        return redirect(_back(), 303)
    return render_template("accounts/sign_in.html", page=FormPage(SignInForm(), _back()))


@blueprint.post("/sign-in")
@public
@limiter.limit(_sign_in_limit)
def send_sign_in() -> ResponseReturnValue:
    """Open a session and set its cookie."""
    form = SignInForm()
    if form.validate():
        try:
            return _open_session(form.email.data, form.password.data, _back())
        except Rejected as rejected:
            form.put_back(rejected)
    return render_template("accounts/sign_in.html", page=FormPage(form, _back())), 422


@blueprint.post("/sign-out")
@public
def sign_out() -> ResponseReturnValue:
    """Close the session and forget its cookie."""
    accounts.end_sign_in(context.unit_of_work(writes=True), context.sign_in_token(), now=context.now())
    answer = make_response(redirect(url_for("start.show"), 303))
    answer.delete_cookie(context.SIGN_IN_COOKIE)
    return answer


@blueprint.get("/register")
@public
def register() -> ResponseReturnValue:
    """Show the form."""
    form = RegisterForm(language=language.current())
    return render_template("accounts/register.html", page=FormPage(form, _back()))


@blueprint.post("/register")
@public
@limiter.limit(_sign_in_limit)
def send_register() -> ResponseReturnValue:
    """Make the account, sign it in, and lead to the first thing to do."""
    form, status = RegisterForm(), 422
    if form.validate():
        try:
            _register(form)
            return _open_session(form.email.data, form.password.data, _back())
        except Rejected as rejected:
            status = form.put_back(rejected)
    return render_template("accounts/register.html", page=FormPage(form, _back())), status


@blueprint.get("/account")
@signed_in
def show() -> ResponseReturnValue:
    """Show the account and where it is signed in."""
    uow, occasion = context.unit_of_work(), context.occasion()
    account = uow.accounts.get(occasion.actor.account_id)
    if account is None:
        raise NotFound("account")
    this = accounts.digest(context.sign_in_token())
    opened = accounts.open_sign_ins(uow, occasion)
    sessions = tuple(OpenSession(each.id, each.started_at, each.id == this) for each in opened)
    return render_template("accounts/account.html", page=AccountPage(occasion.actor, account.email, sessions))


@blueprint.post("/account/sessions/<sign_in_id>/end")
@signed_in
def end_session(sign_in_id: str) -> ResponseReturnValue:
    """Close one of one's own sessions."""
    accounts.revoke_sign_in(context.unit_of_work(writes=True), context.occasion(), sign_in_id)
    flash(gettext("That place is signed out."))
    return redirect(url_for("accounts.show"), 303)


@blueprint.post("/language/<code>")
@public
def change_language(code: str) -> ResponseReturnValue:
    """Keep the language in a cookie and, for an account, with the account."""
    if code not in language.LANGUAGES:
        raise NotFound("language")
    if context.actor() is not None:
        accounts.change_language(context.unit_of_work(writes=True), context.occasion(), code)
    answer = make_response(redirect(_back(), 303))
    _set_cookie(answer, language.LANGUAGE_COOKIE, code, YEAR)
    return answer


def _back() -> str:
    return local_address(request.values.get("next"), url_for("start.show"))


def _register(form: RegisterForm) -> None:
    accounts.register_account(
        context.unit_of_work(writes=True),
        form.to_command(),
        hasher=context.hasher(),
        now=context.now(),
        new_id=context.new_id,
    )


def _open_session(email: str, password: str, back: str) -> Response:
    token = secrets.token_urlsafe(32)
    accounts.sign_in(
        context.unit_of_work(writes=True),
        email,
        password,
        hasher=context.hasher(),
        now=context.now(),
        token=token,
        new_id=context.new_id,
    )
    answer = make_response(redirect(back, 303))
    _set_cookie(answer, context.SIGN_IN_COOKIE, token, int(accounts.SIGN_IN_LASTS.total_seconds()))
    return answer


def _set_cookie(answer: Response, name: str, value: str, seconds: int) -> None:
    secure = context.config().secure_cookies
    answer.set_cookie(name, value, max_age=seconds, httponly=True, samesite="Lax", secure=secure)
