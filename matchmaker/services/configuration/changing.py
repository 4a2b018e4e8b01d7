"""Change the configuration from a day on, or withdraw a change; tell those whose proposals come out differently."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from matchmaker.domain.eligibility.administration import (
    Written,
    day_of,
    faults_of,
    first_day,
    read_change,
    read_written,
    unit_of,
)
from matchmaker.domain.findings import say
from matchmaker.domain.registry import validate
from matchmaker.domain.registry.countries import iso_code
from matchmaker.domain.registry.validate import Problem
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import LegalChange, ProposalFlip
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.configuration.rejudging import Affected, Difference, Progress, Rejudging
from matchmaker.services.configuration.standing import effective, known_subjects, present
from matchmaker.services.errors import Conflict, NotFound, Rejected
from matchmaker.services.firms import commit_once, refuse
from matchmaker.services.notices import tell_of_change
from matchmaker.services.occasion import Occasion

WITHDRAWN = "null"


@dataclass(frozen=True, slots=True)
class ChangeLaw:
    """A new value from a day on, as typed; `value` is a list, a text, or a topic's numbers by name."""

    subject: str
    since: str
    value: Written
    reason: str
    source: str
    link: str = ""


@dataclass(frozen=True, slots=True)
class Forecast:
    """What a change would turn, and among how many stored proposals that are still open."""

    since: date
    judged: int
    affected: tuple[Affected, ...]


def preview(uow: UnitOfWork, command: ChangeLaw, occasion: Occasion) -> Forecast:
    """Return what a change would turn; nothing is written. Raises Rejected as `change` does."""
    since, value = _checked(uow, command, occasion)
    work = Rejudging(_difference(uow, command.subject, since, value), occasion.day)
    work.run(uow)
    return Forecast(since, len(work.judged), tuple(work.found))


def change(
    uow: UnitOfWork,
    command: ChangeLaw,
    occasion: Occasion,
    *,
    token: str = "",
    progress: Progress = lambda *_: None,
) -> str:
    """Record a change, judge stored proposals again and tell their owners, all or nothing; return the entry's id.

    Nobody waits while proposals are judged; what was found is written in one transaction, which judges those that
    came meanwhile. Raises Rejected with a problem for each wrong field, and for a value that holds on that day
    already; Conflict where somebody else changed the configuration meanwhile.
    """
    occasion.need_role(Role.ADMINISTRATOR)
    if before := occasion.taken_before(uow, token):
        return before
    since, value = _checked(uow, command, occasion)
    work, number = Rejudging(_difference(uow, command.subject, since, value), occasion.day), uow.law.next_number()
    work.run(uow, progress)
    if before := _taken_meanwhile(uow, number, token, occasion):
        return before
    row = _row(number, command, since, _as_text(value), occasion)
    _record(uow, row, work, occasion)
    occasion.take(uow, token, row.id)
    occasion.record(uow, "law.changed", "law", row.subject, row.id)
    return commit_once(uow, token, row.id, occasion)


def withdraw(
    uow: UnitOfWork,
    change_id: str,
    reason: str,
    occasion: Occasion,
    *,
    token: str = "",
    progress: Progress = lambda *_: None,
) -> str:
    """Take a change out, by an entry of its own, as if it had never been made; return the new entry's id."""
    occasion.need_role(Role.ADMINISTRATOR)
    if before := occasion.taken_before(uow, token):
        return before
    row, rows = uow.law.get(change_id), uow.law.changes()
    if row is None or row.withdraws is not None:
        raise NotFound(change_id)
    if any(other.withdraws == change_id for other in rows):
        raise Conflict(Problem("", say("This change was withdrawn already.")))
    refuse(_words("reason", reason))
    work, number = Rejudging(_without(rows, row), occasion.day), uow.law.next_number()
    work.run(uow, progress)
    if before := _taken_meanwhile(uow, number, token, occasion):
        return before
    taking_back = ChangeLaw(row.subject, row.since.isoformat(), "", reason, row.source, row.link)
    entry = _row(number, taking_back, row.since, WITHDRAWN, occasion, withdraws=change_id)
    _record(uow, entry, work, occasion)
    occasion.take(uow, token, entry.id)
    occasion.record(uow, "law.withdrawn", "law", row.subject, entry.id)
    return commit_once(uow, token, entry.id, occasion)


def _taken_meanwhile(uow: UnitOfWork, number: int, token: str, occasion: Occasion) -> str | None:
    """Begin the transaction that writes, and look again at what the judging rests on."""
    uow.pause()
    if before := occasion.taken_before(uow, token):
        return before
    if uow.law.next_number() != number:
        raise Conflict(Problem("", say("Somebody changed the configuration a moment ago. Please look again.")))
    return None


def _record(uow: UnitOfWork, row: LegalChange, work: Rejudging, occasion: Occasion) -> None:
    work.catch_up(uow)
    uow.law.add(row)
    uow.flush()
    for one in work.found:
        uow.law.add(*_flips(row, one, occasion))
    uow.flush()
    tell_of_change(uow, row, occasion)


def _flips(row: LegalChange, one: Affected, occasion: Occasion) -> Iterator[ProposalFlip]:
    for position, turned in enumerate(one.turned):
        yield ProposalFlip(
            id=occasion.new_id(),
            change_id=row.id,
            proposal_id=one.proposal_id,
            position=position,
            day=one.day,
            strand=turned.strand,
            rule=turned.rule,
            subject=turned.subject,
            before=turned.before,
            after=turned.after,
            created_at=occasion.now,
        )


def _row(
    number: int, command: ChangeLaw, since: date, value: str, occasion: Occasion, *, withdraws: str | None = None
) -> LegalChange:
    return LegalChange(
        id=occasion.new_id(),
        number=number,
        subject=command.subject,
        since=since,
        value=value,
        reason=command.reason.strip(),
        source=command.source.strip(),
        link=command.link.strip(),
        withdraws=withdraws,
        account_id=occasion.actor.account_id,
        recorded_at=occasion.now,
    )


def _difference(uow: UnitOfWork, subject: str, since: date, value: Written) -> Difference:
    before = effective(uow.law.changes())
    return Difference(subject, since, before, (*before, read_change(subject, since, value)))


def _without(rows: Sequence[LegalChange], row: LegalChange) -> Difference:
    kept = [other for other in rows if other.id != row.id]
    return Difference(row.subject, row.since, effective(rows), effective(kept))


def _checked(uow: UnitOfWork, command: ChangeLaw, occasion: Occasion) -> tuple[date, Written]:
    """The first day and the value in the one form in which it is kept."""
    occasion.need_role(Role.ADMINISTRATOR)
    if command.subject not in known_subjects(uow):
        raise Rejected(Problem("subject", say("Nobody can change this here.")))
    since = day_of(command.since)
    refuse((*_since_problems(command), *_value_problems(command), *_reason_problems(command)))
    assert since is not None
    value = _tidied(command)
    held = present(uow.law.changes(), command.subject, since).value
    if held is not None and read_written(command.subject, held) == read_written(command.subject, value):
        raise Rejected(Problem("value", say("This is what holds on that day already.")))
    return since, value


def _since_problems(command: ChangeLaw) -> Iterator[Problem]:
    since, first = day_of(command.since), first_day(command.subject)
    if since is None:
        yield Problem("since", say("Write the day as year, month and day, for example 2026-12-01."))
    elif first is not None and since < first:
        yield Problem("since", say("The rule book knows this from %(day)s. Choose that day or a later one.", day=first))


def _value_problems(command: ChangeLaw) -> Iterator[Problem]:
    marked = [problem for text in _texts(command.value) for problem in validate.line("value", text)]
    if marked:
        yield marked[0]
        return
    for name, because in faults_of(command.subject, command.value):
        yield Problem(f"numbers.{name}" if name else "value", because)


def _reason_problems(command: ChangeLaw) -> Iterator[Problem]:
    yield from _words("reason", command.reason)
    if not command.source.strip():
        yield Problem("source", say("Name the act, decision or list that says so."))
    yield from validate.line("source", command.source)
    yield from validate.line("link", command.link)
    if command.link.strip() and not command.link.strip().startswith(("https://", "http://")):
        yield Problem("link", say("A link begins with https://."))


def _words(field: str, text: str) -> Iterator[Problem]:
    if not text.strip():
        yield Problem(field, say("Say why; the history keeps it for good."))
    yield from validate.paragraph(field, text)


def _texts(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, Mapping):
        for inner in value.values():
            yield from _texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from _texts(inner)


def _tidied(command: ChangeLaw) -> Written:
    unit, value = unit_of(command.subject), command.value
    if unit == "countries":
        return sorted({iso_code(code) or code for code in value})
    if unit == "words":
        return sorted({" ".join(word.split()) for word in value})
    return value


def _as_text(value: Written) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)
