"""What holds on a day: the rule book's own values and what an administrator changed of them."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import zip_longest

from matchmaker.domain.eligibility import Change, Settings, configured_settings, topics
from matchmaker.domain.eligibility.administration import (
    Written,
    configurable_parameters,
    own_days,
    own_value,
    read_change,
)
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Account, LegalChange
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound
from matchmaker.services.occasion import Occasion


@dataclass(frozen=True, slots=True)
class Present:
    """The value of a day and since when it holds; `change` is the entry that set it, None for the rule book's own.

    Without `since` nothing is known on that day.
    """

    value: Written | None
    since: date | None
    change: LegalChange | None = None


@dataclass(frozen=True, slots=True)
class Span:
    """What holds from one day to another; without `until` nothing is known to follow."""

    since: date
    until: date | None
    present: Present


@dataclass(frozen=True, slots=True)
class Subject:
    """Something an administrator may change, with its value today and how often it was changed."""

    name: str
    present: Present
    changes: int


@dataclass(frozen=True, slots=True)
class Entry:
    """One entry of the history with who made it; `before` is what held on its first day without it.

    `withdrawn_by` is the entry that took it out again.
    """

    change: LegalChange
    account: Account
    value: Written | None
    before: Written | None
    withdrawn_by: LegalChange | None


def settings_on(uow: UnitOfWork, day: date) -> Settings | None:
    """Return the configuration of that day with what was changed; None where the rule book's own holds unchanged."""
    settings = configured_settings(day, effective(uow.law.changes()))
    return settings if settings.configured or settings.topics else None


def effective(rows: Sequence[LegalChange]) -> tuple[Change, ...]:
    """Return the changes that stand, as the rules use them, in the order in which they were recorded.

    One whose subject a later rule book no longer lets anybody change is left out.
    """
    return tuple(read_change(row.subject, row.since, read(row)) for row in standing(rows))


def standing(rows: Sequence[LegalChange]) -> list[LegalChange]:
    """Return the entries that are neither withdrawals nor withdrawn."""
    gone = {row.withdraws for row in rows}
    return [row for row in rows if row.withdraws is None and row.id not in gone and _is_known(row)]


def read(row: LegalChange) -> Written:
    """Return the value of an entry as it was written."""
    written: Written = json.loads(row.value)
    return written


def present(rows: Sequence[LegalChange], subject: str, day: date) -> Present:
    """Return what holds on the day, given all entries."""
    own = own_value(subject, day)
    mine = [row for row in standing(rows) if row.subject == subject and row.since <= day]
    newest = max(mine, key=lambda row: (row.since, row.number), default=None)
    if newest is not None and (own is None or own[0] <= newest.since):
        return Present(read(newest), newest.since, newest)
    return Present(None, None) if own is None else Present(own[1], own[0])


def timeline(rows: Sequence[LegalChange], subject: str) -> tuple[Span, ...]:
    """Return every value that the subject has had and will have, the earliest first."""
    mine = [row for row in rows if row.subject == subject]
    days = sorted({row.since for row in standing(mine)} | set(own_days(subject)))
    ends = [day - timedelta(days=1) for day in days[1:]]
    return tuple(Span(day, until, present(mine, subject, day)) for day, until in zip_longest(days, ends))


def known_subjects(uow: UnitOfWork) -> tuple[str, ...]:
    """Return what can be changed: parameters in the order of the law, then topics."""
    by_deadline = [topic.id for topic in uow.topics.all()]
    return (*configurable_parameters(), *dict.fromkeys((*by_deadline, *topics())))


def subjects(uow: UnitOfWork, occasion: Occasion) -> tuple[Subject, ...]:
    """Return everything that an administrator may change, with its value today."""
    occasion.need_role(Role.ADMINISTRATOR)
    rows = uow.law.changes()
    return tuple(
        Subject(name, present(rows, name, occasion.day), sum(row.subject == name for row in rows))
        for name in known_subjects(uow)
    )


def subject(uow: UnitOfWork, name: str, occasion: Occasion) -> Subject:
    """Return one subject; raises NotFound for what nobody can change."""
    occasion.need_role(Role.ADMINISTRATOR)
    if name not in known_subjects(uow):
        raise NotFound(name)
    rows = uow.law.changes()
    return Subject(name, present(rows, name, occasion.day), sum(row.subject == name for row in rows))


def history(uow: UnitOfWork, name: str, occasion: Occasion) -> tuple[Entry, ...]:
    """Return the entries of a subject, the newest first, each with what it replaced."""
    occasion.need_role(Role.ADMINISTRATOR)
    told = uow.law.history(name)
    rows = [row for row, _ in told]
    withdrawals = {row.withdraws: row for row in rows if row.withdraws}
    return tuple(
        Entry(
            change=row,
            account=account,
            value=None if row.withdraws else read(row),
            before=None if row.withdraws else present(rows[:position], name, row.since).value,
            withdrawn_by=withdrawals.get(row.id),
        )
        for position, (row, account) in reversed(list(enumerate(told)))
    )


def _is_known(row: LegalChange) -> bool:
    return row.subject in configurable_parameters() or isinstance(read(row), Mapping)
