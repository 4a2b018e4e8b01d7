"""What recorded changes turned in stored proposals, as it was found when they were recorded."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Account, LegalChange, Proposal, ProposalFlip, Topic
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.configuration.rejudging import Turned
from matchmaker.services.errors import NotFound
from matchmaker.services.occasion import Actor, Occasion
from matchmaker.services.profiles import note_reads
from matchmaker.services.proposals.reading import open_findings, stored_findings, used_fields


@dataclass(frozen=True, slots=True)
class TurnedProposal:
    """A stored proposal with what a change turned in it."""

    row: Proposal
    topic: Topic
    day: date
    turned: tuple[Turned, ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """An entry of the history with who made it and everything that it turned."""

    change: LegalChange
    account: Account
    withdrawn_by: LegalChange | None
    proposals: tuple[TurnedProposal, ...]


@dataclass(frozen=True, slots=True)
class TurnedSince:
    """What changes turned in a proposal, all together: `turned` from `day` on, and the entries that did it.

    With `hidden` more is turned than this reader may see, and the combined verdicts are left out with it.
    """

    day: date
    turned: tuple[Turned, ...]
    changes: tuple[LegalChange, ...]
    hidden: bool = False


def outcome(uow: UnitOfWork, change_id: str, occasion: Occasion) -> Outcome:
    """Return an entry with what it turned."""
    occasion.need_role(Role.ADMINISTRATOR)
    change = uow.law.get(change_id)
    account = uow.accounts.get(change.account_id) if change else None
    if change is None or account is None:
        raise NotFound(change_id)
    withdrawal = next((row for row in uow.law.changes() if row.withdraws == change_id), None)
    by_proposal: dict[str, list[ProposalFlip]] = {}
    for flip in uow.law.flips_of_change(change_id):
        by_proposal.setdefault(flip.proposal_id, []).append(flip)
    found = {key: _plain(flips) for key, flips in by_proposal.items()}
    return Outcome(change, account, withdrawal, named(uow, found, occasion))


def named(
    uow: UnitOfWork, turned: Mapping[str, tuple[date, tuple[Turned, ...]]], occasion: Occasion
) -> tuple[TurnedProposal, ...]:
    """Return the proposals with these ids, topic by topic, in the order of their searches.

    What turned may rest on fields that firms declared: reading it leaves lines in their ledgers.
    """
    known = uow.law.proposals(turned)
    found = [TurnedProposal(row, topic, *turned[key]) for key, (row, topic) in known.items()]
    note_reads(uow, _read_fields(found), "law", occasion)
    return tuple(sorted(found, key=lambda one: (one.topic.id, one.row.search_id, one.row.position)))


def _read_fields(found: Sequence[TurnedProposal]) -> dict[str, set[str]]:
    """By firm the declared fields that the turned findings rest on."""
    fields: dict[str, set[str]] = {}
    for one in found:
        document, keys = one.row.document, {(turned.rule, turned.subject) for turned in one.turned}
        shown = [finding for finding in stored_findings(document) if (finding.rule, finding.subject) in keys]
        for firm_id, names in used_fields(shown, document["proposal"]["holders"], document["declared"]).items():
            fields.setdefault(firm_id, set()).update(names)
    return fields


def turned_since(uow: UnitOfWork, row: Proposal, actor: Actor) -> tuple[TurnedSince, ...]:
    """Return, for each day on which something turns, what then differs from how the proposal was judged before.

    Of several changes only the first state and the last one count; what was turned and turned back is left out.
    What rests on a field of another firm is kept from a reader who may not see that field. The caller must have
    found out that the reader may see the proposal.
    """
    told = uow.law.flips_of_proposal(row.id)
    days = sorted({flip.day for flip, _ in told})
    found = (_until(told, day) for day in days)
    return tuple(_as_seen(one, row, actor) for one in found if one.turned)


def _as_seen(since: TurnedSince, row: Proposal, actor: Actor) -> TurnedSince:
    """A finding that was not stored may rest on anything, so a reader with closed fields does not see it."""
    readable = open_findings(actor, row.document)
    if readable is None:
        return since
    single = tuple(one for one in since.turned if one.rule)
    shown = tuple(one for one in single if (one.rule, one.subject) in readable)
    return since if shown == single else replace(since, turned=shown, hidden=True)


def _until(told: Sequence[tuple[ProposalFlip, LegalChange]], day: date) -> TurnedSince:
    first: dict[tuple[str, str, str], str] = {}
    last: dict[tuple[str, str, str], str] = {}
    changes: dict[str, LegalChange] = {}
    for flip, change in told:
        if flip.day <= day:
            key = (flip.strand, flip.rule, flip.subject)
            first.setdefault(key, flip.before)
            last[key] = flip.after
            changes[change.id] = change
    turned = tuple(Turned(*key, first[key], after) for key, after in last.items() if first[key] != after)
    return TurnedSince(day, turned, tuple(changes.values()))


def _plain(flips: Sequence[ProposalFlip]) -> tuple[date, tuple[Turned, ...]]:
    return flips[0].day, tuple(Turned(one.strand, one.rule, one.subject, one.before, one.after) for one in flips)
