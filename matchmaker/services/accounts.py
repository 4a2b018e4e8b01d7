"""Register, sign in and out, know who is there, preferences."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from argon2 import PasswordHasher
from argon2.exceptions import VerificationError
from email_validator import EmailNotValidError, validate_email

from matchmaker.domain.findings import Sentence, say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Account, AuditLine, SignIn
from matchmaker.persistence.unit_of_work import AlreadyThere, UnitOfWork
from matchmaker.services.errors import Conflict, NotFound, Rejected
from matchmaker.services.occasion import Actor, Occasion

SHORTEST_PASSWORD, LONGEST_PASSWORD = 12, 200
SIGN_IN_LASTS = timedelta(days=14)
LANGUAGES = ("en", "uk")


@dataclass(frozen=True, slots=True)
class RegisterAccount:
    """What a person from a company gives to get an account."""

    name: str
    email: str
    password: str
    language: str


def register_account(
    uow: UnitOfWork, command: RegisterAccount, *, hasher: PasswordHasher, now: datetime, new_id: Callable[[], str]
) -> str:
    """Make a company account and return its id.

    Raises Rejected for a wrong field, Conflict for an address that has an account.
    """
    if problems := _problems(command):
        raise Rejected(*problems)
    account = Account(
        id=new_id(),
        email=command.email.strip().lower(),
        name=" ".join(command.name.split()),
        password_hash=hasher.hash(command.password),
        role=Role.COMPANY,
        language=command.language,
        demonstration=False,
        created_at=now,
    )
    if uow.accounts.with_email(account.email) is not None:
        raise _taken()
    uow.accounts.add(account)
    _record(uow, account.id, "account.registered", now=now, new_id=new_id)
    try:
        uow.commit()
    except AlreadyThere as refused:
        raise _taken() from refused
    return account.id


def sign_in(
    uow: UnitOfWork,
    email: str,
    password: str,
    *,
    hasher: PasswordHasher,
    now: datetime,
    token: str,
    new_id: Callable[[], str],
) -> Account:
    """Open a session for `token`, a fresh secret of the caller, and return the account.

    Raises Rejected with the same words, after the same work, for an unknown address and a wrong password.
    """
    account = uow.accounts.with_email(email)
    uow.pause()  # others need not wait for the slow comparison
    stored = account.password_hash if account is not None else hasher.hash("nobody has this password")
    if not _verifies(hasher, stored, password) or account is None:
        raise Rejected(Problem("", say("This address and password do not belong together.")))
    uow.begin_writing()
    uow.accounts.add_sign_in(SignIn(id=digest(token), account_id=account.id, started_at=now, ended_at=None))
    _record(uow, account.id, "account.signed_in", now=now, new_id=new_id)
    uow.commit()
    return account


def end_sign_in(uow: UnitOfWork, token: str, *, now: datetime) -> None:
    """Close the session of this token; without one nothing happens."""
    held = uow.accounts.open_sign_in(digest(token), now - SIGN_IN_LASTS)
    if held is not None:
        held.ended_at = now
        uow.commit()


def open_sign_ins(uow: UnitOfWork, occasion: Occasion) -> Sequence[SignIn]:
    """Return the actor's open sessions, newest first."""
    return uow.accounts.open_sign_ins(occasion.actor.account_id, occasion.now - SIGN_IN_LASTS)


def revoke_sign_in(uow: UnitOfWork, occasion: Occasion, sign_in_id: str) -> None:
    """Close one of the actor's own sessions; raises NotFound for any other."""
    held = uow.accounts.open_sign_in(sign_in_id, occasion.now - SIGN_IN_LASTS)
    if held is None or held.account_id != occasion.actor.account_id:
        raise NotFound("sign-in")
    held.ended_at = occasion.now
    occasion.record(uow, "account.sign_in_revoked", "account", occasion.actor.account_id)
    uow.commit()


def actor_for(uow: UnitOfWork, token: str, *, now: datetime) -> Actor | None:
    """Return who holds this token, with the firms of today; None once the session has ended or grown old."""
    held = uow.accounts.open_sign_in(digest(token), now - SIGN_IN_LASTS)
    account = uow.accounts.get(held.account_id) if held is not None else None
    if account is None:
        return None
    return Actor(
        account_id=account.id,
        name=account.name,
        role=Role(account.role),
        firm_ids=uow.accounts.firm_ids(account.id, now.date()),
        language=account.language,
    )


def change_language(uow: UnitOfWork, occasion: Occasion, language: str) -> None:
    """Remember the actor's language; raises Rejected for one that the product does not speak."""
    account = uow.accounts.get(occasion.actor.account_id)
    if language not in LANGUAGES:
        raise Rejected(Problem("language", say("Choose English or Ukrainian.")))
    if account is None:
        raise NotFound("account")
    account.language = language
    uow.commit()


def digest(token: str) -> str:
    """Return what the database keeps of a token."""
    return hashlib.sha256(token.encode()).hexdigest()


def _problems(command: RegisterAccount) -> list[Problem]:
    checks = (
        ("name", say("Give your name."), bool(command.name.strip())),
        ("name", say("Use at most %(most)s characters.", most=120), len(command.name) <= 120),
        ("email", say("Give an e-mail address such as name@firm.eu."), _is_address(command.email)),
        ("password", _short(), len(command.password) >= SHORTEST_PASSWORD),
        ("password", say("Use at most %(most)s characters.", most=LONGEST_PASSWORD), _not_too_long(command)),
        ("language", say("Choose English or Ukrainian."), command.language in LANGUAGES),
    )
    wrong = [Problem(field, sentence) for field, sentence, holds in checks if not holds]
    return [*wrong, *validate.line("name", command.name), *validate.line("email", command.email)]


def _short() -> Sentence:
    return say("This password has fewer than %(least)s characters.", least=SHORTEST_PASSWORD)


def _not_too_long(command: RegisterAccount) -> bool:
    return len(command.password) <= LONGEST_PASSWORD


def _is_address(email: str) -> bool:
    try:
        validate_email(email.strip(), check_deliverability=False)
    except EmailNotValidError:
        return False
    return len(email.strip()) <= 254


def _verifies(hasher: PasswordHasher, stored: str, password: str) -> bool:
    try:
        return hasher.verify(stored, password)
    except VerificationError:
        return False


def _taken() -> Conflict:
    return Conflict(Problem("email", say("There is an account with this address already. Sign in instead.")))


def _record(uow: UnitOfWork, account_id: str, action: str, *, now: datetime, new_id: Callable[[], str]) -> None:
    about = {"account_id": account_id, "subject_kind": "account", "subject_id": account_id}
    uow.trail.record(AuditLine(id=new_id(), at=now, action=action, detail="", **about))
