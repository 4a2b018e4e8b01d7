"""Stored proposals judged again before and after a change; what was stored stays as it is.

A change is judged on its own: both times with today's rule book, on the first day on which it matters from now on,
that is its first day or today, whichever is later. What differs is then the change's doing and nothing else's.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field, replace
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


@dataclass(slots=True)
class Rejudging:
    """The stored proposals whose topic still takes proposals, judged again; `found` are those that differ."""

    difference: Difference
    today: date
    found: list[Affected] = field(default_factory=list)
    judged: set[str] = field(default_factory=set)

    @property
    def day(self) -> date:
        """The day on which proposals are judged."""
        return max(self.today, self.difference.since)

    def run(self, uow: UnitOfWork, progress: Progress = lambda *_: None) -> None:
        """Judge all of them, portion by portion; others may write while a portion is judged."""
        total = uow.law.count_open(self.today, self.difference.topic)
        last = ""
        while portion := uow.law.open_proposals(self.today, self.difference.topic, after=last, limit=PORTION):
            uow.pause()
            self._judge(portion)
            last = portion[-1].id
            progress(len(self.judged), total)

    def catch_up(self, uow: UnitOfWork) -> None:
        """Judge those that came meanwhile, in the transaction that will write what was found."""
        wanted = set(uow.law.open_ids(self.today, self.difference.topic)) - self.judged
        self._judge(uow.law.stored(sorted(wanted)))

    def _judge(self, portion: Iterable[StoredProposal]) -> None:
        before = configured_settings(self.day, self.difference.before)
        after = configured_settings(self.day, self.difference.after)
        for stored in portion:
            self.judged.add(stored.id)
            turned = compare(_case(stored, self.day), before, after) if before != after else ()
            if turned:
                self.found.append(Affected(stored.id, self.day, turned))


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
