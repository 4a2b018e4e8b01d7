"""Accounts, memberships in firms, open sign-ins."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from sqlalchemy import ColumnElement, or_, select
from sqlalchemy.orm import Session

from matchmaker.persistence.models import Account, Membership, SignIn


class AccountStore:
    """People who sign in, and the firms that they act for."""

    def __init__(self, session: Session) -> None:
        self._session = session

    def add(self, account: Account) -> None:
        """Add an account; a taken address breaks the unique constraint at flush."""
        self._session.add(account)

    def get(self, account_id: str) -> Account | None:
        """Return the account with this id."""
        return self._session.get(Account, account_id)

    def with_email(self, email: str) -> Account | None:
        """Return the account with this address, in any case of letters."""
        return self._session.scalars(select(Account).where(Account.email == email.strip().lower())).first()

    def with_role(self, role: str) -> Sequence[Account]:
        """Return the accounts with a role, by name."""
        query = select(Account).where(Account.role == role).order_by(Account.name, Account.id)
        return self._session.scalars(query).all()

    def demonstrations(self) -> Sequence[Account]:
        """Return the demo accounts, by role and address."""
        query = select(Account).where(Account.demonstration).order_by(Account.role, Account.email)
        return self._session.scalars(query).all()

    def add_membership(self, membership: Membership) -> None:
        """Let an account act for a firm."""
        self._session.add(membership)

    def firm_ids(self, account_id: str, day: date) -> frozenset[str]:
        """Return the firms that the account acts for on the day."""
        query = select(Membership.firm_id).where(Membership.account_id == account_id, *_running(day))
        return frozenset(self._session.scalars(query))

    def members(self, firm_id: str, day: date) -> Sequence[Account]:
        """Return the accounts that act for the firm on the day, by name."""
        query = select(Account).join(Membership, Membership.account_id == Account.id)
        query = query.where(Membership.firm_id == firm_id, *_running(day)).order_by(Account.name, Account.id)
        return self._session.scalars(query).all()

    def add_sign_in(self, sign_in: SignIn) -> None:
        """Open a session."""
        self._session.add(sign_in)

    def open_sign_in(self, sign_in_id: str, since: datetime) -> SignIn | None:
        """Return a session that was not ended and did not start before `since`."""
        query = select(SignIn).where(SignIn.id == sign_in_id, SignIn.ended_at.is_(None), SignIn.started_at >= since)
        return self._session.scalars(query).first()

    def open_sign_ins(self, account_id: str, since: datetime) -> Sequence[SignIn]:
        """Return the account's open sessions, newest first."""
        query = select(SignIn).where(
            SignIn.account_id == account_id, SignIn.ended_at.is_(None), SignIn.started_at >= since
        )
        return self._session.scalars(query.order_by(SignIn.started_at.desc(), SignIn.id)).all()


def _running(day: date) -> tuple[ColumnElement[bool], ...]:
    return Membership.since <= day, or_(Membership.until.is_(None), Membership.until >= day)
