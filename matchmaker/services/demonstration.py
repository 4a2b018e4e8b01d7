"""The demonstration register: loaded once into an empty database, in one transaction."""

from __future__ import annotations

from collections.abc import Callable

from matchmaker.domain.registry.records import AccountRecord, RegisterRecords
from matchmaker.domain.vocabulary import FirmState, Role
from matchmaker.persistence.models import Account, FirmDecision, Membership
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.importing.storing import People, Progress, Store, opaque_id
from matchmaker.services.occasion import Actor, Occasion

Hash = Callable[[str], str]


def is_loaded(uow: UnitOfWork) -> bool:
    """Say whether the demonstration accounts are there, and with them all the rest."""
    return bool(uow.accounts.demonstrations())


def load(
    uow: UnitOfWork, records: RegisterRecords, occasion: Occasion, *, hash_password: Hash, progress: Progress
) -> dict[str, int]:
    """Write accounts and register; firms of demonstration accounts count as verified. Returns counts by kind."""
    hashed = hash_password(records.password)
    for record in records.accounts:
        uow.accounts.add(_account(record, hashed, occasion))
    uow.flush()
    store = Store(uow, occasion.now, _people(records), progress)
    counts = store.write(records)
    for record in records.accounts:
        if record.firm_key:
            _join(uow, record, store.firm_ids[record.firm_key], occasion)
    occasion.record(uow, "demonstration.loaded", "register", "demonstration")
    uow.commit()
    return counts


def administrator(records: RegisterRecords) -> Actor:
    """Return the demonstration administrator, in whose name the register is loaded."""
    record = next(one for one in records.accounts if one.role == Role.ADMINISTRATOR)
    return Actor(account_id(record), record.name, Role.ADMINISTRATOR, frozenset())


def account_id(record: AccountRecord) -> str:
    """Return the id of a demonstration account, the same in every database."""
    return opaque_id("account", record.email)


def _account(record: AccountRecord, hashed: str, occasion: Occasion) -> Account:
    return Account(
        id=account_id(record),
        email=record.email,
        name=record.name,
        password_hash=hashed,
        role=record.role,
        language=record.language,
        demonstration=True,
        created_at=occasion.now,
    )


def _people(records: RegisterRecords) -> People:
    """The training officer files, the analyst screens, and each firm's account answers for it."""
    by_role = {record.role: account_id(record) for record in reversed(records.accounts)}
    makers = {record.firm_key: account_id(record) for record in records.accounts if record.firm_key}
    return People(by_role[Role.TRAINING_OFFICER], by_role.get(Role.ANALYST), makers)


def _join(uow: UnitOfWork, record: AccountRecord, firm_id: str, occasion: Occasion) -> None:
    firm = uow.firms.names([firm_id])[firm_id]
    firm.state = FirmState.VERIFIED
    uow.firms.add(
        FirmDecision(
            id=opaque_id("decision", record.email),
            firm_id=firm_id,
            account_id=occasion.actor.account_id,
            decision="verified",
            decided_at=occasion.now,
        ),
        Membership(
            id=opaque_id("membership", record.email),
            account_id=account_id(record),
            firm_id=firm_id,
            since=occasion.day,
            until=None,
        ),
    )
