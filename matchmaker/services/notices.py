"""What accounts are told without having asked, and whether they have read it."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from matchmaker.domain.findings import Bilingual, Country, Sentence, say
from matchmaker.persistence.models import LegalChange, Notice, Proposal, Topic
from matchmaker.persistence.unit_of_work import UnitOfWork
from matchmaker.services.errors import NotFound
from matchmaker.services.occasion import Occasion
from matchmaker.services.proposals.archive import Archive, to_json
from matchmaker.services.proposals.reading import OFFICERS

LAW = "law.changed"
ARCHIVE = Archive(Sentence, Bilingual, Country)


@dataclass(frozen=True, slots=True)
class Told:
    """A notice as its recipient reads it, with the proposals that it is about."""

    notice: Notice
    text: Sentence
    change: LegalChange | None
    proposals: tuple[tuple[Proposal, Topic], ...]


def tell_of_change(uow: UnitOfWork, change: LegalChange, occasion: Occasion) -> None:
    """Tell who asked for the proposals that it turned, and the accounts of their member firms, each once.

    A firm for which nobody acts gets none.
    """
    asked = _grouped(uow.law.askers(change.id))
    members = _grouped(uow.law.member_accounts(change.id, occasion.day))
    for account_id, mine in asked.items():
        sentence = say(
            "The law's configuration changes from %(day)s. Proposals you asked for that come out differently: "
            "%(number)s.",
            day=change.since,
            number=len(mine),
        )
        uow.notices.add(_notice(account_id, change, sentence, mine, occasion))
    for account_id, mine in members.items():
        if account_id not in asked:
            sentence = say(
                "The law's configuration changes from %(day)s. Proposals with your firm that come out differently: "
                "%(number)s.",
                day=change.since,
                number=len(mine),
            )
            uow.notices.add(_notice(account_id, change, sentence, mine, occasion))


def tell(
    uow: UnitOfWork, recipients: Iterable[str], kind: str, sentence: Sentence, address: str, occasion: Occasion
) -> None:
    """Tell each account once, with the page that it is about; whoever acts knows already and is left out."""
    for account_id in sorted(set(recipients) - {occasion.actor.account_id}):
        uow.notices.add(
            Notice(
                id=occasion.new_id(),
                recipient_id=account_id,
                kind=kind,
                text=to_json(sentence),
                change_id=None,
                proposals=[],
                address=address,
                created_at=occasion.now,
                read_at=None,
            )
        )


def tell_once(
    uow: UnitOfWork, recipients: Iterable[str], kind: str, sentence: Sentence, address: str, occasion: Occasion
) -> None:
    """Tell each account, but none that was told the same words about the same page before."""
    told = {recipient for recipient, text in uow.notices.told(kind, address) if text == to_json(sentence)}
    tell(uow, set(recipients) - told, kind, sentence, address, occasion)


def unread(uow: UnitOfWork, account_id: str) -> int:
    """Return how many notices the account has not read."""
    return uow.notices.unread(account_id)


def own_notices(uow: UnitOfWork, occasion: Occasion) -> Sequence[Told]:
    """Return the actor's notices, unread ones and the newest first, with the proposals that it may still see."""
    rows = uow.notices.of_account(occasion.actor.account_id)
    known = uow.law.proposals({proposal_id for notice, _ in rows for proposal_id in notice.proposals})
    return [
        Told(
            notice=notice,
            text=ARCHIVE.from_json(notice.text),
            change=change,
            proposals=_in_order(
                known[key] for key in notice.proposals if key in known and _sees(known[key][0], occasion)
            ),
        )
        for notice, change in rows
    ]


def mark_read(uow: UnitOfWork, notice_id: str, occasion: Occasion) -> None:
    """Mark one of the actor's notices as read; doing so twice changes nothing. Raises NotFound for another's."""
    notice = uow.notices.get(notice_id)
    if notice is None or notice.recipient_id != occasion.actor.account_id:
        raise NotFound(notice_id)
    notice.read_at = notice.read_at or occasion.now
    uow.commit()


def mark_all_read(uow: UnitOfWork, occasion: Occasion) -> None:
    """Mark all of the actor's notices as read."""
    uow.notices.mark_all(occasion.actor.account_id, occasion.now)
    uow.commit()


def _sees(row: Proposal, occasion: Occasion) -> bool:
    members = row.document["proposal"]["members"]
    return occasion.actor.role in OFFICERS or any(occasion.actor.acts_for(member["firm_id"]) for member in members)


def _in_order(found: Iterable[tuple[Proposal, Topic]]) -> tuple[tuple[Proposal, Topic], ...]:
    return tuple(sorted(found, key=lambda pair: (pair[1].id, pair[0].search_id, pair[0].position)))


def _grouped(pairs: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = defaultdict(list)
    for account_id, proposal_id in pairs:
        found[account_id].append(proposal_id)
    return dict(found)


def _notice(
    account_id: str, change: LegalChange, sentence: Sentence, proposals: list[str], occasion: Occasion
) -> Notice:
    return Notice(
        id=occasion.new_id(),
        recipient_id=account_id,
        kind=LAW,
        text=to_json(sentence),
        change_id=change.id,
        proposals=proposals,
        created_at=occasion.now,
        read_at=None,
    )
