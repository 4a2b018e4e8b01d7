"""Who acts, when, and where new names come from: handed in, never fetched."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import AuditLine, FormReceipt
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotAllowed


@dataclass(frozen=True, slots=True)
class Actor:
    """The signed-in account and the firms that it acts for today."""

    account_id: str
    name: str
    role: Role
    firm_ids: frozenset[str]
    language: str = "en"

    def acts_for(self, firm_id: str) -> bool:
        """Say whether this account is a member of the firm."""
        return firm_id in self.firm_ids


@dataclass(frozen=True, slots=True)
class Occasion:
    """One act: the actor, the moment in UTC, and a source of fresh opaque ids."""

    actor: Actor
    now: datetime
    new_id: Callable[[], str]

    @property
    def day(self) -> date:
        """The day of the act in UTC."""
        return self.now.date()

    def need_role(self, *roles: Role) -> None:
        """Raise NotAllowed unless the actor has one of the roles."""
        if self.actor.role not in roles:
            raise NotAllowed(self.actor.role)

    def record(self, uow: UnitOfWork, action: str, kind: str, subject_id: str, detail: str = "") -> None:
        """Leave an audit line in the same transaction."""
        uow.trail.record(
            AuditLine(
                id=self.new_id(),
                at=self.now,
                account_id=self.actor.account_id,
                action=action,
                subject_kind=kind,
                subject_id=subject_id,
                detail=detail,
            )
        )

    def taken_before(self, uow: UnitOfWork, token: str) -> str | None:
        """Return what a form with this token made when it was sent the first time."""
        receipt = uow.trail.receipt(token) if token else None
        return receipt.subject_id if receipt and receipt.account_id == self.actor.account_id else None

    def take(self, uow: UnitOfWork, token: str, subject_id: str) -> None:
        """Remember what the form with this token made; an empty token is not remembered."""
        if token:
            uow.trail.take(
                FormReceipt(token=token, account_id=self.actor.account_id, subject_id=subject_id, taken_at=self.now)
            )
