"""What an account was told, with links to the proposals that it is about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from matchmaker.domain.findings import Bilingual
from matchmaker.domain.vocabulary import Role
from matchmaker.persistence.models import Proposal, Topic
from matchmaker.services.notices import Told
from matchmaker.web.presenters.turned import Names, title_of, topic_title

MOST_LINKS = 10


@dataclass(frozen=True, slots=True)
class NoticeLink:
    """A proposal that a notice is about."""

    id: str
    number: int
    topic: Bilingual
    members: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class NoticeRow:
    """A notice with links to the proposals that it is about."""

    told: Told
    what: str
    proposals: tuple[NoticeLink, ...]
    more: int


@dataclass(frozen=True, slots=True)
class NoticesPage:
    """All notices of one account; `numbered` for readers who know proposals by their number in a search."""

    rows: tuple[NoticeRow, ...]
    unread: int
    numbered: bool


def notices_page(told: Sequence[Told], role: Role) -> NoticesPage:
    """Build the list of notices."""
    rows = tuple(
        NoticeRow(
            told=one,
            what=title_of(one.change.subject) if one.change else "",
            proposals=tuple(_link(row, topic) for row, topic in one.proposals[:MOST_LINKS]),
            more=max(0, len(one.proposals) - MOST_LINKS),
        )
        for one in told
    )
    return NoticesPage(rows, sum(one.notice.read_at is None for one in told), role is not Role.COMPANY)


def _link(row: Proposal, topic: Topic) -> NoticeLink:
    return NoticeLink(row.id, row.position, topic_title(topic), tuple(Names(row.document).firms.values()))
