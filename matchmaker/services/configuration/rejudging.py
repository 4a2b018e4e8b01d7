"""Stored proposals judged again before and after a change; what was stored stays as it is.

A change is judged on its own: both times with today's rule book, on the first day on which it matters from now on,
that is its first day or today, whichever is later. What differs is then the change's doing and nothing else's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from matchmaker.domain.eligibility import Case, Change, Report, Settings, configured_settings, judge, strand_of
from matchmaker.domain.eligibility.administration import TOPIC, unit_of
from matchmaker.persistence.stores.law import StoredProposal
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.proposals.documents import ARCHIVE

# Says how many of how many stored proposals are done.
Progress = Callable[[int, int], None]
PORTION = 50


@dataclass(frozen=True, slots=True)
class Turned:
    """A finding, or without rule and subject the combined verdict of the strand, before and after."""

    strand: str
    rule: str
    subject: str
    before: str
    after: str


@dataclass(frozen=True, slots=True)
class Affected:
    """A stored proposal that a change turns, judged on `day`."""

    proposal_id: str
    day: date
    turned: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """The changes that stand before and after an entry, and the entry's subject and first day."""

    subject: str
    since: date
    before: Sequence[Change]
    after: Sequence[Change]

    @property
    def topic(self) -> str | None:
        """The one topic whose proposals can be touched; None where it may be any."""
        return self.subject if unit_of(self.subject) == TOPIC else None


def open_proposals(uow: UnitOfWork, difference: Difference, today: date) -> int:
    """Return how many stored proposals have to be judged again: those whose topic still takes proposals."""
    return uow.law.count_open(today, difference.topic)


def affected(
    uow: UnitOfWork, difference: Difference, today: date, progress: Progress = lambda *_: None
) -> Iterator[Affected]:
    """Judge stored proposals again, portion by portion, and yield those that come out differently."""
    day = max(today, difference.since)
    before, after = configured_settings(day, difference.before), configured_settings(day, difference.after)
    if before == after:
        return
    done, total = 0, open_proposals(uow, difference, today)
    for portion in _portions(uow, difference, today):
        for stored in portion:
            if turned := compare(_case(stored, day), before, after):
                yield Affected(stored.id, day, turned)
        done += len(portion)
        progress(done, total)


def compare(case: Case, before: Settings, after: Settings) -> tuple[Turned, ...]:
    """Judge a case under both settings and return what differs, combined verdicts first."""
    was, becomes = judge(replace(case, settings=before)), judge(replace(case, settings=after))
    combined = [Turned(strand, "", "", was.verdict(strand), becomes.verdict(strand)) for strand in was.strands]
    found, told = _told(becomes), _told(was)
    single = [Turned(strand_of(rule), rule, about, told[rule, about], value) for (rule, about), value in found.items()]
    return tuple(one for one in (*combined, *single) if one.before != one.after)


def _told(report: Report) -> dict[tuple[str, str], str]:
    return {(one.rule, one.subject): one.value or one.verdict.value for one in report.findings}


def _case(stored: StoredProposal, day: date) -> Case:
    case: Case = ARCHIVE.from_json(stored.document["proposal"]["case"])
    return replace(case, as_of=day)


def _portions(uow: UnitOfWork, difference: Difference, today: date) -> Iterator[Sequence[StoredProposal]]:
    last = ""
    while portion := uow.law.open_proposals(today, difference.topic, after=last, limit=PORTION):
        yield portion
        last = portion[-1].id
